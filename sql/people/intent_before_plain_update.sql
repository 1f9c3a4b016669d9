CREATE OR REPLACE FUNCTION pggit_internal.intent_before_plain_update() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM pggit_internal.check_agent(ARRAY[OLD.agent_id]);
    IF (NEW.unrecorded_errors, NEW.unrecorded_warnings)
       IS DISTINCT FROM (OLD.unrecorded_errors, OLD.unrecorded_warnings) THEN
        RAISE EXCEPTION 'pggit itself counts the unrecorded conflicts of intent %', OLD.id
            USING ERRCODE = 'PI003',
                  DETAIL = format('Errors: %s, warnings: %s.', OLD.unrecorded_errors, OLD.unrecorded_warnings),
                  HINT = 'They change when conflicts on record are settled; pggit_unrecorded_conflicts() lists them.';
    END IF;
    NEW.transition_by := pggit_internal.checked_author(NEW.transition_by, 'transition_by');
    RETURN NEW;
END
$function$;
COMMENT ON FUNCTION pggit_internal.intent_before_plain_update() IS
'Trigger for an UPDATE that no function of pggit makes: who makes it must be allowed to act for the intent''s '
'agent. SECURITY DEFINER: the bindings are not everybody''s to read.';
