CREATE OR REPLACE FUNCTION public.pggit_prove(schema_changes_a text[],
    schema_changes_b text[]) RETURNS public.pggit_proof
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    -- Read first: it is what refuses text that cannot be read.
    v_read_a jsonb := pggit_internal.read_declared(pggit_prove.schema_changes_a, NULL, false, NULL);
    v_read_b jsonb := pggit_internal.read_declared(pggit_prove.schema_changes_b, NULL, false, NULL);
    v_a jsonb := pggit_internal.provable_statements(pggit_prove.schema_changes_a);
    v_b jsonb := pggit_internal.provable_statements(pggit_prove.schema_changes_b);
    v_obstacle text;
    v_proof public.pggit_proof;
BEGIN
    SELECT format('change %s: %s', o.change, o.obstacle) INTO v_obstacle
    FROM (
        SELECT c.change, pggit_internal.proof_obstacle(c.provable, c.read -> 'footprint') AS obstacle
        FROM (VALUES ('a', v_a, v_read_a), ('b', v_b, v_read_b)) AS c (change, provable, read)
    ) AS o
    WHERE o.obstacle IS NOT NULL
    ORDER BY o.change
    LIMIT 1;
    IF FOUND THEN
        v_proof.outcome := 'unproven';
        v_proof.reason := v_obstacle;
        RETURN v_proof;
    END IF;
    RETURN pggit_internal.proof_outcome(pggit_internal.run_both_orders(v_a, v_b));
END
$function$;
COMMENT ON FUNCTION public.pggit_prove(text[], text[]) IS
'Executes two changes alone and in both orders, rolls everything back, and says what PostgreSQL made of it. '
'Locks what the changes touch until then; sequence values and what functions do outside the database are not '
'rolled back: prove in a shadow (make shadow) where you can. SECURITY DEFINER: '
'the declared text itself runs with the rights of pggit_prover. '
'Raises 22004, 22023 or 42601 for text that cannot be read.';
