CREATE OR REPLACE FUNCTION pggit_internal.declared_footprint(p_read jsonb, p_feature_name text) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN pggit_internal.with_catalog(p_read -> 'footprint')
        || pggit_internal.declared_row('feature', p_feature_name, 'feature:' || p_feature_name);
END
$function$;
COMMENT ON FUNCTION pggit_internal.declared_footprint(jsonb, text) IS
'The footprint of an intent: what its DDL touches, with what the catalog adds, and its feature''s name, so that two agents at the same feature meet too.';
REVOKE ALL ON FUNCTION pggit_internal.declared_footprint(jsonb, text) FROM PUBLIC;
