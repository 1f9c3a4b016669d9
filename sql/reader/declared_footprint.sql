-- An older version looked the setting use_catalog up itself.
DROP FUNCTION IF EXISTS pggit_internal.declared_footprint(jsonb, text);
CREATE OR REPLACE FUNCTION pggit_internal.declared_footprint(p_read jsonb, p_feature_name text, p_use_catalog text) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN pggit_internal.with_catalog(p_use_catalog, p_read)
        || (p_read -> 'named_after')
        || pggit_internal.declared_row('feature', p_feature_name, 'feature:' || p_feature_name);
END
$function$;
COMMENT ON FUNCTION pggit_internal.declared_footprint(jsonb, text, text) IS
'The footprint of an intent: what its DDL touches, with what the catalog adds, what its names tell, and its feature''s name, so that two agents at the same feature meet too.';
REVOKE ALL ON FUNCTION pggit_internal.declared_footprint(jsonb, text, text) FROM PUBLIC;
