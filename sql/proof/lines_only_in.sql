CREATE OR REPLACE FUNCTION pggit_internal.lines_only_in(p_lines jsonb, p_others jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT coalesce(jsonb_agg(d.line ORDER BY d.line), '[]')
    FROM (
        SELECT l.line FROM jsonb_array_elements_text(p_lines) AS l (line)
        EXCEPT ALL
        SELECT o.line FROM jsonb_array_elements_text(p_others) AS o (line)
    ) AS d;
END;
COMMENT ON FUNCTION pggit_internal.lines_only_in(jsonb, jsonb) IS
'The lines of the first array that the second does not have.';
