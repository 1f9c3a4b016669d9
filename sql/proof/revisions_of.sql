CREATE OR REPLACE FUNCTION pggit_internal.revisions_of(p_intent_ids text[]) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT coalesce(jsonb_object_agg(i.id, i.revision), '{}') FROM public.tb_pggit_intent AS i
        WHERE i.id = ANY(p_intent_ids);
END;
COMMENT ON FUNCTION pggit_internal.revisions_of(text[]) IS 'The revisions that intents are at, by their ids.';
