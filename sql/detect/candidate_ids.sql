CREATE OR REPLACE FUNCTION pggit_internal.candidate_ids(p_footprint pggit_internal.footprint[], p_agent_id text)
RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
-- The arrays keep the plan on the indexes too: beside them there is nothing to begin with.
AS $function$
DECLARE
    v_met text[];
BEGIN
    -- Two uses of one object hardly ever collide, so a key that is only used looks for those who do more than use it.
    -- Two new partitions of a table may overlap, though, and two indexes of one be the same.
    v_met := ARRAY(
        SELECT f.intent_id::text FROM pggit_internal.footprint AS f
        WHERE f.key = ANY(ARRAY(
            SELECT p.key FROM unnest(p_footprint) AS p
            WHERE p.action <> 'use' OR p.object_kind = 'table' AND p.detail ->> 'by' IN ('partition', 'index')
        ))
        UNION ALL
        -- As idx_pggit_footprint_modified_key has it: thousands may use what hardly anybody changes.
        SELECT f.intent_id::text FROM pggit_internal.footprint AS f
        WHERE CASE WHEN f.action <> 'use' THEN f.key END = ANY(ARRAY(SELECT p.key FROM unnest(p_footprint) AS p))
            AND f.action <> 'use'
    );
    IF v_met = '{}' THEN
        RETURN v_met;
    END IF;
    RETURN ARRAY(
        SELECT i.id::text FROM public.tb_pggit_intent AS i
        WHERE i.id = ANY(v_met) AND i.agent_id <> p_agent_id
        ORDER BY i.id
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.candidate_ids(pggit_internal.footprint[], text) IS
'The intents of other agents whose footprints share an object key with this one, where at least one side does more '
'than use the object; in id order.';
