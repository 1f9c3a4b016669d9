CREATE OR REPLACE FUNCTION public.pggit_register_intent(
    agent_id text,
    feature_name text,
    schema_changes text[],
    tables_affected text[] DEFAULT NULL,
    estimated_duration_ms integer DEFAULT NULL,
    risk_level text DEFAULT NULL,
    metadata jsonb DEFAULT '{}',
    idempotency_key text DEFAULT NULL,
    lease interval DEFAULT NULL
) RETURNS public.tb_pggit_intent
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_intent public.tb_pggit_intent;
    v_prepared record;
    v_found record;
BEGIN
    v_intent.schema_changes := to_jsonb(pggit_register_intent.schema_changes);
    v_intent.tables_affected := coalesce(to_jsonb(pggit_register_intent.tables_affected), '[]');
    v_intent.estimated_duration_ms := pggit_register_intent.estimated_duration_ms;
    v_intent.metadata := pggit_register_intent.metadata;
    v_intent.lease := pggit_register_intent.lease;
    -- These are narrower in the row, which would refuse longer ones without advice.
    IF pggit_register_intent.risk_level IS NOT NULL THEN
        v_intent.risk_level :=
            pggit_internal.checked_choice(pggit_register_intent.risk_level, 'risk_level', pggit_internal.risk_levels());
    END IF;
    IF pggit_register_intent.idempotency_key IS NOT NULL THEN
        v_intent.idempotency_key :=
            pggit_internal.checked_text(pggit_register_intent.idempotency_key, 'idempotency_key', 'PAY-17');
    END IF;

    v_prepared := pggit_internal.prepare_intent(
        v_intent, pggit_register_intent.agent_id, pggit_register_intent.feature_name,
        pggit_register_intent.schema_changes, pggit_register_intent.tables_affected
    );
    IF v_prepared.registered_before IS NOT NULL THEN
        SELECT i.* INTO v_intent FROM public.tb_pggit_intent AS i WHERE i.id = v_prepared.registered_before;
        RAISE NOTICE 'registered before: intent % has this idempotency key', v_intent.id
            USING ERRCODE = 'PI013',
                  DETAIL = format('It was declared at %s and is %s now. Nothing was written.',
                      v_intent.created_at, v_intent.status),
                  HINT = 'pggit_intent_status() shows its conflicts.';
        RETURN v_intent;
    END IF;

    v_found := pggit_internal.find_conflicts(v_prepared.intent, v_prepared.footprint, v_prepared.footprint_rows);
    v_intent := v_found.intent;
    INSERT INTO public.tb_pggit_intent VALUES (v_intent.*);
    PERFORM pggit_internal.write_declaration(v_intent, v_prepared.footprint_rows, v_found.reports, NULL, NULL);
    RETURN v_intent;
END
$function$;
COMMENT ON FUNCTION public.pggit_register_intent(text, text, text[], text[], integer, text, jsonb, text, interval) IS
'Declares planned DDL: allocates a branch, finds every active intent of other agents that it collides with, and '
'announces each conflict: a NOTICE for a warning, a WARNING for an error. '
'With an idempotency key, trying again returns the intent that the first call made, whatever has become of it, '
'says so (PI013) and writes nothing. '
'With a lease, or by the setting lease_seconds, the intent expires unless pggit_heartbeat() renews it. '
'SECURITY DEFINER: agents have no rights on the tables. '
'Returns the intent''s row. '
'Raises 22004, 22023 or 22001 for values that are null, blank, unknown or too long, 42601 for text that cannot be '
'split into statements, 42602 for impossible table names, 42501 for an agent id that the caller is not bound to, '
'PI007 for a key that the agent used for something else.';
