CREATE OR REPLACE FUNCTION pggit_internal.run_sequence(p_changes jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = 0
AS $function$
DECLARE
    v_change text;
    v_statements jsonb;
    v_error jsonb;
BEGIN
    PERFORM set_config('lock_timeout', pggit_internal.proof_lock_timeout(), true);
    BEGIN
        FOR v_change, v_statements IN
            SELECT c.item ->> 'change', c.item -> 'statements'
            FROM jsonb_array_elements(p_changes) WITH ORDINALITY AS c (item, place) ORDER BY c.place
        LOOP
            v_error := pggit_internal.run_statements(v_change, v_statements);
            EXIT WHEN v_error IS NOT NULL;
        END LOOP;
        RAISE EXCEPTION 'proof rolled back'
            USING ERRCODE = 'PI020', HINT = 'Nobody sees this: it is caught in the next line.';
    EXCEPTION WHEN SQLSTATE 'PI020' THEN
        RETURN v_error;
    END;
END
$function$;
COMMENT ON FUNCTION pggit_internal.run_sequence(jsonb) IS
'Executes several changes ([{change, statements}]) one after the other and rolls back; '
'null when all work, else the error of the first that fails. SECURITY DEFINER, owned by pggit_prover: '
'declared text runs with that role''s rights only.';
ALTER FUNCTION pggit_internal.run_sequence(jsonb) OWNER TO pggit_prover;
