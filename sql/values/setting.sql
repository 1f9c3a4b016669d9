CREATE OR REPLACE FUNCTION pggit_internal.setting(p_name text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN (
        SELECT s.value FROM public.tb_pggit_setting AS s WHERE s.name = p_name
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.setting(text) IS 'The value in force of a setting.';
