CREATE OR REPLACE FUNCTION pggit_internal.system_identifier() RETURNS bigint
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN (SELECT c.system_identifier FROM pg_control_system() AS c);
END
$function$;
COMMENT ON FUNCTION pggit_internal.system_identifier() IS
'The identifier of this cluster. IMMUTABLE, because it is for as long as a session lives: '
'plans have it as a constant, and the control file is read once a session.';
