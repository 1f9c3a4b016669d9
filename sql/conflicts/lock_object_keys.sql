DROP FUNCTION IF EXISTS pggit_internal.lock_object_keys(jsonb);
CREATE OR REPLACE FUNCTION pggit_internal.lock_object_keys(p_footprint jsonb, p_slot integer) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    -- Lock order, for every registration: containers in key order, then all other keys in key order, then intents in id order.
    -- Each lock is an update: it is the changed row that makes a transaction with an older snapshot fail with 40001.
    -- A schema has many rows. An intent whose objects merely live in it takes the one of its session's slot, so that members
    -- hardly ever wait for each other; whoever drops or renames the schema takes them all.
    INSERT INTO pggit_internal.object_key AS k (key)
    SELECT o.key
    FROM (
        SELECT f.key, false AS is_container
        FROM jsonb_populate_recordset(NULL::pggit_internal.footprint, p_footprint) AS f
        WHERE f.object_kind <> 'schema'
        UNION
        SELECT format('%s/%s', s.key, lpad(n.slot::text, 2, '0')), true
        FROM (
            SELECT f.key, bool_and(f.action = 'use') AS is_member
            FROM jsonb_populate_recordset(NULL::pggit_internal.footprint, p_footprint) AS f
            WHERE f.object_kind = 'schema'
            GROUP BY f.key
        ) AS s
        JOIN generate_series(0, 63) AS n (slot) ON NOT s.is_member OR n.slot = p_slot
    ) AS o
    ORDER BY o.is_container DESC, o.key COLLATE "C"
    ON CONFLICT ON CONSTRAINT object_key_pkey DO UPDATE SET registrations = k.registrations + 1;
END
$function$;
COMMENT ON FUNCTION pggit_internal.lock_object_keys(jsonb, integer) IS
'Takes a registration''s place in the queue of each object that it touches: whoever touches one of them waits until this transaction ends, and then sees what it wrote.';
REVOKE ALL ON FUNCTION pggit_internal.lock_object_keys(jsonb, integer) FROM PUBLIC;
