CREATE OR REPLACE FUNCTION pggit_internal.expired_ids() RETURNS text []
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT coalesce(array_agg(i.id::text ORDER BY i.id), '{}') FROM pggit_internal.intent_card AS i WHERE i.expired_at IS NOT NULL;
END;
COMMENT ON FUNCTION pggit_internal.expired_ids() IS 'The active intents whose lease has ended, in id order.';
REVOKE ALL ON FUNCTION pggit_internal.expired_ids() FROM PUBLIC;
