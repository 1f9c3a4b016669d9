CREATE OR REPLACE FUNCTION public.pggit_move_intent(
    intent_id text, new_status text, reason text DEFAULT NULL, changed_by text DEFAULT NULL
) RETURNS public.tb_pggit_intent
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_new_status text := pggit_internal.checked_status(pggit_move_intent.new_status);
BEGIN
    IF v_new_status IS NULL THEN
        RAISE EXCEPTION 'new_status must not be null'
            USING ERRCODE = 'null_value_not_allowed', HINT = 'tb_pggit_status lists the statuses.';
    END IF;
    RETURN pggit_internal.move_intent(
        pggit_move_intent.intent_id, v_new_status, pggit_move_intent.reason, pggit_move_intent.changed_by
    );
END
$function$;
COMMENT ON FUNCTION public.pggit_move_intent(text, text, text, text) IS
'Changes an intent''s status as tb_pggit_transition allows, to a status of the team''s own or a built-in one. '
'Returns the intent''s row. SECURITY DEFINER: agents have no rights on the table. '
'Raises P0002 for an unknown id, 22004 or 22023 for a status that does not exist, 42501 for an agent that the '
'caller is not bound to or a change that takes another role, PI001 when the status does not allow it, PI002 while '
'conflicts stand in the way, PI032 when it takes somebody else than the author.';
