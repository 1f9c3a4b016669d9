CREATE OR REPLACE FUNCTION pggit_internal.checked_first(
    p_conflict public.tb_pggit_conflict, p_resolution text, p_apply_first text
) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_outcome CONSTANT text :=
        coalesce(nullif(p_conflict.proven_outcome, 'unproven'), p_conflict.predicted_outcome);
    v_both CONSTANT text := format('Conflict %s is between %s, the newcomer, and %s.',
        p_conflict.id, p_conflict.intent_a, p_conflict.intent_b);
    v_given text;
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.tb_pggit_resolution AS r WHERE r.resolution = p_resolution AND r.holds_back
    ) THEN
        IF p_apply_first IS NOT NULL THEN
            RAISE EXCEPTION 'apply_first belongs to the resolution one_after_the_other'
                USING ERRCODE = 'invalid_parameter_value',
                      DETAIL = format('resolution is %s.', coalesce(p_resolution, 'not given')),
                      HINT = 'Say resolution => ''one_after_the_other'', or leave apply_first out.';
        END IF;
        -- What another decision had put in order is not in order any more.
        RETURN CASE WHEN p_conflict.resolution IS NULL OR v_outcome = 'ordered' THEN p_conflict.apply_first::text END;
    END IF;

    v_given := coalesce(lower(btrim(p_apply_first)), p_conflict.apply_first)::text;
    IF v_given IS NULL THEN
        RAISE EXCEPTION 'which of the two goes first?'
            USING ERRCODE = 'null_value_not_allowed', DETAIL = v_both, HINT = 'Give its id as apply_first.';
    ELSIF v_given <> ALL(ARRAY[p_conflict.intent_a, p_conflict.intent_b]) THEN
        RAISE EXCEPTION 'apply_first must be one of the two intents'
            USING ERRCODE = 'invalid_parameter_value', DETAIL = v_both,
                  HINT = 'Give the whole id of the one that goes first.';
    ELSIF v_outcome = 'ordered' AND v_given <> p_conflict.apply_first THEN
        RAISE EXCEPTION 'intent % cannot go first', v_given
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('As declared only the other order works: %s first.', p_conflict.apply_first),
                  HINT = 'Leave apply_first out. Where that is wrong, pggit_verify_conflict() proves it, '
                      'and pggit_amend_intent() changes what is declared.';
    END IF;
    RETURN v_given;
END
$function$;
COMMENT ON FUNCTION pggit_internal.checked_first(public.tb_pggit_conflict, text, text) IS
'Which intent goes first in a conflict that is resolved like this, null when none does. '
'Raises 22004 when the call must say it and does not, 22023 when the one it says cannot go first.';

CREATE OR REPLACE FUNCTION public.pggit_resolve_conflict(
    conflict_id bigint,
    resolution_notes text,
    reviewed_by text DEFAULT NULL,
    severity text DEFAULT NULL,
    reviewed boolean DEFAULT true,
    resolution text DEFAULT NULL,
    apply_first text DEFAULT NULL
) RETURNS public.tb_pggit_conflict
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_conflict public.tb_pggit_conflict;
    v_severity text :=
        pggit_internal.checked_choice(pggit_resolve_conflict.severity, 'severity', pggit_internal.severities());
    v_resolution text := pggit_internal.checked_choice(pggit_resolve_conflict.resolution, 'resolution', (
        SELECT array_agg(r.resolution::text ORDER BY r.position) FROM public.tb_pggit_resolution AS r
    ));
    v_first text;
    v_reviewed_by text := pggit_internal.checked_author(pggit_resolve_conflict.reviewed_by, 'reviewed_by');
BEGIN
    IF pggit_resolve_conflict.resolution_notes ~ '^[[:space:]]*$'
       OR pggit_resolve_conflict.resolution_notes IS NULL THEN
        RAISE EXCEPTION 'resolution_notes must not be %',
            CASE WHEN pggit_resolve_conflict.resolution_notes IS NULL THEN 'null' ELSE 'blank' END
            USING ERRCODE = CASE WHEN pggit_resolve_conflict.resolution_notes IS NULL
                      THEN 'null_value_not_allowed' ELSE 'invalid_parameter_value' END,
                  HINT = 'Say what was decided; the history keeps it.';
    ELSIF pggit_resolve_conflict.reviewed IS NULL THEN
        RAISE EXCEPTION 'reviewed must not be null'
            USING ERRCODE = 'null_value_not_allowed',
                  HINT = 'true closes the conflict, false leaves it open or reopens it.';
    ELSIF v_resolution IS NOT NULL AND NOT pggit_resolve_conflict.reviewed THEN
        RAISE EXCEPTION 'a conflict that is left open is not resolved'
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('resolution is %s, reviewed is false.', v_resolution),
                  HINT = 'Leave one of the two out.';
    END IF;
    v_conflict := pggit_internal.known_conflict(pggit_resolve_conflict.conflict_id);

    -- Lock order: intents in id order, then their conflicts.
    PERFORM FROM public.tb_pggit_intent AS i
    WHERE i.id IN (v_conflict.intent_a, v_conflict.intent_b)
    ORDER BY i.id FOR NO KEY UPDATE;
    v_conflict := pggit_internal.known_conflict(v_conflict.id);
    v_first := pggit_internal.checked_first(v_conflict, v_resolution, pggit_resolve_conflict.apply_first);

    UPDATE public.tb_pggit_conflict AS c
    SET reviewed = pggit_resolve_conflict.reviewed,
        resolution_notes = pggit_resolve_conflict.resolution_notes,
        reviewed_by = coalesce(v_reviewed_by, pggit_internal.caller()),
        severity = coalesce(v_severity, c.severity),
        resolution = v_resolution,
        apply_first = v_first
    WHERE c.id = v_conflict.id
    RETURNING c.* INTO v_conflict;
    RETURN v_conflict;
END
$function$;
COMMENT ON FUNCTION public.pggit_resolve_conflict(bigint, text, text, text, boolean, text, text) IS
'Records what was decided about a conflict and closes it; with reviewed => false leaves it open, or reopens it. '
'The newcomer returns to its former status when this was its last open conflict. '
'resolution says which way was chosen, one of tb_pggit_resolution. '
'With one_after_the_other the intent that is not apply_first cannot be marked merged while the other is active. '
'SECURITY DEFINER: coordinators have no other right to close one. '
'Returns the conflict''s row. '
'Raises P0002 for an unknown conflict, 22023 for an unknown severity or resolution, blank notes or an order that '
'cannot be, PI006 when a side is final and the conflict cannot be reopened or put in that order.';
