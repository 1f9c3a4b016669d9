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
    v_changed_by CONSTANT text := pggit_internal.checked_author(pggit_amend_intent.changed_by, 'changed_by');
    v_settings record;
    v_read record;
    v_written record;
    v_found record;
    v_reports public.pggit_conflict_report[];
BEGIN
    -- Validate. A level that was assessed is assessed again, one that was given stays.
    v_settings := pggit_internal.registration_settings();
    v_new.risk_level := coalesce(
        pggit_internal.checked_choice(pggit_amend_intent.risk_level, 'risk_level', pggit_internal.risk_levels()),
        CASE WHEN v_old.risk_reasons IS NULL THEN v_old.risk_level END
    );
    v_new.estimated_duration_ms := coalesce(pggit_amend_intent.estimated_duration_ms, v_old.estimated_duration_ms);
    v_new := pggit_internal.validated_intent(v_new, v_old.agent_id, v_old.feature_name, v_settings.agent_binding);

    -- Read. Its rows keep the slot that they have: other registrations wait for each other there.
    v_new.schema_changes := to_jsonb(pggit_amend_intent.schema_changes);
    v_read := pggit_internal.read_intent(
        v_new, pggit_amend_intent.schema_changes,
        coalesce(pggit_amend_intent.tables_affected, pggit_internal.named_tables(v_old)),
        v_settings.check_syntax, v_settings.use_catalog, coalesce(
            (SELECT min(f.slot) FROM pggit_internal.footprint AS f WHERE f.intent_id = v_old.id),
            pggit_internal.session_slot()
        )
    );
    v_new := v_read.intent;
    IF (v_new.schema_changes, v_new.tables_affected, v_new.risk_level)
       = (v_old.schema_changes, v_old.tables_affected, v_old.risk_level)
       AND v_new.estimated_duration_ms IS NOT DISTINCT FROM v_old.estimated_duration_ms THEN
        RAISE NOTICE 'intent % declares just that already', v_old.id
            USING ERRCODE = 'PI014',
                  DETAIL = format('Its revision is %s. Nothing was written.', v_old.revision),
                  HINT = 'pggit_intent_status() shows its conflicts; pggit_verify_intent() looks for more by proof.';
        RETURN v_old;
    END IF;

    -- Queue. Its status may have changed before it was locked.
    PERFORM pggit_internal.lock_change(ARRAY[v_old], v_read.footprint_rows, v_old.agent_id);
    SELECT i.* INTO v_old FROM public.tb_pggit_intent AS i WHERE i.id = v_old.id;

    -- Write. Only then detect: what is found depends on the new revision's place in the history.
    v_written := pggit_internal.write_revision(
        v_old, v_new, v_read.footprint_rows, pggit_amend_intent.reason, v_changed_by
    );
    v_found := pggit_internal.find_amended_conflicts(v_written.intent, v_read.footprint, v_read.footprint_rows);
    v_reports := pggit_internal.judge_again(v_old.id, v_found.reports, v_written.changed, v_found.failed);

    -- Announce.
    IF v_reports <> '{}' THEN
        PERFORM pggit_internal.announce_conflicts(v_reports, v_found.more_errors, v_found.more_warnings);
    END IF;
    SELECT i.* INTO v_new FROM public.tb_pggit_intent AS i WHERE i.id = v_old.id;
    RETURN v_new;
END
$function$;
COMMENT ON FUNCTION public.pggit_amend_intent(text, text[], text[], integer, text, text, text) IS
'Declares other DDL for an active intent, which keeps its id, branch and status, and looks for conflicts again. '
'Conflicts with the same outcome and objects, to which it does what it did, keep their review. '
'Those that differ are open again, and the intent is the newcomer in them. '
'Those that are gone are closed as scope_changed. '
'New ones are added and announced as by registering. '
'What the intent declared before stays in v_pggit_revision. '
'Tables that were named beside the DDL stay named unless tables_affected says otherwise. '
'Proofs of earlier revisions are removed, and a status that took somebody''s approval is lost (PI016). '
'The same DDL again changes nothing, and says so (PI014). '
'SECURITY DEFINER: agents have no rights on the tables. '
'Returns the intent''s row. '
'Raises P0002 for an unknown id, 42501 for an agent that the caller is not bound to, PI001 when it is final, 40001 '
'when somebody else amends it meanwhile, and as pggit_register_intent does.';
