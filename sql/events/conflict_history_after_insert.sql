CREATE OR REPLACE FUNCTION pggit_internal.conflict_history_after_insert() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM pggit_internal.add_event(
        'conflict_' || NEW.event, c.intent_a, c.intent_b, c.id,
        jsonb_build_object(
            'conflict_type', c.conflict_type, 'severity', NEW.severity,
            'outcome', coalesce(c.proven_outcome, c.predicted_outcome), 'apply_first', c.apply_first
        )
    )
    FROM public.tb_pggit_conflict AS c WHERE c.id = NEW.conflict_id;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION pggit_internal.conflict_history_after_insert() IS
'Trigger: what happened to a conflict is an event. SECURITY DEFINER: nobody but the owner writes events.';
REVOKE ALL ON FUNCTION pggit_internal.conflict_history_after_insert() FROM PUBLIC;
