CREATE OR REPLACE FUNCTION pggit_internal.setting_key(p_table_name text, p_row jsonb) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
RETURN CASE p_table_name
    WHEN 'tb_pggit_setting' THEN p_row ->> 'name'
    WHEN 'tb_pggit_status' THEN p_row ->> 'status'
    WHEN 'tb_pggit_transition' THEN (p_row ->> 'old_status') || ' -> ' || (p_row ->> 'new_status')
    WHEN 'tb_pggit_agent_binding' THEN jsonb_build_array(p_row -> 'role_name', p_row -> 'agent_id')::text
    WHEN 'tb_pggit_conflict_rule' THEN p_row ->> 'conflict_type'
    WHEN 'tb_pggit_detector' THEN p_row ->> 'name'
    WHEN 'tb_pggit_suggester' THEN p_row ->> 'name'
END;
COMMENT ON FUNCTION pggit_internal.setting_key(text, jsonb) IS
'What a row of a table of settings is called in their history.';
