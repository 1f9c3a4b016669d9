CREATE OR REPLACE FUNCTION pggit_internal.lines_of_comments() RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN QUERY
    WITH remark AS (
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
    ),

    relation AS MATERIALIZED (SELECT r.oid, r.kind, r.name FROM pggit_internal.user_relation AS r)

    SELECT m.what || ' on ' || CASE WHEN m.objsubid = 0 THEN r.kind ELSE 'column' END || ' ' || r.name
        || CASE WHEN m.objsubid = 0 THEN '' ELSE '.' || quote_ident(a.attname) END || ': ' || m.words
    FROM remark AS m
    JOIN relation AS r ON r.oid = m.objoid
    LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = m.objoid AND a.attnum = m.objsubid
    WHERE m.classoid = 'pg_class'::regclass
    UNION ALL
    SELECT m.what || ' on index ' || x.indexrelid::regclass::text || ': ' || m.words
    FROM remark AS m
    JOIN pg_catalog.pg_index AS x ON x.indexrelid = m.objoid
    JOIN relation AS r ON r.oid = x.indrelid
    WHERE m.classoid = 'pg_class'::regclass
    UNION ALL
    SELECT m.what || ' on ' || p.part || ': ' || m.words
    FROM remark AS m
    JOIN (
        SELECT 'pg_constraint'::regclass AS classoid, k.oid, 'constraint ' || r.name || '.' || quote_ident(k.conname) AS part
        FROM pg_catalog.pg_constraint AS k
        JOIN relation AS r ON r.oid = k.conrelid
        UNION ALL
        SELECT 'pg_constraint'::regclass, k.oid, 'constraint ' || t.name || '.' || quote_ident(k.conname)
        FROM pg_catalog.pg_constraint AS k
        JOIN pggit_internal.user_type AS t ON t.oid = k.contypid
        UNION ALL
        SELECT 'pg_trigger'::regclass, t.oid, 'trigger ' || r.name || '.' || quote_ident(t.tgname)
        FROM pg_catalog.pg_trigger AS t
        JOIN relation AS r ON r.oid = t.tgrelid
        WHERE NOT t.tgisinternal
        UNION ALL
        SELECT 'pg_rewrite'::regclass, w.oid, 'rule ' || r.name || '.' || quote_ident(w.rulename)
        FROM pg_catalog.pg_rewrite AS w
        JOIN relation AS r ON r.oid = w.ev_class
        UNION ALL
        SELECT 'pg_policy'::regclass, p.oid, 'policy ' || r.name || '.' || quote_ident(p.polname)
        FROM pg_catalog.pg_policy AS p
        JOIN relation AS r ON r.oid = p.polrelid
        UNION ALL
        SELECT 'pg_proc'::regclass, r.oid, r.kind || ' ' || r.name FROM pggit_internal.user_routine AS r
        UNION ALL
        SELECT 'pg_type'::regclass, t.oid, t.kind || ' ' || t.name FROM pggit_internal.user_type AS t
    ) AS p ON p.classoid = m.classoid AND p.oid = m.objoid
    UNION ALL
    SELECT m.what || ' on ' || i.type || ' ' || i.identity || ': ' || m.words
    FROM remark AS m
    CROSS JOIN LATERAL pg_identify_object(m.classoid, m.objoid, m.objsubid) AS i
    WHERE m.classoid NOT IN (
        'pg_class'::regclass, 'pg_constraint'::regclass, 'pg_trigger'::regclass, 'pg_rewrite'::regclass, 'pg_policy'::regclass,
        'pg_proc'::regclass, 'pg_type'::regclass
    )
    AND NOT EXISTS (SELECT FROM pggit_internal.extension_member AS e WHERE e.classid = m.classoid AND e.objid = m.objoid)
    AND NOT (m.classoid = 'pg_namespace'::regclass AND m.objoid IS NOT DISTINCT FROM to_regnamespace('pggit_internal'));
END
$function$;
COMMENT ON FUNCTION pggit_internal.lines_of_comments() IS 'Comments and security labels, whatever they are on.';
REVOKE ALL ON FUNCTION pggit_internal.lines_of_comments() FROM PUBLIC;
