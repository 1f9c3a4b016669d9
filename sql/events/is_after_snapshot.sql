CREATE OR REPLACE FUNCTION pggit_internal.is_after_snapshot(
    p_generation integer, p_transaction_id xid8, p_snapshot pggit_internal.event_snapshot
) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
-- The planner puts this into the query that asks, where each of the three parts can use the index on both columns.
RETURN p_generation > (p_snapshot).generation
    OR (p_generation = (p_snapshot).generation AND p_transaction_id >= (p_snapshot).xmax)
    OR (p_generation = (p_snapshot).generation AND p_transaction_id = ANY((p_snapshot).in_progress));
COMMENT ON FUNCTION pggit_internal.is_after_snapshot(integer, xid8, pggit_internal.event_snapshot) IS
'The one rule for the order in which events were committed: whether a transaction of a generation had not ended at '
'that moment, so that what it wrote comes after. Null when there is no moment.';
