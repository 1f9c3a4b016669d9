CREATE OR REPLACE FUNCTION pggit_internal.with_catalog(p_footprint jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_more jsonb := pggit_internal.catalog_rows(p_footprint);
BEGIN
    IF v_more = '[]' THEN
        RETURN p_footprint;
    END IF;
    -- Each statement's rows together: what a later statement makes again is there again.
    RETURN (
        SELECT jsonb_agg(r.value ORDER BY (r.value ->> 'statement_no')::integer, r.place)
        FROM jsonb_array_elements(p_footprint || v_more) WITH ORDINALITY AS r (value, place)
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.with_catalog(jsonb) IS
'A footprint with what the catalog adds to it.';
REVOKE ALL ON FUNCTION pggit_internal.with_catalog(jsonb) FROM PUBLIC;
