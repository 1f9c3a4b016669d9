CREATE OR REPLACE FUNCTION public.pggit_schema_lines() RETURNS SETOF text
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT l.line FROM unnest(pggit_internal.schema_lines(NULL)) WITH ORDINALITY AS l (line, place) ORDER BY l.place;
END;
COMMENT ON FUNCTION public.pggit_schema_lines() IS
'The schema as sorted lines of text, one per fact, equal for equal schemas however they came about; '
'without objects of extensions and of pggit, and without the order of columns. SECURITY DEFINER: '
'its parts are in pggit_internal; it reads only catalogs that everybody may read. '
'Raises 40001 when other sessions keep changing the schema.';
