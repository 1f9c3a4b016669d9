CREATE OR REPLACE FUNCTION pggit_internal.lock_object_keys(p_footprint jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_key text;
    v_is_member boolean;
BEGIN
    -- Lock order, for every registration: containers in key order, then all other keys in key order, then intents in id order.
    -- An intent whose objects merely live in a schema shares the schema's key with others like it; whoever drops or
    -- renames the schema takes it alone.
    FOR v_key, v_is_member IN
        SELECT f.key, bool_and(f.action = 'use')
        FROM pggit_internal.footprint_rows(p_footprint) AS f
        WHERE f.object_kind = 'schema'
        GROUP BY f.key ORDER BY f.key COLLATE "C"
    LOOP
        IF v_is_member THEN
            INSERT INTO pggit_internal.object_key (key) VALUES (v_key)
            ON CONFLICT ON CONSTRAINT object_key_pkey DO NOTHING;
            PERFORM FROM pggit_internal.object_key AS k WHERE k.key = v_key FOR SHARE;
        ELSE
            INSERT INTO pggit_internal.object_key AS k (key) VALUES (v_key)
            ON CONFLICT ON CONSTRAINT object_key_pkey DO UPDATE SET registrations = k.registrations + 1;
        END IF;
    END LOOP;

    INSERT INTO pggit_internal.object_key AS k (key)
    SELECT DISTINCT f.key COLLATE "C" AS key
    FROM pggit_internal.footprint_rows(p_footprint) AS f
    WHERE f.object_kind <> 'schema'
    ORDER BY key
    ON CONFLICT ON CONSTRAINT object_key_pkey DO UPDATE SET registrations = k.registrations + 1;
END
$function$;
COMMENT ON FUNCTION pggit_internal.lock_object_keys(jsonb) IS
'Takes a registration''s place in the queue of each object that it touches: whoever touches one of them waits until this transaction ends, and then sees what it wrote.';
REVOKE ALL ON FUNCTION pggit_internal.lock_object_keys(jsonb) FROM PUBLIC;
