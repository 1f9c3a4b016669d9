CREATE OR REPLACE FUNCTION public.pggit_unbind_agent(
    role_name text, agent_id text
) RETURNS public.tb_pggit_agent_binding
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_binding public.tb_pggit_agent_binding;
BEGIN
    DELETE FROM public.tb_pggit_agent_binding AS b
    WHERE b.role_name = pggit_unbind_agent.role_name AND b.agent_id = btrim(pggit_unbind_agent.agent_id)
    RETURNING b.* INTO v_binding;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'role "%" is not bound to agent "%"',
            coalesce(pggit_internal.shown(left(pggit_unbind_agent.role_name, 63)), 'null'),
            coalesce(pggit_internal.shown(left(pggit_unbind_agent.agent_id, 60)), 'null')
            USING ERRCODE = 'no_data_found', HINT = 'tb_pggit_agent_binding has the bindings.';
    END IF;
    RETURN v_binding;
END
$function$;
COMMENT ON FUNCTION public.pggit_unbind_agent(text, text) IS
'Takes a binding back and returns it; the role may be dropped already. SECURITY DEFINER: '
'nobody else writes the bindings. Raises P0002 when there is none.';
