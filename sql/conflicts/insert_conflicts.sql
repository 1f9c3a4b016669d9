CREATE OR REPLACE FUNCTION pggit_internal.insert_conflicts(
    p_reports public.pggit_conflict_report[], p_metadata jsonb
) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    -- A statement without rows would fire the triggers as well.
    IF p_reports = '{}' THEN
        RETURN;
    END IF;
    INSERT INTO public.tb_pggit_conflict
        (intent_a, intent_b, conflict_type, affected_objects, severity, resolution_suggestions, predicted_outcome,
         apply_first, metadata)
    SELECT
        r.intent_a, r.intent_b, r.conflict_type, r.affected_objects, r.severity, r.suggestions, r.outcome,
        r.apply_first, r.metadata || p_metadata
    FROM unnest(p_reports) AS r;
END
$function$;
COMMENT ON FUNCTION pggit_internal.insert_conflicts(public.pggit_conflict_report[], jsonb) IS
'Writes the conflicts that were reported, with further facts in metadata.';
