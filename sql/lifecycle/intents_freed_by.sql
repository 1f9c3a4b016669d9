CREATE OR REPLACE FUNCTION pggit_internal.intents_freed_by(p_intent_id text) RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT coalesce(array_agg(DISTINCT c.intent_a::text), '{}')
    FROM public.tb_pggit_conflict AS c
    WHERE c.intent_b = p_intent_id AND c.closed_at IS NULL;
END;
COMMENT ON FUNCTION pggit_internal.intents_freed_by(text) IS
'The newcomers that are in open conflict with an intent: those that its end may free.';
