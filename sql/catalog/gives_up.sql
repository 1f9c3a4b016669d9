CREATE OR REPLACE FUNCTION pggit_internal.gives_up(p_footprint jsonb, p_table text, p_name text, p_statement_no integer) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT count(*) > 0
    FROM pggit_internal.footprint_rows(p_footprint) AS f
    WHERE f.action IN ('drop', 'rename') AND f.statement_no <= p_statement_no
        AND (f.object_name = p_name AND f.parent_name IS NOT DISTINCT FROM p_table
            OR f.object_kind IN ('index', 'constraint') AND f.object_name = p_name
            -- An index is in its table's schema.
            OR f.object_kind = 'constraint' AND coalesce(substring(f.parent_name FROM '^.*\.'), '') || f.object_name = p_name
            OR f.object_kind = 'table' AND f.object_name = p_table);
END;
COMMENT ON FUNCTION pggit_internal.gives_up(jsonb, text, text, integer) IS
'Whether a change has dropped or renamed something of this name by that statement, so that the name is free.';
