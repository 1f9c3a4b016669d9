CREATE OR REPLACE FUNCTION pggit_internal.find_conflicts(
    INOUT intent public.tb_pggit_intent, p_footprint jsonb, p_footprint_rows pggit_internal.footprint[],
    OUT reports public.pggit_conflict_report[]
)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_common CONSTANT text[] := pggit_internal.common_keys();
    v_candidates text[];
    v_everybody text[] := '{}'::text[];
    v_detected record;
BEGIN
    reports := '{}';
    -- First take the place in the queue, then look, each in a statement of its own: only a later statement sees what
    -- those who came first have committed.
    PERFORM pggit_internal.lock_object_keys(p_footprint_rows, v_common);
    v_candidates := pggit_internal.candidate_ids(p_footprint_rows, intent.agent_id);
    IF v_common <> '{}' THEN
        v_everybody := pggit_internal.active_others(intent.agent_id);
    END IF;
    IF v_candidates = '{}' AND v_everybody = '{}' THEN
        RETURN;
    END IF;

    LOOP
        BEGIN
            v_detected := pggit_internal.detect(
                intent, p_footprint, pggit_internal.candidate_sides(p_footprint_rows, v_candidates),
                CASE WHEN v_everybody = '{}' THEN v_everybody ELSE pggit_internal.active_others(intent.agent_id) END,
                pggit_internal.setting('conflict_records')::integer
            );
            reports := pggit_internal.lock_other_sides(v_detected.reports, true);
            EXIT WHEN cardinality(reports) = cardinality(v_detected.reports)
                OR v_detected.more_errors + v_detected.more_warnings = 0;
            -- Some ended while this waited for them, so others are recorded in their place. Only going back gives locks
            -- up, so that those others are locked in their order.
            RAISE EXCEPTION 'others are to be locked'
                USING ERRCODE = 'PI021', HINT = 'pggit_internal.find_conflicts handles this itself.';
        EXCEPTION WHEN SQLSTATE 'PI021' THEN
            NULL;
        END;
    END LOOP;

    intent.unrecorded_errors := v_detected.more_errors;
    intent.unrecorded_warnings := v_detected.more_warnings;
    intent.extension_errors := nullif(v_detected.failures, '[]');
    IF reports <> '{}' THEN
        intent.status := 'conflicted';
        intent.status_before_conflict := 'registered';
        intent.conflicts_with := (
            SELECT jsonb_agg(DISTINCT r.intent_b COLLATE "C") FROM unnest(reports) AS r
        );
    END IF;
END
$function$;
COMMENT ON FUNCTION pggit_internal.find_conflicts(public.tb_pggit_intent, jsonb, pggit_internal.footprint[]) IS
'Steps 3 and 4 of a registration, queue and detect: takes its place behind others on the same objects, then finds '
'the active intents that it collides with, and keeps these from ending until it is written. '
'Returns the intent with status and counts, and the reports to be recorded.';
