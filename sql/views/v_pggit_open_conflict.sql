CREATE OR REPLACE VIEW public.v_pggit_open_conflict WITH (security_invoker) AS
SELECT
    c.id,
    c.conflict_type,
    c.severity,
    c.affected_objects,
    c.intent_a,
    a.agent_id AS agent_a,
    a.feature_name AS feature_a,
    a.branch_name AS branch_a,
    a.status AS status_a,
    c.intent_b,
    b.agent_id AS agent_b,
    b.feature_name AS feature_b,
    b.branch_name AS branch_b,
    b.status AS status_b,
    c.predicted_outcome,
    c.proven_outcome,
    c.apply_first,
    c.resolution_suggestions,
    c.resolution_notes,
    c.created_at,
    a.expired_at AS expired_a,
    b.expired_at AS expired_b
FROM public.tb_pggit_conflict AS c
JOIN pggit_internal.intent_card AS a ON a.id = c.intent_a
JOIN pggit_internal.intent_card AS b ON b.id = c.intent_b
WHERE c.closed_at IS NULL;
COMMENT ON VIEW public.v_pggit_open_conflict IS
'The conflicts that nobody has decided about yet, with both sides'' agents, features, branches and statuses; '
'expired_a and expired_b are null unless that side''s lease has ended.';
