CREATE OR REPLACE FUNCTION pggit_internal.conflict_before_write() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_gone text;
BEGIN
    NEW.severity := pggit_internal.checked_choice(NEW.severity, 'severity', ARRAY['warning', 'error']);
    IF TG_OP = 'INSERT' THEN
        RETURN NEW;
    END IF;

    IF (NEW.id, NEW.intent_a, NEW.intent_b, NEW.conflict_type, NEW.affected_objects, NEW.created_at)
       IS DISTINCT FROM (OLD.id, OLD.intent_a, OLD.intent_b, OLD.conflict_type, OLD.affected_objects, OLD.created_at) THEN
        RAISE EXCEPTION 'what conflict % was found from cannot be changed', OLD.id
            USING ERRCODE = 'PI003',
                  DETAIL = 'id, intent_a, intent_b, conflict_type, affected_objects and created_at stay as they were found.',
                  HINT = 'Change severity, resolution_notes, reviewed and reviewed_by only, or call pggit_resolve_conflict().';
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
    END IF;
    RETURN NEW;
END
$function$;
COMMENT ON FUNCTION pggit_internal.conflict_before_write() IS
'Trigger: keeps a conflict''s facts as they were found, and its closing in line with its review. SECURITY DEFINER: a coordinator''s UPDATE needs to see both intents.';
REVOKE ALL ON FUNCTION pggit_internal.conflict_before_write() FROM PUBLIC;
