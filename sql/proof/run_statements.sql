CREATE OR REPLACE FUNCTION pggit_internal.run_statements(p_change text, p_statements jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    -- Declared statements see this path; what this function itself computes never does, because they may have put
    -- operators and functions of their own into public.
    v_path text := 'public, pg_temp';
    v_statement text;
    v_number integer;
    v_sqlstate text;
    v_message text;
    v_detail text;
BEGIN
    -- The one place that executes what somebody declared, as a role that may touch only what it was granted.
    -- @plpgsql_check_options: security_warnings = off
    FOR v_number, v_statement IN
        SELECT (s.item ->> 'statement_no')::integer, s.item ->> 'text'
        FROM jsonb_array_elements(p_statements) WITH ORDINALITY AS s (item, place)
        ORDER BY s.place
    LOOP
        PERFORM set_config('search_path', v_path, true);
        EXECUTE v_statement;
        v_path := current_setting('search_path');
        PERFORM set_config('search_path', 'pg_catalog, pg_temp', true);
    END LOOP;
    -- A change ends with its transaction: deferred constraints are checked, and no event is left pending for the next
    -- change. The second line makes even those that are INITIALLY IMMEDIATE wait; they are checked here all the same.
    v_number := NULL;
    v_statement := 'COMMIT';
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
    RETURN NULL;
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS v_sqlstate = RETURNED_SQLSTATE, v_message = MESSAGE_TEXT, v_detail = PG_EXCEPTION_DETAIL;
    RETURN jsonb_build_object(
        'change', p_change, 'sqlstate', v_sqlstate, 'message', v_message, 'detail', nullif(v_detail, ''),
        'statement_no', v_number, 'statement', left(v_statement, 1000)
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.run_statements(text, jsonb) IS
'Executes declared statements ([{statement_no, text}]) in a subtransaction with the rights of pggit_prover; '
'null when they work, else {change, sqlstate, message, detail, statement_no, statement}. '
'Runs inside run_both_orders or run_sequence, which roll back.';
ALTER FUNCTION pggit_internal.run_statements(text, jsonb) OWNER TO pggit_prover;
