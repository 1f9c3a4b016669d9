CREATE OR REPLACE FUNCTION pggit_internal.lines_of_relations(p_scope oid[]) RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN QUERY
    SELECT r.kind || ' ' || r.name || ': ' || f.fact
    FROM pggit_internal.user_relation AS r
    JOIN pg_catalog.pg_class AS c ON c.oid = r.oid
    LEFT JOIN pg_catalog.pg_am AS m ON m.oid = c.relam
    LEFT JOIN pg_catalog.pg_tablespace AS s ON s.oid = c.reltablespace
    CROSS JOIN LATERAL (
        SELECT concat_ws(
            ', ',
            CASE c.relpersistence WHEN 'u' THEN 'unlogged' END,
            'owner ' || quote_ident(pg_get_userbyid(c.relowner)),
            CASE WHEN m.amname <> 'heap' THEN 'access method ' || quote_ident(m.amname) END,
            'tablespace ' || quote_ident(s.spcname),
            CASE WHEN c.reloftype <> 0 THEN 'of type ' || format_type(c.reloftype, NULL) END
        ) AS fact
        UNION ALL
        SELECT 'partitioned by ' || pg_get_partkeydef(c.oid)
        WHERE c.relkind = 'p'
        UNION ALL
        SELECT 'row level security'
        WHERE c.relrowsecurity
        UNION ALL
        SELECT 'row level security forced on the owner'
        WHERE c.relforcerowsecurity
        UNION ALL
        SELECT 'replica identity full'
        WHERE c.relreplident = 'f'
        UNION ALL
        SELECT 'replica identity nothing'
        WHERE c.relreplident = 'n' AND c.relkind IN ('r', 'p')
        UNION ALL
        SELECT 'replica identity by index'
        WHERE c.relreplident = 'i'
        UNION ALL
        SELECT 'option ' || o.option FROM unnest(c.reloptions) AS o (option)
        WHERE c.reloptions IS NOT NULL
        UNION ALL
        SELECT 'option toast.' || o.option FROM pg_catalog.pg_class AS t CROSS JOIN unnest(t.reloptions) AS o (option)
        WHERE c.reltoastrelid <> 0 AND t.oid = c.reltoastrelid
        UNION ALL
        -- The parents' order (inhseqno) only shaped the order of columns, which is no fact.
        SELECT CASE
            WHEN c.relispartition THEN 'partition of ' || i.inhparent::regclass::text || ' '
                || pg_get_expr(c.relpartbound, c.oid)
            ELSE 'inherits ' || i.inhparent::regclass::text
        END || CASE WHEN i.inhdetachpending THEN ', being detached' ELSE '' END
        FROM pg_catalog.pg_inherits AS i
        WHERE c.relkind IN ('r', 'p', 'f') AND i.inhrelid = c.oid
        UNION ALL
        SELECT ltrim(pg_get_viewdef(c.oid))
        WHERE c.relkind IN ('v', 'm')
    ) AS f
    WHERE r.oid = ANY(p_scope);
END
$function$;
COMMENT ON FUNCTION pggit_internal.lines_of_relations(oid[]) IS
'Facts about tables, views, sequences and composite types as a whole: '
'owner, persistence, options, row level security, inheritance, partitions, the query of a view.';
