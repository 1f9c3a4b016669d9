CREATE OR REPLACE FUNCTION public.pggit_set_row_security(enabled boolean) RETURNS public.tb_pggit_setting
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT pggit_internal.switch_setting('row_security', pggit_set_row_security.enabled);
END;
COMMENT ON FUNCTION public.pggit_set_row_security(boolean) IS
'Switches on or off that agents read only their own intents, and of others what a conflict with theirs needs. '
'Waits until nobody reads the tables, then everything is so at once. Returns the setting. SECURITY DEFINER: '
'only the owner may alter the tables. Raises 55000 while agent_binding is off.';
