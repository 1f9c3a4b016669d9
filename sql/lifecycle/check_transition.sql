CREATE OR REPLACE FUNCTION pggit_internal.check_decided_order(p_intent_id text, p_new_status text) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_first record;
BEGIN
    SELECT c.id AS conflict_id, i.id, i.agent_id, i.branch_name, i.status, c.reviewed_by INTO v_first
    FROM public.tb_pggit_conflict AS c
    JOIN public.tb_pggit_resolution AS r ON r.resolution = c.resolution
    JOIN public.tb_pggit_intent AS i ON i.id = c.apply_first
    JOIN public.tb_pggit_status AS s ON s.status = i.status
    WHERE p_intent_id IN (c.intent_a, c.intent_b) AND i.id <> p_intent_id
        AND r.holds_back AND c.closed_reason = 'reviewed' AND s.is_active
    ORDER BY c.id LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'intent % cannot become %: % comes first', p_intent_id, p_new_status, v_first.id
            USING ERRCODE = 'PI035',
                  DETAIL = pggit_internal.shown(format('%s decided so about conflict %s. %s of %s is %s.',
                      v_first.reviewed_by, v_first.conflict_id, v_first.branch_name, v_first.agent_id, v_first.status)),
                  HINT = 'Wait until that one is merged or abandoned, or have a coordinator decide otherwise: '
                      || format('pggit_resolve_conflict(%s, resolution_notes, ...).', v_first.conflict_id);
    END IF;
END
$function$;
COMMENT ON FUNCTION pggit_internal.check_decided_order(text, text) IS
'Raises PI035 when another intent comes first by decision and is still active.';

CREATE OR REPLACE FUNCTION pggit_internal.check_transition(
    p_intent_id text, p_old_status text, p_new_status text, p_changed_by text
) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_transition public.tb_pggit_transition;
    v_needs text;
    v_allowed text;
    v_open bigint;
    v_errors bigint;
    v_shown text;
BEGIN
    IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
        -- An older snapshot shows what has been removed or changed since; locking it raises 40001.
        PERFORM FROM public.tb_pggit_transition AS t
        WHERE t.old_status = p_old_status AND t.new_status = p_new_status FOR SHARE;
    END IF;
    SELECT t.* INTO v_transition FROM public.tb_pggit_transition AS t
    WHERE t.old_status = p_old_status AND t.new_status = p_new_status;
    IF NOT FOUND THEN
        SELECT string_agg(t.new_status, ', ' ORDER BY s.position) INTO v_allowed
        FROM public.tb_pggit_transition AS t
        JOIN public.tb_pggit_status AS s ON s.status = t.new_status
        WHERE t.old_status = p_old_status AND t.new_status <> 'conflicted'
            AND NOT (t.old_status = 'conflicted' AND t.needs = 'no_open_conflict');
        RAISE EXCEPTION 'intent % is % and cannot become %', p_intent_id, p_old_status, p_new_status
            USING ERRCODE = 'PI001',
                  DETAIL = CASE WHEN v_allowed IS NULL THEN format('%s is final.', p_old_status)
                      ELSE format('From %s it can become: %s.', p_old_status, v_allowed) END,
                  HINT = CASE WHEN v_allowed IS NULL THEN 'Register a new intent for what is still to be done.'
                      ELSE 'tb_pggit_transition lists the changes that are allowed.' END;
    END IF;

    IF v_transition.allowed_role IS NOT NULL OR v_transition.not_by_author THEN
        PERFORM pggit_internal.check_transition_maker(p_intent_id, v_transition, p_changed_by);
    END IF;
    IF (SELECT s.settles FROM public.tb_pggit_status AS s WHERE s.status = p_new_status) = 'ordered_after_it' THEN
        PERFORM pggit_internal.check_decided_order(p_intent_id, p_new_status);
    END IF;
    v_needs := v_transition.needs;
    IF v_needs = 'nothing' THEN
        RETURN;
    ELSIF v_needs = 'start_requires' THEN
        v_needs := pggit_internal.setting('start_requires');
    END IF;

    SELECT count(*), count(*) FILTER (WHERE c.severity = 'error'),
           string_agg(format('conflict %s: %s with %s', c.id, c.conflict_type, c.intent_b), E'\n' ORDER BY c.id)
           FILTER (WHERE c.severity = 'error' OR v_needs = 'no_open_conflict')
    INTO v_open, v_errors, v_shown
    FROM public.tb_pggit_conflict AS c
    WHERE c.intent_a = p_intent_id AND c.closed_at IS NULL;

    IF v_needs = 'open_conflict' AND v_open = 0 THEN
        RAISE EXCEPTION 'intent % has no open conflict and cannot become %', p_intent_id, p_new_status
            USING ERRCODE = 'PI001',
                  DETAIL = format('It is %s.', p_old_status),
                  HINT = format('Only a conflict that is found or reopened leads to %s.', p_new_status);
    ELSIF (v_needs = 'no_unreviewed_error' AND v_errors > 0) OR (v_needs = 'no_open_conflict' AND v_open > 0) THEN
        RAISE EXCEPTION 'intent % cannot become %: % of its conflicts must be resolved first',
            p_intent_id, p_new_status, CASE v_needs WHEN 'no_open_conflict' THEN v_open ELSE v_errors END
            USING ERRCODE = 'PI002',
                  DETAIL = left(v_shown, 2000),
                  HINT = 'A coordinator decides with pggit_resolve_conflict(conflict_id, resolution_notes); '
                      || 'pggit_intent_status() shows suggestions. Or amend or abandon one of the two intents.';
    END IF;
END
$function$;
COMMENT ON FUNCTION pggit_internal.check_transition(text, text, text, text) IS
'Raises PI001 for a status change that tb_pggit_transition does not have, PI002 when it has it but conflicts stand '
'in the way, PI035 when another intent comes first by decision, 42501 or PI032 when the caller may not make it.';
