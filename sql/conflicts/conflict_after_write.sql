CREATE OR REPLACE FUNCTION pggit_internal.conflict_after_write() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_event text;
    v_opened boolean;
BEGIN
    IF TG_OP = 'INSERT' THEN
        v_event := 'found';
    ELSIF NEW.reviewed AND NOT OLD.reviewed THEN
        v_event := 'reviewed';
    ELSIF OLD.closed_at IS NOT NULL AND NEW.closed_at IS NULL THEN
        v_event := 'reopened';
    ELSIF OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL THEN
        v_event := 'fell_away';
    ELSIF NEW.proven_at IS DISTINCT FROM OLD.proven_at THEN
        v_event := 'proved';
    ELSIF (NEW.severity, NEW.resolution_notes, NEW.reviewed_by)
          IS DISTINCT FROM (OLD.severity, OLD.resolution_notes, OLD.reviewed_by) THEN
        v_event := 'noted';
    ELSE
        RETURN NULL;
    END IF;
    v_opened := v_event IN ('found', 'reopened');

    PERFORM pggit_internal.record_conflict_event(
        NEW.id, v_event, NEW.severity,
        CASE v_event
            WHEN 'found' THEN format('%s: %s', NEW.conflict_type, pggit_internal.shown_objects(NEW.affected_objects))
            WHEN 'fell_away' THEN NEW.closed_reason
            WHEN 'proved' THEN NEW.proven_outcome
                || CASE WHEN NEW.severity <> OLD.severity THEN format(': severity %s lowered to %s', OLD.severity, NEW.severity) ELSE '' END
            ELSE NEW.resolution_notes
        END,
        CASE WHEN v_event IN ('found', 'fell_away', 'proved') THEN 'pggit' ELSE NEW.reviewed_by END
    );
    -- At registration the newcomer's row does not exist yet: its own trigger sets its status.
    IF v_event NOT IN ('noted', 'proved') THEN
        PERFORM pggit_internal.refresh_intent(
            NEW.intent_a, v_opened, format('conflict %s %s', NEW.id, replace(v_event, '_', ' '))
        );
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION pggit_internal.conflict_after_write() IS
'Trigger: records what happened to a conflict and frees or binds the newcomer. SECURITY DEFINER: a coordinator may review, but not write the history.';
REVOKE ALL ON FUNCTION pggit_internal.conflict_after_write() FROM PUBLIC;
