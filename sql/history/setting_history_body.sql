CREATE OR REPLACE FUNCTION pggit_internal.setting_history_body(p_row public.tb_pggit_setting_history) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE
-- Canonical as in intent_history_body. The rows as text: null and the JSON null are not the same.
RETURN sha256(convert_to(jsonb_build_array(
    'setting', p_row.id, p_row.table_name, p_row.row_key, p_row.event, p_row.old_row::text, p_row.new_row::text,
    p_row.changed_at AT TIME ZONE 'UTC', p_row.db_role::text, p_row.transaction_id::text
)::text, 'UTF8'));
COMMENT ON FUNCTION pggit_internal.setting_history_body(public.tb_pggit_setting_history) IS
'SHA-256 of a row of the settings'' history, without its place in the chain.';
