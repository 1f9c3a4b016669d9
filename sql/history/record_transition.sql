CREATE OR REPLACE FUNCTION pggit_internal.record_transition(
    p_intent_id text, p_old_status text, p_new_status text, p_reason text, p_changed_by text,
    p_content_hash bytea DEFAULT NULL, p_superseded_by text DEFAULT NULL,
    p_revision integer DEFAULT NULL, p_replaced jsonb DEFAULT NULL
) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_caller CONSTANT name := pggit_internal.caller();
BEGIN
    INSERT INTO public.tb_pggit_intent_history (
        intent_id, old_status, new_status, reason,
        changed_by, db_role, content_hash,
        superseded_by, revision, replaced
    ) VALUES (
        p_intent_id, p_old_status, p_new_status, p_reason,
        coalesce(p_changed_by, v_caller), v_caller, p_content_hash,
        p_superseded_by, p_revision, p_replaced
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.record_transition(text, text, text, text, text, bytea, text, integer, jsonb) IS
'Appends a status change or an amendment to the history.';
