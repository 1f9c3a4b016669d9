CREATE OR REPLACE FUNCTION pggit_internal.in_snapshot(
    p_generation integer, p_transaction_id xid8, p_snapshot pggit_internal.event_snapshot
) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
RETURN coalesce(
    p_generation < (p_snapshot).generation
    OR (
        p_generation = (p_snapshot).generation
        AND p_transaction_id < (p_snapshot).xmax
        AND p_transaction_id <> ALL((p_snapshot).in_progress)
    ), false
);
COMMENT ON FUNCTION pggit_internal.in_snapshot(integer, xid8, pggit_internal.event_snapshot) IS
'Whether what a transaction wrote was committed at that moment; false for no moment. '
'A row that is there was not rolled back.';
