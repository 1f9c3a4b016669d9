CREATE OR REPLACE FUNCTION pggit_internal.lines_only_in(p_lines jsonb, p_others jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT coalesce(jsonb_agg(d.line ORDER BY d.line), '[]')
    FROM (
        SELECT l.line FROM jsonb_array_elements_text(p_lines) AS l (line)
        EXCEPT ALL
        SELECT o.line FROM jsonb_array_elements_text(p_others) AS o (line)
    ) AS d;
END;
COMMENT ON FUNCTION pggit_internal.lines_only_in(jsonb, jsonb) IS
'The lines of the first array that the second does not have.';

CREATE OR REPLACE FUNCTION pggit_internal.proof_outcome(p_runs jsonb) RETURNS public.pggit_proof
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_proof public.pggit_proof;
    v_unproven text;
BEGIN
    v_proof.runs := p_runs - '{ab_lines,ba_lines}'::text[];

    SELECT format('%s (%s: %s)', pggit_internal.unproven_reason(r.error ->> 'sqlstate'), r.error ->> 'sqlstate',
        r.error ->> 'message')
    INTO v_unproven
    FROM jsonb_each(v_proof.runs) AS r (run, error)
    WHERE pggit_internal.unproven_reason(r.error ->> 'sqlstate') IS NOT NULL
    ORDER BY length(r.run), r.run
    LIMIT 1;
    IF v_unproven IS NOT NULL THEN
        v_proof.outcome := 'unproven';
        v_proof.reason := v_unproven;
        RETURN v_proof;
    END IF;

    SELECT t.outcome, t.apply_first INTO v_proof.outcome, v_proof.apply_first
    FROM (VALUES
        -- a, b, a then b, b then a: do they work?
        (true, true, true, true, 'divergent', NULL),
        (true, true, true, false, 'ordered', 'a'),
        (true, true, false, true, 'ordered', 'b'),
        (true, true, false, false, 'incompatible', NULL),
        (true, false, true, false, 'ordered', 'a'),
        (false, true, false, true, 'ordered', 'b')
    ) AS t (a_works, b_works, ab_works, ba_works, outcome, apply_first)
    WHERE (t.a_works, t.b_works, t.ab_works, t.ba_works)
        = (p_runs -> 'a' = 'null', p_runs -> 'b' = 'null', p_runs -> 'ab' = 'null', p_runs -> 'ba' = 'null');

    IF v_proof.outcome IS NULL THEN
        v_proof.outcome := 'unproven';
        SELECT format('change %s does not work on this schema, alone or after the other (%s: %s)',
                      r.run, r.error ->> 'sqlstate', r.error ->> 'message')
        INTO v_proof.reason
        FROM jsonb_each(v_proof.runs) AS r (run, error)
        WHERE r.run IN ('a', 'b') AND r.error <> 'null'
        ORDER BY r.run
        LIMIT 1;
    ELSIF v_proof.outcome = 'divergent' AND p_runs -> 'ab_lines' = p_runs -> 'ba_lines' THEN
        v_proof.outcome := 'compatible';
    ELSIF v_proof.outcome = 'divergent' THEN
        v_proof.differences := jsonb_build_object(
            'only_ab', pggit_internal.lines_only_in(p_runs -> 'ab_lines', p_runs -> 'ba_lines'),
            'only_ba', pggit_internal.lines_only_in(p_runs -> 'ba_lines', p_runs -> 'ab_lines')
        );
    END IF;
    RETURN v_proof;
END
$function$;
COMMENT ON FUNCTION pggit_internal.proof_outcome(jsonb) IS 'What the runs of run_both_orders mean.';
