CREATE OR REPLACE FUNCTION pggit_internal.lines_of_types(p_scope oid[]) RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN QUERY
    SELECT u.kind || ' ' || u.name || ': ' || f.fact
    FROM pggit_internal.user_type AS u
    JOIN pg_catalog.pg_type AS t ON t.oid = u.oid
    LEFT JOIN pg_catalog.pg_range AS g ON g.rngtypid = t.oid
    LEFT JOIN pg_catalog.pg_type AS a ON a.oid = t.typarray
    LEFT JOIN pg_catalog.pg_type AS b ON b.oid = t.typbasetype
    CROSS JOIN LATERAL (
        -- A composite type is a relation too, and its owner stands there.
        SELECT 'owner ' || quote_ident(pg_get_userbyid(t.typowner)) AS fact
        WHERE t.typtype <> 'c'
        UNION ALL
        SELECT 'declared only'
        WHERE NOT t.typisdefined
        UNION ALL
        -- The array type's name is PostgreSQL's choice, and shows only where another type had taken the usual one.
        SELECT 'its array type is ' || quote_ident(a.typname)
        WHERE a.typname <> ('_' || t.typname)::name
        UNION ALL
        SELECT 'enum (' || coalesce((
            SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
            FROM pg_catalog.pg_enum AS e
            WHERE e.enumtypid = t.oid
        ), '') || ')'
        WHERE t.typtype = 'e'
        UNION ALL
        SELECT 'type ' || format_type(t.typbasetype, t.typtypmod)
            || CASE WHEN t.typcollation NOT IN (0, b.typcollation) THEN ' collate '
                || t.typcollation::regcollation::text ELSE '' END
            || CASE WHEN t.typnotnull THEN ', not null' ELSE '' END
            || CASE
                WHEN t.typdefaultbin IS NOT NULL THEN ', default ' || pg_get_expr(t.typdefaultbin, 0)
                WHEN t.typdefault IS NOT NULL THEN ', default ' || quote_literal(t.typdefault)
                ELSE ''
            END
        WHERE t.typtype = 'd'
        UNION ALL
        SELECT 'range of ' || format_type(g.rngsubtype, NULL)
            || CASE WHEN g.rngcollation <> 0 THEN ' collate ' || g.rngcollation::regcollation::text ELSE '' END
            || ', multirange ' || format_type(g.rngmultitypid, NULL)
            || ', operator class ' || (
                SELECT o.opcnamespace::regnamespace::text || '.' || quote_ident(o.opcname)
                FROM pg_catalog.pg_opclass AS o
                WHERE o.oid = g.rngsubopc
            )
            || CASE WHEN g.rngcanonical <> 0 THEN ', canonical ' || g.rngcanonical::regprocedure::text ELSE '' END
            || CASE WHEN g.rngsubdiff <> 0 THEN ', difference ' || g.rngsubdiff::regprocedure::text ELSE '' END
        WHERE t.typtype = 'r'
        UNION ALL
        SELECT 'base type'
            || CASE WHEN t.typelem <> 0 THEN ' with elements ' || format_type(t.typelem, NULL) ELSE '' END
            || CASE WHEN t.typcollation <> 0 THEN ', collatable' ELSE '' END || ', '
            || (to_jsonb(t) - ARRAY['oid', 'typname', 'typnamespace', 'typowner', 'typacl', 'typrelid', 'typelem',
                                    'typarray', 'typbasetype', 'typcollation', 'typdefaultbin'])::text
        WHERE t.typtype = 'b' AND t.typisdefined
    ) AS f
    WHERE u.oid = ANY(p_scope);
END
$function$;
COMMENT ON FUNCTION pggit_internal.lines_of_types(oid[]) IS
'Types: enums with their labels in order, domains, ranges, base types. '
'The attributes of composite types are among the columns, constraints of domains among the constraints.';
