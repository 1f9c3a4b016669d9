CREATE OR REPLACE VIEW public.v_pggit_intent WITH (security_invoker) AS
SELECT
    i.id,
    i.agent_id,
    i.feature_name,
    i.branch_name,
    i.status,
    i.risk_level,
    i.tables_affected,
    s.is_active,
    coalesce(c.open_conflicts, 0) AS open_conflicts,
    coalesce(c.open_errors, 0) AS open_errors,
    coalesce(c.in_conflict_with, '[]') AS in_conflict_with,
    i.estimated_duration_ms,
    i.schema_changes,
    i.metadata,
    i.created_at,
    i.updated_at,
    i.expires_at,
    x.expired_at,
    i.revision,
    i.superseded_by,
    i.unrecorded_errors,
    i.unrecorded_warnings
FROM public.tb_pggit_intent AS i
JOIN public.tb_pggit_status AS s ON s.status = i.status
JOIN pggit_internal.intent_card AS x ON x.id = i.id
LEFT JOIN LATERAL (
    SELECT
        count(*) AS open_conflicts,
        count(*) FILTER (WHERE o.severity = 'error') AS open_errors,
        jsonb_agg(DISTINCT CASE WHEN o.intent_a = i.id THEN o.intent_b ELSE o.intent_a END) AS in_conflict_with
    FROM public.tb_pggit_conflict AS o
    WHERE (o.intent_a = i.id OR o.intent_b = i.id) AND o.closed_at IS NULL
) AS c ON true;
COMMENT ON VIEW public.v_pggit_intent IS
'Every intent with its open conflicts from both sides: in_conflict_with names the others whether this one is the '
'newcomer or was there first. expired_at is null unless its lease has ended. '
'unrecorded_errors and unrecorded_warnings count the conflicts beyond those on record.';
