CREATE OR REPLACE FUNCTION pggit_internal.replace_intents(
    p_intents public.tb_pggit_intent[], p_new public.tb_pggit_intent, p_words text, p_reason text, p_changed_by text
) RETURNS public.tb_pggit_intent
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_ids CONSTANT text[] := ARRAY(SELECT i.id::text FROM unnest(p_intents) AS i);
    v_changed_by CONSTANT text := pggit_internal.checked_author(p_changed_by, 'changed_by');
    v_prepared record;
    v_found record;
    v_intent public.tb_pggit_intent;
BEGIN
    v_prepared := pggit_internal.prepare_intent(
        p_new, p_new.agent_id, p_new.feature_name, pggit_internal.text_array(p_new.schema_changes, 'schema_changes'),
        pggit_internal.text_array(p_new.tables_affected, 'tables_affected')
    );
    v_intent := v_prepared.intent;
    PERFORM pggit_internal.lock_change(p_intents, v_prepared.footprint_rows, v_intent.agent_id);

    -- The new intent's row comes after the pointers to it, also where the caller has said SET CONSTRAINTS ALL
    -- IMMEDIATE.
    SET CONSTRAINTS public.superseding_intent_exists DEFERRED;
    -- All in one statement: a conflict among them falls away because both sides end in the same one.
    UPDATE public.tb_pggit_intent AS i
    SET status = 'abandoned', superseded_by = v_intent.id,
        transition_reason = format('%s %s', p_words, v_intent.id) || coalesce(': ' || p_reason, ''),
        transition_by = v_changed_by
    WHERE i.id = ANY(v_ids);

    v_found := pggit_internal.find_conflicts(v_intent, v_prepared.footprint, v_prepared.footprint_rows);
    v_intent := v_found.intent;
    INSERT INTO public.tb_pggit_intent VALUES (v_intent.*);
    PERFORM pggit_internal.write_declaration(
        v_intent, v_prepared.footprint_rows, v_found.reports,
        format('in place of %s', array_to_string(v_ids, ', ')) || coalesce(': ' || p_reason, ''), v_changed_by
    );
    RETURN v_intent;
END
$function$;
COMMENT ON FUNCTION pggit_internal.replace_intents(
    public.tb_pggit_intent[], public.tb_pggit_intent, text, text, text
) IS
'Registers an intent in place of others, given as they were read, which are abandoned with a pointer to it. '
'Returns the new intent''s row. '
'Raises 40001 when one was amended meanwhile, PI001 when one has become final, and as registering does.';
