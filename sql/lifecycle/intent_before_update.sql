CREATE OR REPLACE FUNCTION pggit_internal.intent_before_update() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_settles text;
BEGIN
    IF (NEW.id, NEW.agent_id, NEW.feature_name, NEW.branch_name, NEW.schema_changes, NEW.tables_affected, NEW.created_at, NEW.idempotency_key)
       IS DISTINCT FROM
       (OLD.id, OLD.agent_id, OLD.feature_name, OLD.branch_name, OLD.schema_changes, OLD.tables_affected, OLD.created_at, OLD.idempotency_key)
       -- conflicts_with follows the conflicts, so the only change it can have is the one that they make.
       OR (NEW.conflicts_with IS DISTINCT FROM OLD.conflicts_with
           AND NEW.conflicts_with IS DISTINCT FROM pggit_internal.conflicting_intents(OLD.id)) THEN
        RAISE EXCEPTION 'what intent % was registered with cannot be changed', OLD.id
            USING ERRCODE = 'PI003',
                  DETAIL = 'id, agent_id, feature_name, branch_name, schema_changes, tables_affected, created_at, idempotency_key and conflicts_with stay: '
                      || 'others were checked against them.',
                  HINT = 'Abandon it and register a new intent.';
    END IF;

    NEW.risk_level := pggit_internal.checked_choice(NEW.risk_level, 'risk_level', ARRAY['low', 'medium', 'high']);
    NEW.status := pggit_internal.checked_status(NEW.status);
    NEW.updated_at := clock_timestamp();

    IF NEW.status IS DISTINCT FROM OLD.status THEN
        PERFORM pggit_internal.check_transition(OLD.id, OLD.status, NEW.status, NEW.transition_by);
        PERFORM pggit_internal.record_transition(
            OLD.id, OLD.status, NEW.status, NEW.transition_reason,
            CASE WHEN NEW.transition_by IS NOT NULL
                THEN pggit_internal.checked_text(NEW.transition_by, 'changed_by', 'alice') END
        );
        NEW.status_before_conflict := CASE WHEN NEW.status = 'conflicted' THEN OLD.status END;
        SELECT s.settles INTO v_settles FROM public.tb_pggit_status AS s WHERE s.status = NEW.status;
        IF v_settles = 'all' THEN
            -- Its conflicts fall away in the AFTER trigger; RETURNING shows it already.
            NEW.conflicts_with := '[]';
        END IF;
    END IF;
    NEW.transition_reason := NULL;
    NEW.transition_by := NULL;
    RETURN NEW;
END
$function$;
COMMENT ON FUNCTION pggit_internal.intent_before_update() IS
'Trigger: refuses changes of what was registered and status changes that are not allowed, and records those that are. SECURITY DEFINER: a coordinator may change the status, but not write the history.';
REVOKE ALL ON FUNCTION pggit_internal.intent_before_update() FROM PUBLIC;
