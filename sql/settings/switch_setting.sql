CREATE OR REPLACE FUNCTION pggit_internal.switch_setting(p_name text, p_enabled boolean) RETURNS public.tb_pggit_setting
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_setting public.tb_pggit_setting;
BEGIN
    IF p_enabled IS NULL THEN
        RAISE EXCEPTION 'enabled must not be null'
            USING ERRCODE = 'null_value_not_allowed', HINT = 'true switches on, false off.';
    END IF;
    UPDATE public.tb_pggit_setting AS s SET value = CASE WHEN p_enabled THEN 'on' ELSE 'off' END
    WHERE s.name = p_name
    RETURNING s.* INTO v_setting;
    RETURN v_setting;
END
$function$;
COMMENT ON FUNCTION pggit_internal.switch_setting(text, boolean) IS 'Sets a setting to on or off and returns it.';
