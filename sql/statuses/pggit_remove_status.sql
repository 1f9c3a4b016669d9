CREATE OR REPLACE FUNCTION public.pggit_remove_status(VARIADIC statuses text[]) RETURNS SETOF public.tb_pggit_status
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_statuses text[] := ARRAY(
        SELECT coalesce(lower(btrim(s.status)), '') FROM unnest(pggit_remove_status.statuses) AS s (status)
    );
    v_reached text[] := pggit_internal.lock_status_graph();
    v_status record;
BEGIN
    FOR v_status IN
        SELECT n.name, s.status, s.is_builtin,
               (SELECT string_agg(i.id, ', ' ORDER BY i.id) FROM (
                   SELECT i.id FROM public.tb_pggit_intent AS i
                   WHERE i.status = n.name OR i.status_before_conflict = n.name ORDER BY i.id LIMIT 5
               ) AS i) AS intents
        FROM unnest(v_statuses) AS n (name)
        LEFT JOIN public.tb_pggit_status AS s ON s.status = n.name
    LOOP
        IF v_status.status IS NULL THEN
            RAISE EXCEPTION 'status "%" does not exist', pggit_internal.shown(left(v_status.name, 60))
                USING ERRCODE = 'undefined_object', HINT = 'tb_pggit_status lists the statuses.';
        ELSIF v_status.is_builtin THEN
            RAISE EXCEPTION 'status % is built in', v_status.name
                USING ERRCODE = 'PI033',
                      HINT = 'Remove the transitions to it that the team does not want. '
                          || 'Only a team''s own statuses can go.';
        ELSIF v_status.intents IS NOT NULL THEN
            RAISE EXCEPTION 'intents are %', v_status.name
                USING ERRCODE = 'PI031',
                      DETAIL = format(
                          'These are, or return there when their conflicts are settled: %s.', v_status.intents
                      ),
                      HINT = 'If the status is active, move them on first. '
                          || 'If it is final, it stays with its intents: remove the transitions to it instead.';
        END IF;
    END LOOP;

    DELETE FROM public.tb_pggit_transition AS t WHERE t.old_status = ANY(v_statuses) OR t.new_status = ANY(v_statuses);
    RETURN QUERY DELETE FROM public.tb_pggit_status AS s WHERE s.status = ANY(v_statuses) RETURNING s.*;
    PERFORM pggit_internal.check_status_graph(v_reached, v_statuses);
END
$function$;
COMMENT ON FUNCTION public.pggit_remove_status(text[]) IS
'Removes statuses of the team''s own with the transitions to and from them, all or none, and returns them. '
'The history keeps their names. Waits for those who are moving intents. SECURITY DEFINER: '
'nobody else writes the statuses. Raises 42704 for one that does not exist, PI033 for a built-in one, PI031 when '
'intents are in one, would return to it, or would be stranded elsewhere.';
