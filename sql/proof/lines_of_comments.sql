CREATE OR REPLACE FUNCTION pggit_internal.lines_of_comments(p_scope oid[]) RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN QUERY
    WITH relation AS MATERIALIZED (
        SELECT r.oid, r.kind, r.name FROM pggit_internal.user_relation AS r WHERE r.oid = ANY(p_scope)
    ),

    part (classid, oid, name, column_prefix) AS (
        SELECT 'pg_class'::regclass, r.oid, r.kind || ' ' || r.name, 'column ' || r.name || '.' FROM relation AS r
        UNION ALL
        SELECT 'pg_class'::regclass, x.indexrelid, 'index ' || x.indexrelid::regclass::text, NULL
        FROM pg_catalog.pg_index AS x
        JOIN relation AS r ON r.oid = x.indrelid
        UNION ALL
        SELECT 'pg_constraint'::regclass, k.oid, 'constraint ' || r.name || '.' || quote_ident(k.conname), NULL
        FROM pg_catalog.pg_constraint AS k
        JOIN relation AS r ON r.oid = k.conrelid
        UNION ALL
        SELECT 'pg_constraint'::regclass, k.oid, 'constraint ' || t.name || '.' || quote_ident(k.conname), NULL
        FROM pg_catalog.pg_constraint AS k
        JOIN pggit_internal.user_type AS t ON t.oid = k.contypid AND k.conrelid = 0 AND t.oid = ANY(p_scope)
        UNION ALL
        SELECT 'pg_trigger'::regclass, t.oid, 'trigger ' || r.name || '.' || quote_ident(t.tgname), NULL
        FROM pg_catalog.pg_trigger AS t
        JOIN relation AS r ON r.oid = t.tgrelid
        WHERE NOT t.tgisinternal
        UNION ALL
        SELECT 'pg_rewrite'::regclass, w.oid, 'rule ' || r.name || '.' || quote_ident(w.rulename), NULL
        FROM pg_catalog.pg_rewrite AS w
        JOIN relation AS r ON r.oid = w.ev_class
        UNION ALL
        SELECT 'pg_policy'::regclass, p.oid, 'policy ' || r.name || '.' || quote_ident(p.polname), NULL
        FROM pg_catalog.pg_policy AS p
        JOIN relation AS r ON r.oid = p.polrelid
        UNION ALL
        SELECT 'pg_proc'::regclass, r.oid, r.kind || ' ' || r.name, NULL FROM pggit_internal.user_routine AS r
            WHERE r.oid = ANY(p_scope)
        UNION ALL
        SELECT 'pg_type'::regclass, t.oid, t.kind || ' ' || t.name, NULL FROM pggit_internal.user_type AS t
            WHERE t.oid = ANY(p_scope)
    )

    SELECT m.what || ' on ' || CASE WHEN m.objsubid = 0 THEN p.name
        ELSE p.column_prefix || quote_ident(a.attname) END || ': ' || m.words
    FROM part AS p
    CROSS JOIN LATERAL (
        SELECT d.objsubid, 'comment' AS what, d.description AS words
        FROM pg_catalog.pg_description AS d
        WHERE d.objoid = p.oid AND d.classoid = p.classid
        UNION ALL
        SELECT l.objsubid, 'security label of ' || quote_ident(l.provider), l.label
        FROM pg_catalog.pg_seclabel AS l
        WHERE l.objoid = p.oid AND l.classoid = p.classid
    ) AS m
    LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = p.oid AND a.attnum = m.objsubid AND m.objsubid > 0
    UNION ALL
    -- What is no part of the above, in any scope.
    SELECT m.what || ' on ' || i.type || ' ' || i.identity || ': ' || m.words
    FROM (
        -- Objects of PostgreSQL's own have lower numbers; schema public, which is the user's, is one of them.
        SELECT d.classoid, d.objoid, d.objsubid, 'comment' AS what, d.description AS words
        FROM pg_catalog.pg_description AS d
        WHERE d.objoid >= 16384
        UNION ALL
        SELECT d.classoid, d.objoid, d.objsubid, 'comment', d.description
        FROM pg_catalog.pg_description AS d
        WHERE d.objoid = to_regnamespace('public') AND d.classoid = 'pg_namespace'::regclass
        UNION ALL
        SELECT l.classoid, l.objoid, l.objsubid, 'security label of ' || quote_ident(l.provider), l.label
        FROM pg_catalog.pg_seclabel AS l
    ) AS m
    CROSS JOIN LATERAL pg_identify_object(m.classoid, m.objoid, m.objsubid) AS i
    WHERE m.classoid NOT IN (
        'pg_class'::regclass, 'pg_constraint'::regclass, 'pg_trigger'::regclass, 'pg_rewrite'::regclass,
            'pg_policy'::regclass,
        'pg_proc'::regclass, 'pg_type'::regclass
    )
    AND NOT EXISTS (SELECT FROM pggit_internal.extension_member AS e WHERE e.classid = m.classoid
        AND e.objid = m.objoid)
    AND NOT (m.classoid = 'pg_namespace'::regclass AND m.objoid IS NOT DISTINCT FROM to_regnamespace('pggit_internal'));
END
$function$;
COMMENT ON FUNCTION pggit_internal.lines_of_comments(oid[]) IS
'Comments and security labels, whatever they are on.';
