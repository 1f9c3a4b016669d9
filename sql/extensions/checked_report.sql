CREATE OR REPLACE FUNCTION pggit_internal.checked_report(
    p_report public.pggit_conflict_report,
    p_detector text,
    p_intent_a public.tb_pggit_intent,
    p_intent_b public.tb_pggit_intent
) RETURNS public.pggit_conflict_report
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    c_outcomes CONSTANT text[] := array_remove(pggit_internal.outcomes(), 'unproven');
    v_report public.pggit_conflict_report := p_report;
    v_rule public.tb_pggit_conflict_rule;
    v_wrong text;
BEGIN
    SELECT r.* INTO v_rule FROM public.tb_pggit_conflict_rule AS r WHERE r.conflict_type = v_report.conflict_type;
    v_wrong := CASE
        WHEN v_report.conflict_type IS NULL THEN 'conflict_type is null'
        WHEN v_rule.conflict_type IS NULL
            THEN format('conflict type "%s" does not exist', left(v_report.conflict_type, 60))
        WHEN v_report.intent_a <> p_intent_a.id OR v_report.intent_a IS NOT NULL AND p_intent_a.id IS NULL
            THEN format('intent_a is "%s" and not the intent that was asked about', left(v_report.intent_a, 60))
        WHEN v_report.intent_b <> p_intent_b.id
            THEN format('intent_b is "%s" and not the intent that was asked about', left(v_report.intent_b, 60))
        WHEN jsonb_typeof(v_report.affected_objects) = 'array' IS NOT TRUE
             OR jsonb_path_exists(v_report.affected_objects, '$[*] ? (@.type() != "string")')
            THEN 'affected_objects is not an array of texts'
        WHEN lower(v_report.severity) <> ALL(pggit_internal.severities())
            THEN format('severity "%s" does not exist', left(v_report.severity, 60))
        WHEN v_report.outcome <> ALL(c_outcomes) THEN format('outcome "%s" does not exist', left(v_report.outcome, 60))
        WHEN (v_report.outcome IS NOT DISTINCT FROM 'ordered') <> (v_report.apply_first IS NOT NULL)
            THEN 'only the outcome ordered has apply_first, and it must'
        WHEN v_report.apply_first NOT IN ('a', 'b', coalesce(p_intent_a.id, 'a'), p_intent_b.id)
            THEN format('apply_first is "%s"', left(v_report.apply_first, 60))
        WHEN v_report.suggestions IS NOT NULL AND (jsonb_typeof(v_report.suggestions) <> 'array'
             OR jsonb_path_exists(v_report.suggestions, '$[*] ? (@.type() != "string")'))
            THEN 'suggestions is not an array of texts'
        WHEN jsonb_typeof(v_report.metadata) <> 'object' THEN 'metadata is not an object'
    END;
    IF v_wrong IS NOT NULL THEN
        RAISE EXCEPTION '%', v_wrong
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'The comment of pggit_conflict_report says what a report has; '
                      || 'pggit_add_conflict_type() adds a type.';
    END IF;

    v_report.intent_a := p_intent_a.id;
    v_report.agent_a := p_intent_a.agent_id;
    v_report.feature_a := p_intent_a.feature_name;
    v_report.intent_b := p_intent_b.id;
    v_report.agent_b := p_intent_b.agent_id;
    v_report.feature_b := p_intent_b.feature_name;
    v_report.severity := coalesce(lower(v_report.severity),
        CASE v_report.outcome WHEN 'compatible' THEN v_rule.severity_if_compatible ELSE v_rule.severity END);
    v_report.apply_first := CASE v_report.apply_first
        WHEN 'a' THEN coalesce(p_intent_a.id, 'a') WHEN 'b' THEN p_intent_b.id ELSE v_report.apply_first END;
    v_report.suggestions := coalesce(v_report.suggestions, '[]');
    v_report.metadata := coalesce(v_report.metadata, '{}')
        || jsonb_build_object('detectors', jsonb_build_array(p_detector));
    RETURN v_report;
END
$function$;
COMMENT ON FUNCTION pggit_internal.checked_report(
    public.pggit_conflict_report, text, public.tb_pggit_intent, public.tb_pggit_intent
) IS
'What a team''s detector reported about two intents, with what it may leave out filled in. '
'Raises 22023 for a value that does not exist.';
