CREATE OR REPLACE FUNCTION pggit_internal.replace_intents(
    p_intents public.tb_pggit_intent[], p_new public.tb_pggit_intent, p_words text, p_reason text, p_changed_by text
) RETURNS public.tb_pggit_intent
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_new public.tb_pggit_intent := p_new;
    v_changes CONSTANT text[] := pggit_internal.text_array(p_new.schema_changes, 'schema_changes');
    v_tables CONSTANT text[] := pggit_internal.text_array(p_new.tables_affected, 'tables_affected');
    v_changed_by CONSTANT text := pggit_internal.checked_author(p_changed_by, 'changed_by');
    v_ids CONSTANT text[] := ARRAY(SELECT i.id::text FROM unnest(p_intents) AS i);
    v_settings record;
    v_footprint jsonb;
BEGIN
    v_settings := pggit_internal.registration_settings();
    v_footprint := pggit_internal.with_catalog(
        v_settings.use_catalog, pggit_internal.read_declared(v_changes, v_tables, v_settings.check_syntax <> 'off', p_new.feature_name)
    );
    v_new.id := pggit_internal.new_intent_id();
    -- Lock order as for a registration: the branch before the object keys, then the intents.
    v_new.branch_name := public.pggit_allocate_branch(v_new.feature_name);
    PERFORM pggit_internal.hold_change(
        p_intents, pggit_internal.footprint_of(v_new.id, v_footprint, pggit_internal.session_slot()), v_new.agent_id
    );

    -- The new intent's row comes after the pointers to it, also where the caller has said SET CONSTRAINTS ALL IMMEDIATE.
    SET CONSTRAINTS public.superseding_intent_exists DEFERRED;
    -- All in one statement: a conflict among them falls away because both sides end in the same one.
    UPDATE public.tb_pggit_intent AS i
    SET status = 'abandoned', superseded_by = v_new.id,
        transition_reason = format('%s %s', p_words, v_new.id) || coalesce(': ' || p_reason, ''),
        transition_by = v_changed_by
    WHERE i.id = ANY(v_ids);

    v_new.transition_reason := format('in place of %s', array_to_string(v_ids, ', ')) || coalesce(': ' || p_reason, '');
    v_new.transition_by := v_changed_by;
    RETURN pggit_internal.declare_intent(v_new, v_changes, v_tables, false);
END
$function$;
COMMENT ON FUNCTION pggit_internal.replace_intents(public.tb_pggit_intent[], public.tb_pggit_intent, text, text, text) IS
'Registers an intent in place of others, given as they were read, which are abandoned with a pointer to it; '
'returns its row. Raises 40001 when one was amended meanwhile, PI001 when one has become final, and as registering '
'does.';
