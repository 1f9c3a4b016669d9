-- What must hold before anything is written. Each refusal says what to do; nothing has been changed when it comes.
DO $preflight$
DECLARE
    v_relation text;
    v_owner name;
BEGIN
    IF current_setting('server_version_num')::int < 150000 THEN
        RAISE EXCEPTION 'pggit needs PostgreSQL 15 or later, this server is %', current_setting('server_version')
            USING ERRCODE = 'feature_not_supported',
                  HINT = 'Connect to a newer server, or upgrade this one.';
    END IF;

    IF pg_catalog.pg_is_in_recovery() THEN
        RAISE EXCEPTION 'pggit cannot be installed on a standby'
            USING ERRCODE = 'read_only_sql_transaction',
                  HINT = 'Install it on the primary; the standby receives it by replication.';
    END IF;

    -- PL/Python is an untrusted language: PostgreSQL lets only superusers create it and functions in it.
    IF NOT (SELECT r.rolsuper FROM pg_catalog.pg_roles AS r WHERE r.rolname = current_user) THEN
        RAISE EXCEPTION 'role "%" may not install pggit', current_user
            USING ERRCODE = 'insufficient_privilege',
                  DETAIL = 'Creating PL/Python functions and the roles of pggit takes a superuser.',
                  HINT = 'Run install.sql as a superuser, for example: psql -U postgres -f install.sql';
    END IF;

    IF NOT EXISTS (SELECT FROM pg_catalog.pg_available_extensions AS e WHERE e.name = 'plpython3u') THEN
        RAISE EXCEPTION 'PL/Python is not installed on this server'
            USING ERRCODE = 'undefined_file',
                  DETAIL = 'The extension plpython3u is not among the available extensions.',
                  HINT = format(
                      'Debian and Ubuntu: apt install postgresql-plpython3-%1$s; '
                      'Red Hat: dnf install postgresql%1$s-plpython3.',
                      current_setting('server_version_num')::int / 10000
                  );
    END IF;

    -- CREATE ... IF NOT EXISTS would take these for ours: an index of that name on a table of somebody's, and one of
    -- our rules would be gone.
    SELECT format('%I.%I', 'public', c.relname), pg_catalog.pg_get_userbyid(c.relowner) INTO v_relation, v_owner
    FROM pg_catalog.pg_class AS c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relname ~ '^((tb|v|idx)_)?pggit_'
        AND pg_catalog.pg_get_userbyid(c.relowner) <> 'pggit_owner'
    ORDER BY c.relname LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '% exists and belongs to "%"', v_relation, v_owner
            USING ERRCODE = 'duplicate_object',
                  DETAIL = 'Names that begin with pggit_, tb_pggit_, v_pggit_ or idx_pggit_ are those of pggit.',
                  HINT = 'Rename or drop it, then install again.';
    END IF;

    -- Two installations at once would trip over each other's CREATE OR REPLACE; the second one waits.
    PERFORM pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('pggit install', 0));
END
$preflight$;

CREATE EXTENSION IF NOT EXISTS plpython3u;
