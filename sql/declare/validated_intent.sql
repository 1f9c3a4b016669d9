CREATE OR REPLACE FUNCTION pggit_internal.validated_intent(
    INOUT intent public.tb_pggit_intent, p_agent_id text, p_feature_name text, p_agent_binding text
)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    intent.agent_id := pggit_internal.checked_person(p_agent_id, 'agent_id', 'claude-payments');
    intent.feature_name := pggit_internal.checked_text(p_feature_name, 'feature_name', 'oauth2_login');
    IF p_agent_binding <> 'off' THEN
        PERFORM pggit_internal.check_agent(ARRAY[intent.agent_id::text]);
    END IF;
    IF intent.risk_level IS NOT NULL THEN
        intent.risk_level :=
            pggit_internal.checked_choice(intent.risk_level, 'risk_level', pggit_internal.risk_levels());
    END IF;
    intent.metadata := coalesce(intent.metadata, '{}');

    IF intent.estimated_duration_ms < 0 THEN
        RAISE EXCEPTION 'estimated_duration_ms must not be negative'
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('The value is %s.', intent.estimated_duration_ms),
                  HINT = 'Give milliseconds, or leave it out.';
    ELSIF jsonb_typeof(intent.metadata) <> 'object' THEN
        RAISE EXCEPTION 'metadata must be a JSON object'
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('The value is of type %s.', jsonb_typeof(intent.metadata)),
                  HINT = 'Give for example ''{"ticket": "PAY-17"}''.';
    END IF;
END
$function$;
COMMENT ON FUNCTION pggit_internal.validated_intent(public.tb_pggit_intent, text, text, text) IS
'Step 1 of every declaration: checks who declares and what is said beside the DDL. '
'Returns the intent with agent, feature, risk level and metadata as they are stored. '
'Raises 22004, 22023 or 22001 for a value that is null, blank, unknown or too long, 42501 for an agent id that the '
'caller is not bound to.';
