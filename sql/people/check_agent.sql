CREATE OR REPLACE FUNCTION pggit_internal.check_agent(p_agent_ids text[]) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_agents text[] := pggit_internal.acting_agents();
BEGIN
    IF v_agents IS NOT NULL AND NOT p_agent_ids && v_agents THEN
        RAISE EXCEPTION 'role "%" may not act as agent "%"',
            pggit_internal.caller(), pggit_internal.shown(array_to_string(p_agent_ids, '" or "'))
            USING ERRCODE = 'insufficient_privilege',
                  DETAIL = CASE WHEN v_agents = '{}' THEN 'It is bound to no agent id.'
                      ELSE pggit_internal.shown(format('It is bound to %s.', array_to_string(v_agents, ', '))) END,
                  HINT = pggit_internal.shown(format(
                      'Use an agent id of yours, or ask a coordinator for SELECT pggit_bind_agent(%L, %L);',
                      pggit_internal.caller(), p_agent_ids[1]
                  ));
    END IF;
END
$function$;
COMMENT ON FUNCTION pggit_internal.check_agent(text[]) IS
'Raises 42501 when the caller may act as none of these agents.';
