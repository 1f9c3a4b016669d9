CREATE OR REPLACE FUNCTION pggit_internal.check_mover(p_intent_id text, p_new_status text) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    -- Where a transition names who makes it, check_transition() checks that.
    PERFORM pggit_internal.check_agent(ARRAY[i.agent_id::text])
    FROM public.tb_pggit_intent AS i
    LEFT JOIN public.tb_pggit_transition AS t ON t.old_status = i.status AND t.new_status = p_new_status
    WHERE i.id = p_intent_id AND t.allowed_role IS NULL AND t.not_by_author IS NOT TRUE;
END
$function$;
COMMENT ON FUNCTION pggit_internal.check_mover(text, text) IS
'Raises 42501 when the caller may not act for the intent''s agent, unless the transition names who makes it.';

CREATE OR REPLACE FUNCTION pggit_internal.move_intent(
    p_intent_id text, p_new_status text, p_reason text, p_changed_by text
) RETURNS public.tb_pggit_intent
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_intent_id text := pggit_internal.checked_intent_id(p_intent_id);
    v_intent public.tb_pggit_intent;
    v_ends CONSTANT boolean := EXISTS (
        SELECT FROM public.tb_pggit_status AS s WHERE s.status = p_new_status AND NOT s.is_active
    );
    v_locked text[];
BEGIN
    -- What the caller may not read does not exist for them. An intent keeps its agent, so this takes no lock.
    IF NOT pggit_internal.belongs_to_agents(v_intent_id, v_intent_id, pggit_internal.reading_agents()) THEN
        v_intent_id := NULL;
    END IF;
    PERFORM pggit_internal.check_mover(v_intent_id, p_new_status);

    -- Lock order: intents in id order, then their conflicts. Ending this one may free others. While this waits for
    -- their locks, a further newcomer may be registered; once this one is locked, none can.
    LOOP
        v_locked := v_intent_id || CASE WHEN v_ends THEN pggit_internal.intents_freed_by(v_intent_id) ELSE '{}' END;
        BEGIN
            PERFORM FROM public.tb_pggit_intent AS i WHERE i.id = ANY(v_locked) ORDER BY i.id FOR NO KEY UPDATE;
            EXIT WHEN NOT v_ends OR pggit_internal.intents_freed_by(v_intent_id) <@ v_locked;
            -- Only a rolled back subtransaction gives locks up again.
            RAISE EXCEPTION 'one more intent is to be locked'
                USING ERRCODE = 'PI021', HINT = 'pggit_internal.move_intent handles this itself.';
        EXCEPTION WHEN SQLSTATE 'PI021' THEN
            NULL;
        END;
    END LOOP;

    SELECT i.* INTO v_intent FROM public.tb_pggit_intent AS i WHERE i.id = v_intent_id;
    IF NOT FOUND THEN
        -- Changing one takes its whole id: a prefix that fits today may fit two tomorrow.
        RAISE EXCEPTION 'intent "%" does not exist', pggit_internal.shown(left(p_intent_id, 60))
            USING ERRCODE = 'no_data_found',
                  HINT = 'Give the whole id; '
                      || 'SELECT id, agent_id, feature_name, status FROM pggit_list_intents(); shows them.';
    ELSIF v_intent.status = p_new_status THEN
        RAISE EXCEPTION 'intent % is % already', v_intent_id, p_new_status
            USING ERRCODE = 'PI001', HINT = 'Nothing is left to do.';
    END IF;

    -- Who may move it depends on its status, and somebody else may have changed that meanwhile.
    PERFORM pggit_internal.check_mover(v_intent_id, p_new_status);
    UPDATE public.tb_pggit_intent AS i
    SET status = p_new_status,
        transition_reason = p_reason,
        -- The column is narrower than what a caller may give: it would be refused there without advice.
        transition_by = pggit_internal.checked_author(p_changed_by, 'changed_by')
    WHERE i.id = v_intent_id;
    SELECT i.* INTO v_intent FROM public.tb_pggit_intent AS i WHERE i.id = v_intent_id;
    RETURN v_intent;
END
$function$;
COMMENT ON FUNCTION pggit_internal.move_intent(text, text, text, text) IS
'Changes an intent''s status and returns its row. Raises P0002 for an unknown id, 42501 when the caller may not act '
'for its agent, PI001, PI002, PI032 or PI035 when the change is not allowed.';
