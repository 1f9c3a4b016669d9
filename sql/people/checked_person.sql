CREATE OR REPLACE FUNCTION pggit_internal.checked_person(p_value text, p_field text, p_example text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_value text := pggit_internal.checked_text(p_value, p_field, p_example);
BEGIN
    IF lower(v_value) = 'pggit' THEN
        RAISE EXCEPTION '% must not be "%"', p_field, v_value
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = 'The history says pggit for what follows from another change.',
                  HINT = format('Give another name, for example %s => %L.', p_field, p_example);
    END IF;
    RETURN v_value;
END
$function$;
COMMENT ON FUNCTION pggit_internal.checked_person(text, text, text) IS
'checked_text() of a name that the history may have as changed_by. Raises 22023 for pggit.';
