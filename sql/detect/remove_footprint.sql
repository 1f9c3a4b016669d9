CREATE OR REPLACE FUNCTION pggit_internal.remove_footprint(p_intent_id text, OUT own_keys text[], OUT all_keys text[])
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    WITH gone AS (
        DELETE FROM pggit_internal.footprint AS f WHERE f.intent_id = p_intent_id
        RETURNING f.key, f.object_kind, f.slot
    ),

    named AS (
        SELECT
            CASE WHEN g.object_kind = 'schema' THEN pggit_internal.slot_key(g.key, n.slot) ELSE g.key END AS key,
            g.slot IS NULL OR g.slot = n.slot AS is_own
        FROM gone AS g
        JOIN generate_series(0, pggit_internal.slots() - 1) AS n (slot) ON n.slot = 0 OR g.object_kind = 'schema'
    )

    SELECT coalesce(array_agg(DISTINCT n.key) FILTER (WHERE n.is_own), '{}'), coalesce(array_agg(DISTINCT n.key), '{}')
    INTO own_keys, all_keys FROM named AS n;
END
$function$;
COMMENT ON FUNCTION pggit_internal.remove_footprint(text) IS
'Removes an intent''s footprint. '
'Returns in own_keys the rows of object_key that it had locked, in all_keys also the other rows of its schemas.';
