CREATE OR REPLACE FUNCTION pggit_internal.conflict_history_after_insert() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_generation CONSTANT integer := pggit_internal.event_generation();
    v_notify text;
    v_is_hidden boolean;
    v_event record;
BEGIN
    -- As add_event, for all conflicts of a statement at once: there may be hundreds.
    SELECT max(s.value) FILTER (WHERE s.name = 'notify'), max(s.value) FILTER (WHERE s.name = 'row_security') = 'on'
    INTO v_notify, v_is_hidden
    FROM public.tb_pggit_setting AS s WHERE s.name IN ('notify', 'row_security');
    FOR v_event IN
        INSERT INTO public.tb_pggit_event (kind, intent_id, other_intent_id, conflict_id, payload, generation)
        SELECT
            'conflict_' || n.event, c.intent_a, c.intent_b, c.id,
            jsonb_strip_nulls(jsonb_build_object(
                'kind', 'conflict_' || n.event,
                'intent_id', c.intent_a, 'other_intent_id', c.intent_b, 'conflict_id', c.id,
                'conflict_type', c.conflict_type, 'severity', n.severity,
                'outcome', coalesce(c.proven_outcome, c.predicted_outcome), 'apply_first', c.apply_first
            )), v_generation
        FROM new_rows AS n
        -- OFFSET keeps the join's order: from each of these rows to its conflict.
        CROSS JOIN LATERAL (SELECT o.* FROM public.tb_pggit_conflict AS o WHERE o.id = n.conflict_id OFFSET 0) AS c
        ORDER BY n.id
        RETURNING id, payload
    LOOP
        IF v_notify IN ('all', 'conflicts') THEN
            PERFORM pg_notify('pggit', pggit_internal.announcement(v_event.id, v_event.payload, v_is_hidden));
        END IF;
    END LOOP;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION pggit_internal.conflict_history_after_insert() IS
'Trigger: what happened to conflicts are events. SECURITY DEFINER: nobody but the owner writes events.';
