CREATE OR REPLACE FUNCTION pggit_internal.changeable_intent(p_intent_id text) RETURNS public.tb_pggit_intent
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_intent_id text := pggit_internal.checked_intent_id(p_intent_id);
    v_intent public.tb_pggit_intent;
BEGIN
    -- What the caller may not read does not exist for them.
    IF pggit_internal.belongs_to_agents(v_intent_id, v_intent_id, pggit_internal.reading_agents()) THEN
        SELECT i.* INTO v_intent FROM public.tb_pggit_intent AS i WHERE i.id = v_intent_id;
    END IF;
    IF v_intent.id IS NULL THEN
        RAISE EXCEPTION 'intent "%" does not exist', pggit_internal.shown(left(p_intent_id, 60))
            USING ERRCODE = 'no_data_found',
                  HINT = 'Give the whole id; '
                      'SELECT id, agent_id, feature_name, status FROM pggit_list_intents(); shows them.';
    END IF;
    PERFORM pggit_internal.check_agent(ARRAY[v_intent.agent_id::text]);
    IF NOT (SELECT s.is_active FROM public.tb_pggit_status AS s WHERE s.status = v_intent.status) THEN
        RAISE EXCEPTION 'intent % is %: what it declares cannot be changed any more', v_intent.id, v_intent.status
            USING ERRCODE = 'PI001',
                  DETAIL = format('%s is final.', v_intent.status),
                  HINT = 'Register a new intent for what is still to be done.';
    END IF;
    RETURN v_intent;
END
$function$;
COMMENT ON FUNCTION pggit_internal.changeable_intent(text) IS
'An intent whose declared DDL the caller may change now. '
'Raises P0002 for an unknown id, 42501 when the caller may not act for its agent, PI001 when it is final.';
