CREATE OR REPLACE FUNCTION pggit_internal.conflict_history_body(p_row public.tb_pggit_conflict_history) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE
-- Canonical as in intent_history_body.
RETURN sha256(convert_to(jsonb_build_array(
    'conflict', p_row.id, p_row.conflict_id, p_row.event, p_row.severity, p_row.reason, p_row.changed_by,
    p_row.changed_at AT TIME ZONE 'UTC', p_row.db_role::text, p_row.transaction_id::text,
    encode(p_row.content_hash, 'hex')
)::text, 'UTF8'));
COMMENT ON FUNCTION pggit_internal.conflict_history_body(public.tb_pggit_conflict_history) IS
'SHA-256 of a row of the conflicts'' history, without its place in the chain.';
