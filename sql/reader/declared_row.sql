CREATE OR REPLACE FUNCTION pggit_internal.declared_row(p_object_kind text, p_object_name text, p_key text) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
RETURN jsonb_build_object(
    'statement_no', 0, 'object_kind', p_object_kind, 'object_name', p_object_name, 'parent_name', NULL,
    'action', 'alter', 'detail', '{"aspect": "declared"}'::jsonb, 'key', p_key
);
COMMENT ON FUNCTION pggit_internal.declared_row(text, text, text) IS
'A footprint row for what was declared beside the DDL: a table named in tables_affected, or the feature''s name.';
REVOKE ALL ON FUNCTION pggit_internal.declared_row(text, text, text) FROM PUBLIC;
