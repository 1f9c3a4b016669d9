CREATE OR REPLACE FUNCTION pggit_internal.sorted_options(p_options text[]) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT '(' || coalesce(string_agg(o.option, ', ' ORDER BY o.option COLLATE "C"), '') || ')'
    FROM unnest(p_options) AS o (option)
    -- A stamp that the server itself puts on columns since the minor releases of November 2026; pg_dump leaves it out
    -- too.
    WHERE NOT starts_with(o.option, 'pg_attver=');
END;
COMMENT ON FUNCTION pggit_internal.sorted_options(text[]) IS
'Options in an order that does not tell which was set first, without the server''s own stamp.';
