CREATE OR REPLACE FUNCTION pggit_internal.claim_idempotency_key(p_intent public.tb_pggit_intent) RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    -- Null and nothing are the same request.
    v_request jsonb := jsonb_build_object(
        'feature_name', p_intent.feature_name,
        'schema_changes', p_intent.schema_changes,
        'tables_affected', coalesce(p_intent.tables_affected, '[]'),
        'estimated_duration_ms', p_intent.estimated_duration_ms,
        'risk_level', p_intent.risk_level,
        'metadata', coalesce(p_intent.metadata, '{}')
    );
    v_digest text := encode(sha256(convert_to(v_request::text, getdatabaseencoding())), 'hex');
    v_claim pggit_internal.idempotency_key;
BEGIN
    -- Its intent comes later, also where the caller has said SET CONSTRAINTS ALL IMMEDIATE.
    SET CONSTRAINTS pggit_internal.idempotency_key_belongs_to_an_intent DEFERRED;
    -- Lock order: before everything else that a registration locks. Who is second waits here for the first one's commit.
    INSERT INTO pggit_internal.idempotency_key (agent_id, idempotency_key, intent_id, request_digest)
    VALUES (p_intent.agent_id, p_intent.idempotency_key, p_intent.id, v_digest)
    ON CONFLICT ON CONSTRAINT idempotency_key_pkey DO NOTHING;
    IF FOUND THEN
        RETURN NULL;
    END IF;

    SELECT k.* INTO v_claim FROM pggit_internal.idempotency_key AS k
    WHERE k.agent_id = p_intent.agent_id AND k.idempotency_key = p_intent.idempotency_key;
    IF v_claim.intent_id = p_intent.id THEN
        RETURN NULL;
    ELSIF v_claim.request_digest <> v_digest THEN
        RAISE EXCEPTION 'idempotency key "%" was used for another registration', pggit_internal.shown(left(p_intent.idempotency_key, 60))
            USING ERRCODE = 'PI007',
                  DETAIL = format('%s registered intent %s with it; feature, DDL, tables, duration, risk level or metadata differ.',
                      pggit_internal.shown(p_intent.agent_id), v_claim.intent_id),
                  HINT = 'To try that registration again, repeat it as it was. To declare something else, give another key.';
    END IF;
    RETURN v_claim.intent_id::text;
END
$function$;
COMMENT ON FUNCTION pggit_internal.claim_idempotency_key(public.tb_pggit_intent) IS
'Takes an agent''s idempotency key for an intent that is about to be registered. '
'Null when it is this intent''s now, else the intent that has it; '
'raises PI007 when that one was declared otherwise.';
