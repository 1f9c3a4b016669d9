CREATE OR REPLACE FUNCTION pggit_internal.unrecorded(
    p_intent public.tb_pggit_intent, p_as_newcomer boolean, p_most integer,
    OUT reports public.pggit_conflict_report[], OUT more_errors integer, OUT more_warnings integer
)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_rows CONSTANT pggit_internal.footprint[] := pggit_internal.kept_footprint(ARRAY[p_intent.id]);
    v_turn CONSTANT bigint := pggit_internal.turn(p_intent.id);
    v_candidates text[] := pggit_internal.candidate_ids(v_rows, p_intent.agent_id);
    v_everybody text[] := pggit_internal.active_others(p_intent.agent_id);
    v_known text[];
    v_detected record;
BEGIN
    -- What is on record of a pair was recorded together.
    v_known := ARRAY(
        SELECT c.intent_b::text FROM public.tb_pggit_conflict AS c
        WHERE c.intent_a = p_intent.id AND (c.closed_at IS NULL OR c.closed_reason = 'reviewed')
        UNION
        SELECT c.intent_a::text FROM public.tb_pggit_conflict AS c
        WHERE c.intent_b = p_intent.id AND (c.closed_at IS NULL OR c.closed_reason = 'reviewed')
    );
    v_candidates := ARRAY(
        SELECT x.id FROM (SELECT c.id FROM unnest(v_candidates) AS c (id) EXCEPT SELECT k.id FROM unnest(v_known) AS k (id)) AS x
        WHERE NOT p_as_newcomer OR pggit_internal.turn(x.id) < v_turn
    );
    v_everybody := ARRAY(
        SELECT x.id FROM (SELECT e.id FROM unnest(v_everybody) AS e (id) EXCEPT SELECT k.id FROM unnest(v_known) AS k (id)) AS x
        WHERE NOT p_as_newcomer OR pggit_internal.turn(x.id) < v_turn
    );
    v_detected := pggit_internal.detect(
        jsonb_build_object(
            'intent_id', p_intent.id, 'agent_id', p_intent.agent_id, 'feature_name', p_intent.feature_name,
            'branch_name', p_intent.branch_name, 'footprint', (
                SELECT jsonb_agg(jsonb_build_array(
                    f.statement_no, f.object_kind, f.object_name, f.parent_name, f.action, f.detail, f.key
                ) ORDER BY f.statement_no, f.place)
                FROM unnest(v_rows) AS f
            )
        ),
        CASE WHEN v_candidates = '{}' THEN '[]' ELSE pggit_internal.candidate_sides(v_rows, v_candidates) END,
        p_intent, v_everybody, p_most
    );
    reports := v_detected.reports;
    more_errors := v_detected.more_errors;
    more_warnings := v_detected.more_warnings;
END
$function$;
COMMENT ON FUNCTION pggit_internal.unrecorded(public.tb_pggit_intent, boolean, integer) IS
'How an active intent collides with those with which it has no conflict on record, judged now: '
'all of them, or those that were declared before it; the worst in full, the rest counted.';
