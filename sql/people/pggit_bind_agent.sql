CREATE OR REPLACE FUNCTION public.pggit_bind_agent(role_name text, agent_id text) RETURNS public.tb_pggit_agent_binding
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_agent_id text := pggit_internal.checked_person(pggit_bind_agent.agent_id, 'agent_id', 'claude-payments');
    v_binding public.tb_pggit_agent_binding;
BEGIN
    IF pggit_bind_agent.role_name IS NULL THEN
        RAISE EXCEPTION 'role_name must not be null'
            USING ERRCODE = 'null_value_not_allowed', HINT = 'Give the name of a database role.';
    ELSIF NOT EXISTS (SELECT FROM pg_roles AS r WHERE r.rolname = pggit_bind_agent.role_name) THEN
        RAISE EXCEPTION 'role "%" does not exist', pggit_internal.shown(left(pggit_bind_agent.role_name, 63))
            USING ERRCODE = 'undefined_object',
                  HINT = 'Give the name as pg_roles has it, without quotes around it.';
    END IF;
    INSERT INTO public.tb_pggit_agent_binding AS b (role_name, agent_id, bound_by)
    VALUES (pggit_bind_agent.role_name, v_agent_id, pggit_internal.caller())
    ON CONFLICT ON CONSTRAINT tb_pggit_agent_binding_pkey DO NOTHING;
    SELECT b.* INTO STRICT v_binding FROM public.tb_pggit_agent_binding AS b
    WHERE b.role_name = pggit_bind_agent.role_name::name AND b.agent_id = v_agent_id;
    RETURN v_binding;
END
$function$;
COMMENT ON FUNCTION public.pggit_bind_agent(text, text) IS
'Lets a role, and those that inherit its rights, act as an agent while agent_binding is on; '
'a role may have several agent ids, an agent id several roles. Returns the binding, also when it was there. '
'SECURITY DEFINER: nobody else writes the bindings. Raises 42704 for a role that does not exist, 22004, 22023 or '
'22001 for an agent id that is null, blank or too long.';
