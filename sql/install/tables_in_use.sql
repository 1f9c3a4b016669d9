-- Agents may be at work in an earlier installation. This locks every relation before anything is changed: calls that
-- have begun end as they began, later ones wait and find the new version. The installation waits for the first lock
-- only. One that waited for another with locks in hand could be in a deadlock with agents that took theirs in another
-- order. The first is the table that the functions read first: a call that has come that far ends undisturbed, one
-- that has not waits with nothing in hand.
DO $tables_in_use$
DECLARE
    -- LOCK TABLE of a view goes on to the tables under it; resetting an option that it does not have locks the view
    -- alone.
    v_locks text[] := ARRAY(
        SELECT format(CASE c.relkind WHEN 'r' THEN 'LOCK TABLE %I.%I IN ACCESS EXCLUSIVE MODE'
                          ELSE 'ALTER VIEW %I.%I RESET (check_option)' END, n.nspname, c.relname)
        FROM pg_catalog.pg_class AS c
        JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'v')
            AND (n.nspname = 'pggit_internal' OR (n.nspname = 'public' AND c.relname ~ '^(tb|v)_pggit_'))
        ORDER BY c.relname = 'tb_pggit_setting' DESC, c.relname = 'tb_pggit_intent' DESC, n.nspname, c.relname
    );
    v_lock text;
    v_timeout CONSTANT text := current_setting('lock_timeout');
BEGIN
    LOOP
        BEGIN
            FOREACH v_lock IN ARRAY v_locks LOOP
                EXECUTE v_lock;
                PERFORM set_config('lock_timeout', '10ms', true);
            END LOOP;
            PERFORM set_config('lock_timeout', v_timeout, true);
            EXIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM pg_catalog.pg_sleep(0.01);
        END;
    END LOOP;
END
$tables_in_use$;
