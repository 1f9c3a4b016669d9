CREATE OR REPLACE FUNCTION pggit_internal.setting_rows() RETURNS TABLE (table_name text, row_key text, content jsonb)
LANGUAGE sql STABLE PARALLEL SAFE
-- Times in JSON stand in the session's time zone.
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC'
BEGIN ATOMIC
    SELECT t.table_name, pggit_internal.setting_key(t.table_name, t.content), t.content
    FROM (
        SELECT 'tb_pggit_setting', to_jsonb(s) FROM public.tb_pggit_setting AS s
        UNION ALL
        SELECT 'tb_pggit_status', to_jsonb(s) FROM public.tb_pggit_status AS s
        UNION ALL
        SELECT 'tb_pggit_transition', to_jsonb(s) FROM public.tb_pggit_transition AS s
        UNION ALL
        SELECT 'tb_pggit_agent_binding', to_jsonb(b) FROM public.tb_pggit_agent_binding AS b
        UNION ALL
        SELECT 'tb_pggit_conflict_rule', to_jsonb(s) FROM public.tb_pggit_conflict_rule AS s
    ) AS t (table_name, content);
END;
COMMENT ON FUNCTION pggit_internal.setting_rows() IS
'What a team can set, as it is: the rows that tb_pggit_setting_history follows.';
REVOKE ALL ON FUNCTION pggit_internal.setting_rows() FROM PUBLIC;
