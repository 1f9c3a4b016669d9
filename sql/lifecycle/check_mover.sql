CREATE OR REPLACE FUNCTION pggit_internal.check_mover(p_intent_id text, p_new_status text) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    -- Where a transition names who makes it, that decides; check_transition() sees to it.
    PERFORM pggit_internal.check_agent(ARRAY[i.agent_id::text])
    FROM public.tb_pggit_intent AS i
    LEFT JOIN public.tb_pggit_transition AS t ON t.old_status = i.status AND t.new_status = p_new_status
    WHERE i.id = p_intent_id AND t.allowed_role IS NULL AND t.not_by_author IS NOT TRUE;
END
$function$;
COMMENT ON FUNCTION pggit_internal.check_mover(text, text) IS
'Raises 42501 when the caller may not act for the intent''s agent and the change of status is for nobody else.';
