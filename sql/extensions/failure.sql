CREATE OR REPLACE FUNCTION pggit_internal.failure(
    p_kind text, p_name text, p_sqlstate text, p_message text
) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF p_sqlstate LIKE '40%' THEN
        RAISE EXCEPTION '% "%": %', p_kind, p_name, p_message
            USING ERRCODE = p_sqlstate, HINT = 'Run the transaction again.';
    END IF;
    RETURN jsonb_build_object(
        'kind', p_kind, 'name', p_name, 'sqlstate', p_sqlstate,
        'message', left(regexp_replace(p_message, '[[:cntrl:]]+', ' ', 'g'), 500)
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.failure(text, text, text, text) IS
'An error of a detector or suggester as it is kept. Raises again those that end the transaction anyway (class 40).';
