CREATE OR REPLACE FUNCTION pggit_internal.conflict_after_update() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    INSERT INTO public.tb_pggit_conflict_history (conflict_id, event, severity, reason, changed_by, db_role)
    SELECT n.id, e.event, n.severity,
           CASE e.event
               WHEN 'fell_away' THEN n.closed_reason
               WHEN 'proved' THEN n.proven_outcome || CASE WHEN n.severity <> o.severity
                   THEN format(': severity %s lowered to %s', o.severity, n.severity) ELSE '' END
               ELSE n.resolution_notes
           END,
           CASE WHEN e.event IN ('fell_away', 'proved') THEN 'pggit' ELSE coalesce(n.reviewed_by, pggit_internal.caller()) END,
           pggit_internal.caller()
    FROM new_rows AS n
    JOIN old_rows AS o ON o.id = n.id
    CROSS JOIN LATERAL (SELECT CASE
        WHEN n.reviewed AND NOT o.reviewed THEN 'reviewed'
        WHEN o.closed_at IS NOT NULL AND n.closed_at IS NULL THEN 'reopened'
        WHEN o.closed_at IS NULL AND n.closed_at IS NOT NULL THEN 'fell_away'
        WHEN n.proven_at IS DISTINCT FROM o.proven_at THEN 'proved'
        WHEN ROW(n.*) IS DISTINCT FROM ROW(o.*) THEN 'noted'
    END AS event) AS e
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
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION pggit_internal.conflict_after_update() IS
'Trigger: records what happened to conflicts, and frees or binds the newcomers. Once per statement, so that all conflicts that close together are on record before an intent returns to its former status. SECURITY DEFINER: a coordinator may review, but not write the history.';
REVOKE ALL ON FUNCTION pggit_internal.conflict_after_update() FROM PUBLIC;
