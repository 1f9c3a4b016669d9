CREATE OR REPLACE FUNCTION pggit_internal.chain_conflict_history() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_last record;
BEGIN
    -- As chain_intent_history; who changes a conflict holds the lock on its row.
    NEW.chain_no := 1;
    NEW.previous_hash := NULL;
    IF NEW.event <> 'found' THEN
        SELECT h.chain_no, h.row_hash INTO v_last FROM public.tb_pggit_conflict_history AS h
        WHERE h.conflict_id = NEW.conflict_id ORDER BY h.chain_no DESC LIMIT 1;
        NEW.chain_no := coalesce(v_last.chain_no, 0) + 1;
        NEW.previous_hash := v_last.row_hash;
    END IF;
    NEW.transaction_id := pg_current_xact_id();
    NEW.changed_at := clock_timestamp();
    NEW.content_hash := (
        SELECT pggit_internal.conflict_content(c) FROM public.tb_pggit_conflict AS c WHERE c.id = NEW.conflict_id
    );
    NEW.row_hash := pggit_internal.link_hash(
        NEW.chain_no, NEW.previous_hash, pggit_internal.conflict_history_body(NEW)
    );
    RETURN NEW;
END
$function$;
COMMENT ON FUNCTION pggit_internal.chain_conflict_history() IS
'Trigger: links a new row to the chain of its conflict.';
