CREATE OR REPLACE FUNCTION pggit_internal.add_event(p_kind text, p_intent_id text, p_facts jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_id bigint;
    v_payload jsonb := jsonb_strip_nulls(jsonb_build_object('kind', p_kind, 'intent_id', p_intent_id) || p_facts);
    v_notify text;
BEGIN
    INSERT INTO public.tb_pggit_event (kind, intent_id, payload, generation)
    VALUES (p_kind, p_intent_id, v_payload,
        coalesce((SELECT g.generation FROM pggit_internal.current_generation AS g), pggit_internal.event_generation()))
    RETURNING id, (SELECT s.value FROM public.tb_pggit_setting AS s WHERE s.name = 'notify') INTO v_id, v_notify;
    IF v_notify = 'all' OR v_notify = 'conflicts' AND p_kind = 'lease_expired' THEN
        PERFORM pg_notify(
            'pggit', pggit_internal.announcement(v_id, v_payload, pggit_internal.setting('row_security') = 'on')
        );
    END IF;
END
$function$;
COMMENT ON FUNCTION pggit_internal.add_event(text, text, jsonb) IS
'Adds an event of an intent, and announces it if the setting notify says so. '
'The caller holds the intent''s lock, so that an intent''s events have ascending ids.';
