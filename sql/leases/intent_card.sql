CREATE OR REPLACE VIEW pggit_internal.intent_card AS
SELECT
    i.id,
    i.agent_id,
    i.feature_name,
    i.branch_name,
    i.status,
    CASE WHEN coalesce(i.expires_at <= c.shows, false) AND s.is_active THEN i.expires_at END AS expired_at,
    i.expires_at
FROM public.tb_pggit_intent AS i
JOIN public.tb_pggit_status AS s ON s.status = i.status
CROSS JOIN pggit_internal.clock AS c;
COMMENT ON VIEW pggit_internal.intent_card IS
'What a conflict shows of its sides, whoever they belong to. Nobody can name it, because nobody may use this '
'schema; the public views use it with their reader''s rights.';
