CREATE OR REPLACE FUNCTION pggit_internal.schema_lines() RETURNS text []
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
-- Constants in definitions are written by their types' output functions, which follow the session's settings.
SET datestyle = 'ISO, YMD'
SET intervalstyle = 'postgres'
SET timezone = 'UTC'
SET bytea_output = 'hex'
SET extra_float_digits = 1
SET lc_monetary = 'C'
SET quote_all_identifiers = off
-- Compiling the queries would take longer than running them.
SET jit = off
AS $function$
DECLARE
    v_lines text[];
    v_problem text;
BEGIN
    -- Definitions come from the catalogs as they are now, the rest from the snapshot: an object that was dropped in between
    -- gives null or an internal error. A VOLATILE function looks again with a new snapshot.
    -- @plpgsql_check_options: performance_warnings = off
    FOR v_try IN 1 .. 5 LOOP
        BEGIN
            v_lines := ARRAY(
                SELECT e.line
                FROM (
                    SELECT f.line FROM pggit_internal.lines_of_database() AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_relations() AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_columns() AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_constraints() AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_indexes() AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_triggers() AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_sequences() AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_statistics() AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_routines() AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_types() AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_operators() AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_text() AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_foreign() AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_publications() AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_privileges() AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_comments() AS f (line)
                ) AS l
                CROSS JOIN LATERAL (
                    SELECT replace(replace(replace(l.line, E'\\', E'\\\\'), E'\n', E'\\n'), E'\r', E'\\r')
                ) AS e (line)
                ORDER BY e.line COLLATE "C"
            );
            IF array_position(v_lines, NULL) IS NULL THEN
                RETURN v_lines;
            END IF;
            v_problem := 'An object has no definition any more.';
        EXCEPTION WHEN internal_error THEN
            GET STACKED DIAGNOSTICS v_problem = MESSAGE_TEXT;
        END;
    END LOOP;
    RAISE EXCEPTION 'the schema changed each time while it was read'
        USING ERRCODE = 'serialization_failure', DETAIL = v_problem,
              HINT = 'Try again when no other session changes the schema; under REPEATABLE READ, in a new transaction.';
END
$function$;
COMMENT ON FUNCTION pggit_internal.schema_lines() IS
'The lines of pggit_schema_lines as one sorted array. Raises 40001 when other sessions change the schema faster than it can be read, 55P03 when a lock on a view''s table is not to be had within lock_timeout.';
REVOKE ALL ON FUNCTION pggit_internal.schema_lines() FROM PUBLIC;
