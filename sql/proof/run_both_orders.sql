CREATE OR REPLACE FUNCTION pggit_internal.run_both_orders(p_a jsonb, p_b jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = 0
AS $function$
DECLARE
    v_order record;
    v_alone jsonb;
    v_after jsonb;
    v_lines text[];
    v_runs jsonb := '{}'::jsonb;
BEGIN
    PERFORM set_config('lock_timeout', pggit_internal.proof_lock_timeout(), true);
    FOR v_order IN
        SELECT o.first, o.first_statements, o.second, o.second_statements
        FROM (VALUES ('a', p_a, 'b', p_b), ('b', p_b, 'a', p_a)) AS o (first, first_statements, second, second_statements)
    LOOP
        v_after := NULL;
        v_lines := NULL;
        BEGIN
            v_alone := pggit_internal.run_statements(v_order.first, v_order.first_statements);
            v_after := coalesce(v_alone, pggit_internal.run_statements(v_order.second, v_order.second_statements));
            IF v_after IS NULL THEN
                v_lines := ARRAY(SELECT public.pggit_schema_lines());
            END IF;
            RAISE EXCEPTION 'proof rolled back'
                USING ERRCODE = 'PI020', HINT = 'Nobody sees this: it is caught in the next line.';
        EXCEPTION WHEN SQLSTATE 'PI020' THEN
            -- Variables keep their values: what was found survives the rollback, what was done does not.
            v_runs := v_runs || jsonb_build_object(
                v_order.first, v_alone,
                v_order.first || v_order.second, v_after,
                v_order.first || v_order.second || '_lines', to_jsonb(v_lines)
            );
        END;
    END LOOP;
    RETURN v_runs;
END
$function$;
COMMENT ON FUNCTION pggit_internal.run_both_orders(jsonb, jsonb) IS
'What two changes end with alone (a, b) and after one another (ab, ba): null where they work, else the error; and the schema''s lines after each order that works. Everything is rolled back. SECURITY DEFINER, owned by pggit_prover: declared text runs with that role''s rights only, and SET ROLE fails there.';
REVOKE ALL ON FUNCTION pggit_internal.run_both_orders(jsonb, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION pggit_internal.run_both_orders(jsonb, jsonb) TO pggit_owner;
ALTER FUNCTION pggit_internal.run_both_orders(jsonb, jsonb) OWNER TO pggit_prover;
