-- Agents may be at work in an earlier installation. Every relation is locked before anything is changed, so that what they
-- have begun ends as it began, and who comes now waits and finds the new version. Only for the first one is waited: whoever
-- waits with one lock in hand for another can be in a deadlock with agents that took theirs in another order. It is the one
-- that the functions read first: who has come that far ends undisturbed, who has not waits with nothing in hand.
DO $tables_in_use$
DECLARE
    -- LOCK TABLE of a view goes on to what is under it; taking back an option that it does not have locks the view alone.
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
