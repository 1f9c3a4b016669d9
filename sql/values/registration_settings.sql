CREATE OR REPLACE FUNCTION pggit_internal.registration_settings(
    OUT agent_binding text, OUT check_syntax text, OUT use_catalog text, OUT lease_seconds text
)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    -- One look at all of them costs a quarter of a look at each.
    SELECT max(s.value) FILTER (WHERE s.name = 'agent_binding'), max(s.value) FILTER (WHERE s.name = 'check_syntax'),
           max(s.value) FILTER (WHERE s.name = 'use_catalog'), max(s.value) FILTER (WHERE s.name = 'lease_seconds')
    INTO agent_binding, check_syntax, use_catalog, lease_seconds
    FROM public.tb_pggit_setting AS s;
END
$function$;
COMMENT ON FUNCTION pggit_internal.registration_settings() IS
'The settings that every registration and every check asks for.';
