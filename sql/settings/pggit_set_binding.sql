CREATE OR REPLACE FUNCTION public.pggit_set_binding(enabled boolean) RETURNS public.tb_pggit_setting
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT pggit_internal.switch_setting('agent_binding', pggit_set_binding.enabled);
END;
COMMENT ON FUNCTION public.pggit_set_binding(boolean) IS
'Switches on or off that agent ids are bound to roles: while on, only coordinators may act as an agent that their '
'role is not bound to. Returns the setting; a NOTICE (PI012) names active agents that nobody is bound to. '
'SECURITY DEFINER: it reads the bindings. Raises 55000 while row security, which needs it, is on.';
