CREATE OR REPLACE FUNCTION public.pggit_register_intent(
    agent_id text,
    feature_name text,
    schema_changes text [],
    tables_affected text [] DEFAULT NULL,
    estimated_duration_ms integer DEFAULT NULL,
    risk_level text DEFAULT NULL,
    metadata jsonb DEFAULT '{}'
) RETURNS public.tb_pggit_intent
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_intent public.tb_pggit_intent;
BEGIN
    -- The trigger checks everything; these three are narrower in the table and would be refused there without advice.
    INSERT INTO public.tb_pggit_intent
        (agent_id, feature_name, schema_changes, tables_affected, estimated_duration_ms, risk_level, metadata)
    VALUES (
        pggit_internal.checked_person(pggit_register_intent.agent_id, 'agent_id', 'claude-payments'),
        pggit_internal.checked_text(pggit_register_intent.feature_name, 'feature_name', 'oauth2_login'),
        to_jsonb(pggit_register_intent.schema_changes),
        coalesce(to_jsonb(pggit_register_intent.tables_affected), '[]'),
        pggit_register_intent.estimated_duration_ms,
        pggit_internal.checked_choice(pggit_register_intent.risk_level, 'risk_level', ARRAY['low', 'medium', 'high']),
        pggit_register_intent.metadata
    )
    RETURNING * INTO v_intent;
    RETURN v_intent;
END
$function$;
COMMENT ON FUNCTION public.pggit_register_intent(text, text, text [], text [], integer, text, jsonb) IS
'Declares planned DDL: allocates a branch, finds every active intent of other agents that it collides with, and returns the intent''s row; one NOTICE (warning) or WARNING (error) per conflict. SECURITY DEFINER: agents have no rights on the tables. Raises 22004, 22023 or 22001 for values that are null, blank, unknown or too long, 42601 for text that cannot be split into statements, 42602 for impossible table names, 42501 for an agent id that the caller is not bound to.';
REVOKE ALL ON FUNCTION public.pggit_register_intent(text, text, text [], text [], integer, text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.pggit_register_intent(text, text, text [], text [], integer, text, jsonb) TO pggit_agent, pggit_coordinator;
