CREATE OR REPLACE FUNCTION pggit_internal.severities_in_force() RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN (
        SELECT jsonb_object_agg(r.conflict_type, jsonb_build_array(r.severity, r.severity_if_compatible))
        FROM public.tb_pggit_conflict_rule AS r
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.severities_in_force() IS
'The severities in force, per conflict type: [severity, severity_if_compatible].';
