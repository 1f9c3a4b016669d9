CREATE OR REPLACE FUNCTION pggit_internal.setting_rows() RETURNS TABLE (table_name text, row_key text, content jsonb)
LANGUAGE sql STABLE PARALLEL SAFE
-- Times in JSON stand in the session's time zone.
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC'
BEGIN ATOMIC
    SELECT t.table_name, pggit_internal.setting_key(t.table_name, t.content) AS row_key, t.content
    FROM (
        SELECT 'tb_pggit_setting' AS table_name, to_jsonb(s) AS content FROM public.tb_pggit_setting AS s
        UNION ALL
        SELECT 'tb_pggit_status' AS table_name, to_jsonb(s) AS content FROM public.tb_pggit_status AS s
        UNION ALL
        SELECT 'tb_pggit_transition' AS table_name, to_jsonb(s) AS content FROM public.tb_pggit_transition AS s
        UNION ALL
        SELECT 'tb_pggit_agent_binding' AS table_name, to_jsonb(b) AS content FROM public.tb_pggit_agent_binding AS b
        UNION ALL
        SELECT 'tb_pggit_conflict_rule' AS table_name, to_jsonb(s) AS content FROM public.tb_pggit_conflict_rule AS s
        UNION ALL
        SELECT 'tb_pggit_detector' AS table_name, to_jsonb(d) AS content FROM public.tb_pggit_detector AS d
        UNION ALL
        SELECT 'tb_pggit_suggester' AS table_name, to_jsonb(s) AS content FROM public.tb_pggit_suggester AS s
    ) AS t;
END;
COMMENT ON FUNCTION pggit_internal.setting_rows() IS
'What a team can set, as it is: the rows that tb_pggit_setting_history follows.';
