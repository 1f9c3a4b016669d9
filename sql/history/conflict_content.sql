CREATE OR REPLACE FUNCTION pggit_internal.conflict_content(p_conflict public.tb_pggit_conflict) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE
-- Canonical as in intent_content. All columns: every change of one is an event, with the new content in its row.
RETURN sha256(convert_to(jsonb_build_array(
    p_conflict.id, p_conflict.intent_a, p_conflict.intent_b, p_conflict.conflict_type, p_conflict.affected_objects,
    p_conflict.severity, p_conflict.resolution_suggestions, p_conflict.reviewed,
    p_conflict.reviewed_at AT TIME ZONE 'UTC', p_conflict.resolution_notes, p_conflict.created_at AT TIME ZONE 'UTC',
    p_conflict.predicted_outcome, p_conflict.proven_outcome, p_conflict.proven_at AT TIME ZONE 'UTC',
    p_conflict.apply_first, p_conflict.closed_at AT TIME ZONE 'UTC', p_conflict.closed_reason, p_conflict.metadata,
    p_conflict.reviewed_by, p_conflict.resolution
)::text, 'UTF8'));
COMMENT ON FUNCTION pggit_internal.conflict_content(public.tb_pggit_conflict) IS 'SHA-256 of a conflict as it is.';
