CREATE OR REPLACE FUNCTION pggit_internal.lines_of_indexes(p_scope oid[]) RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN QUERY
    SELECT 'index ' || x.indexrelid::regclass::text || ': ' || f.fact
    FROM pggit_internal.user_relation AS r
    JOIN pg_catalog.pg_index AS x ON x.indrelid = r.oid
    JOIN pg_catalog.pg_class AS c ON c.oid = x.indexrelid
    -- The index of a constraint bears its name, and the constraint's definition says it all.
    LEFT JOIN (
        SELECT k.conindid FROM pg_catalog.pg_constraint AS k WHERE k.contype IN ('p', 'u', 'x')
    ) AS k ON k.conindid = x.indexrelid
    LEFT JOIN pg_catalog.pg_inherits AS i ON i.inhrelid = x.indexrelid
    LEFT JOIN pg_catalog.pg_tablespace AS s ON s.oid = c.reltablespace
    CROSS JOIN LATERAL (
        SELECT pg_get_indexdef(x.indexrelid) AS fact
        WHERE k.conindid IS NULL
        UNION ALL
        SELECT 'options ' || pggit_internal.sorted_options(c.reloptions)
        WHERE k.conindid IS NOT NULL AND c.reloptions IS NOT NULL
        UNION ALL
        SELECT 'not valid'
        WHERE NOT x.indisvalid
        UNION ALL
        SELECT 'the table is clustered by it'
        WHERE x.indisclustered
        UNION ALL
        SELECT 'replica identity'
        WHERE x.indisreplident
        UNION ALL
        SELECT 'partition of ' || i.inhparent::regclass::text
        WHERE i.inhparent IS NOT NULL
        UNION ALL
        SELECT 'tablespace ' || quote_ident(s.spcname)
        WHERE c.reltablespace <> 0
        UNION ALL
        -- Only expressions can have a target of their own.
        SELECT 'statistics ' || a.attstattarget || ' of its column ' || a.attnum
        FROM pg_catalog.pg_attribute AS a
        WHERE x.indexprs IS NOT NULL AND a.attrelid = x.indexrelid AND a.attnum > 0 AND a.attstattarget >= 0
    ) AS f
    WHERE r.oid = ANY(p_scope);
END
$function$;
COMMENT ON FUNCTION pggit_internal.lines_of_indexes(oid[]) IS
'Indexes: definition, validity, clustering, replica identity, partitions, statistics targets.';
