CREATE OR REPLACE FUNCTION pggit_internal.declared_table(p_name text) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
RETURN jsonb_build_object(
    'statement_no', 0, 'object_kind', 'table', 'object_name', p_name, 'parent_name', NULL,
    'action', 'alter', 'detail', '{"aspect": "declared"}'::jsonb, 'key', 'relation:' || p_name
);
COMMENT ON FUNCTION pggit_internal.declared_table(text) IS
'A footprint row for a table that was named in tables_affected.';
