CREATE OR REPLACE FUNCTION public.pggit_amend_intent(
    intent_id text,
    schema_changes text[],
    tables_affected text[] DEFAULT NULL,
    estimated_duration_ms integer DEFAULT NULL,
    risk_level text DEFAULT NULL,
    reason text DEFAULT NULL,
    changed_by text DEFAULT NULL
) RETURNS public.tb_pggit_intent
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_old public.tb_pggit_intent := pggit_internal.changeable_intent(pggit_amend_intent.intent_id);
    v_new public.tb_pggit_intent := v_old;
    v_changed_by text := pggit_internal.checked_author(pggit_amend_intent.changed_by, 'changed_by');
    v_risk_level text := pggit_internal.checked_choice(pggit_amend_intent.risk_level, 'risk_level', pggit_internal.risk_levels());
    v_settings record;
    v_read jsonb;
    v_footprint jsonb;
    v_slot integer;
    v_rows pggit_internal.footprint[];
    v_keys text[];
    v_changed text[];
    v_sides json;
    v_everybody text[];
    v_detected record;
    v_reports public.pggit_conflict_report[];
    v_failed text[];
    v_known boolean[];
    v_worst record;
BEGIN
    IF pggit_amend_intent.estimated_duration_ms < 0 THEN
        RAISE EXCEPTION 'estimated_duration_ms must not be negative'
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('The value is %s.', pggit_amend_intent.estimated_duration_ms),
                  HINT = 'Give milliseconds, or leave it out.';
    END IF;
    v_settings := pggit_internal.registration_settings();
    v_read := pggit_internal.read_declared(
        pggit_amend_intent.schema_changes, coalesce(pggit_amend_intent.tables_affected, pggit_internal.named_tables(v_old)),
        v_settings.check_syntax <> 'off', v_old.feature_name
    );
    v_footprint := pggit_internal.with_catalog(v_settings.use_catalog, v_read);

    v_new.schema_changes := to_jsonb(pggit_amend_intent.schema_changes);
    v_new.tables_affected := v_read -> 'tables_affected';
    v_new.estimated_duration_ms := coalesce(pggit_amend_intent.estimated_duration_ms, v_old.estimated_duration_ms);
    -- A level that was assessed is assessed again, one that was given stays.
    v_new.risk_level := coalesce(v_risk_level, CASE WHEN v_old.risk_reasons IS NOT NULL THEN v_read ->> 'risk_level' ELSE v_old.risk_level END);
    IF (v_new.schema_changes, v_new.tables_affected, v_new.risk_level) = (v_old.schema_changes, v_old.tables_affected, v_old.risk_level)
       AND v_new.estimated_duration_ms IS NOT DISTINCT FROM v_old.estimated_duration_ms THEN
        RAISE NOTICE 'intent % declares just that already', v_old.id
            USING ERRCODE = 'PI014',
                  DETAIL = format('Its revision is %s. Nothing was written.', v_old.revision),
                  HINT = 'pggit_intent_status() shows its conflicts; pggit_verify_intent() looks for more by proof.';
        RETURN v_old;
    END IF;
    IF v_risk_level IS NOT NULL THEN
        v_new.risk_reasons := NULL;
    ELSIF v_old.risk_reasons IS NOT NULL THEN
        v_new.risk_reasons := v_read -> 'risk_reasons';
    END IF;
    v_new.analysis := pggit_internal.analysis_of(v_read, v_footprint);

    v_slot := coalesce((SELECT min(f.slot) FROM pggit_internal.footprint AS f WHERE f.intent_id = v_old.id), pggit_internal.session_slot());
    v_rows := pggit_internal.footprint_of(v_old.id, v_footprint, v_slot);
    PERFORM pggit_internal.hold_change(ARRAY[v_old], v_rows, v_old.agent_id);

    -- Locked now: its status may have changed since it was read.
    SELECT i.* INTO v_old FROM public.tb_pggit_intent AS i WHERE i.id = v_old.id;
    v_new.revision := v_old.revision + 1;
    v_new.status := v_old.status;
    v_new.status_before_conflict := v_old.status_before_conflict;
    IF v_old.status = 'conflicted' THEN
        v_new.status_before_conflict := pggit_internal.status_without_approval(v_old.id, coalesce(v_old.status_before_conflict, 'registered'));
    ELSE
        v_new.status := pggit_internal.status_without_approval(v_old.id, v_old.status);
    END IF;
    IF (v_new.status, v_new.status_before_conflict) IS DISTINCT FROM (v_old.status, v_old.status_before_conflict) THEN
        RAISE NOTICE 'intent % was % and is % again', v_old.id, coalesce(v_old.status_before_conflict, v_old.status),
            coalesce(v_new.status_before_conflict, v_new.status)
            USING ERRCODE = 'PI016', DETAIL = 'An approval is of what was seen, and that was an earlier revision.',
                  HINT = 'Ask for another one: pggit_move_intent().';
    END IF;
    PERFORM pggit_internal.record_transition(
        v_old.id, v_old.status, v_new.status, pggit_amend_intent.reason, v_changed_by, pggit_internal.intent_content(v_new), NULL,
        v_new.revision, jsonb_build_object(
            'schema_changes', v_old.schema_changes, 'tables_affected', v_old.tables_affected,
            'risk_level', v_old.risk_level, 'estimated_duration_ms', v_old.estimated_duration_ms
        )
    );
    UPDATE public.tb_pggit_intent AS i
    SET schema_changes = v_new.schema_changes, tables_affected = v_new.tables_affected, revision = v_new.revision,
        risk_level = v_new.risk_level, estimated_duration_ms = v_new.estimated_duration_ms,
        analysis = v_new.analysis, risk_reasons = v_new.risk_reasons, extension_errors = NULL,
        status = v_new.status, status_before_conflict = v_new.status_before_conflict
    WHERE i.id = v_old.id
    RETURNING i.* INTO v_new;
    v_changed := pggit_internal.changed_names(v_old.id, v_rows);
    v_keys := (pggit_internal.take_footprint(v_old.id)).own_keys;
    INSERT INTO pggit_internal.footprint
        (intent_id, statement_no, object_kind, object_name, parent_name, action, detail, key, place, slot)
    SELECT f.intent_id, f.statement_no, f.object_kind, f.object_name, f.parent_name, f.action, f.detail, f.key, f.place, f.slot
    FROM unnest(v_rows) AS f;
    PERFORM pggit_internal.drop_unneeded_keys(v_keys);
    DELETE FROM public.tb_pggit_proof AS p WHERE v_old.id IN (p.intent_a, p.intent_b);

    -- Also with those that have ended and are in open conflict with it still: newcomers do not find these any more.
    v_sides := (
        SELECT coalesce(json_agg(x.side ORDER BY x.place, x.id), '[]')
        FROM (
            SELECT c.side, c.place, '' AS id
            FROM json_array_elements(
                pggit_internal.candidate_sides(v_rows, pggit_internal.candidate_ids(v_rows, v_old.agent_id))
            ) WITH ORDINALITY AS c (side, place)
            UNION ALL
            SELECT pggit_internal.intent_side(o.id)::json, NULL, o.id
            FROM public.tb_pggit_intent AS o
            JOIN public.tb_pggit_status AS s ON s.status = o.status
            WHERE NOT s.is_active AND o.id IN (
                SELECT CASE c.intent_a WHEN v_old.id THEN c.intent_b ELSE c.intent_a END FROM public.tb_pggit_conflict AS c
                WHERE c.closed_at IS NULL AND v_old.id IN (c.intent_a, c.intent_b)
            )
        ) AS x
    );
    v_everybody := pggit_internal.active_others(v_old.agent_id);
    v_detected := pggit_internal.detect(
        jsonb_build_object('intent_id', v_old.id, 'agent_id', v_old.agent_id, 'feature_name', v_old.feature_name,
                           'branch_name', v_old.branch_name, 'footprint', v_footprint),
        v_sides, v_new, v_everybody, NULL
    );
    v_failed := ARRAY(SELECT f.failure ->> 'name' FROM jsonb_array_elements(v_detected.failures) AS f (failure)
                      WHERE f.failure ->> 'kind' = 'detector');
    IF v_detected.failures <> '[]' THEN
        UPDATE public.tb_pggit_intent AS i SET extension_errors = v_detected.failures
        WHERE i.id = v_old.id;
    END IF;
    -- A pair that has a conflict on record is judged again, however many there are; of the others the worst are recorded.
    v_known := ARRAY(
        SELECT EXISTS (
            SELECT FROM public.tb_pggit_conflict AS c
            WHERE (c.closed_at IS NULL OR c.closed_reason = 'reviewed')
                AND (c.intent_a = v_old.id AND c.intent_b = r.intent_b OR c.intent_a = r.intent_b AND c.intent_b = v_old.id)
        )
        FROM unnest(v_detected.reports) WITH ORDINALITY AS r (
            intent_a, agent_a, feature_a, intent_b, agent_b, feature_b, conflict_type, affected_objects, severity, outcome,
            apply_first, suggestions, metadata, place
        )
        ORDER BY r.place
    );
    v_worst := pggit_internal.worst_reports(ARRAY(
        SELECT v_detected.reports[k.place] FROM unnest(v_known) WITH ORDINALITY AS k (is_known, place) WHERE NOT k.is_known ORDER BY k.place
    ), pggit_internal.setting('conflict_records')::integer);
    UPDATE public.tb_pggit_intent AS i
    SET unrecorded_errors = v_worst.more_errors, unrecorded_warnings = v_worst.more_warnings
    WHERE i.id = v_old.id AND (i.unrecorded_errors, i.unrecorded_warnings) <> (v_worst.more_errors, v_worst.more_warnings);
    v_reports := pggit_internal.judge_again(
        v_old.id, pggit_internal.with_other_views(v_old.id, ARRAY(
            SELECT v_detected.reports[k.place] FROM unnest(v_known) WITH ORDINALITY AS k (is_known, place) WHERE k.is_known ORDER BY k.place
        ) || v_worst.reports), v_changed, v_failed
    );
    IF v_reports <> '{}' THEN
        PERFORM pggit_internal.announce_conflicts(v_reports, (
            SELECT jsonb_object_agg(i.id, i.branch_name) FROM public.tb_pggit_intent AS i
            WHERE i.id IN (SELECT r.intent_b FROM unnest(v_reports) AS r)
        ), v_worst.more_errors, v_worst.more_warnings);
    END IF;
    SELECT i.* INTO v_new FROM public.tb_pggit_intent AS i WHERE i.id = v_old.id;
    RETURN v_new;
END
$function$;
COMMENT ON FUNCTION public.pggit_amend_intent(text, text[], text[], integer, text, text, text) IS
'Declares other DDL for an active intent, which keeps its id, branch and status, and looks for conflicts again: '
'those with the same outcome and objects, to which it does what it did, keep their review; '
'the others are open again, and the intent is the newcomer in them; '
'those that are gone are closed as scope_changed; new ones are added and announced as by registering. '
'What the intent declared before stays in v_pggit_revision. Tables that were named beside the DDL stay named '
'unless tables_affected says otherwise. Proofs of earlier revisions are removed, and a status that took '
'somebody''s approval is lost (PI016). The same DDL again changes nothing, and says so (PI014). SECURITY DEFINER: '
'agents have no rights on the tables. Raises P0002 for an unknown id, 42501 for an agent that the caller is not '
'bound to, PI001 when it is final, 40001 when somebody else amends it meanwhile, and as pggit_register_intent does.';
