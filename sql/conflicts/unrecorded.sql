CREATE OR REPLACE FUNCTION pggit_internal.unrecorded(
    p_intent public.tb_pggit_intent, p_as_newcomer boolean, p_most integer,
    OUT reports public.pggit_conflict_report[], OUT more_errors integer, OUT more_warnings integer
)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_rows CONSTANT pggit_internal.footprint[] := pggit_internal.stored_footprint(ARRAY[p_intent.id]);
    v_number CONSTANT bigint := pggit_internal.declaration_number(p_intent.id);
    v_candidates text[] := pggit_internal.candidate_ids(v_rows, p_intent.agent_id);
    v_everybody text[] := pggit_internal.active_others(p_intent.agent_id);
    -- What is on record of a pair was recorded together.
    v_known CONSTANT text[] := pggit_internal.others_on_record(p_intent.id);
    v_detected record;
BEGIN
    v_candidates := ARRAY(
        SELECT x.id
        FROM (
            SELECT c.id FROM unnest(v_candidates) AS c (id) EXCEPT SELECT k.id FROM unnest(v_known) AS k (id)
        ) AS x
        WHERE NOT p_as_newcomer OR pggit_internal.declaration_number(x.id) < v_number
    );
    v_everybody := ARRAY(
        SELECT x.id
        FROM (
            SELECT e.id FROM unnest(v_everybody) AS e (id) EXCEPT SELECT k.id FROM unnest(v_known) AS k (id)
        ) AS x
        WHERE NOT p_as_newcomer OR pggit_internal.declaration_number(x.id) < v_number
    );
    v_detected := pggit_internal.detect(
        p_intent,
        (
            SELECT jsonb_agg(jsonb_build_array(
                f.statement_no, f.object_kind, f.object_name, f.parent_name, f.action, f.detail, f.key
            ) ORDER BY f.statement_no, f.place)
            FROM unnest(v_rows) AS f
        ),
        pggit_internal.candidate_sides(v_rows, v_candidates), v_everybody, p_most
    );
    reports := v_detected.reports;
    more_errors := v_detected.more_errors;
    more_warnings := v_detected.more_warnings;
END
$function$;
COMMENT ON FUNCTION pggit_internal.unrecorded(public.tb_pggit_intent, boolean, integer) IS
'How an active intent collides with those with which it has no conflict on record, judged now. '
'p_as_newcomer: only with those that were declared before it. '
'Returns the worst in full, the rest counted.';
