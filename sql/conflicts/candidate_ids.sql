CREATE OR REPLACE FUNCTION pggit_internal.candidate_ids(p_footprint jsonb, p_agent_id text) RETURNS text []
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
-- Planned once per session, perhaps while the registry was empty: these keep the plan on the indexes at every size.
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $function$
BEGIN
    RETURN (
        -- Two uses of one object hardly ever collide, so a key that is only used looks for those who do more than use it.
        -- Two new partitions of a table may overlap, though, and two indexes of one be the same.
        WITH own AS MATERIALIZED (
            SELECT
                r.key,
                bool_or(
                    r.action <> 'use' OR r.object_kind = 'table' AND r.detail ->> 'by' IN ('partition', 'index')
                ) AS modifies
            FROM jsonb_populate_recordset(NULL::pggit_internal.footprint, p_footprint) AS r
            GROUP BY r.key
        ),

        met AS (
            SELECT f.intent_id FROM own AS o JOIN pggit_internal.footprint AS f ON f.key = o.key
            WHERE o.modifies
            UNION
            -- The actions are listed for the index: thousands may use what hardly anybody changes, a schema for example.
            SELECT f.intent_id FROM own AS o JOIN pggit_internal.footprint AS f ON f.key = o.key
            WHERE NOT o.modifies AND f.action IN ('create', 'alter', 'drop', 'rename')
        )

        SELECT coalesce(array_agg(i.id::text ORDER BY i.id), '{}')
        FROM met AS m
        JOIN public.tb_pggit_intent AS i ON i.id = m.intent_id
        WHERE i.agent_id <> p_agent_id
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.candidate_ids(jsonb, text) IS
'The intents of other agents whose footprints share an object key with this one, at least one side doing more than using it; in id order.';
REVOKE ALL ON FUNCTION pggit_internal.candidate_ids(jsonb, text) FROM PUBLIC;
