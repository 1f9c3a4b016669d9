DO $type$
BEGIN
    IF to_regtype('pggit_internal.event_snapshot') IS NULL THEN
        CREATE TYPE pggit_internal.event_snapshot AS (
            generation integer,
            xmax xid8,
            in_progress xid8[]
        );
    END IF;
END
$type$;
COMMENT ON TYPE pggit_internal.event_snapshot IS
'A moment, as pg_snapshot has it, and the cluster''s generation: '
'the events of transactions that had ended then are in it.';
