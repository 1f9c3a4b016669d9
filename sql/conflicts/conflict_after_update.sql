CREATE OR REPLACE FUNCTION pggit_internal.conflict_after_update() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    INSERT INTO public.tb_pggit_conflict_history (conflict_id, event, severity, reason, changed_by, db_role)
    SELECT n.id, e.event, n.severity,
           CASE
               WHEN e.is_amended THEN pggit_internal.amendment_note(n.intent_a, n.intent_b)
               WHEN e.event = 'fell_away' THEN n.closed_reason
               WHEN e.event = 'proved' THEN n.proven_outcome || CASE WHEN n.severity <> o.severity
                   THEN format(': severity %s lowered to %s', o.severity, n.severity) ELSE '' END
               ELSE n.resolution_notes
           END,
           CASE WHEN e.is_amended OR e.event IN ('fell_away', 'proved') THEN 'pggit'
               ELSE coalesce(n.reviewed_by, pggit_internal.caller()) END,
           pggit_internal.caller()
    FROM new_rows AS n
    JOIN old_rows AS o ON o.id = n.id
    CROSS JOIN LATERAL (SELECT CASE
        WHEN n.reviewed AND NOT o.reviewed THEN 'reviewed'
        WHEN o.closed_at IS NOT NULL AND n.closed_at IS NULL THEN 'reopened'
        WHEN n.closed_reason IS DISTINCT FROM o.closed_reason THEN 'fell_away'
        WHEN n.affected_objects <> o.affected_objects OR n.intent_a <> o.intent_a
             OR n.predicted_outcome IS DISTINCT FROM o.predicted_outcome
             OR n.proven_at IS NULL AND o.proven_at IS NOT NULL THEN 'amended'
        WHEN n.proven_at IS DISTINCT FROM o.proven_at THEN 'proved'
        WHEN ROW(n.*) IS DISTINCT FROM ROW(o.*) THEN 'noted'
    END AS event) AS v
    -- An amendment that reopens a conflict removes the reviewer; a person who reopens one gives a name.
    CROSS JOIN LATERAL (
        SELECT v.event, v.event = 'amended' OR v.event = 'reopened' AND n.reviewed_by IS NULL AS is_amended
    ) AS e
    WHERE e.event IS NOT NULL
    ORDER BY n.id;

    PERFORM pggit_internal.refresh_intent(
        f.intent_a, f.opened, format('conflict %s %s', f.ids, CASE
            WHEN f.opened THEN 'reopened'
            WHEN f.closed_reason = 'reviewed' THEN f.closed_reason
            ELSE 'fell away: ' || f.closed_reason
        END)
    )
    FROM (
        SELECT n.intent_a, n.closed_at IS NULL AS opened, string_agg(n.id::text, ', ' ORDER BY n.id) AS ids,
               min(n.closed_reason) AS closed_reason
        FROM new_rows AS n
        JOIN old_rows AS o ON o.id = n.id
        WHERE (n.closed_at IS NULL) <> (o.closed_at IS NULL)
        GROUP BY n.intent_a, n.closed_at IS NULL
        ORDER BY n.intent_a
    ) AS f;

    -- What is no error any more may have been the last one on record.
    PERFORM pggit_internal.refresh_intent(f.intent_a, false, 'severity lowered')
    FROM (
        SELECT DISTINCT n.intent_a
        FROM new_rows AS n
        JOIN old_rows AS o ON o.id = n.id
        JOIN public.tb_pggit_intent AS i ON i.id = n.intent_a
        WHERE n.severity = 'warning' AND o.severity = 'error' AND n.closed_at IS NULL AND i.unrecorded_errors > 0
        ORDER BY n.intent_a
    ) AS f;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION pggit_internal.conflict_after_update() IS
'Trigger: records in the history what happened to conflicts, and brings the newcomers'' status in line. '
'Runs once per statement, so that all conflicts that close together are closed before an intent returns to its former '
'status. '
'SECURITY DEFINER: a coordinator may review, but not write the history.';
