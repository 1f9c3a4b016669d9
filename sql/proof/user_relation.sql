CREATE OR REPLACE VIEW pggit_internal.user_relation AS
SELECT
    c.oid,
    c.relkind,
    c.relowner,
    CASE c.relkind
        WHEN 'r' THEN 'table' WHEN 'p' THEN 'table' WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view'
        WHEN 'f' THEN 'foreign table' WHEN 'S' THEN 'sequence' WHEN 'c' THEN 'type'
    END AS kind,
    s.name || '.' || quote_ident(c.relname) AS name
FROM pg_catalog.pg_class AS c
JOIN pggit_internal.user_schema AS s ON s.oid = c.relnamespace
-- PostgreSQL's own objects have lower numbers: the index leads past them.
WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c')
    AND NOT (s.name = 'public' AND c.relowner = (SELECT to_regrole('pggit_owner')))
    -- The composite type of an extension is a member as a type, its relation is none.
    AND NOT EXISTS (
        SELECT FROM pggit_internal.extension_member AS e
        WHERE e.classid = CASE c.relkind WHEN 'c' THEN 'pg_catalog.pg_type'::regclass
            ELSE 'pg_catalog.pg_class'::regclass END
            AND e.objid = CASE c.relkind WHEN 'c' THEN c.reltype ELSE c.oid END
    );
COMMENT ON VIEW pggit_internal.user_relation IS
'The user''s tables, views, sequences and composite types, with the names that the schema''s lines give them. '
'Indexes are found through their tables.';
