CREATE OR REPLACE FUNCTION pggit_internal.candidate_sides(p_footprint jsonb, p_intent_ids text []) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT coalesce(jsonb_agg(
        jsonb_build_object(
            'intent_id', i.id, 'agent_id', i.agent_id, 'feature_name', i.feature_name, 'branch_name', i.branch_name,
            'footprint', (
                SELECT coalesce(jsonb_agg(to_jsonb(f) - 'intent_id' ORDER BY f.statement_no), '[]')
                FROM pggit_internal.footprint AS f
                WHERE f.intent_id = i.id
                    AND f.key IN (SELECT r.key FROM pggit_internal.footprint_rows(p_footprint) AS r)
            )
        ) ORDER BY i.created_at, i.id
    ), '[]')
    FROM public.tb_pggit_intent AS i
    JOIN public.tb_pggit_status AS s ON s.status = i.status
    WHERE i.id = ANY(p_intent_ids) AND s.is_active;
END;
COMMENT ON FUNCTION pggit_internal.candidate_sides(jsonb, text []) IS
'Those of the intents that are active, oldest first, each with the part of its footprint that shares keys with this one: what the judge gets.';
REVOKE ALL ON FUNCTION pggit_internal.candidate_sides(jsonb, text []) FROM PUBLIC;
