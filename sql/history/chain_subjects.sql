CREATE OR REPLACE FUNCTION pggit_internal.chain_subjects() RETURNS TABLE (kind text, chain text, table_name text, content_hash bytea)
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT 'intent', i.id, 'tb_pggit_intent', pggit_internal.intent_content(i) FROM public.tb_pggit_intent AS i
    UNION ALL
    SELECT 'conflict', c.id::text, 'tb_pggit_conflict', pggit_internal.conflict_content(c) FROM public.tb_pggit_conflict AS c
    UNION ALL
    SELECT 'setting', r.table_name || ': ' || r.row_key, r.table_name, sha256(convert_to(r.content::text, 'UTF8'))
    FROM pggit_internal.setting_rows() AS r;
END;
COMMENT ON FUNCTION pggit_internal.chain_subjects() IS
'What the chains are about, as it is now: to be compared with what their rows say.';
REVOKE ALL ON FUNCTION pggit_internal.chain_subjects() FROM PUBLIC;
