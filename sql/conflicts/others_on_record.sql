CREATE OR REPLACE FUNCTION pggit_internal.others_on_record(p_intent_id text) RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN ARRAY(
        SELECT c.intent_b::text FROM public.tb_pggit_conflict AS c
        WHERE c.intent_a = p_intent_id AND (c.closed_at IS NULL OR c.closed_reason = 'reviewed')
        UNION
        SELECT c.intent_a::text FROM public.tb_pggit_conflict AS c
        WHERE c.intent_b = p_intent_id AND (c.closed_at IS NULL OR c.closed_reason = 'reviewed')
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.others_on_record(text) IS
'The intents with which an intent has a conflict on record that is open or reviewed.';
