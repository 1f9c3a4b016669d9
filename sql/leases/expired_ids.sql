CREATE OR REPLACE FUNCTION pggit_internal.expired_ids() RETURNS text[]
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    -- The time once more, for the index on it: most intents never expire.
    SELECT coalesce(array_agg(i.id::text ORDER BY i.id), '{}') FROM pggit_internal.intent_card AS i
    WHERE i.expired_at IS NOT NULL AND i.expires_at <= (SELECT c.shows FROM pggit_internal.clock AS c);
END;
COMMENT ON FUNCTION pggit_internal.expired_ids() IS 'The active intents whose lease has ended, in id order.';
