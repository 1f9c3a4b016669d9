CREATE OR REPLACE FUNCTION pggit_internal.belongs_to_agents(
    p_intent_a text, p_intent_b text, p_agent_ids text[]
) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT p_agent_ids IS NULL OR EXISTS (
        SELECT FROM public.tb_pggit_intent AS i
        WHERE (i.id = p_intent_a OR i.id = p_intent_b) AND i.agent_id = ANY(p_agent_ids)
    );
END;
COMMENT ON FUNCTION pggit_internal.belongs_to_agents(text, text, text[]) IS
'Whether one of two intents belongs to one of these agents; null stands for all agents.';
