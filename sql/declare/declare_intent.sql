CREATE OR REPLACE FUNCTION pggit_internal.declare_intent(
    p_new public.tb_pggit_intent, p_changes text[], p_tables text[], p_row_follows boolean
) RETURNS public.tb_pggit_intent
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_new public.tb_pggit_intent := p_new;
    v_slug text;
    v_there text;
    v_read jsonb;
    v_footprint jsonb;
    v_rows pggit_internal.footprint[];
    v_settings record;
    v_slot CONSTANT integer := pggit_internal.session_slot();
    v_common text[];
    v_candidates text[];
    v_everybody text[] := '{}'::text[];
    v_detected record;
    v_reports public.pggit_conflict_report[] := '{}'::public.pggit_conflict_report[];
    v_reason CONSTANT text := p_new.transition_reason;
    v_author text;
    v_found integer;
BEGIN
    v_new.agent_id := pggit_internal.checked_person(v_new.agent_id, 'agent_id', 'claude-payments');
    v_new.feature_name := pggit_internal.checked_text(v_new.feature_name, 'feature_name', 'oauth2_login');
    -- Whose registration it is decides who may hear of it. The settings are also where an installation holds up newcomers:
    -- they must be what is read first.
    v_settings := pggit_internal.registration_settings();
    IF v_settings.agent_binding <> 'off' THEN
        PERFORM pggit_internal.check_agent(ARRAY[v_new.agent_id::text]);
    END IF;
    v_new.risk_level := pggit_internal.checked_choice(v_new.risk_level, 'risk_level', pggit_internal.risk_levels());
    v_new.metadata := coalesce(v_new.metadata, '{}');
    v_new.status := 'registered';
    v_new.conflicts_with := '[]';
    v_new.revision := 1;
    v_new.created_at := coalesce(v_new.created_at, clock_timestamp());
    v_new.updated_at := coalesce(v_new.updated_at, v_new.created_at);
    IF v_new.estimated_duration_ms < 0 THEN
        RAISE EXCEPTION 'estimated_duration_ms must not be negative'
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('The value is %s.', v_new.estimated_duration_ms),
                  HINT = 'Give milliseconds, or leave it out.';
    ELSIF jsonb_typeof(v_new.metadata) <> 'object' THEN
        RAISE EXCEPTION 'metadata must be a JSON object'
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('The value is of type %s.', jsonb_typeof(v_new.metadata)),
                  HINT = 'Give for example ''{"ticket": "PAY-17"}''.';
    END IF;
    v_author := coalesce(pggit_internal.checked_author(v_new.transition_by, 'transition_by'), v_new.agent_id);
    v_new.risk_reasons := NULL;
    v_new.extension_errors := NULL;
    v_new.unrecorded_errors := 0;
    v_new.unrecorded_warnings := 0;
    v_new.expires_at := coalesce(v_new.expires_at, pggit_internal.lease_end(v_new.lease, v_settings.lease_seconds));

    v_new.id := coalesce(v_new.id, pggit_internal.new_intent_id());
    IF p_row_follows AND EXISTS (SELECT FROM public.tb_pggit_intent AS i WHERE i.id = v_new.id) THEN
        -- ON CONFLICT would go on with the row that is there, and what is written below would be taken for its own.
        RAISE EXCEPTION 'intent id "%" is taken', v_new.id
            USING ERRCODE = 'unique_violation', HINT = 'Leave id out, and one is made.';
    END IF;
    IF v_new.idempotency_key IS NOT NULL THEN
        v_new.idempotency_key := pggit_internal.checked_text(v_new.idempotency_key, 'idempotency_key', 'PAY-17');
        v_there := pggit_internal.claim_idempotency_key(v_new);
        IF v_there IS NOT NULL THEN
            RAISE EXCEPTION 'registered before: intent % has this idempotency key', v_there
                USING ERRCODE = 'unique_violation',
                      DETAIL = 'An INSERT cannot give back a row that is there already.',
                      HINT = 'Read that intent, or call pggit_register_intent(), which returns it.';
        END IF;
    END IF;

    v_read := pggit_internal.read_declared(p_changes, p_tables, v_settings.check_syntax <> 'off', v_new.feature_name);
    v_new.tables_affected := v_read -> 'tables_affected';
    v_footprint := pggit_internal.with_catalog(v_settings.use_catalog, v_read);
    IF v_new.risk_level IS NULL THEN
        v_new.risk_level := v_read ->> 'risk_level';
        v_new.risk_reasons := v_read -> 'risk_reasons';
    END IF;
    v_new.analysis := pggit_internal.analysis_of(v_read, v_footprint);

    IF v_new.branch_name IS NULL THEN
        v_new.branch_name := pggit_internal.next_branch(v_new.feature_name);
    ELSIF NOT pggit_internal.is_branch_name(v_new.branch_name) THEN
        RAISE EXCEPTION 'git would refuse the branch name %', to_json(v_new.branch_name)
            USING ERRCODE = 'invalid_name',
                  DETAIL = 'git-check-ref-format(1) has the rules; 250 bytes are allowed.',
                  HINT = 'Leave branch_name out, and one is allocated.';
    ELSE
        -- Who allocates a branch of that feature meanwhile would not see this one, and fail in the end.
        v_slug := substring(v_new.branch_name FROM '^feature/(.+)_[0-9]{3,}$');
        IF v_slug = pggit_internal.branch_slug(v_slug) THEN
            INSERT INTO pggit_internal.branch_counter AS c (slug, last_number) VALUES (v_slug, 0)
            ON CONFLICT ON CONSTRAINT branch_counter_pkey DO UPDATE SET last_number = c.last_number;
        END IF;
    END IF;

    -- First take the place in the queue, then look, each in a statement of its own: only a later statement sees what
    -- those who came first have committed.
    v_rows := pggit_internal.footprint_of(v_new.id, v_footprint, v_slot);
    v_common := pggit_internal.common_keys();
    PERFORM pggit_internal.lock_object_keys(v_rows, v_common);
    v_candidates := pggit_internal.candidate_ids(v_rows, v_new.agent_id);
    IF v_common <> '{}' THEN
        v_everybody := pggit_internal.active_others(v_new.agent_id);
    END IF;
    IF v_candidates <> '{}' OR v_everybody <> '{}' THEN
        LOOP
            BEGIN
                v_detected := pggit_internal.detect(
                    jsonb_build_object('intent_id', v_new.id, 'agent_id', v_new.agent_id, 'feature_name', v_new.feature_name,
                                       'branch_name', v_new.branch_name, 'footprint', v_footprint),
                    CASE WHEN v_candidates = '{}' THEN '[]' ELSE pggit_internal.candidate_sides(v_rows, v_candidates) END,
                    v_new, CASE WHEN v_everybody = '{}' THEN v_everybody ELSE pggit_internal.active_others(v_new.agent_id) END,
                    pggit_internal.setting('conflict_records')::integer
                );
                v_reports := pggit_internal.held_reports(v_detected.reports, true);
                EXIT WHEN cardinality(v_reports) = cardinality(v_detected.reports)
                    OR v_detected.more_errors + v_detected.more_warnings = 0;
                -- Some have ended while they were waited for, and others are recorded in their place. Only going back gives
                -- locks up again, so that those can be locked in their order.
                RAISE EXCEPTION 'others are to be locked'
                    USING ERRCODE = 'PI021', HINT = 'pggit_internal.declare_intent handles this itself.';
            EXCEPTION WHEN SQLSTATE 'PI021' THEN
                NULL;
            END;
        END LOOP;
        v_new.unrecorded_errors := v_detected.more_errors;
        v_new.unrecorded_warnings := v_detected.more_warnings;
        IF v_detected.failures <> '[]' THEN
            v_new.extension_errors := v_detected.failures;
        END IF;
    END IF;

    IF v_reports <> '{}' THEN
        v_new.status := 'conflicted';
        v_new.status_before_conflict := 'registered';
        v_new.conflicts_with := (SELECT coalesce(jsonb_agg(DISTINCT r.intent_b COLLATE "C"), '[]') FROM unnest(v_reports) AS r);
    END IF;
    v_new.transition_reason := NULL;
    v_new.transition_by := NULL;
    IF p_row_follows THEN
        -- Its own row comes after what belongs to it, also where the caller has said SET CONSTRAINTS ALL IMMEDIATE.
        SET CONSTRAINTS pggit_internal.footprint_belongs_to_an_intent, public.history_belongs_to_an_intent, public.intent_a_exists DEFERRED;
    ELSE
        INSERT INTO public.tb_pggit_intent VALUES (v_new.*);
    END IF;
    INSERT INTO pggit_internal.footprint
        (intent_id, statement_no, object_kind, object_name, parent_name, action, detail, key, place, slot)
    SELECT f.intent_id, f.statement_no, f.object_kind, f.object_name, f.parent_name, f.action, f.detail, f.key, f.place, f.slot
    FROM unnest(v_rows) AS f;

    PERFORM pggit_internal.record_transition(v_new.id, NULL, 'registered', v_reason, v_author, pggit_internal.intent_content(v_new));
    IF v_reports <> '{}' THEN
        PERFORM pggit_internal.insert_conflicts(v_reports, '{}');
        v_found := cardinality(v_reports) + v_new.unrecorded_errors + v_new.unrecorded_warnings;
        PERFORM pggit_internal.record_transition(
            v_new.id, 'registered', 'conflicted', format('%s found',
                CASE v_found WHEN 1 THEN '1 conflict' ELSE v_found || ' conflicts' END)
                || CASE WHEN v_found > cardinality(v_reports) THEN format(', %s of them recorded', cardinality(v_reports)) ELSE '' END, 'pggit'
        );
        PERFORM pggit_internal.announce_conflicts(v_reports, (
            SELECT jsonb_object_agg(i.id, i.branch_name) FROM public.tb_pggit_intent AS i
            WHERE i.id IN (SELECT r.intent_b FROM unnest(v_reports) AS r)
        ), v_new.unrecorded_errors, v_new.unrecorded_warnings);
    END IF;
    RETURN v_new;
END
$function$;
COMMENT ON FUNCTION pggit_internal.declare_intent(public.tb_pggit_intent, text[], text[], boolean) IS
'Checks a new intent, given with its DDL and the tables named beside it, gives it id, branch and risk level, finds '
'the active intents that it collides with, and writes its row, unless an INSERT does that afterwards, its '
'footprint, conflicts and history. Returns the row.';
