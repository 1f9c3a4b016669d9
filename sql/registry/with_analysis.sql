CREATE OR REPLACE FUNCTION pggit_internal.with_analysis(p_metadata jsonb, p_read jsonb, p_footprint jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_analysis jsonb := p_read -> 'analysis';
BEGIN
    IF p_read -> 'not_analysed' <> '[]' THEN
        PERFORM pggit_internal.announce_analysis(v_analysis, p_read -> 'not_analysed');
    END IF;
    IF p_read -> 'asks' ? 'gone' AND jsonb_path_exists(p_footprint, '$[*].detail.followed') THEN
        v_analysis := v_analysis || jsonb_build_object('objects_followed', jsonb_path_query_first(p_footprint, '$[*].detail.followed'));
    END IF;
    RETURN p_metadata - 'extension_errors' || jsonb_build_object('analysis', v_analysis);
END
$function$;
COMMENT ON FUNCTION pggit_internal.with_analysis(jsonb, jsonb, jsonb) IS
'An intent''s metadata with what was understood of its DDL, which announce_analysis() says where it is not all; without errors of extensions, which are found later.';
REVOKE ALL ON FUNCTION pggit_internal.with_analysis(jsonb, jsonb, jsonb) FROM PUBLIC;
