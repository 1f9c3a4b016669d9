CREATE OR REPLACE FUNCTION pggit_internal.declared_relations(p_footprint jsonb) RETURNS TABLE (key text, oid oid,
    name_now text)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 5
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN QUERY
    WITH RECURSIVE keys AS MATERIALIZED (
        SELECT DISTINCT f.key FROM pggit_internal.footprint_rows(p_footprint) AS f WHERE starts_with(f.key, 'relation:')
    ),

    renamed AS MATERIALIZED (
        SELECT f.key, 'relation:' || (f.detail ->> 'renamed_from') AS old_key
        FROM pggit_internal.footprint_rows(p_footprint) AS f
        WHERE f.action = 'create' AND f.detail ? 'renamed_from' AND f.parent_name IS NULL
            AND starts_with(f.key, 'relation:')
    ),

    -- What a change has renamed is in the catalog under the name that it had; the length ends a circle of renames.
    names AS (
        SELECT k.key, k.key AS old_key, 0 AS steps FROM keys AS k
        UNION ALL
        SELECT n.key, r.old_key, n.steps + 1 FROM names AS n JOIN renamed AS r ON r.key = n.old_key
        WHERE n.steps < 10 AND r.old_key <> n.key
    )

    -- Names are compared as names, so that no search_path and no folding comes between.
    SELECT DISTINCT ON (n.key) n.key, c.oid, substr(n.old_key, 10)
    FROM names AS n
    CROSS JOIN LATERAL (SELECT pggit_internal.name_parts(substr(n.old_key, 10)) AS parts) AS p
    JOIN pg_namespace AS s ON s.nspname = p.parts[1]::name
    JOIN pg_class AS c ON c.relname = p.parts[2]::name AND c.relnamespace = s.oid
    WHERE c.oid >= 16384
    ORDER BY n.key, n.steps;
END
$function$;
COMMENT ON FUNCTION pggit_internal.declared_relations(jsonb) IS
'The relations of a footprint that exist in this database, those among them that the change itself has renamed '
'before, too; name_now is what the catalog calls them.';
