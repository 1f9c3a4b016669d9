CREATE OR REPLACE FUNCTION pggit_internal.check_status_graph(p_reached_before text[], p_removed text[]) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_reached text[] := pggit_internal.reachable_statuses(ARRAY['registered', 'conflicted'], true);
    v_finishing text[] := pggit_internal.reachable_statuses(ARRAY(
        SELECT s.status::text FROM public.tb_pggit_status AS s WHERE NOT s.is_active AND s.status <> 'abandoned'
    ), false);
    v_status text;
BEGIN
    SELECT s.status::text INTO v_status FROM public.tb_pggit_status AS s
    WHERE s.status = ANY(p_reached_before) AND s.status <> ALL(v_reached) AND s.status <> ALL(p_removed)
    ORDER BY s.position, s.status LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'no transition would lead to % any more', v_status
            USING ERRCODE = 'PI031',
                  DETAIL = 'Until now an intent could get there from registered.',
                  HINT = 'First add another way to it, or remove it in the same call of pggit_remove_status().';
    END IF;

    SELECT s.status::text INTO v_status FROM public.tb_pggit_status AS s
    WHERE s.is_active AND s.status = ANY(v_reached) AND s.status <> 'conflicted' AND s.status <> ALL(v_finishing)
    ORDER BY s.position, s.status LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'intents could reach % and would be stranded there', v_status
            USING ERRCODE = 'PI031',
                  DETAIL = 'From there transitions would lead to no final status but abandoned.',
                  HINT = 'First add a way on from it, then the way to it.';
    END IF;
END
$function$;
COMMENT ON FUNCTION pggit_internal.check_status_graph(text[], text[]) IS
'Checks the statuses and transitions after a change. Raises PI031 when a status that could be reached cannot be any '
'more, unless it was just removed, or when one that can be reached leads to no final status but abandoned.';
