CREATE OR REPLACE FUNCTION pggit_internal.new_intent_id() RETURNS text
LANGUAGE sql VOLATILE PARALLEL UNSAFE
-- The first 12 digits of a version 4 UUID are all random. Should they have been drawn before, the primary key says so.
RETURN 'int_' || left(replace(gen_random_uuid()::text, '-', ''), 12);
COMMENT ON FUNCTION pggit_internal.new_intent_id() IS 'An intent id that nobody has had.';

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
    -- Lock order: before everything else that a registration locks. A second registration with the same key waits here
    -- until the first one commits.
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
        RAISE EXCEPTION 'idempotency key "%" was used for another registration',
            pggit_internal.shown(left(p_intent.idempotency_key, 60))
            USING ERRCODE = 'PI007',
                  DETAIL = format(
                      '%s registered intent %s with it; feature, DDL, tables, duration, risk level or metadata differ.',
                      pggit_internal.shown(p_intent.agent_id), v_claim.intent_id),
                  HINT = 'To try that registration again, repeat it as it was. '
                      'To declare something else, give another key.';
    END IF;
    RETURN v_claim.intent_id::text;
END
$function$;
COMMENT ON FUNCTION pggit_internal.claim_idempotency_key(public.tb_pggit_intent) IS
'Takes an agent''s idempotency key for an intent that is about to be registered. '
'Returns null when the key is this intent''s now, else the id of the intent that has it. '
'Raises PI007 when that one was declared otherwise.';

CREATE OR REPLACE FUNCTION pggit_internal.reserve_branch(p_branch_name text) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_slug CONSTANT text := substring(p_branch_name FROM '^feature/(.+)_[0-9]{3,}$');
BEGIN
    IF NOT pggit_internal.is_branch_name(p_branch_name) THEN
        RAISE EXCEPTION 'git would refuse the branch name %', to_json(p_branch_name)
            USING ERRCODE = 'invalid_name',
                  DETAIL = 'git-check-ref-format(1) has the rules; 250 bytes are allowed.',
                  HINT = 'Leave branch_name out, and one is allocated.';
    ELSIF v_slug = pggit_internal.branch_slug(v_slug) THEN
        -- Whoever allocates a branch of that feature meanwhile waits here, and then sees this one.
        INSERT INTO pggit_internal.branch_counter AS c (slug, last_number) VALUES (v_slug, 0)
        ON CONFLICT ON CONSTRAINT branch_counter_pkey DO UPDATE SET last_number = c.last_number;
    END IF;
END
$function$;
COMMENT ON FUNCTION pggit_internal.reserve_branch(text) IS
'Takes a branch name that an INSERT gives. '
'Raises 42602 for a name that git would refuse.';

CREATE OR REPLACE FUNCTION pggit_internal.prepare_intent(
    p_new public.tb_pggit_intent, p_agent_id text, p_feature_name text, p_changes text[], p_tables text[],
    OUT intent public.tb_pggit_intent, OUT footprint jsonb, OUT footprint_rows pggit_internal.footprint[],
    OUT registered_before text
)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_settings record;
    v_read record;
BEGIN
    -- An installation holds up newcomers at the settings: nothing else may be read before them.
    v_settings := pggit_internal.registration_settings();
    intent := pggit_internal.validated_intent(p_new, p_agent_id, p_feature_name, v_settings.agent_binding);

    -- What pggit itself writes begins like this, whatever was given.
    intent.id := coalesce(intent.id, pggit_internal.new_intent_id());
    intent.status := 'registered';
    intent.conflicts_with := '[]';
    intent.revision := 1;
    intent.extension_errors := NULL;
    intent.unrecorded_errors := 0;
    intent.unrecorded_warnings := 0;
    intent.transition_reason := NULL;
    intent.transition_by := NULL;
    intent.created_at := coalesce(intent.created_at, clock_timestamp());
    intent.updated_at := coalesce(intent.updated_at, intent.created_at);
    intent.expires_at := coalesce(intent.expires_at, pggit_internal.lease_end(intent.lease, v_settings.lease_seconds));

    -- Before everything else that a registration locks.
    IF intent.idempotency_key IS NOT NULL THEN
        intent.idempotency_key := pggit_internal.checked_text(intent.idempotency_key, 'idempotency_key', 'PAY-17');
        registered_before := pggit_internal.claim_idempotency_key(intent);
        IF registered_before IS NOT NULL THEN
            RETURN;
        END IF;
    END IF;

    v_read := pggit_internal.read_intent(
        intent, p_changes, p_tables, v_settings.check_syntax, v_settings.use_catalog, pggit_internal.session_slot()
    );
    intent := v_read.intent;
    footprint := v_read.footprint;
    footprint_rows := v_read.footprint_rows;

    -- The branch is taken before the object keys.
    IF intent.branch_name IS NULL THEN
        intent.branch_name := pggit_internal.next_branch(intent.feature_name);
    ELSE
        PERFORM pggit_internal.reserve_branch(intent.branch_name);
    END IF;
END
$function$;
COMMENT ON FUNCTION pggit_internal.prepare_intent(public.tb_pggit_intent, text, text, text[], text[]) IS
'Validates a new intent and reads its DDL, given beside it with the tables that were named, as are agent and feature, '
'which may be too long for the row. '
'Returns the row with id, branch and risk level, and its footprint; '
'or only registered_before, the id of the intent that has its idempotency key. '
'Raises as pggit_register_intent() does.';
