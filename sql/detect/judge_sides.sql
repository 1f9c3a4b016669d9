CREATE OR REPLACE FUNCTION pggit_internal.judge_sides(
    p_side jsonb, p_others json, p_severities jsonb, p_most integer,
    OUT reports public.pggit_conflict_report[], OUT more_errors integer, OUT more_warnings integer
)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_judged jsonb;
BEGIN
    reports := '{}';
    more_errors := 0;
    more_warnings := 0;
    IF p_others::text = '[]' THEN
        RETURN;
    END IF;
    v_judged := pggit_internal.judge_changes(p_side, p_others, p_severities, p_most);
    more_errors := (v_judged #>> '{more,error}')::integer;
    more_warnings := (v_judged #>> '{more,warning}')::integer;
    reports := ARRAY(
        SELECT ROW(
            p_side ->> 'intent_id', p_side ->> 'agent_id', p_side ->> 'feature_name',
            v.intent_b, v.agent_b, v.feature_b,
            v.conflict_type, v.affected_objects, v.severity, v.outcome, v.apply_first, v.suggestions, v.metadata
        )::public.pggit_conflict_report
        FROM ROWS FROM (
            jsonb_to_recordset(v_judged -> 'conflicts') AS (
                intent_b text, agent_b text, feature_b text, conflict_type text, affected_objects jsonb, severity text,
                outcome text, apply_first text, suggestions jsonb, metadata jsonb
            )
        ) WITH ORDINALITY AS v (
            intent_b, agent_b, feature_b, conflict_type, affected_objects, severity, outcome, apply_first, suggestions, metadata, place
        )
        ORDER BY v.place
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.judge_sides(jsonb, json, jsonb, integer) IS
'What judge_changes finds, as reports, and how many more there are.';
