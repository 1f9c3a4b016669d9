CREATE OR REPLACE FUNCTION pggit_internal.call_suggester(
    p_schema name,
    p_name name,
    p_conflict public.pggit_conflict_report,
    p_intent_a public.tb_pggit_intent,
    p_intent_b public.tb_pggit_intent
) RETURNS SETOF text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    -- More is a mistake, and every row would be kept.
    c_most CONSTANT integer := 20;
    v_count bigint;
BEGIN
    -- The caller's exception block, a subtransaction, ends this again.
    PERFORM set_config('transaction_read_only', 'on', true);
    RETURN QUERY EXECUTE format('SELECT r.* FROM %I.%I($1, $2, $3) AS r LIMIT %s', p_schema, p_name, c_most + 1)
        USING p_conflict, p_intent_a, p_intent_b;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    IF v_count > c_most THEN
        RAISE EXCEPTION 'more than % rows for one pair', c_most
            USING ERRCODE = 'program_limit_exceeded', HINT = 'Return what matters.';
    END IF;
END
$function$;
COMMENT ON FUNCTION pggit_internal.call_suggester(
    name, name, public.pggit_conflict_report, public.tb_pggit_intent, public.tb_pggit_intent
) IS
'Calls a suggester for one pair; nothing can be written meanwhile. '
'SECURITY DEFINER, as pggit_runner, which has no rights: if the function''s owner made it SECURITY INVOKER after it '
'was checked, it would have none either.';
ALTER FUNCTION pggit_internal.call_suggester(
    name, name, public.pggit_conflict_report, public.tb_pggit_intent, public.tb_pggit_intent
) OWNER TO pggit_runner;
