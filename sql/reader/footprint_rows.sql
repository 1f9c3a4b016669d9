CREATE OR REPLACE FUNCTION pggit_internal.footprint_rows(p_footprint jsonb)
RETURNS TABLE (
    statement_no integer, object_kind text, object_name text, parent_name text, action text, detail jsonb, key text
)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT f.statement_no, f.object_kind, f.object_name, f.parent_name, f.action, f.detail, f.key
    FROM jsonb_to_recordset(p_footprint) AS f (
        statement_no integer, object_kind text, object_name text, parent_name text, action text, detail jsonb, key text
    );
END;
COMMENT ON FUNCTION pggit_internal.footprint_rows(jsonb) IS 'A footprint as the reader gives it, as rows.';
REVOKE ALL ON FUNCTION pggit_internal.footprint_rows(jsonb) FROM PUBLIC;
