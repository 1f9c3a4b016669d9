CREATE OR REPLACE VIEW pggit_internal.user_routine AS
SELECT
    p.oid,
    p.proowner,
    CASE p.prokind WHEN 'a' THEN 'aggregate' WHEN 'p' THEN 'procedure' ELSE 'function' END AS kind,
    p.oid::regprocedure::text AS name
FROM pg_catalog.pg_proc AS p
JOIN pggit_internal.user_schema AS s ON s.oid = p.pronamespace
WHERE p.oid >= 16384 AND NOT (s.name = 'public' AND p.proowner = (SELECT to_regrole('pggit_owner')))
    -- The constructors that come and go with a range type. The language first: bodies can be long.
    AND (p.prolang <> (SELECT l.oid FROM pg_catalog.pg_language AS l WHERE l.lanname = 'internal')
        OR p.prosrc NOT LIKE '%range_constructor_')
    AND NOT EXISTS (
        SELECT FROM pggit_internal.extension_member AS e
        WHERE e.classid = 'pg_catalog.pg_proc'::regclass AND e.objid = p.oid
    );
COMMENT ON VIEW pggit_internal.user_routine IS
'The user''s functions, procedures and aggregates, with the names that the schema''s lines give them.';
