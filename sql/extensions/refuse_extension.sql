CREATE OR REPLACE FUNCTION pggit_internal.refuse_extension(
    p_schema name, p_name name, p_argument_types text, p_added_by name
) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_problem jsonb := pggit_internal.extension_problem(p_schema, p_name, p_argument_types, p_added_by);
BEGIN
    IF v_problem IS NOT NULL THEN
        RAISE EXCEPTION '%', pggit_internal.shown(v_problem ->> 'problem')
            USING ERRCODE = v_problem ->> 'sqlstate',
                  DETAIL = pggit_internal.shown(format('It is called for role "%s", which added it.', p_added_by)),
                  HINT = pggit_internal.shown(v_problem ->> 'advice');
    END IF;
END
$function$;
COMMENT ON FUNCTION pggit_internal.refuse_extension(name, name, text, name) IS
'Raises 42883, 42P13 or 42501 for a function that may not be called, or added, as a detector or suggester of this '
'role.';
