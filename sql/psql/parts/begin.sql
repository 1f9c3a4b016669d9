-- What every command begins with, after ON_ERROR_STOP (a line that includes a file looks at what held before it), so
-- that neither .psqlrc nor an earlier script changes what it does and prints.
\set QUIET on
\set ON_ERROR_ROLLBACK off
\set AUTOCOMMIT on
\set ECHO none
\set FETCH_COUNT 0
\set VERBOSITY default
\set SHOW_CONTEXT never
\timing off
\encoding UTF8
\pset pager off
\pset expanded off
\pset tuples_only on
-- In this format psql shows control characters as \x1B instead of sending them to the terminal.
\pset format aligned
\pset border 0
\pset null ''
\set missing ''
-- A function of somebody's in public must not come before PostgreSQL's own; end.sql gives the session its path back.
SELECT current_setting('search_path') AS outer_search_path,
    set_config('search_path', 'pg_catalog', false) AS inner_search_path \gset

-- How many columns there are: as the variable says, else COLUMNS in the environment, else the terminal. Lines are
-- between 40 and 120 wide, 80 where nothing says.
\if :{?columns} \else \set columns `echo "${COLUMNS:-$(stty size <&2 2>/dev/null | cut -d ' ' -f 2)}"` \endif
SELECT least(greatest(coalesce(substring(:'columns' FROM '^[1-9]\d{0,4}$')::integer, 80), 40), 120) AS width \gset

-- The names of the functions' parameters do as well.
\if :{?agent_id} \set agent :agent_id \endif
\if :{?feature_name} \set feature :feature_name \endif
\if :{?schema_changes} \set ddl :schema_changes \endif
\if :{?tables_affected} \set tables :tables_affected \endif
\if :{?estimated_duration_ms} \set duration_ms :estimated_duration_ms \endif
\if :{?risk_level} \set risk :risk_level \endif
\if :{?intent_id} \set intent :intent_id \endif
\if :{?conflict_id} \set conflict :conflict_id \endif
\if :{?resolution_notes} \set notes :resolution_notes \endif
\if :{?reviewed_by} \set by :reviewed_by \endif
\if :{?changed_by} \set by :changed_by \endif
\if :{?table_name} \set table :table_name \endif

-- What every command leaves optional; empty means not given.
\if :{?tables} \else \set tables '' \endif
\if :{?duration_ms} \else \set duration_ms '' \endif
\if :{?risk} \else \set risk '' \endif
\if :{?metadata} \else \set metadata '' \endif
\if :{?idempotency_key} \else \set idempotency_key '' \endif
\if :{?status} \else \set status '' \endif
\if :{?table} \else \set table '' \endif
\if :{?severity} \else \set severity '' \endif
\if :{?reviewed} \else \set reviewed '' \endif
\if :{?resolution} \else \set resolution '' \endif
\if :{?apply_first} \else \set apply_first '' \endif
\if :{?all} \else \set all '' \endif
\if :{?by} \else \set by '' \endif
\if :{?reason} \else \set reason '' \endif
\if :{?format} \else \set format '' \endif

SELECT
    lower(:'format') = 'json' AS json,
    lower(:'format') NOT IN ('', 'text', 'json') AS refused \gset
\if :refused
    \set problem 'format "' :format '" does not exist'
    \set advice 'Use one of: text, json.'
    \ir refuse.sql
\endif

SELECT
    to_regclass('public.tb_pggit_intent') IS NULL AS refused,
    format('pggit is not installed in database "%s"', current_database()) AS problem \gset
\if :refused
    \set advice 'Install it with: psql -X -q -o /dev/null -f install.sql, or connect to the database that holds it.'
    \ir refuse.sql
\endif
