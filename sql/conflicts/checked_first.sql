CREATE OR REPLACE FUNCTION pggit_internal.checked_first(
    p_conflict public.tb_pggit_conflict, p_resolution text, p_apply_first text
) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_outcome CONSTANT text := coalesce(nullif(p_conflict.proven_outcome, 'unproven'), p_conflict.predicted_outcome)::text;
    v_both CONSTANT text := format('Conflict %s is between %s, the newcomer, and %s.', p_conflict.id, p_conflict.intent_a, p_conflict.intent_b);
    v_given text;
BEGIN
    IF NOT coalesce((SELECT r.holds_back FROM public.tb_pggit_resolution AS r WHERE r.resolution = p_resolution), false) THEN
        IF p_apply_first IS NOT NULL THEN
            RAISE EXCEPTION 'apply_first belongs to the resolution one_after_the_other'
                USING ERRCODE = 'invalid_parameter_value', DETAIL = format('resolution is %s.', coalesce(p_resolution, 'not given')),
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
            USING ERRCODE = 'invalid_parameter_value', DETAIL = v_both, HINT = 'Give the whole id of the one that goes first.';
    ELSIF v_outcome = 'ordered' AND v_given <> p_conflict.apply_first THEN
        RAISE EXCEPTION 'intent % cannot go first', v_given
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('As declared only the other order works: %s first.', p_conflict.apply_first),
                  HINT = 'Leave apply_first out. Where that is wrong, pggit_verify_conflict() proves it, and pggit_amend_intent() changes what is declared.';
    END IF;
    RETURN v_given;
END
$function$;
COMMENT ON FUNCTION pggit_internal.checked_first(public.tb_pggit_conflict, text, text) IS
'Which intent goes first in a conflict that is resolved like this, null when none; '
'raises 22004 when that must be said, 22023 when it cannot be.';
