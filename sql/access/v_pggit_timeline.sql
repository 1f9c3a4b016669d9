CREATE OR REPLACE VIEW public.v_pggit_timeline AS
SELECT
    h.changed_at,
    h.intent_id,
    i.agent_id,
    i.feature_name,
    NULL::bigint AS conflict_id,
    CASE WHEN h.old_status IS NULL THEN h.new_status ELSE h.old_status || ' -> ' || h.new_status END AS event,
    h.reason,
    h.changed_by,
    h.db_role
FROM public.tb_pggit_intent_history AS h
INNER JOIN public.tb_pggit_intent AS i ON i.id = h.intent_id
UNION ALL
SELECT
    h.changed_at,
    c.intent_a AS intent_id,
    i.agent_id,
    i.feature_name,
    h.conflict_id,
    'conflict ' || replace(h.event, '_', ' ') AS event,
    h.reason,
    h.changed_by,
    h.db_role
FROM public.tb_pggit_conflict_history AS h
INNER JOIN public.tb_pggit_conflict AS c ON c.id = h.conflict_id
INNER JOIN public.tb_pggit_intent AS i ON i.id = c.intent_a;
COMMENT ON VIEW public.v_pggit_timeline IS 'Everything that happened to intents and conflicts, to be ordered by changed_at; a conflict stands with its newcomer.';
