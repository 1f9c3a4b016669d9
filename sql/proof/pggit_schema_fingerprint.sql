CREATE OR REPLACE FUNCTION public.pggit_schema_fingerprint() RETURNS text
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT encode(sha256(convert_to(array_to_string(pggit_internal.schema_lines(NULL), E'\n'), 'UTF8')), 'hex');
END;
COMMENT ON FUNCTION public.pggit_schema_fingerprint() IS
'SHA-256 over the lines of pggit_schema_lines(): equal for equal schemas. SECURITY DEFINER and errors as there.';
