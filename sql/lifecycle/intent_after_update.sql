CREATE OR REPLACE FUNCTION pggit_internal.intent_after_update() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_status public.tb_pggit_status;
BEGIN
    SELECT s.* INTO v_status FROM public.tb_pggit_status AS s WHERE s.status = NEW.status;
    IF v_status.is_active THEN
        RETURN NULL;
    END IF;

    -- Lock order: intents in id order, then their conflicts; pggit_internal.move_intent has locked these already.
    PERFORM FROM public.tb_pggit_intent AS i
    WHERE i.id = ANY(pggit_internal.intents_freed_by(NEW.id))
    ORDER BY i.id FOR NO KEY UPDATE;
    UPDATE public.tb_pggit_conflict AS c
    SET closed_at = clock_timestamp(),
        closed_reason = format('%s %s', NEW.id, coalesce('superseded by ' || NEW.superseded_by, NEW.status)),
        resolution = CASE WHEN NEW.superseded_by = (
            SELECT o.superseded_by FROM public.tb_pggit_intent AS o
            WHERE o.id IN (c.intent_a, c.intent_b) AND o.id <> NEW.id
        ) THEN 'joined_forces' END
    WHERE c.closed_at IS NULL
        AND (c.intent_a = NEW.id OR c.intent_b = NEW.id)
        AND (v_status.settles = 'all' OR (v_status.settles = 'ordered_after_it' AND c.apply_first = NEW.id));
    PERFORM pggit_internal.release_footprint(NEW.id);
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION pggit_internal.intent_after_update() IS
'Trigger: an intent that has become final is no longer found by newcomers, and those of its conflicts that its '
'status settles fall away. SECURITY DEFINER: who may change a status need not have rights on conflicts.';
