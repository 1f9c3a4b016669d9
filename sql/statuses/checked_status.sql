CREATE OR REPLACE FUNCTION pggit_internal.checked_status(p_status text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT pggit_internal.checked_choice(
        p_status, 'status', (SELECT array_agg(s.status::text ORDER BY s.position) FROM public.tb_pggit_status AS s)
    );
END;
COMMENT ON FUNCTION pggit_internal.checked_status(text) IS
'A status'' name in any case, returned in lower case; null stays null. Raises 22023 naming the statuses.';
