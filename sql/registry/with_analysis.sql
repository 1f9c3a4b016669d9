CREATE OR REPLACE FUNCTION pggit_internal.with_analysis(p_metadata jsonb, p_read jsonb, p_footprint jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_metadata jsonb := p_metadata - 'extension_errors' || jsonb_build_object('analysis', pggit_internal.announce_analysis(p_read));
BEGIN
    IF jsonb_path_exists(p_footprint, '$[*].detail.followed') THEN
        v_metadata := jsonb_set(v_metadata, '{analysis,objects_followed}', jsonb_path_query_first(p_footprint, '$[*].detail.followed'));
    END IF;
    RETURN v_metadata;
END
$function$;
COMMENT ON FUNCTION pggit_internal.with_analysis(jsonb, jsonb, jsonb) IS
'An intent''s metadata with what announce_analysis() says about its DDL; without errors of extensions, which are found later.';
REVOKE ALL ON FUNCTION pggit_internal.with_analysis(jsonb, jsonb, jsonb) FROM PUBLIC;
