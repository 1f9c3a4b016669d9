CREATE OR REPLACE FUNCTION pggit_internal.intent_history_body(p_row public.tb_pggit_intent_history) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE
-- Canonical as in intent_content; a bytea would be written as the session's bytea_output says.
RETURN sha256(convert_to(jsonb_build_array(
    'intent', p_row.id, p_row.intent_id, p_row.old_status, p_row.new_status, p_row.reason, p_row.changed_by,
    p_row.changed_at AT TIME ZONE 'UTC', p_row.db_role::text, p_row.transaction_id::text,
    encode(p_row.content_hash, 'hex'), p_row.revision, p_row.replaced, p_row.superseded_by
)::text, 'UTF8'));
COMMENT ON FUNCTION pggit_internal.intent_history_body(public.tb_pggit_intent_history) IS
'SHA-256 of a row of the intents'' history, without its place in the chain.';
