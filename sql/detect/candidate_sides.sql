CREATE OR REPLACE FUNCTION pggit_internal.candidate_sides(p_footprint pggit_internal.footprint[], p_intent_ids text[])
RETURNS json
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET enable_hashjoin = off SET enable_mergejoin = off
AS $function$
DECLARE
    v_keys text[] := ARRAY(SELECT DISTINCT r.key FROM unnest(p_footprint) AS r);
    -- Intents that meet by a name meet by other keys than those of the objects. Not looked up by an index on these,
    -- which may have a hundred thousand entries for one.
    v_named text[] := ARRAY(
        SELECT f.intent_id::text FROM pggit_internal.footprint AS f
        WHERE f.intent_id = ANY(p_intent_ids) AND f.object_kind = 'name' AND array_position(v_keys, f.key) IS NOT NULL
    );
BEGIN
    IF p_intent_ids = '{}' THEN
        RETURN '[]'::json;
    END IF;
    RETURN (
        WITH
        -- What the two share, and what the candidate makes, renames and drops: an index goes with its column only if it
        -- is known to be the table's, a table that takes another's name has that one's columns.
        met AS (
            SELECT
                f.intent_id,
                -- Arrays and json cost half of what objects and jsonb do, and there may be thousands.
                json_agg(json_build_array(
                    f.statement_no, f.object_kind, f.object_name, f.parent_name, f.action, f.detail, f.key
                ) ORDER BY f.statement_no, f.place) AS footprint
            FROM pggit_internal.footprint AS f
            WHERE f.intent_id = ANY(p_intent_ids) AND (
                f.key = ANY(v_keys)
                OR f.action IN ('create', 'drop', 'rename')
                AND f.object_kind NOT IN ('column', 'attribute', 'enum value')
                OR f.detail ? 'how'
                OR f.intent_id = ANY(v_named)
            )
            GROUP BY f.intent_id
        )

        SELECT coalesce(json_agg(
            json_build_object(
                'intent_id', i.id, 'agent_id', i.agent_id, 'feature_name', i.feature_name, 'branch_name', i.branch_name,
                'footprint', m.footprint
            ) ORDER BY i.created_at, i.id
        ), '[]')
        FROM met AS m
        JOIN public.tb_pggit_intent AS i ON i.id = m.intent_id
        JOIN public.tb_pggit_status AS s ON s.status = i.status
        WHERE s.is_active
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.candidate_sides(pggit_internal.footprint[], text[]) IS
'What the judge gets to compare a footprint with: those of the intents that are active, oldest first, each with the '
'part of its footprint that shares keys with this one and with what it makes and drops.';
