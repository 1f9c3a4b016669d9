CREATE OR REPLACE FUNCTION pggit_internal.shown_objects(p_objects jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN (
        SELECT string_agg(o.name, ', ' ORDER BY o.place) FILTER (WHERE o.place <= 5)
            || CASE WHEN count(*) > 5 THEN format(' and %s more', count(*) - 5) ELSE '' END
        FROM jsonb_array_elements_text(p_objects) WITH ORDINALITY AS o (name, place)
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.shown_objects(jsonb) IS 'The first few of an array of names, for a message.';
