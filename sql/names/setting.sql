CREATE OR REPLACE FUNCTION pggit_internal.setting(p_name text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT s.value FROM public.tb_pggit_setting AS s WHERE s.name = p_name;
END;
COMMENT ON FUNCTION pggit_internal.setting(text) IS 'The value in force of a setting.';
REVOKE ALL ON FUNCTION pggit_internal.setting(text) FROM PUBLIC;
