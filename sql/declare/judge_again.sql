CREATE OR REPLACE FUNCTION pggit_internal.compared_with_recorded(
    p_intent_id text, p_reports public.pggit_conflict_report[], p_changed text[], p_failed text[]
) RETURNS TABLE (known public.tb_pggit_conflict, report public.pggit_conflict_report, verdict text)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    -- Per pair and type the conflict on record, an open one before a reviewed one, beside what was found now.
    RETURN QUERY
    WITH on_record AS (
        SELECT DISTINCT ON (o.id, c.conflict_type)
            c AS conflict, o.id::text AS other, c.conflict_type::text AS conflict_type
        FROM public.tb_pggit_conflict AS c
        JOIN public.tb_pggit_intent AS o ON o.id IN (c.intent_a, c.intent_b) AND o.id <> p_intent_id
        JOIN public.tb_pggit_status AS s ON s.status = o.status
        WHERE p_intent_id IN (c.intent_a, c.intent_b)
            AND (c.closed_at IS NULL OR c.closed_reason = 'reviewed' AND s.is_active)
        ORDER BY o.id, c.conflict_type, c.closed_at IS NULL DESC, c.id DESC
    ),

    found AS (
        SELECT
            r AS report, CASE WHEN r.intent_a = p_intent_id THEN r.intent_b ELSE r.intent_a END AS other,
            r.conflict_type
        FROM unnest(p_reports) AS r
    ),

    pairs AS (
        SELECT k.conflict AS recorded, f.report AS found, coalesce(k.other, f.other) AS other
        FROM on_record AS k
        FULL JOIN found AS f ON f.other = k.other AND f.conflict_type = k.conflict_type
    )

    SELECT p.recorded, p.found, v.verdict
    FROM pairs AS p
    CROSS JOIN LATERAL (SELECT CASE
        WHEN (p.recorded).id IS NULL THEN 'new'
        -- Nobody knows what its detector would say, or whether a proof would find it again.
        WHEN (p.found).conflict_type IS NULL AND (
            ((p.recorded).metadata -> 'detectors') ?| p_failed OR (p.recorded).metadata ->> 'found_by' = 'proof'
        ) THEN 'unknown'
        WHEN (p.found).conflict_type IS NULL THEN 'gone'
        WHEN (p.found).affected_objects = (p.recorded).affected_objects
            AND NOT (p.recorded).affected_objects ?| p_changed
            AND (p.found).outcome IS NOT DISTINCT FROM (p.recorded).predicted_outcome
            AND (
                (p.found).apply_first IS NOT DISTINCT FROM (p.recorded).apply_first
                OR (p.found).apply_first IS NULL AND (p.recorded).resolution IS NOT NULL
            ) THEN 'same'
        ELSE 'changed'
    END AS verdict) AS v
    -- First what is there, then what is gone: so nobody is freed in between.
    ORDER BY array_position(ARRAY['new', 'changed', 'unknown', 'same', 'gone'], v.verdict), p.other, (p.recorded).id;
END
$function$;
COMMENT ON FUNCTION pggit_internal.compared_with_recorded(
    text, public.pggit_conflict_report[], text[], text[]
) IS
'Per conflict of an amended intent what is on record, what was found now, either possibly null, and the verdict: '
'new, changed, unknown, same or gone. '
'p_changed: the objects to which the intent does something else now; p_failed: the detectors that failed.';

CREATE OR REPLACE FUNCTION pggit_internal.judge_again(
    p_intent_id text, p_reports public.pggit_conflict_report[], p_changed text[], p_failed text[]
) RETURNS public.pggit_conflict_report[]
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_note CONSTANT text := pggit_internal.amendment_note(p_intent_id, p_intent_id);
    v_pair record;
    v_known public.tb_pggit_conflict;
    v_report public.pggit_conflict_report;
    v_told public.pggit_conflict_report[] := '{}'::public.pggit_conflict_report[];
BEGIN
    FOR v_pair IN
        SELECT c.* FROM pggit_internal.compared_with_recorded(p_intent_id, p_reports, p_changed, p_failed) AS c
    LOOP
        v_known := v_pair.known;
        v_report := v_pair.report;
        IF v_pair.verdict = 'new' THEN
            -- A conflict with an intent that has ended would never be settled.
            CONTINUE WHEN NOT (
                SELECT bool_and(s.is_active)
                FROM public.tb_pggit_intent AS i
                JOIN public.tb_pggit_status AS s ON s.status = i.status
                WHERE i.id IN (v_report.intent_a, v_report.intent_b)
            );
            PERFORM pggit_internal.hold_intents(ARRAY[v_report.intent_a, v_report.intent_b]);
            PERFORM pggit_internal.insert_conflicts(ARRAY[v_report], '{}');
            v_told := v_told || v_report;
        ELSIF v_pair.verdict = 'changed' THEN
            -- The intent that was amended is the newcomer now.
            UPDATE public.tb_pggit_conflict AS c
            SET intent_a = v_report.intent_a, intent_b = v_report.intent_b,
                affected_objects = v_report.affected_objects,
                severity = v_report.severity, resolution_suggestions = v_report.suggestions,
                predicted_outcome = v_report.outcome, apply_first = v_report.apply_first,
                metadata = v_report.metadata, proven_outcome = NULL, proven_at = NULL,
                reviewed = false, resolution = NULL,
                reviewed_by = CASE WHEN NOT c.reviewed THEN c.reviewed_by END,
                resolution_notes = CASE WHEN c.reviewed THEN 'reopened: ' || v_note ELSE c.resolution_notes END
            WHERE c.id = v_known.id;
            PERFORM pggit_internal.refresh_intent(
                v_report.intent_a, true, format('conflict %s: %s', v_known.id, v_note)
            );
            PERFORM pggit_internal.refresh_intent(v_known.intent_a, false, format('conflict %s is now that of %s: %s',
                v_known.id, v_report.intent_a, v_note));
            v_told := v_told || v_report;
        ELSIF v_pair.verdict = 'gone' THEN
            UPDATE public.tb_pggit_conflict AS c
            SET closed_at = coalesce(c.closed_at, clock_timestamp()), closed_reason = p_intent_id || ' amended',
                resolution = coalesce(c.resolution, 'scope_changed')
            WHERE c.id = v_known.id;
        ELSIF v_known.proven_at IS NOT NULL OR v_pair.verdict = 'unknown' AND v_known.reviewed THEN
            -- The proof was of the earlier revision, and so was the review of what cannot be judged now. A severity
            -- that the proof had lowered returns.
            UPDATE public.tb_pggit_conflict AS c
            SET proven_outcome = NULL, proven_at = NULL,
                severity = CASE WHEN NOT c.reviewed AND c.proven_outcome = 'compatible'
                    THEN coalesce(v_report.severity, c.severity) ELSE c.severity END,
                reviewed = c.reviewed AND v_pair.verdict = 'same',
                resolution = CASE WHEN v_pair.verdict = 'same' THEN c.resolution END,
                reviewed_by = CASE WHEN v_pair.verdict = 'same' OR NOT c.reviewed THEN c.reviewed_by END,
                resolution_notes = CASE WHEN v_pair.verdict = 'same' OR NOT c.reviewed
                    THEN c.resolution_notes ELSE 'reopened: ' || v_note END
            WHERE c.id = v_known.id;
        END IF;
    END LOOP;
    RETURN v_told;
END
$function$;
COMMENT ON FUNCTION pggit_internal.judge_again(text, public.pggit_conflict_report[], text[], text[]) IS
'Brings the conflicts of an amended intent in line with what was found now: those that are the same keep their review, '
'those that differ are open again, those that are gone are closed, new ones are added. '
'Returns the reports that are new or differ.';
