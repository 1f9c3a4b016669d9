-- Makes a schema-only copy a place to prove in: everything in it that is not pggit's is given to pggit_prover, which
-- declared text runs as, and the settings that guard data are relaxed, because there is none.
-- Never run it in a database that somebody works with.
\set ON_ERROR_STOP on
BEGIN;
SET LOCAL quote_all_identifiers = off;
DO $ownership$
DECLARE
    v_command text;
BEGIN
    FOR v_command IN
        WITH owned (classid, objid, owner, command) AS (
            SELECT 'pg_namespace'::regclass, n.oid, n.nspowner, 'SCHEMA'
            FROM pg_namespace AS n WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            UNION ALL
            -- A sequence that belongs to a column goes along with its table.
            SELECT 'pg_class'::regclass, c.oid, c.relowner, k.command
            FROM pg_class AS c
            JOIN (VALUES ('r', 'TABLE'), ('p', 'TABLE'), ('v', 'VIEW'), ('m', 'MATERIALIZED VIEW'),
                ('f', 'FOREIGN TABLE'),
                         ('S', 'SEQUENCE'), ('c', 'TYPE')) AS k (relkind, command) ON c.relkind = k.relkind::"char"
            WHERE NOT EXISTS (
                SELECT FROM pg_depend AS d
                WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
                    AND c.relkind = 'S'
            )
            UNION ALL
            SELECT 'pg_proc'::regclass, p.oid, p.proowner, 'ROUTINE' FROM pg_proc AS p
            UNION ALL
            SELECT 'pg_type'::regclass, t.oid, t.typowner, CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END
            FROM pg_type AS t WHERE t.typtype IN ('d', 'e', 'r')
            UNION ALL
            SELECT 'pg_collation'::regclass, c.oid, c.collowner, 'COLLATION' FROM pg_collation AS c
            UNION ALL
            SELECT 'pg_conversion'::regclass, c.oid, c.conowner, 'CONVERSION' FROM pg_conversion AS c
            UNION ALL
            SELECT 'pg_operator'::regclass, o.oid, o.oprowner, 'OPERATOR' FROM pg_operator AS o
            UNION ALL
            SELECT 'pg_statistic_ext'::regclass, s.oid, s.stxowner, 'STATISTICS' FROM pg_statistic_ext AS s
            UNION ALL
            SELECT 'pg_ts_config'::regclass, c.oid, c.cfgowner, 'TEXT SEARCH CONFIGURATION' FROM pg_ts_config AS c
            UNION ALL
            SELECT 'pg_ts_dict'::regclass, d.oid, d.dictowner, 'TEXT SEARCH DICTIONARY' FROM pg_ts_dict AS d
            UNION ALL
            -- FOR ALL TABLES takes a superuser.
            SELECT 'pg_publication'::regclass, p.oid, p.pubowner, 'PUBLICATION' FROM pg_publication AS p
                WHERE NOT p.puballtables
        )
        SELECT format('ALTER %s %s OWNER TO pggit_prover', o.command, i.identity)
        FROM owned AS o
        CROSS JOIN LATERAL pg_identify_object(o.classid, o.objid, 0) AS i
        WHERE (o.objid >= 16384 OR i.identity = 'public')
            AND coalesce(i.schema, '') NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'pggit_internal')
            AND i.identity <> 'pggit_internal'
            AND pg_get_userbyid(o.owner) NOT IN ('pggit_owner', 'pggit_prover', 'pggit_runner')
            AND NOT EXISTS (
                SELECT FROM pg_depend AS d
                WHERE d.classid = o.classid AND d.objid = o.objid AND d.deptype = 'e'
            )
    LOOP
        EXECUTE v_command;
    END LOOP;
    EXECUTE format('GRANT CREATE ON DATABASE %I TO pggit_prover', current_database());
END
$ownership$;

SELECT public.pggit_set('prove_statements', 'all') AS setting \gset
SELECT public.pggit_set('prove_tables_with_rows', 'yes') AS setting \gset
COMMIT;
