CREATE OR REPLACE FUNCTION pggit_internal.concerned_ids(p_intent_ids text[], p_footprint pggit_internal.footprint[], p_agent_id text) RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT array_agg(x.id ORDER BY x.id)
    FROM (
        SELECT i.id FROM unnest(p_intent_ids) AS i (id)
        UNION
        SELECT c.id FROM unnest(pggit_internal.candidate_ids(p_footprint, p_agent_id)) AS c (id)
        UNION
        SELECT o.id FROM unnest(pggit_internal.active_others(p_agent_id)) AS o (id)
        UNION
        SELECT CASE WHEN c.intent_a = ANY(p_intent_ids) THEN c.intent_b ELSE c.intent_a END::text AS id
        FROM public.tb_pggit_conflict AS c
        WHERE (c.intent_a = ANY(p_intent_ids) OR c.intent_b = ANY(p_intent_ids))
            AND (c.closed_at IS NULL OR c.closed_reason = 'reviewed')
    ) AS x;
END;
COMMENT ON FUNCTION pggit_internal.concerned_ids(text[], pggit_internal.footprint[], text) IS
'Whom it concerns when intents get another footprint: themselves, those that the new one may collide with, and the '
'other sides of their conflicts, open or reviewed; in id order.';
