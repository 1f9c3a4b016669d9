CREATE OR REPLACE FUNCTION public.pggit_seal_history() RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_seal public.tb_pggit_seal;
    v_xid bigint;
    v_left_out bigint;
BEGIN
    -- Two seals come one after the other; nobody else takes this lock, so registering goes on meanwhile.
    LOCK TABLE public.tb_pggit_seal IN SHARE ROW EXCLUSIVE MODE;
    SELECT coalesce(max(s.seal_no), 0) + 1, coalesce(max(s.history_rows), 0) INTO v_seal.seal_no, v_seal.history_rows
    FROM public.tb_pggit_seal AS s;
    SELECT s.seal_hash INTO v_seal.previous_hash
    FROM public.tb_pggit_seal AS s WHERE s.seal_no = v_seal.seal_no - 1;
    v_seal.db_role := pggit_internal.caller();

    -- In this order: first the time, then who is still at work, then the rows. A row that is older than the seal and
    -- not under it was written by one of those. A snapshot would leave out those that began last, and the locks have
    -- transaction ids of 32 bits: the one meant is the one closest to our own.
    v_seal.sealed_at := clock_timestamp();
    v_xid := pg_current_xact_id()::text::bigint;
    v_seal.in_progress := ARRAY(
        SELECT (v_xid + d.distance)::text::xid8
        FROM pg_locks AS l
        CROSS JOIN LATERAL (
            SELECT (l.transactionid::text::bigint - v_xid % 4294967296 + 6442450944) % 4294967296 - 2147483648
                AS distance
        ) AS d
        WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock' AND d.distance <> 0
        ORDER BY 1
    );

    WITH fresh AS (
        SELECT r.kind, r.chain, r.chain_no, r.body,
               r.chain_no = r.sealed_no + row_number() OVER w AS continues
        FROM pggit_internal.chain_links(true) AS r
        WINDOW w AS (PARTITION BY r.kind, r.chain ORDER BY r.chain_no)
    ), written AS (
        INSERT INTO pggit_internal.sealed_chain (seal_no, kind, chain, first_no, bodies)
        SELECT v_seal.seal_no, f.kind, f.chain, min(f.chain_no), string_agg(f.body, '' ORDER BY f.chain_no)
        FROM fresh AS f
        WHERE f.continues
        GROUP BY f.kind, f.chain
    )
    SELECT v_seal.history_rows + count(*) FILTER (WHERE f.continues), count(*) FILTER (WHERE NOT f.continues)
    INTO v_seal.history_rows, v_left_out
    FROM fresh AS f;

    v_seal.seal_hash := pggit_internal.seal_hash(v_seal);
    INSERT INTO public.tb_pggit_seal SELECT (v_seal).*;
    IF v_left_out > 0 THEN
        RAISE WARNING '% rows of the history are not under the seal', v_left_out
            USING ERRCODE = 'PI015',
                  DETAIL = 'They do not continue their chains: rows before them are missing, or have the same number.',
                  HINT = 'SELECT * FROM pggit_verify_history(); names them.';
    END IF;
    RETURN encode(v_seal.seal_hash, 'hex');
END
$function$;
COMMENT ON FUNCTION public.pggit_seal_history() IS
'Seals the histories as they are, and returns one hash over every chain and every seal before, to be kept outside '
'this server; pggit_verify_history() compares. Waits for nobody who registers. SECURITY DEFINER: '
'what is sealed is kept where only the owner writes. Warns with PI015 of rows that cannot be sealed because rows '
'before them are missing.';
