CREATE OR REPLACE FUNCTION pggit_internal.judge_sides(
    p_side jsonb, p_others json, p_severities jsonb, p_most integer,
    OUT reports public.pggit_conflict_report[], OUT more_errors integer, OUT more_warnings integer
)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_judged jsonb;
    v_newcomer public.pggit_conflict_report;
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
    -- The judge leaves out what is the same in all of them.
    v_newcomer.intent_a := p_side ->> 'intent_id';
    v_newcomer.agent_a := p_side ->> 'agent_id';
    v_newcomer.feature_a := p_side ->> 'feature_name';
    reports := ARRAY(SELECT r FROM jsonb_populate_recordset(v_newcomer, v_judged -> 'conflicts') AS r);
END
$function$;
COMMENT ON FUNCTION pggit_internal.judge_sides(jsonb, json, jsonb, integer) IS
'What judge_changes() finds between one side and others, as reports, and how many more there are of either severity.';
