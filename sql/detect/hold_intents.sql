CREATE OR REPLACE FUNCTION pggit_internal.hold_intents(p_intent_ids text[]) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    -- Lock order: intents in id order.
    PERFORM FROM public.tb_pggit_intent AS i WHERE i.id = ANY(p_intent_ids) ORDER BY i.id FOR NO KEY UPDATE;
    -- A lock is gone at the end. Only a changed row makes a transaction with an older snapshot fail, which cannot see
    -- the conflict that has come.
    UPDATE public.tb_pggit_intent AS i SET updated_at = clock_timestamp() WHERE i.id = ANY(p_intent_ids);
END
$function$;
COMMENT ON FUNCTION pggit_internal.hold_intents(text[]) IS
'Keeps intents from ending while a conflict of theirs is opened; their end fails with 40001 in a transaction that '
'would not see the conflict.';
