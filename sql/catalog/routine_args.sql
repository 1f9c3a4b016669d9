CREATE OR REPLACE FUNCTION pggit_internal.routine_args(p_oid oid) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN (
    SELECT coalesce(string_agg(regexp_replace(format_type(a.type, NULL), '^public\.', ''), ',' ORDER BY a.place), '')
    FROM pg_proc AS p
    CROSS JOIN LATERAL unnest(p.proargtypes) WITH ORDINALITY AS a (type, place)
    WHERE p.oid = p_oid
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.routine_args(oid) IS 'The argument types of a routine, as footprints have them.';
