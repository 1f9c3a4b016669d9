CREATE OR REPLACE FUNCTION pggit_internal.with_catalog(p_use_catalog text, p_read jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
-- For what it calls, too: names as they are compared, and no compiling for a few rows.
SET search_path = pg_catalog, pg_temp SET quote_all_identifiers = off SET jit = off
AS $function$
DECLARE
    -- What names tell, and the feature, are nothing that the catalog has.
    c_beside CONSTANT jsonpath := '$[*] ? (@.object_kind == "name" || @.object_kind == "feature")'::jsonpath;
    c_others CONSTANT jsonpath := '$[*] ? (@.object_kind != "name" && @.object_kind != "feature")'::jsonpath;
    v_asks jsonb := p_read -> 'asks';
    v_whole CONSTANT jsonb := p_read -> 'footprint';
    v_footprint jsonb;
    v_more jsonb := '[]'::jsonb;
BEGIN
    IF p_use_catalog = 'off' OR v_asks = '{}' THEN
        RETURN v_whole;
    END IF;
    v_asks := pggit_internal.open_questions(v_asks);
    IF v_asks = '{}' THEN
        RETURN v_whole;
    END IF;
    v_footprint := jsonb_path_query_array(v_whole, c_others);
    IF v_asks ? 'known' THEN
        v_footprint := pggit_internal.known_footprint(v_footprint, v_asks -> 'known');
    END IF;
    IF v_asks ? 'numbered' THEN
        v_footprint := pggit_internal.numbered_names(v_footprint);
    END IF;
    IF v_asks ? 'gone' THEN
        v_more := pggit_internal.catalog_rows(v_footprint);
    END IF;
    IF v_asks ? 'inherited' THEN
        v_more := v_more || pggit_internal.inherited_rows(v_footprint);
    END IF;
    IF v_asks ? 'twins' THEN
        v_more := v_more || pggit_internal.twin_rows(v_footprint);
    END IF;
    IF v_asks ? 'needed' THEN
        v_more := v_more || pggit_internal.needed_rows(v_footprint);
    END IF;
    IF v_more <> '[]' THEN
        -- Each statement's rows together: what a later statement makes again is there again.
        v_footprint := (
            SELECT jsonb_agg(r.value ORDER BY (r.value ->> 'statement_no')::integer, r.place)
            FROM jsonb_array_elements(v_footprint || v_more) WITH ORDINALITY AS r (value, place)
        );
    END IF;
    RETURN v_footprint || jsonb_path_query_array(v_whole, c_beside);
END
$function$;
COMMENT ON FUNCTION pggit_internal.with_catalog(text, jsonb) IS
'The footprint of a change that was read, with what the catalog of this database knows about it. '
'The reader says what to ask: most changes leave most of it unasked.';
