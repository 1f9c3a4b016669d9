CREATE OR REPLACE FUNCTION pggit_internal.schema_lines(p_scope oid[]) RETURNS text[]
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
-- Constants in definitions are written by their types' output functions, which follow the session's settings.
SET datestyle = 'ISO, YMD'
SET intervalstyle = 'postgres'
SET timezone = 'UTC'
SET bytea_output = 'hex'
SET extra_float_digits = 1
SET lc_monetary = 'C'
SET quote_all_identifiers = off
-- Compiling the queries, or planning them for each scope, would take longer than running them.
SET jit = off
SET plan_cache_mode = force_generic_plan
-- Below deadlock_timeout: who reads steps back before the other session, which changes the schema, could be the victim.
SET lock_timeout = '200ms'
AS $function$
DECLARE
    v_scope oid[];
    v_lines text[];
    v_problem text;
BEGIN
    -- Definitions come from the catalogs as they are now, the rest from the snapshot: an object that was dropped in
    -- between gives null or an internal error. A VOLATILE function looks again with a new snapshot.
    -- @plpgsql_check_options: performance_warnings = off
    FOR v_try IN 1 .. 5 LOOP
        BEGIN
            v_scope := coalesce(p_scope, ARRAY(
                SELECT r.oid FROM pggit_internal.user_relation AS r
                UNION ALL SELECT r.oid FROM pggit_internal.user_routine AS r
                UNION ALL SELECT t.oid FROM pggit_internal.user_type AS t
            ));
            v_lines := ARRAY(
                SELECT e.line
                FROM (
                    SELECT f.line FROM pggit_internal.lines_of_database() AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_relations(v_scope) AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_columns(v_scope) AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_constraints(v_scope) AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_indexes(v_scope) AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_triggers(v_scope) AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_sequences(v_scope) AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_statistics() AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_routines(v_scope) AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_types(v_scope) AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_operators() AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_text() AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_foreign() AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_publications() AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_privileges(v_scope) AS f (line)
                    UNION ALL SELECT f.line FROM pggit_internal.lines_of_comments(v_scope) AS f (line)
                ) AS l
                CROSS JOIN LATERAL (
                    SELECT replace(replace(replace(l.line, E'\\', E'\\\\'), E'\n', E'\\n'), E'\r', E'\\r')
                ) AS e (line)
                ORDER BY e.line COLLATE "C"
            );
            -- Reading a view's query locks its tables until the end of the transaction; undoing this block gives the
            -- locks back at once, so that nobody waits for a caller that goes on. The variable keeps its value.
            RAISE EXCEPTION 'the schema has been read' USING ERRCODE = 'raise_exception';
        EXCEPTION
            WHEN raise_exception THEN
                IF array_position(v_lines, NULL) IS NULL THEN
                    RETURN v_lines;
                END IF;
                v_problem := 'An object has no definition any more.';
            WHEN lock_not_available THEN
                v_problem := SQLERRM;
            WHEN internal_error THEN
                -- The condition stands for its whole class: corruption is not to be tried again.
                IF SQLSTATE <> 'XX000' THEN
                    RAISE;
                END IF;
                v_problem := SQLERRM;
        END;
    END LOOP;
    RAISE EXCEPTION 'the schema cannot be read while other sessions change it'
        USING ERRCODE = 'serialization_failure', DETAIL = v_problem,
              HINT = 'Try again when no other session changes the schema; under REPEATABLE READ, in a new transaction.';
END
$function$;
COMMENT ON FUNCTION pggit_internal.schema_lines(oid[]) IS
'The lines of pggit_schema_lines as one sorted array; of relations, routines and types only those with these oids, '
'null for all. Raises 40001 when other sessions change the schema faster than it can be read, or hold a lock on a '
'view''s table. Leaves no lock behind. SECURITY DEFINER: a proof calls it as pggit_prover, and its parts are the '
'owner''s.';
