CREATE OR REPLACE VIEW pggit_internal.user_schema AS
SELECT
    n.oid,
    quote_ident(n.nspname) AS name
FROM pg_catalog.pg_namespace AS n
-- PostgreSQL keeps names that begin with pg_ for itself.
WHERE NOT starts_with(n.nspname, 'pg_') AND n.nspname NOT IN ('information_schema', 'pggit_internal');
COMMENT ON VIEW pggit_internal.user_schema IS
'The schemas whose objects are the user''s: neither PostgreSQL''s nor pggit''s own.';
