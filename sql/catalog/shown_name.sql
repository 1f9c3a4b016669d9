CREATE OR REPLACE FUNCTION pggit_internal.shown_name(p_schema name, p_name name) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN CASE WHEN p_schema = 'public' THEN '' ELSE quote_ident(p_schema) || '.' END || quote_ident(p_name);
END
$function$;
COMMENT ON FUNCTION pggit_internal.shown_name(name, name) IS
'A catalog name as footprints have it: quoted where it must be, public. left out.';
