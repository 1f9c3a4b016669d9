CREATE OR REPLACE FUNCTION pggit_internal.checked_author(p_value text, p_field text) RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_value text;
    v_agents text[];
BEGIN
    IF p_value IS NULL THEN
        RETURN NULL;
    END IF;
    v_value := pggit_internal.checked_person(p_value, p_field, 'alice');
    v_agents := pggit_internal.acting_agents();
    IF v_agents IS NOT NULL AND v_value <> ALL(v_agents || pggit_internal.caller()::text) THEN
        RAISE EXCEPTION '% must not be "%"', p_field, pggit_internal.shown(v_value)
            USING ERRCODE = 'insufficient_privilege',
                  DETAIL = pggit_internal.shown(format('Role %I may use its own name%s.', pggit_internal.caller(),
                      CASE WHEN v_agents = '{}' THEN '' ELSE ' and ' || array_to_string(v_agents, ', ') END)),
                  HINT = 'Leave it out, and the history says which role it was.';
    END IF;
    RETURN v_value;
END
$function$;
COMMENT ON FUNCTION pggit_internal.checked_author(text, text) IS
'A name that the history will have as changed_by, or null. Raises as checked_person() does, and 42501 for what is '
'neither the caller''s role nor an agent id that it is bound to, while agent_binding is on; coordinators may name '
'anybody.';
