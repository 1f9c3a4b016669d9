CREATE OR REPLACE FUNCTION pggit_internal.judge_sides(p_side jsonb, p_others jsonb, p_severities jsonb)
RETURNS SETOF public.pggit_conflict_report
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF p_others = '[]' THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT
        p_side ->> 'intent_id', p_side ->> 'agent_id', p_side ->> 'feature_name',
        v.intent_b, v.agent_b, v.feature_b,
        v.conflict_type, v.affected_objects, v.severity, v.outcome, v.apply_first, v.suggestions, v.metadata
    FROM jsonb_to_recordset(pggit_internal.judge_changes(p_side, p_others, p_severities)) AS v (
        intent_b text, agent_b text, feature_b text, conflict_type text, affected_objects jsonb, severity text,
        outcome text, apply_first text, suggestions jsonb, metadata jsonb
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.judge_sides(jsonb, jsonb, jsonb) IS 'What judge_changes finds, as reports.';
REVOKE ALL ON FUNCTION pggit_internal.judge_sides(jsonb, jsonb, jsonb) FROM PUBLIC;
