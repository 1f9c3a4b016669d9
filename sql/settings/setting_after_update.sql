CREATE OR REPLACE FUNCTION pggit_internal.setting_after_update() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_binding boolean := pggit_internal.setting('agent_binding') = 'on';
    v_unbound text[];
BEGIN
    IF pggit_internal.setting('row_security') = 'on' AND NOT v_binding THEN
        RAISE EXCEPTION 'row security needs agent binding'
            USING ERRCODE = 'object_not_in_prerequisite_state',
                  DETAIL = 'Without it anybody may say any agent id, and would read what is that agent''s.',
                  HINT = CASE NEW.name WHEN 'row_security' THEN 'First SELECT pggit_set(''agent_binding'', ''on'');'
                      ELSE 'First SELECT pggit_set(''row_security'', ''off'');' END;
    END IF;
    PERFORM pggit_internal.apply_row_security();

    IF NEW.name = 'agent_binding' AND v_binding THEN
        SELECT array_agg(DISTINCT i.agent_id::text ORDER BY i.agent_id::text) INTO v_unbound
        FROM public.tb_pggit_intent AS i
        JOIN public.tb_pggit_status AS s ON s.status = i.status
        WHERE s.is_active
            AND NOT EXISTS (SELECT FROM public.tb_pggit_agent_binding AS b WHERE b.agent_id = i.agent_id);
        IF v_unbound IS NOT NULL THEN
            RAISE NOTICE '% agents with active intents are bound to no role', cardinality(v_unbound)
                USING ERRCODE = 'PI012',
                      DETAIL = pggit_internal.shown(left(array_to_string(v_unbound, ', '), 2000)),
                      HINT = 'Only coordinators can move their intents until '
                          || 'SELECT pggit_bind_agent(role_name, agent_id); binds somebody.';
        END IF;
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION pggit_internal.setting_after_update() IS
'Trigger: after any change of agent_binding or row_security. Row security takes agent binding (55000), and is put '
'into force or out of it. SECURITY DEFINER: only the owner may alter the tables.';
