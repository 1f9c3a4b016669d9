CREATE OR REPLACE FUNCTION pggit_internal.shown_list(p_list jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN (
        SELECT string_agg(e.text, ', ' ORDER BY e.place) FILTER (WHERE e.place <= 5)
            || CASE WHEN count(*) > 5 THEN format(' and %s more', count(*) - 5) ELSE '' END
        FROM jsonb_array_elements_text(p_list) WITH ORDINALITY AS e (text, place)
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.shown_list(jsonb) IS 'The first few elements of an array, for a message.';
