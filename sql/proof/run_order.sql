CREATE OR REPLACE FUNCTION pggit_internal.run_order(
    p_first text, p_first_statements jsonb, p_second text, p_second_statements jsonb, p_compare text, p_scope oid[],
    OUT alone jsonb, OUT after jsonb, OUT scope oid[], OUT names jsonb, OUT lines text[]
)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    alone := pggit_internal.run_statements(p_first, p_first_statements);
    after := coalesce(alone, pggit_internal.run_statements(p_second, p_second_statements));
    IF after IS NULL AND p_compare <> 'nothing' THEN
        SELECT t.scope || p_scope, t.names INTO scope, names FROM pggit_internal.touched_objects() AS t;
        lines := pggit_internal.schema_lines(CASE p_compare WHEN 'touched' THEN scope END);
    END IF;
    RAISE EXCEPTION 'proof rolled back'
        USING ERRCODE = 'PI020', HINT = 'Nobody sees this: it is caught in the next line.';
EXCEPTION WHEN SQLSTATE 'PI020' THEN
    -- Variables keep their values: what was found survives the rollback, what was done does not.
    RETURN;
END
$function$;
COMMENT ON FUNCTION pggit_internal.run_order(text, jsonb, text, jsonb, text, oid[]) IS
'Executes two changes one after the other and rolls back. alone and after: null where it worked, else the error. '
'When both did, scope and names as touched_objects gives them, p_scope added, and the schema''s lines as p_compare '
'says: nothing, touched (those about the scope) or all.';
ALTER FUNCTION pggit_internal.run_order(text, jsonb, text, jsonb, text, oid[]) OWNER TO pggit_prover;
