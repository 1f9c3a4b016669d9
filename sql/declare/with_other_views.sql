CREATE OR REPLACE FUNCTION pggit_internal.with_other_views(p_intent_id text, p_reports public.pggit_conflict_report[])
RETURNS public.pggit_conflict_report[]
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_other public.tb_pggit_intent;
    v_found record;
    v_views public.pggit_conflict_report[] := '{}'::public.pggit_conflict_report[];
BEGIN
    -- The built-in detector says the same from both sides. A team's own may ask something of the newcomer only, and the
    -- newcomer in a conflict need not be who is amended.
    FOR v_found IN
        SELECT i AS other, array_agg(c.conflict_type::text) AS types
        FROM public.tb_pggit_conflict AS c
        JOIN public.tb_pggit_intent AS i ON i.id = c.intent_a
        WHERE c.intent_b = p_intent_id AND c.metadata ? 'detectors' AND (c.closed_at IS NULL OR c.closed_reason = 'reviewed')
        GROUP BY i.id
        ORDER BY i.id
    LOOP
        v_other := v_found.other;
        v_views := v_views || ARRAY(
            SELECT r
            FROM pggit_internal.detect(
                pggit_internal.intent_side(v_other.id), json_build_array(pggit_internal.intent_side(p_intent_id)),
                v_other, ARRAY[p_intent_id], NULL
            ) AS d
            CROSS JOIN LATERAL unnest(d.reports) AS r
            WHERE r.conflict_type = ANY(v_found.types)
        );
    END LOOP;
    RETURN ARRAY(
        SELECT r FROM unnest(p_reports) AS r
        WHERE NOT EXISTS (SELECT FROM unnest(v_views) AS v WHERE v.intent_a = r.intent_b AND v.conflict_type = r.conflict_type)
    ) || v_views;
END
$function$;
COMMENT ON FUNCTION pggit_internal.with_other_views(text, public.pggit_conflict_report[]) IS
'Reports about an intent, those of conflicts that a team''s detector found about another with this one as that '
'detector sees them from the other.';
