CREATE OR REPLACE FUNCTION pggit_internal.add_missed_conflict(p_intent_id text, p_other_id text,
    p_proof public.tb_pggit_proof)
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_type CONSTANT text := 'dependency';
    v_other public.tb_pggit_intent;
    v_error jsonb;
BEGIN
    IF p_proof.outcome IN ('compatible', 'unproven')
       OR EXISTS (
           SELECT FROM public.tb_pggit_conflict AS c
           WHERE c.intent_a IN (p_intent_id, p_other_id) AND c.intent_b IN (p_intent_id, p_other_id)
       ) THEN
        RETURN;
    END IF;

    PERFORM pggit_internal.hold_intents(ARRAY[p_intent_id, p_other_id]);
    SELECT i.* INTO v_other FROM public.tb_pggit_intent AS i
    JOIN public.tb_pggit_status AS s ON s.status = i.status
    WHERE i.id = p_other_id AND s.is_active
        AND (SELECT o.is_active FROM public.tb_pggit_intent AS own
             JOIN public.tb_pggit_status AS o ON o.status = own.status WHERE own.id = p_intent_id);
    IF NOT FOUND THEN
        RETURN;
    END IF;

    SELECT r.error INTO v_error FROM jsonb_each(p_proof.runs) AS r (run, error)
    WHERE length(r.run) = 2 AND r.error <> 'null' ORDER BY r.run LIMIT 1;
    INSERT INTO public.tb_pggit_conflict
        (intent_a, intent_b, conflict_type, affected_objects, severity, resolution_suggestions,
         proven_outcome, proven_at, apply_first, metadata)
    SELECT
        p_intent_id, p_other_id, r.conflict_type,
        (SELECT coalesce(jsonb_agg(DISTINCT t.name), '[]')
         FROM public.tb_pggit_intent AS i, jsonb_array_elements_text(i.tables_affected) AS t (name)
         WHERE i.id IN (p_intent_id, p_other_id)),
        r.severity,
        jsonb_build_array(format(
            '%s %s `%s` (%s, %s).',
            CASE
                WHEN p_proof.outcome = 'divergent' THEN 'Both orders work, but give different schemas'
                ELSE format('Executed together, a statement fails with %s (%s)', v_error ->> 'sqlstate',
                    v_error ->> 'message')
            END,
            CASE
                WHEN p_proof.apply_first = p_intent_id THEN ': apply yours before that of'
                WHEN p_proof.apply_first = p_other_id THEN ': apply yours after that of'
                ELSE ': agree on one change with'
            END,
            v_other.agent_id, v_other.feature_name, v_other.branch_name
        )),
        p_proof.outcome, p_proof.proven_at, p_proof.apply_first,
        -- Both sides read this row: declared text stays in the proof.
        jsonb_strip_nulls(jsonb_build_object('found_by', 'proof', 'error', v_error - 'statement'))
    FROM public.tb_pggit_conflict_rule AS r
    WHERE r.conflict_type = v_type;
END
$function$;
COMMENT ON FUNCTION pggit_internal.add_missed_conflict(text, text, public.tb_pggit_proof) IS
'Records a conflict that the proof found and no prediction had, the first intent being the newcomer; '
'does nothing when the pair has one, is compatible or is no longer active.';
