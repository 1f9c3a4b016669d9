CREATE OR REPLACE FUNCTION pggit_internal.record_conflict_event(
    p_conflict_id bigint, p_event text, p_severity text, p_reason text, p_changed_by text
) RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    INSERT INTO public.tb_pggit_conflict_history (conflict_id, event, severity, reason, changed_by, db_role)
    VALUES (
        p_conflict_id, p_event, p_severity, p_reason,
        coalesce(p_changed_by, pggit_internal.caller()), pggit_internal.caller()
    );
END;
COMMENT ON FUNCTION pggit_internal.record_conflict_event(bigint, text, text, text, text) IS 'Appends what happened to a conflict to its history.';
REVOKE ALL ON FUNCTION pggit_internal.record_conflict_event(bigint, text, text, text, text) FROM PUBLIC;
