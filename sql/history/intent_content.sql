CREATE OR REPLACE FUNCTION pggit_internal.intent_content(p_intent public.tb_pggit_intent) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE
-- An array as JSON text is the same in every session and every version, and no two arrays have the same text. A
-- timestamptz would be written in the session's time zone, hence AT TIME ZONE.
RETURN sha256(convert_to(jsonb_build_array(
    p_intent.id, p_intent.agent_id, p_intent.feature_name, p_intent.branch_name, p_intent.schema_changes,
    p_intent.tables_affected, p_intent.created_at AT TIME ZONE 'UTC', p_intent.idempotency_key,
    p_intent.revision
)::text, 'UTF8'));
COMMENT ON FUNCTION pggit_internal.intent_content(public.tb_pggit_intent) IS
'SHA-256 of what an intent declares and nobody may change but by amending it: '
'id, agent, feature, branch, DDL, tables, time, idempotency key, revision.';
