CREATE OR REPLACE FUNCTION public.pggit_remove_transition(
    old_status text, new_status text
) RETURNS public.tb_pggit_transition
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_reached text[] := pggit_internal.lock_status_graph();
    v_transition public.tb_pggit_transition;
BEGIN
    DELETE FROM public.tb_pggit_transition AS t
    WHERE t.old_status = pggit_internal.checked_status(pggit_remove_transition.old_status)
        AND t.new_status = pggit_internal.checked_status(pggit_remove_transition.new_status)
    RETURNING t.* INTO v_transition;
    IF v_transition.old_status IS NULL THEN
        RAISE EXCEPTION 'there is no transition from % to %',
            coalesce(pggit_remove_transition.old_status, 'null'), coalesce(pggit_remove_transition.new_status, 'null')
            USING ERRCODE = 'undefined_object', HINT = 'SELECT pggit_status_graph(); shows the transitions.';
    ELSIF v_transition.is_fixed THEN
        RAISE EXCEPTION 'the transition from % to % is built in', v_transition.old_status, v_transition.new_status
            USING ERRCODE = 'PI033', DETAIL = 'pggit itself needs it.',
                  HINT = 'Remove others, or statuses of the team''s own.';
    END IF;
    PERFORM pggit_internal.check_status_graph(v_reached, '{}');
    RETURN v_transition;
END
$function$;
COMMENT ON FUNCTION public.pggit_remove_transition(text, text) IS
'No longer allows a status change, and returns its row. Those into and out of conflicted and to abandoned stay. '
'Waits for those who are moving intents. SECURITY DEFINER: nobody else writes the transitions. '
'Raises 42704 when there is none, PI033 for one that pggit itself needs, PI031 when a status could not be reached '
'any more or intents would be stranded.';
