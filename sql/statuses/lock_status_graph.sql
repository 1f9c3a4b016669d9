CREATE OR REPLACE FUNCTION pggit_internal.lock_status_graph() RETURNS text[]
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    -- Whoever is moving an intent moves it by the old rules or by the new ones.
    LOCK TABLE public.tb_pggit_intent IN SHARE ROW EXCLUSIVE MODE;
    RETURN pggit_internal.reachable_statuses(ARRAY['registered', 'conflicted'], true);
END
$function$;
COMMENT ON FUNCTION pggit_internal.lock_status_graph() IS
'Waits for those who are moving intents, and returns the statuses that intents can reach before a change of statuses '
'or transitions: check_status_graph() takes them after it.';
