CREATE OR REPLACE FUNCTION pggit_internal.footprint_rows(p_footprint jsonb)
RETURNS TABLE (
    statement_no integer, object_kind text, object_name text, parent_name text, action text, detail jsonb, key text
)
-- Without SET it is no function any more when it is run, but a part of the query around it.
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT f.statement_no, f.object_kind, f.object_name, f.parent_name, f.action, f.detail, f.key
    FROM jsonb_to_recordset(p_footprint) AS f (
        statement_no integer, object_kind text, object_name text, parent_name text, action text, detail jsonb, key text
    );
END;
COMMENT ON FUNCTION pggit_internal.footprint_rows(jsonb) IS 'A footprint as the reader gives it, as rows.';
