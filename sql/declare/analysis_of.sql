CREATE OR REPLACE FUNCTION pggit_internal.analysis_of(p_read jsonb, p_footprint jsonb) RETURNS jsonb
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
    RETURN v_analysis;
END
$function$;
COMMENT ON FUNCTION pggit_internal.analysis_of(jsonb, jsonb) IS
'What was understood of declared DDL, as an intent keeps it; announce_analysis() says where that is not all.';
