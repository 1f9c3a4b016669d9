CREATE OR REPLACE FUNCTION pggit_internal.lock_other_sides(p_reports public.pggit_conflict_report[], p_wait boolean)
RETURNS public.pggit_conflict_report[]
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_others CONSTANT text[] := ARRAY(SELECT DISTINCT r.intent_b FROM unnest(p_reports) AS r);
    v_held text[];
BEGIN
    -- Lock order: intents in id order. Nobody may end one of them between the look and the conflict's row.
    IF p_wait THEN
        PERFORM FROM public.tb_pggit_intent AS i WHERE i.id = ANY(v_others) ORDER BY i.id FOR SHARE;
        v_held := v_others;
    ELSE
        v_held := ARRAY(
            SELECT i.id::text FROM public.tb_pggit_intent AS i
            WHERE i.id = ANY(v_others) ORDER BY i.id FOR SHARE SKIP LOCKED
        );
    END IF;
    -- A later statement sees what the transactions did that this one waited for.
    v_held := ARRAY(
        SELECT i.id::text FROM public.tb_pggit_intent AS i
        JOIN public.tb_pggit_status AS s ON s.status = i.status
        WHERE i.id = ANY(v_held) AND s.is_active
    );
    RETURN ARRAY(
        SELECT p_reports[n.place] FROM generate_subscripts(p_reports, 1) AS n (place)
        WHERE (p_reports[n.place]).intent_b = ANY(v_held)
        ORDER BY n.place
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.lock_other_sides(public.pggit_conflict_report[], boolean) IS
'Locks the other sides of an intent''s reports, so that none of them ends before this transaction; '
'p_wait: waits for those that another transaction has locked, else leaves these out. '
'Returns the reports whose other side is locked and active.';
