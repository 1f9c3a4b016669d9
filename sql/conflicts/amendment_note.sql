CREATE OR REPLACE FUNCTION pggit_internal.amendment_note(p_intent_a text, p_intent_b text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT format('%s amended, revision %s', h.intent_id, h.revision)
    FROM public.tb_pggit_intent_history AS h
    WHERE (h.intent_id = p_intent_a OR h.intent_id = p_intent_b) AND h.revision IS NOT NULL
    ORDER BY h.id DESC LIMIT 1;
END;
COMMENT ON FUNCTION pggit_internal.amendment_note(text, text) IS
'The last amendment of one of two intents, in words for the history of their conflict.';
