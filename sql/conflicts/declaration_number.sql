CREATE OR REPLACE FUNCTION pggit_internal.declaration_number(p_intent_id text) RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    -- Not created_at, which is from before the wait for others. The number of the history's row is drawn while the
    -- object keys are locked.
    RETURN (
        SELECT max(h.id) FROM public.tb_pggit_intent_history AS h
        WHERE h.intent_id = p_intent_id AND (h.old_status IS NULL OR h.revision IS NOT NULL)
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.declaration_number(text) IS
'The place of an intent''s current declaration among all declarations. '
'Of two intents that collide, the one with the greater number is the newcomer.';
