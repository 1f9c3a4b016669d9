CREATE OR REPLACE FUNCTION pggit_internal.chain_intent_history() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    -- Whoever changes an intent holds the lock on its row, so its chain grows one row after the other. The unique
    -- constraint on the number stands behind that.
    NEW.chain_no := 1;
    NEW.previous_hash := NULL;
    -- The first row has no status before it.
    IF NEW.old_status IS NOT NULL THEN
        SELECT h.chain_no + 1, h.row_hash INTO NEW.chain_no, NEW.previous_hash FROM public.tb_pggit_intent_history AS h
        WHERE h.intent_id = NEW.intent_id ORDER BY h.chain_no DESC LIMIT 1;
    END IF;
    -- First the number, then the time: a row whose transaction began after a seal is not older than the seal.
    NEW.transaction_id := pg_current_xact_id();
    NEW.changed_at := clock_timestamp();
    NEW.row_hash := pggit_internal.link_hash(NEW.chain_no, NEW.previous_hash, pggit_internal.intent_history_body(NEW));
    RETURN NEW;
END
$function$;
COMMENT ON FUNCTION pggit_internal.chain_intent_history() IS 'Trigger: links a new row to the chain of its intent.';
