CREATE OR REPLACE FUNCTION pggit_internal.stored_footprint(p_intent_ids text[]) RETURNS pggit_internal.footprint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN ARRAY(
        SELECT f FROM pggit_internal.footprint AS f
        WHERE f.intent_id = ANY(p_intent_ids)
        ORDER BY f.intent_id, f.statement_no, f.place, f.key
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.stored_footprint(text[]) IS 'The footprints of intents as they are stored.';
