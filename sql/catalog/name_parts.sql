CREATE OR REPLACE FUNCTION pggit_internal.name_parts(p_name text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN CASE
        -- What has another form is nothing that a catalog could hold, and parse_ident would raise an error.
        WHEN p_name ~ '^([a-z_][a-z0-9_]*|"([^"]|"")+")$' THEN ARRAY['public'] || parse_ident(p_name)
        WHEN p_name ~ '^([a-z_][a-z0-9_]*|"([^"]|"")+")\.([a-z_][a-z0-9_]*|"([^"]|"")+")$' THEN parse_ident(p_name)
    END;
END
$function$;
COMMENT ON FUNCTION pggit_internal.name_parts(text) IS
'Schema and name, as the catalog has them, of a name as footprints have it; null when it is no such name.';
