CREATE OR REPLACE FUNCTION public.pggit_supersede_intent(
    intent_id text,
    schema_changes text[],
    feature_name text DEFAULT NULL,
    tables_affected text[] DEFAULT NULL,
    estimated_duration_ms integer DEFAULT NULL,
    risk_level text DEFAULT NULL,
    metadata jsonb DEFAULT NULL,
    reason text DEFAULT NULL,
    changed_by text DEFAULT NULL
) RETURNS public.tb_pggit_intent
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_old public.tb_pggit_intent := pggit_internal.changeable_intent(pggit_supersede_intent.intent_id);
    v_new public.tb_pggit_intent;
BEGIN
    v_new.agent_id := v_old.agent_id;
    v_new.feature_name := pggit_internal.checked_text(
        coalesce(pggit_supersede_intent.feature_name, v_old.feature_name), 'feature_name', 'oauth2_login'
    );
    v_new.schema_changes := to_jsonb(pggit_supersede_intent.schema_changes);
    v_new.tables_affected := to_jsonb(
        coalesce(pggit_supersede_intent.tables_affected, pggit_internal.named_tables(v_old))
    );
    v_new.estimated_duration_ms := pggit_supersede_intent.estimated_duration_ms;
    v_new.risk_level :=
        pggit_internal.checked_choice(pggit_supersede_intent.risk_level, 'risk_level', pggit_internal.risk_levels());
    v_new.metadata := coalesce(pggit_supersede_intent.metadata, v_old.metadata);
    v_new.lease := v_old.lease;
    RETURN pggit_internal.replace_intents(
        ARRAY[v_old], v_new, 'superseded by', pggit_supersede_intent.reason, pggit_supersede_intent.changed_by
    );
END
$function$;
COMMENT ON FUNCTION public.pggit_supersede_intent(text, text[], text, text[], integer, text, jsonb, text, text) IS
'Puts a new intent of the same agent in the place of an active one. '
'The old one is abandoned, and its superseded_by names the new one. '
'The new one has a branch of its own, begins as registered and is checked as every registration. '
'Feature, named tables, metadata and lease are as the old one had them where they are not given; duration and risk '
'level belong to the new DDL. '
'SECURITY DEFINER: agents have no rights on the tables. '
'Returns the new intent''s row. '
'Raises P0002 for an unknown id, 42501 for an agent that the caller is not bound to, PI001 when it is final, 40001 '
'when somebody amends it meanwhile, and as pggit_register_intent does.';
