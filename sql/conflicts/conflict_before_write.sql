CREATE OR REPLACE FUNCTION pggit_internal.suggested_calls(p_conflict public.tb_pggit_conflict) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_outcome text := coalesce(p_conflict.predicted_outcome, 'unproven')::text;
BEGIN
    RETURN coalesce((
        SELECT to_jsonb('In one call: ' || string_agg(
            format(r.call, p_conflict.id, p_conflict.intent_a, p_conflict.intent_b,
                coalesce(p_conflict.apply_first, p_conflict.intent_b)),
            '; or ' ORDER BY r.position
        ) || '.')
        FROM public.tb_pggit_resolution AS r
        WHERE v_outcome = ANY(r.fits_outcomes)
    ), '[]');
END
$function$;
COMMENT ON FUNCTION pggit_internal.suggested_calls(public.tb_pggit_conflict) IS
'The calls that settle a conflict that was found, as one more suggestion: those of tb_pggit_resolution that fit its '
'outcome.';

CREATE OR REPLACE FUNCTION pggit_internal.conflict_before_write() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_gone text;
    v_is_amended boolean;
BEGIN
    NEW.severity := pggit_internal.checked_choice(NEW.severity, 'severity', pggit_internal.severities());
    IF TG_OP = 'INSERT' THEN
        NEW.resolution_suggestions := NEW.resolution_suggestions || pggit_internal.suggested_calls(NEW);
        RETURN NEW;
    END IF;

    IF (NEW.id, NEW.intent_a, NEW.intent_b, NEW.conflict_type, NEW.affected_objects, NEW.created_at)
       IS DISTINCT FROM
       (OLD.id, OLD.intent_a, OLD.intent_b, OLD.conflict_type, OLD.affected_objects, OLD.created_at) THEN
        v_is_amended := EXISTS (
            SELECT FROM public.tb_pggit_intent_history AS h
            WHERE h.intent_id IN (OLD.intent_a, OLD.intent_b) AND h.revision IS NOT NULL
                AND h.transaction_id = pg_current_xact_id()
        );
    END IF;
    IF v_is_amended AND (NEW.id, NEW.conflict_type, NEW.created_at) = (OLD.id, OLD.conflict_type, OLD.created_at)
       AND ARRAY[least(NEW.intent_a, NEW.intent_b), greatest(NEW.intent_a, NEW.intent_b)]
       = ARRAY[least(OLD.intent_a, OLD.intent_b), greatest(OLD.intent_a, OLD.intent_b)] THEN
        -- Found anew, because one of the two declares something else.
        NEW.resolution_suggestions := NEW.resolution_suggestions || pggit_internal.suggested_calls(NEW);
    ELSIF v_is_amended IS NOT NULL THEN
        RAISE EXCEPTION 'what conflict % was found from cannot be changed', OLD.id
            USING ERRCODE = 'PI003',
                  DETAIL = 'id, intent_a, intent_b, conflict_type, affected_objects and created_at stay as found.',
                  HINT = 'Change severity, resolution_notes, resolution, reviewed and reviewed_by only, '
                      'or call pggit_resolve_conflict().';
    END IF;

    IF NEW.reviewed AND NOT OLD.reviewed THEN
        NEW.reviewed_at := clock_timestamp();
        IF NEW.closed_at IS NULL THEN
            NEW.closed_at := NEW.reviewed_at;
            NEW.closed_reason := 'reviewed';
        END IF;
    ELSIF OLD.reviewed AND NOT NEW.reviewed THEN
        PERFORM pggit_internal.hold_intents(ARRAY[OLD.intent_a, OLD.intent_b]);
        SELECT format('%s is %s', i.id, i.status) INTO v_gone
        FROM public.tb_pggit_intent AS i
        JOIN public.tb_pggit_status AS s ON s.status = i.status
        WHERE i.id IN (OLD.intent_a, OLD.intent_b) AND NOT s.is_active
        LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION 'conflict % cannot be reopened', OLD.id
                USING ERRCODE = 'PI006',
                      DETAIL = format('Intent %s.', v_gone),
                      HINT = 'Declare a new intent for what is still to be done; it is checked anew.';
        END IF;
        NEW.reviewed_at := NULL;
        NEW.closed_at := NULL;
        NEW.closed_reason := NULL;
        NEW.resolution := NULL;
        -- Only a decision had put one before the other.
        IF 'ordered' <> ALL(ARRAY[NEW.predicted_outcome, NEW.proven_outcome]) IS NOT FALSE THEN
            NEW.apply_first := NULL;
        END IF;
    END IF;

    IF NEW.resolution IS DISTINCT FROM OLD.resolution AND NEW.apply_first IS NOT NULL
       AND (SELECT r.holds_back FROM public.tb_pggit_resolution AS r WHERE r.resolution = NEW.resolution) THEN
        -- A transaction with an older snapshot that marks the second one merged would not see the decision.
        PERFORM pggit_internal.hold_intents(ARRAY[OLD.intent_a, OLD.intent_b]);
        SELECT format('%s is %s', i.id, i.status) INTO v_gone
        FROM public.tb_pggit_intent AS i
        JOIN public.tb_pggit_status AS s ON s.status = i.status
        WHERE i.id IN (OLD.intent_a, OLD.intent_b) AND i.id <> NEW.apply_first AND NOT s.is_active;
        IF FOUND THEN
            RAISE EXCEPTION 'conflict %: the intent that is to wait has ended', OLD.id
                USING ERRCODE = 'PI006',
                      DETAIL = format('Intent %s.', v_gone),
                      HINT = 'Nothing is left to put in order; say risk_accepted, or nothing.';
        END IF;
    END IF;
    RETURN NEW;
END
$function$;
COMMENT ON FUNCTION pggit_internal.conflict_before_write() IS
'Trigger: keeps a conflict''s facts as they were found, and its closing in line with its review. '
'SECURITY DEFINER: a coordinator''s UPDATE needs to see both intents.';
