-- Removes pggit from the database that psql is connected to, its tables and history included:
--     psql -X -f sql/uninstall.sql
-- PL/Python stays, and so do the roles when another database uses them.
\set ON_ERROR_STOP on
BEGIN;
SET LOCAL client_min_messages = warning;
DO $uninstall$
DECLARE
    v_name text;
BEGIN
    PERFORM pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('pggit install', 0));
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace AS n WHERE n.nspname = 'pggit_internal') THEN
        RAISE EXCEPTION 'pggit is not installed in database "%"', current_database()
            USING ERRCODE = 'undefined_object', HINT = 'Connect to the database that holds it.';
    END IF;

    -- DROP OWNED takes all that a role owns, and a table may have been given to one of these: to pggit_prover for the
    -- proofs, or by working as pggit_agent.
    SELECT string_agg(pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid), E'\n') INTO v_name
    FROM pg_catalog.pg_shdepend AS d
    LEFT JOIN pg_catalog.pg_proc AS p ON d.classid = 'pg_catalog.pg_proc'::regclass AND p.oid = d.objid
    -- What they may be granted by default goes with them.
    WHERE d.classid <> 'pg_catalog.pg_default_acl'::regclass
        AND d.dbid = (SELECT b.oid FROM pg_catalog.pg_database AS b WHERE b.datname = current_database())
        AND d.refclassid = 'pg_catalog.pg_authid'::regclass AND d.deptype = 'o'
        AND d.refobjid IN (
            SELECT r.oid FROM pg_catalog.pg_roles AS r
            WHERE r.rolname IN ('pggit_prover', 'pggit_runner', 'pggit_agent', 'pggit_coordinator', 'pggit_auditor')
        )
        AND p.pronamespace IS DISTINCT FROM 'pggit_internal'::regnamespace;
    IF v_name IS NOT NULL THEN
        RAISE EXCEPTION 'pggit''s roles own what is not pggit''s'
            USING ERRCODE = 'dependent_objects_still_exist', DETAIL = v_name,
                  HINT = 'Give it to another role first: ALTER ... OWNER TO ...';
    END IF;

    -- The PL/Python functions belong to who installed; given to pggit_owner, everything goes in one statement. Without
    -- CASCADE: a view or function of somebody's that needs pggit is named in the error, and nothing is removed.
    FOR v_name IN
        SELECT p.oid::regprocedure::text
        FROM pg_catalog.pg_proc AS p
        JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
        WHERE p.pronamespace = 'pggit_internal'::regnamespace AND l.lanname = 'plpython3u'
    LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO pggit_owner', v_name);
    END LOOP;
    DROP OWNED BY pggit_owner, pggit_prover, pggit_runner, pggit_agent, pggit_coordinator, pggit_auditor;

    FOREACH v_name IN ARRAY ARRAY['pggit_prover', 'pggit_runner', 'pggit_agent', 'pggit_coordinator', 'pggit_auditor', 'pggit_owner'] LOOP
        BEGIN
            EXECUTE format('DROP ROLE IF EXISTS %I', v_name);
        EXCEPTION WHEN dependent_objects_still_exist THEN
            RAISE WARNING 'role % stays: something in another database depends on it', v_name
                USING ERRCODE = 'dependent_objects_still_exist', HINT = format('DROP ROLE %I; once it is used nowhere.', v_name);
        END;
    END LOOP;
END
$uninstall$;
COMMIT;
