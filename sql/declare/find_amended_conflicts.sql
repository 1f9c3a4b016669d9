CREATE OR REPLACE FUNCTION pggit_internal.sides_of_amended(
    p_intent public.tb_pggit_intent, p_footprint_rows pggit_internal.footprint[]
) RETURNS json
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_candidates CONSTANT text[] := pggit_internal.candidate_ids(p_footprint_rows, p_intent.agent_id);
BEGIN
    -- Also those that have ended and are in open conflict with it still: newcomers do not find these any more.
    RETURN (
        SELECT coalesce(json_agg(x.side ORDER BY x.place, x.id), '[]')
        FROM (
            SELECT c.side, c.place, '' AS id
            FROM json_array_elements(pggit_internal.candidate_sides(p_footprint_rows, v_candidates))
            WITH ORDINALITY AS c (side, place)
            UNION ALL
            SELECT pggit_internal.intent_side(o.id)::json, NULL, o.id
            FROM public.tb_pggit_intent AS o
            JOIN public.tb_pggit_status AS s ON s.status = o.status
            WHERE NOT s.is_active AND o.id IN (
                SELECT CASE c.intent_a WHEN p_intent.id THEN c.intent_b ELSE c.intent_a END
                FROM public.tb_pggit_conflict AS c
                WHERE c.closed_at IS NULL AND p_intent.id IN (c.intent_a, c.intent_b)
            )
        ) AS x
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.sides_of_amended(public.tb_pggit_intent, pggit_internal.footprint[]) IS
'What the judge gets to compare an amended intent with: the active candidates, and those that ended in open conflict '
'with it.';

CREATE OR REPLACE FUNCTION pggit_internal.in_recorded_direction(
    p_intent_id text, p_reports public.pggit_conflict_report[]
) RETURNS public.pggit_conflict_report[]
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_other public.tb_pggit_intent;
    v_found record;
    v_asked public.pggit_conflict_report[] := '{}'::public.pggit_conflict_report[];
BEGIN
    -- The built-in detector says the same from both sides. A team's own may ask something of the newcomer only, and the
    -- newcomer in a conflict need not be the intent that is amended.
    FOR v_found IN
        SELECT i AS other, array_agg(c.conflict_type::text) AS types
        FROM public.tb_pggit_conflict AS c
        JOIN public.tb_pggit_intent AS i ON i.id = c.intent_a
        WHERE c.intent_b = p_intent_id AND c.metadata ? 'detectors'
            AND (c.closed_at IS NULL OR c.closed_reason = 'reviewed')
        GROUP BY i.id
        ORDER BY i.id
    LOOP
        v_other := v_found.other;
        v_asked := v_asked || ARRAY(
            SELECT r
            FROM pggit_internal.detect(
                v_other, pggit_internal.intent_side(v_other.id) -> 'footprint',
                json_build_array(pggit_internal.intent_side(p_intent_id)), ARRAY[p_intent_id], NULL
            ) AS d
            CROSS JOIN LATERAL unnest(d.reports) AS r
            WHERE r.conflict_type = ANY(v_found.types)
        );
    END LOOP;
    RETURN ARRAY(
        SELECT r FROM unnest(p_reports) AS r
        WHERE NOT EXISTS (
            SELECT FROM unnest(v_asked) AS a WHERE a.intent_a = r.intent_b AND a.conflict_type = r.conflict_type
        )
    ) || v_asked;
END
$function$;
COMMENT ON FUNCTION pggit_internal.in_recorded_direction(text, public.pggit_conflict_report[]) IS
'Reports about an intent. Where a team''s detector has a conflict on record in which the other intent is the newcomer, '
'the detector is asked again from that side, and its report takes the place.';

CREATE OR REPLACE FUNCTION pggit_internal.find_amended_conflicts(
    p_intent public.tb_pggit_intent, p_footprint jsonb, p_footprint_rows pggit_internal.footprint[],
    OUT reports public.pggit_conflict_report[], OUT failed text[], OUT more_errors integer, OUT more_warnings integer
)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_detected record;
    v_worst record;
    v_on_record CONSTANT text[] := pggit_internal.others_on_record(p_intent.id);
BEGIN
    v_detected := pggit_internal.detect(
        p_intent, p_footprint, pggit_internal.sides_of_amended(p_intent, p_footprint_rows),
        pggit_internal.active_others(p_intent.agent_id), NULL
    );
    failed := ARRAY(
        SELECT f.failure ->> 'name' FROM jsonb_array_elements(v_detected.failures) AS f (failure)
        WHERE f.failure ->> 'kind' = 'detector'
    );

    -- A pair that has a conflict on record is judged again, however many there are. Of the others the worst are
    -- recorded.
    v_worst := pggit_internal.worst_reports(
        ARRAY(SELECT r FROM unnest(v_detected.reports) AS r WHERE r.intent_b <> ALL(v_on_record)),
        pggit_internal.setting('conflict_records')::integer
    );
    more_errors := v_worst.more_errors;
    more_warnings := v_worst.more_warnings;
    reports := pggit_internal.in_recorded_direction(
        p_intent.id,
        ARRAY(SELECT r FROM unnest(v_detected.reports) AS r WHERE r.intent_b = ANY(v_on_record)) || v_worst.reports
    );
    UPDATE public.tb_pggit_intent AS i
    SET extension_errors = nullif(v_detected.failures, '[]'),
        unrecorded_errors = more_errors, unrecorded_warnings = more_warnings
    WHERE i.id = p_intent.id
        AND (v_detected.failures <> '[]'
             OR (i.unrecorded_errors, i.unrecorded_warnings) <> (more_errors, more_warnings));
END
$function$;
COMMENT ON FUNCTION pggit_internal.find_amended_conflicts(
    public.tb_pggit_intent, jsonb, pggit_internal.footprint[]
) IS
'Step 4 of an amendment, detect: what the intent collides with now, and counts what is not recorded. '
'Returns the reports to be recorded or judged again, the detectors that failed, and how many more conflicts there '
'are of either severity.';
