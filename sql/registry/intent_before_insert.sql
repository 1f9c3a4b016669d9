CREATE OR REPLACE FUNCTION pggit_internal.intent_before_insert() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
-- Planning anew for each footprint would cost more than everything else.
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_changes text[];
    v_slug text;
    v_there text;
    v_read jsonb;
    v_footprint jsonb;
    v_rows pggit_internal.footprint[];
    v_settings record;
    -- Sessions that are there at the same time mostly have neighbouring numbers.
    v_slot CONSTANT integer := pg_backend_pid() % 64;
    v_common text[];
    v_candidates text[];
    v_everybody text[] := '{}'::text[];
    v_detected record;
    v_reports public.pggit_conflict_report[] := '{}'::public.pggit_conflict_report[];
    v_found integer;
BEGIN
    NEW.agent_id := pggit_internal.checked_person(NEW.agent_id, 'agent_id', 'claude-payments');
    NEW.feature_name := pggit_internal.checked_text(NEW.feature_name, 'feature_name', 'oauth2_login');
    -- Whose registration it is decides who may hear of it. The settings are also where an installation holds up newcomers:
    -- they must be what is read first.
    v_settings := pggit_internal.registration_settings();
    IF v_settings.agent_binding <> 'off' THEN
        PERFORM pggit_internal.check_agent(ARRAY[NEW.agent_id::text]);
    END IF;
    NEW.risk_level := pggit_internal.checked_choice(NEW.risk_level, 'risk_level', ARRAY['low', 'medium', 'high']);
    NEW.metadata := coalesce(NEW.metadata, '{}');
    IF NEW.estimated_duration_ms < 0 THEN
        RAISE EXCEPTION 'estimated_duration_ms must not be negative'
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('The value is %s.', NEW.estimated_duration_ms),
                  HINT = 'Give milliseconds, or leave it out.';
    ELSIF jsonb_typeof(NEW.metadata) <> 'object' THEN
        RAISE EXCEPTION 'metadata must be a JSON object'
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('The value is of type %s.', jsonb_typeof(NEW.metadata)),
                  HINT = 'Give for example ''{"ticket": "PAY-17"}''.';
    ELSIF NEW.status IS DISTINCT FROM 'registered' OR NEW.conflicts_with IS DISTINCT FROM '[]'
          OR NEW.revision IS DISTINCT FROM 1 OR NEW.superseded_by IS NOT NULL THEN
        RAISE EXCEPTION 'an intent begins as registered'
            USING ERRCODE = 'PI003',
                  DETAIL = format('The status given is %s, conflicts_with is %s.', coalesce(NEW.status, 'null'),
                      coalesce(left(NEW.conflicts_with::text, 60), 'null')),
                  HINT = 'Leave status, conflicts_with, revision and superseded_by out; pggit sets them.';
    END IF;
    NEW.transition_by := pggit_internal.checked_author(NEW.transition_by, 'transition_by');
    NEW.unrecorded_errors := 0;
    NEW.unrecorded_warnings := 0;
    NEW.expires_at := coalesce(NEW.expires_at, pggit_internal.lease_end(NEW.lease, v_settings.lease_seconds));

    IF NEW.id IS NULL THEN
        NEW.id := pggit_internal.new_intent_id();
    ELSIF EXISTS (SELECT FROM public.tb_pggit_intent AS i WHERE i.id = NEW.id) THEN
        -- ON CONFLICT would go on with the row that is there, and what is written below would be taken for its own.
        RAISE EXCEPTION 'intent id "%" is taken', NEW.id
            USING ERRCODE = 'unique_violation', HINT = 'Leave id out, and one is made.';
    END IF;
    IF NEW.idempotency_key IS NOT NULL THEN
        NEW.idempotency_key := pggit_internal.checked_text(NEW.idempotency_key, 'idempotency_key', 'PAY-17');
        v_there := pggit_internal.claim_idempotency_key(NEW);
        IF v_there IS NOT NULL THEN
            RAISE EXCEPTION 'registered before: intent % has this idempotency key', v_there
                USING ERRCODE = 'unique_violation',
                      DETAIL = 'An INSERT cannot give back a row that is there already.',
                      HINT = 'Read that intent, or call pggit_register_intent(), which returns it.';
        END IF;
    END IF;

    v_changes := pggit_internal.text_array(NEW.schema_changes, 'schema_changes');
    v_read := pggit_internal.read_declared(
        v_changes,
        pggit_internal.text_array(NEW.tables_affected, 'tables_affected'),
        v_settings.check_syntax <> 'off'
    );
    NEW.tables_affected := v_read -> 'tables_affected';
    v_footprint := pggit_internal.declared_footprint(v_read, NEW.feature_name, v_settings.use_catalog);
    IF NEW.risk_level IS NULL THEN
        NEW.risk_level := v_read ->> 'risk_level';
        NEW.metadata := NEW.metadata || jsonb_build_object('risk_reasons', v_read -> 'risk_reasons');
    END IF;
    NEW.metadata := pggit_internal.with_analysis(NEW.metadata, v_read, v_footprint);

    IF NEW.branch_name IS NULL THEN
        NEW.branch_name := pggit_internal.next_branch(NEW.feature_name);
    ELSIF NOT pggit_internal.is_branch_name(NEW.branch_name) THEN
        RAISE EXCEPTION 'git would refuse the branch name %', to_json(NEW.branch_name)
            USING ERRCODE = 'invalid_name',
                  DETAIL = 'git-check-ref-format(1) has the rules; 250 bytes are allowed.',
                  HINT = 'Leave branch_name out, and one is allocated.';
    ELSE
        -- Who allocates a branch of that feature meanwhile would not see this one, and fail in the end.
        v_slug := substring(NEW.branch_name FROM '^feature/(.+)_[0-9]{3,}$');
        IF v_slug = pggit_internal.branch_slug(v_slug) THEN
            INSERT INTO pggit_internal.branch_counter AS c (slug, last_number) VALUES (v_slug, 0)
            ON CONFLICT ON CONSTRAINT branch_counter_pkey DO UPDATE SET last_number = c.last_number;
        END IF;
    END IF;

    -- First take the place in the queue, then look, each in a statement of its own: only a later statement sees what
    -- those who came first have committed.
    v_rows := pggit_internal.footprint_of(NEW.id, v_footprint, v_slot);
    v_common := pggit_internal.common_keys();
    PERFORM pggit_internal.lock_object_keys(v_rows, v_common);
    v_candidates := pggit_internal.candidate_ids(v_rows, NEW.agent_id);
    IF v_common <> '{}' THEN
        v_everybody := pggit_internal.active_others(NEW.agent_id);
    END IF;
    IF v_candidates <> '{}' OR v_everybody <> '{}' THEN
        LOOP
            BEGIN
                v_detected := pggit_internal.detect(
                    jsonb_build_object('intent_id', NEW.id, 'agent_id', NEW.agent_id, 'feature_name', NEW.feature_name,
                                       'branch_name', NEW.branch_name, 'footprint', v_footprint),
                    CASE WHEN v_candidates = '{}' THEN '[]' ELSE pggit_internal.candidate_sides(v_rows, v_candidates) END,
                    NEW, CASE WHEN v_everybody = '{}' THEN v_everybody ELSE pggit_internal.active_others(NEW.agent_id) END,
                    pggit_internal.setting('conflict_records')::integer
                );
                v_reports := pggit_internal.held_reports(v_detected.reports, true);
                EXIT WHEN cardinality(v_reports) = cardinality(v_detected.reports)
                    OR v_detected.more_errors + v_detected.more_warnings = 0;
                -- Some have ended while they were waited for, and others are recorded in their place. Only going back gives
                -- locks up again, so that those can be locked in their order.
                RAISE EXCEPTION 'others are to be locked'
                    USING ERRCODE = 'PI021', HINT = 'pggit_internal.intent_before_insert handles this itself.';
            EXCEPTION WHEN SQLSTATE 'PI021' THEN
                NULL;
            END;
        END LOOP;
        NEW.unrecorded_errors := v_detected.more_errors;
        NEW.unrecorded_warnings := v_detected.more_warnings;
        IF v_detected.failures <> '[]' THEN
            NEW.metadata := NEW.metadata || jsonb_build_object('extension_errors', v_detected.failures);
        END IF;
    END IF;

    -- The intent's own row comes after what belongs to it, also where the caller has said SET CONSTRAINTS ALL IMMEDIATE.
    SET CONSTRAINTS pggit_internal.footprint_belongs_to_an_intent, public.history_belongs_to_an_intent DEFERRED;
    INSERT INTO pggit_internal.footprint
        (intent_id, statement_no, object_kind, object_name, parent_name, action, detail, key, place, slot)
    SELECT f.intent_id, f.statement_no, f.object_kind, f.object_name, f.parent_name, f.action, f.detail, f.key, f.place, f.slot
    FROM unnest(v_rows) AS f;

    PERFORM pggit_internal.record_transition(
        NEW.id, NULL, 'registered', NEW.transition_reason, coalesce(NEW.transition_by, NEW.agent_id),
        pggit_internal.intent_content(NEW)
    );
    NEW.transition_reason := NULL;
    NEW.transition_by := NULL;

    IF v_reports <> '{}' THEN
        SET CONSTRAINTS public.intent_a_exists DEFERRED;
        PERFORM pggit_internal.insert_conflicts(v_reports, '{}');

        v_found := cardinality(v_reports) + NEW.unrecorded_errors + NEW.unrecorded_warnings;
        NEW.status := 'conflicted';
        NEW.status_before_conflict := 'registered';
        NEW.conflicts_with := pggit_internal.conflicting_intents(NEW.id);
        PERFORM pggit_internal.record_transition(
            NEW.id, 'registered', 'conflicted', format('%s found',
                CASE v_found WHEN 1 THEN '1 conflict' ELSE v_found || ' conflicts' END)
                || CASE WHEN v_found > cardinality(v_reports) THEN format(', %s of them recorded', cardinality(v_reports)) ELSE '' END, 'pggit'
        );
        PERFORM pggit_internal.announce_conflicts(v_reports, (
            SELECT jsonb_object_agg(i.id, i.branch_name) FROM public.tb_pggit_intent AS i
            WHERE i.id IN (SELECT r.intent_b FROM unnest(v_reports) AS r)
        ), NEW.unrecorded_errors, NEW.unrecorded_warnings);
    END IF;
    RETURN NEW;
END
$function$;
COMMENT ON FUNCTION pggit_internal.intent_before_insert() IS
'Trigger: checks a new intent, gives it id, branch and risk level, finds the active intents that it collides with, and writes footprint, conflicts and history; their foreign keys are deferred, because the intent''s own row comes last. SECURITY DEFINER: who may insert need not have rights on what it writes.';
REVOKE ALL ON FUNCTION pggit_internal.intent_before_insert() FROM PUBLIC;
