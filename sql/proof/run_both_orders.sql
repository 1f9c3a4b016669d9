CREATE OR REPLACE FUNCTION pggit_internal.run_both_orders(p_a jsonb, p_b jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = 0
AS $function$
DECLARE
    v_ab record;
    v_ba record;
BEGIN
    PERFORM set_config('lock_timeout', pggit_internal.proof_lock_timeout(), true);
    -- Reading the whole schema twice would take longer than all the rest. What neither order touched has the same
    -- definition in both, as long as what it names has the same name in both: only where that differs all is read.
    v_ab := pggit_internal.run_order('a', p_a, 'b', p_b, 'touched', '{}');
    v_ba := pggit_internal.run_order('b', p_b, 'a', p_a, CASE WHEN v_ab.after IS NULL THEN 'touched'
        ELSE 'nothing' END, v_ab.scope);
    IF EXISTS (
        SELECT
        FROM jsonb_object_keys(v_ab.names || v_ba.names) AS k (key)
        CROSS JOIN LATERAL string_to_array(k.key, '.') AS o (part)
        -- Now that all is rolled back: its name before, null where it was not there.
        CROSS JOIN LATERAL pggit_internal.object_identity(o.part[1]::oid, o.part[2]::oid,
            o.part[3]::integer) AS before (name)
        WHERE before.name IS NOT NULL
            AND CASE WHEN v_ab.names ? k.key THEN v_ab.names ->> k.key ELSE before.name END
            <> CASE WHEN v_ba.names ? k.key THEN v_ba.names ->> k.key ELSE before.name END
    ) THEN
        v_ab := pggit_internal.run_order('a', p_a, 'b', p_b, 'all', '{}');
        v_ba := pggit_internal.run_order('b', p_b, 'a', p_a, 'all', '{}');
    ELSIF EXISTS (
        -- What was there before, and only the second order touched: its lines after the first are missing.
        SELECT FROM unnest(v_ba.scope) AS s (oid)
        WHERE s.oid <> ALL (v_ab.scope) AND (
            EXISTS (SELECT FROM pg_class AS c WHERE c.oid = s.oid)
            OR EXISTS (SELECT FROM pg_proc AS p WHERE p.oid = s.oid)
            OR EXISTS (SELECT FROM pg_type AS t WHERE t.oid = s.oid)
        )
    ) THEN
        v_ab := pggit_internal.run_order('a', p_a, 'b', p_b, 'touched', v_ba.scope);
    END IF;
    RETURN jsonb_build_object(
        'a', v_ab.alone, 'b', v_ba.alone, 'ab', v_ab.after, 'ba', v_ba.after,
        'ab_lines', to_jsonb(v_ab.lines), 'ba_lines', to_jsonb(v_ba.lines)
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.run_both_orders(jsonb, jsonb) IS
'What two changes end with alone (a, b) and after one another (ab, ba): null where they work, else the error; '
'and after each order that works the schema''s lines, as far as they can differ. Everything is rolled back. '
'SECURITY DEFINER, owned by pggit_prover: declared text runs with that role''s rights only, and SET ROLE fails '
'there.';
ALTER FUNCTION pggit_internal.run_both_orders(jsonb, jsonb) OWNER TO pggit_prover;
