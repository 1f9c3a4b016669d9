CREATE OR REPLACE FUNCTION pggit_internal.history_after_insert() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM pggit_internal.add_event(
        CASE WHEN NEW.old_status IS NULL THEN 'registered' WHEN NEW.revision IS NOT NULL THEN 'amended'
            ELSE 'status_changed' END,
        NEW.intent_id,
        jsonb_build_object(
            'old_status', NEW.old_status, 'new_status', NEW.new_status,
            'revision', NEW.revision, 'superseded_by', NEW.superseded_by
        )
    );
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION pggit_internal.history_after_insert() IS
'Trigger: a status change or amendment on record is an event. SECURITY DEFINER: nobody but the owner writes events.';
