CREATE OR REPLACE FUNCTION pggit_internal.with_catalog(p_footprint jsonb, p_use_catalog text) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
-- For what it calls, too: names as they are compared, and no compiling for a few rows.
SET search_path = pg_catalog, pg_temp SET quote_all_identifiers = off SET jit = off
AS $function$
DECLARE
    v_footprint jsonb;
    v_more jsonb;
BEGIN
    IF p_use_catalog = 'off' THEN
        RETURN p_footprint;
    END IF;
    v_footprint := pggit_internal.numbered_names(pggit_internal.known_footprint(p_footprint));
    v_more := pggit_internal.catalog_rows(v_footprint) || pggit_internal.inherited_rows(v_footprint)
        || pggit_internal.twin_rows(v_footprint) || pggit_internal.needed_rows(v_footprint);
    IF v_more = '[]' THEN
        RETURN v_footprint;
    END IF;
    -- Each statement's rows together: what a later statement makes again is there again.
    RETURN (
        SELECT jsonb_agg(r.value ORDER BY (r.value ->> 'statement_no')::integer, r.place)
        FROM jsonb_array_elements(v_footprint || v_more) WITH ORDINALITY AS r (value, place)
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.with_catalog(jsonb, text) IS
'A footprint with what the catalog of this database knows about it.';
REVOKE ALL ON FUNCTION pggit_internal.with_catalog(jsonb, text) FROM PUBLIC;
