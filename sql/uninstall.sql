-- Removes pggit from the database that psql is connected to, its tables and history included:
--     psql -X -f sql/uninstall.sql
-- PL/Python stays, and so do the roles when another database uses them.
\set ON_ERROR_STOP on
BEGIN;
SET LOCAL client_min_messages = warning;
DO $checks$
DECLARE
    c_roles CONSTANT text[] := ARRAY[
        'pggit_prover', 'pggit_runner', 'pggit_agent', 'pggit_coordinator', 'pggit_auditor'
    ];
    v_owned text;
BEGIN
    PERFORM pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('pggit install', 0));
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace AS n WHERE n.nspname = 'pggit_internal') THEN
        RAISE EXCEPTION 'pggit is not installed in database "%"', current_database()
            USING ERRCODE = 'undefined_object', HINT = 'Connect to the database that holds it.';
    END IF;

    -- DROP OWNED takes all that a role owns, and a table may have been given to one of these: to pggit_prover for the
    -- proofs, or by working as pggit_agent.
    SELECT string_agg(pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid), E'\n') INTO v_owned
    FROM pg_catalog.pg_shdepend AS d
    LEFT JOIN pg_catalog.pg_proc AS p ON d.classid = 'pg_catalog.pg_proc'::regclass AND p.oid = d.objid
    -- What they may be granted by default goes with them.
    WHERE d.classid <> 'pg_catalog.pg_default_acl'::regclass
        AND d.dbid = (SELECT b.oid FROM pg_catalog.pg_database AS b WHERE b.datname = current_database())
        AND d.refclassid = 'pg_catalog.pg_authid'::regclass AND d.deptype = 'o'
        AND d.refobjid IN (SELECT r.oid FROM pg_catalog.pg_roles AS r WHERE r.rolname = ANY(c_roles))
        AND p.pronamespace IS DISTINCT FROM 'pggit_internal'::regnamespace;
    IF v_owned IS NOT NULL THEN
        RAISE EXCEPTION 'pggit''s roles own what is not pggit''s'
            USING ERRCODE = 'dependent_objects_still_exist', DETAIL = v_owned,
                  HINT = 'Give it to another role first: ALTER ... OWNER TO ...';
    END IF;
END
$checks$;

-- What others built on pggit keeps it: detectors and suggesters take its types, a view or a foreign key its tables.
DO $dependents$
DECLARE
    v_facts text;
    v_commands text;
BEGIN
    SET LOCAL search_path = pg_catalog, pg_temp;
    WITH ours AS (
        SELECT 'pg_class'::regclass::oid AS classid, c.oid FROM pg_class AS c
        WHERE c.relowner = 'pggit_owner'::regrole
        UNION ALL
        SELECT 'pg_type'::regclass::oid, t.oid FROM pg_type AS t WHERE t.typowner = 'pggit_owner'::regrole
        UNION ALL
        SELECT 'pg_proc'::regclass::oid, p.oid FROM pg_proc AS p
        WHERE p.proowner = 'pggit_owner'::regrole OR p.pronamespace = 'pggit_internal'::regnamespace
    ), dependent AS (
        -- What belongs to a relation is named as the view that it makes, or counts as ours with its table.
        SELECT DISTINCT
            CASE WHEN w.oid IS NULL THEN d.classid ELSE d.refclassid END AS classid,
            coalesce(w.ev_class, d.objid) AS objid, d.objsubid,
            coalesce(w.ev_class, k.conrelid, g.tgrelid, y.polrelid, a.adrelid, d.objid) AS relation,
            pg_describe_object(d.refclassid, d.refobjid, 0) AS what
        FROM pg_depend AS d
        JOIN ours AS o ON o.classid = d.refclassid AND o.oid = d.refobjid
        LEFT JOIN pg_rewrite AS w ON d.classid = 'pg_rewrite'::regclass AND w.oid = d.objid
        LEFT JOIN pg_constraint AS k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
        LEFT JOIN pg_trigger AS g ON d.classid = 'pg_trigger'::regclass AND g.oid = d.objid
        LEFT JOIN pg_policy AS y ON d.classid = 'pg_policy'::regclass AND y.oid = d.objid
        LEFT JOIN pg_attrdef AS a ON d.classid = 'pg_attrdef'::regclass AND a.oid = d.objid
        WHERE d.deptype = 'n'
    ), theirs AS (
        SELECT d.what, i.type, i.identity, t.attname,
               pg_describe_object(d.classid, d.objid, d.objsubid) AS thing, d.relation
        FROM dependent AS d
        CROSS JOIN LATERAL pg_identify_object(d.classid, d.objid, d.objsubid) AS i
        LEFT JOIN pg_attribute AS t ON i.type LIKE '% column' AND t.attrelid = d.objid AND t.attnum = d.objsubid
        WHERE d.relation NOT IN (SELECT o.oid FROM ours AS o)
    ), command AS (
        SELECT 1 AS step, format('SELECT pggit_remove_detector(%L);', e.name) AS line
        FROM public.tb_pggit_detector AS e
        UNION
        SELECT 1, format('SELECT pggit_remove_suggester(%L);', e.name) FROM public.tb_pggit_suggester AS e
        UNION
        SELECT 2, CASE
            WHEN t.attname IS NOT NULL THEN format('ALTER TABLE %s DROP COLUMN %I;', t.relation::regclass, t.attname)
            WHEN t.type = 'table constraint'
                THEN format('ALTER TABLE %s DROP CONSTRAINT %s;',
                    t.relation::regclass, split_part(t.identity, ' on ', 1))
            ELSE format('DROP %s %s;', upper(t.type), t.identity)
        END
        FROM theirs AS t
    )
    SELECT
        (SELECT string_agg(DISTINCT format('%s uses %s', t.thing, t.what), E'\n') FROM theirs AS t),
        (SELECT string_agg(c.line, E'\n' ORDER BY c.step, c.line) FROM command AS c)
    INTO v_facts, v_commands;
    IF v_facts IS NOT NULL THEN
        RAISE EXCEPTION 'something that is not pggit''s uses it'
            USING ERRCODE = 'dependent_objects_still_exist', DETAIL = v_facts,
                  HINT = E'Change what is to stay, and remove the rest; then uninstall again:\n' || v_commands;
    END IF;
END
$dependents$;

DO $uninstall$
DECLARE
    v_name text;
BEGIN
    -- The PL/Python functions belong to who installed; given to pggit_owner, everything goes in one statement.
    FOR v_name IN
        SELECT p.oid::regprocedure::text
        FROM pg_catalog.pg_proc AS p
        JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
        WHERE p.pronamespace = 'pggit_internal'::regnamespace AND l.lanname = 'plpython3u'
    LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO pggit_owner', v_name);
    END LOOP;
    DROP OWNED BY pggit_owner, pggit_prover, pggit_runner, pggit_agent, pggit_coordinator, pggit_auditor;

    FOREACH v_name IN ARRAY ARRAY[
        'pggit_prover', 'pggit_runner', 'pggit_agent', 'pggit_coordinator', 'pggit_auditor', 'pggit_owner'
    ] LOOP
        BEGIN
            EXECUTE format('DROP ROLE IF EXISTS %I', v_name);
        EXCEPTION WHEN dependent_objects_still_exist THEN
            RAISE WARNING 'role % stays: something in another database depends on it', v_name
                USING ERRCODE = 'dependent_objects_still_exist',
                      HINT = format('DROP ROLE %I; once it is used nowhere.', v_name);
        END;
    END LOOP;
END
$uninstall$;
COMMIT;
