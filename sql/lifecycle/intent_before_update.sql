CREATE OR REPLACE FUNCTION pggit_internal.intent_before_update() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_becomes public.tb_pggit_status;
    -- An amendment is recorded first; an UPDATE without such a record is no amendment.
    v_is_amended CONSTANT boolean := NEW.revision IS DISTINCT FROM OLD.revision AND EXISTS (
        SELECT FROM public.tb_pggit_intent_history AS h
        WHERE h.intent_id = OLD.id AND h.revision = NEW.revision AND h.revision = OLD.revision + 1
            AND h.content_hash = pggit_internal.intent_content(NEW)
            AND h.old_status = OLD.status AND h.new_status = NEW.status
    );
BEGIN
    IF (NEW.id, NEW.agent_id, NEW.feature_name, NEW.branch_name, NEW.created_at, NEW.idempotency_key)
       IS DISTINCT FROM
       (OLD.id, OLD.agent_id, OLD.feature_name, OLD.branch_name, OLD.created_at, OLD.idempotency_key)
       OR NOT v_is_amended AND (NEW.schema_changes, NEW.tables_affected, NEW.revision, NEW.analysis, NEW.risk_reasons)
       IS DISTINCT FROM (OLD.schema_changes, OLD.tables_affected, OLD.revision, OLD.analysis, OLD.risk_reasons)
       -- Detection follows an amendment in the same transaction, and says then what failed.
       OR NOT v_is_amended AND NEW.extension_errors IS DISTINCT FROM OLD.extension_errors AND NOT EXISTS (
           SELECT FROM public.tb_pggit_intent_history AS h
           WHERE h.intent_id = OLD.id AND h.revision = OLD.revision AND h.transaction_id = pg_current_xact_id()
       )
       OR NEW.superseded_by IS DISTINCT FROM OLD.superseded_by AND NEW.status IS NOT DISTINCT FROM OLD.status
       -- conflicts_with follows the conflicts: only what they make of it is let through.
       OR (NEW.conflicts_with IS DISTINCT FROM OLD.conflicts_with
           AND NEW.conflicts_with IS DISTINCT FROM pggit_internal.conflicting_intents(OLD.id)) THEN
        RAISE EXCEPTION 'what intent % was registered with cannot be changed', OLD.id
            USING ERRCODE = 'PI003',
                  DETAIL = 'id, agent_id, feature_name, branch_name, schema_changes, tables_affected, created_at, '
                      'idempotency_key, conflicts_with, revision and superseded_by stay: '
                      'others were checked against them. '
                      'pggit itself writes analysis, risk_reasons and extension_errors.',
                  HINT = 'pggit_amend_intent() declares other DDL for it; '
                      'for anything else pggit_supersede_intent() puts a new intent in its place.';
    END IF;

    NEW.risk_level := pggit_internal.checked_choice(NEW.risk_level, 'risk_level', pggit_internal.risk_levels());
    NEW.status := pggit_internal.checked_status(NEW.status);
    NEW.updated_at := clock_timestamp();

    IF NEW.status IS DISTINCT FROM OLD.status AND NOT v_is_amended THEN
        PERFORM pggit_internal.check_transition(OLD.id, OLD.status, NEW.status, NEW.transition_by);
        PERFORM pggit_internal.record_transition(
            OLD.id, OLD.status, NEW.status, NEW.transition_reason,
            CASE WHEN NEW.transition_by IS NOT NULL
                THEN pggit_internal.checked_text(NEW.transition_by, 'changed_by', 'alice') END,
            NULL, NEW.superseded_by
        );
        NEW.status_before_conflict := CASE WHEN NEW.status = 'conflicted' THEN OLD.status END;
        SELECT s.* INTO v_becomes FROM public.tb_pggit_status AS s WHERE s.status = NEW.status;
        IF v_becomes.settles = 'all' THEN
            -- Its conflicts fall away in the AFTER trigger; RETURNING shows it already.
            NEW.conflicts_with := '[]';
        END IF;
        IF NOT v_becomes.is_active THEN
            NEW.unrecorded_errors := 0;
            NEW.unrecorded_warnings := 0;
        END IF;
    END IF;
    NEW.transition_reason := NULL;
    NEW.transition_by := NULL;
    RETURN NEW;
END
$function$;
COMMENT ON FUNCTION pggit_internal.intent_before_update() IS
'Trigger: refuses changes of what was registered and status changes that are not allowed, and records those that '
'are. SECURITY DEFINER: a coordinator may change the status, but not write the history.';
