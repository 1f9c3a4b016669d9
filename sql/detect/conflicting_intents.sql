CREATE OR REPLACE FUNCTION pggit_internal.conflicting_intents(p_intent_id text) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN (
        SELECT coalesce(jsonb_agg(DISTINCT c.intent_b), '[]')
        FROM public.tb_pggit_conflict AS c
        WHERE c.intent_a = p_intent_id AND c.closed_at IS NULL
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.conflicting_intents(text) IS
'What conflicts_with of an intent has to be: the other sides of its open conflicts as the newcomer.';
