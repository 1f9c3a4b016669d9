-- Which version this is. The one place: pggit_version() and the upgrades take it from here.
\set version '0.2.0'
SELECT set_config('pggit.version', :'version', true) AS version \gset

-- Which version is here already, as pggit.installed_version: '' for none. An installation upgrades from 0.2.0 on.
DO $installed$
DECLARE
    v_version CONSTANT text := current_setting('pggit.version');
    v_installed text := '';
BEGIN
    IF EXISTS (
        SELECT FROM pg_catalog.pg_proc AS p
        WHERE p.pronamespace = 'public'::regnamespace AND p.proname = 'pggit_version' AND p.pronargs = 0
            AND pg_catalog.pg_get_userbyid(p.proowner) = 'pggit_owner'
    ) THEN
        v_installed := public.pggit_version();
    ELSIF to_regclass('public.tb_pggit_intent') IS NOT NULL THEN
        RAISE EXCEPTION 'what is installed here is older than 0.2.0, the first version that can be upgraded'
            USING ERRCODE = 'feature_not_supported',
                  DETAIL = 'It has no function pggit_version().',
                  HINT = 'Save what you need of tb_pggit_intent, remove it with sql/uninstall.sql, then install again.';
    END IF;
    IF string_to_array(v_installed, '.')::integer[] > string_to_array(v_version, '.')::integer[] THEN
        RAISE EXCEPTION 'version % is installed here, and this is the older version %', v_installed, v_version
            USING ERRCODE = 'object_not_in_prerequisite_state',
                  HINT = format('Install version %s or later.', v_installed);
    END IF;
    -- The rows that an installation puts into the tables are data: without them, nobody can say what is missing.
    IF v_installed <> '' THEN
        -- Apart, because without an installation there is no such table.
        IF NOT EXISTS (SELECT FROM public.tb_pggit_setting AS s) THEN
            RAISE EXCEPTION 'the tables of pggit are there, but not their rows'
                USING ERRCODE = 'object_not_in_prerequisite_state',
                      DETAIL = 'So it is after a restore of the schema without the data.',
                      HINT = 'Restore both together; or remove the tables with sql/uninstall.sql, then install again.';
        END IF;
    END IF;
    PERFORM set_config('pggit.installed_version', v_installed, true);
END
$installed$;

-- What an upgrade asks first. It is pending over its own version too: a database that was made while that version was
-- in the making gets the rest. So an upgrade can be run twice.
CREATE OR REPLACE FUNCTION pg_temp.pggit_upgrade_is_pending(p_version text) RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
RETURN current_setting('pggit.installed_version') <> ''
    AND string_to_array(current_setting('pggit.installed_version'), '.')::integer[]
        <= string_to_array(p_version, '.')::integer[];
