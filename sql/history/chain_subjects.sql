CREATE OR REPLACE FUNCTION pggit_internal.chain_subjects() RETURNS TABLE (kind text, chain text, table_name text, content_hash bytea)
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT 'intent' AS kind, i.id AS chain, 'tb_pggit_intent' AS table_name, pggit_internal.intent_content(i) AS content_hash
    FROM public.tb_pggit_intent AS i
    UNION ALL
    SELECT 'conflict' AS kind, c.id::text AS chain, 'tb_pggit_conflict' AS table_name, pggit_internal.conflict_content(c) AS content_hash
    FROM public.tb_pggit_conflict AS c
    UNION ALL
    SELECT
        'setting' AS kind, r.table_name || ': ' || r.row_key AS chain, r.table_name,
        sha256(convert_to(r.content::text, 'UTF8')) AS content_hash
    FROM pggit_internal.setting_rows() AS r;
END;
COMMENT ON FUNCTION pggit_internal.chain_subjects() IS
'What the chains are about, as it is now: to be compared with what their rows say.';
