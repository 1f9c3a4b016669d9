CREATE OR REPLACE VIEW pggit_internal.user_type AS
SELECT
    t.oid,
    t.typowner,
    CASE t.typtype WHEN 'd' THEN 'domain' ELSE 'type' END AS kind,
    s.name || '.' || quote_ident(t.typname) AS name
FROM pg_catalog.pg_type AS t
JOIN pggit_internal.user_schema AS s ON s.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_class AS c ON c.oid = t.typrelid
WHERE t.oid >= 16384 AND NOT (s.name = 'public' AND t.typowner = (SELECT to_regrole('pggit_owner')))
    -- Types that come and go with another object: the rows of a table, arrays, multiranges.
    AND (t.typrelid = 0 OR c.relkind = 'c')
    AND t.typtype <> 'm'
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_type AS a WHERE a.oid = t.typelem AND a.typarray = t.oid)
    AND NOT EXISTS (
        SELECT FROM pggit_internal.extension_member AS e
        WHERE e.classid = 'pg_catalog.pg_type'::regclass AND e.objid = t.oid
    );
COMMENT ON VIEW pggit_internal.user_type IS
'The user''s types and domains, with the names that the schema''s lines give them; '
'not those that PostgreSQL makes for a table or an array.';
