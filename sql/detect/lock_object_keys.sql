CREATE OR REPLACE FUNCTION pggit_internal.lock_object_keys(p_footprint pggit_internal.footprint[], p_common text[])
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    -- Lock order, for every registration: the idempotency key, the branch's counter, then containers in key order, all
    -- other keys in key order, and intents in id order.
    -- Each lock is an update: it is the changed row that makes a transaction with an older snapshot fail with 40001.
    -- A schema has many rows. An intent whose objects merely live in it takes the one of its session's slot, so that
    -- such intents hardly ever wait for each other. One that drops or renames the schema takes them all.
    INSERT INTO pggit_internal.object_key AS k (key)
    SELECT o.key
    FROM (
        SELECT unnest(CASE
            WHEN f.object_kind <> 'schema' THEN ARRAY[f.key]
            WHEN f.slot IS NOT NULL THEN ARRAY[pggit_internal.slot_key(f.key, f.slot)]
            ELSE ARRAY(
                SELECT pggit_internal.slot_key(f.key, n.slot)
                FROM generate_series(0, pggit_internal.slots() - 1) AS n (slot)
            )
        END) COLLATE "C" AS key, f.object_kind = 'schema' AS is_container
        FROM unnest(p_footprint) AS f
        UNION ALL
        SELECT unnest(p_common), false
    ) AS o
    GROUP BY o.is_container, o.key
    ORDER BY o.is_container DESC, o.key
    ON CONFLICT ON CONSTRAINT object_key_pkey DO UPDATE SET registrations = k.registrations + 1;
END
$function$;
COMMENT ON FUNCTION pggit_internal.lock_object_keys(pggit_internal.footprint[], text[]) IS
'Takes a registration''s place in the queue of each object that it touches, and of each common key. '
'A registration waits for others on the same objects until these commit, and then sees what they wrote.';
