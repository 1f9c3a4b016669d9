-- An installation makes functions, views, triggers and policies anew. It replaces those that are there in place, so
-- that agents at work can finish the calls that they are in. What this transaction has not made is no longer part of
-- pggit, such as an earlier signature of a function; it is dropped.
DO $leftovers$
DECLARE
    v_drop text;
    v_detail text;
BEGIN
    FOR v_drop IN
        WITH ours AS (
            SELECT format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass) AS command, 1 AS step, NULL AS list
            FROM pg_trigger AS t
            JOIN pg_class AS c ON c.oid = t.tgrelid AND c.relowner = 'pggit_owner'::regrole
            JOIN pg_proc AS p ON p.oid = t.tgfoid AND p.pronamespace = 'pggit_internal'::regnamespace
            WHERE age(t.xmin) > 0 AND NOT t.tgisinternal
            UNION ALL
            SELECT format('DROP POLICY %I ON %s', p.polname, p.polrelid::regclass), 2, NULL
            FROM pg_policy AS p
            JOIN pg_class AS c ON c.oid = p.polrelid AND c.relowner = 'pggit_owner'::regrole
            -- A policy has no owner; one with another name is somebody's own.
            WHERE age(p.xmin) > 0 AND p.polname IN ('agents_their_own', 'the_others_all')
            UNION ALL
            SELECT 'DROP VIEW ', 3, string_agg(c.oid::regclass::text, ', ')
            FROM pg_class AS c
            -- tables_in_use.sql has written the view's own row.
            JOIN pg_rewrite AS r ON r.ev_class = c.oid AND age(r.xmin) > 0
            WHERE c.relkind = 'v' AND c.relowner = 'pggit_owner'::regrole
                AND (c.relnamespace = 'pggit_internal'::regnamespace OR c.relname LIKE 'v\_pggit\_%')
            UNION ALL
            SELECT 'DROP ROUTINE ', 4, string_agg(p.oid::regprocedure::text, ', ')
            FROM pg_proc AS p
            WHERE age(p.xmin) > 0 AND (p.pronamespace = 'pggit_internal'::regnamespace
                OR p.pronamespace = 'public'::regnamespace AND p.proname LIKE 'pggit\_%'
                    AND p.proowner = 'pggit_owner'::regrole)
        )
        SELECT o.command || coalesce(o.list, '') FROM ours AS o WHERE o.step < 3 OR o.list IS NOT NULL ORDER BY o.step
    LOOP
        EXECUTE v_drop;
    END LOOP;
EXCEPTION WHEN dependent_objects_still_exist THEN
    GET STACKED DIAGNOSTICS v_detail = PG_EXCEPTION_DETAIL;
    RAISE EXCEPTION 'something is built on what is no longer part of pggit'
        USING ERRCODE = 'dependent_objects_still_exist', DETAIL = v_detail,
              HINT = 'Drop what is built on it, install, and make it again on what the reference lists.';
END
$leftovers$;
