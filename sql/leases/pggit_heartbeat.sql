CREATE OR REPLACE FUNCTION public.pggit_heartbeat(
    intent_id text, lease interval DEFAULT NULL
) RETURNS public.tb_pggit_intent
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_intent_id text := pggit_internal.checked_intent_id(pggit_heartbeat.intent_id);
    v_intent public.tb_pggit_intent;
BEGIN
    -- What the caller may not read does not exist for them.
    IF NOT pggit_internal.belongs_to_agents(v_intent_id, v_intent_id, pggit_internal.reading_agents()) THEN
        v_intent_id := NULL;
    END IF;
    PERFORM pggit_internal.check_agent(ARRAY[i.agent_id::text])
    FROM public.tb_pggit_intent AS i WHERE i.id = v_intent_id;
    -- Waits for pggit_expire_intents(), which may have locked it: the second of the two sees what the first did.
    SELECT i.* INTO v_intent FROM public.tb_pggit_intent AS i WHERE i.id = v_intent_id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'intent "%" does not exist', pggit_internal.shown(left(pggit_heartbeat.intent_id, 60))
            USING ERRCODE = 'no_data_found',
                  HINT = 'Give the whole id; '
                      || 'SELECT id, agent_id, feature_name, status FROM pggit_list_intents(); shows them.';
    ELSIF NOT (SELECT s.is_active FROM public.tb_pggit_status AS s WHERE s.status = v_intent.status) THEN
        RAISE EXCEPTION 'intent % is % and is not held any more', v_intent.id, v_intent.status
            USING ERRCODE = 'PI001',
                  DETAIL = coalesce((
                      SELECT pggit_internal.shown(h.reason) FROM public.tb_pggit_intent_history AS h
                      WHERE h.intent_id = v_intent.id ORDER BY h.id DESC LIMIT 1
                  ), 'No reason was given.'),
                  HINT = 'Stop working on it; register a new intent for what is still to be done.';
    END IF;

    UPDATE public.tb_pggit_intent AS i
    SET lease = coalesce(pggit_heartbeat.lease, i.lease),
        expires_at = pggit_internal.lease_end(coalesce(pggit_heartbeat.lease, i.lease))
    WHERE i.id = v_intent.id
    RETURNING i.* INTO v_intent;
    RETURN v_intent;
END
$function$;
COMMENT ON FUNCTION public.pggit_heartbeat(text, interval) IS
'A sign of life from who works on an intent: its lease begins anew, also when it had expired; another lease when one '
'is given. Returns the intent''s row. SECURITY DEFINER: agents have no rights on the table. '
'Raises P0002 for an unknown id, 42501 for an agent that the caller is not bound to, PI001 when it is final, 22023 '
'for a negative lease.';
