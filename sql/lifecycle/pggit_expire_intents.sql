CREATE OR REPLACE FUNCTION pggit_internal.expired_ids() RETURNS text[]
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    -- The view says what has expired. The second condition is the index's: most leases have not ended.
    SELECT coalesce(array_agg(i.id::text ORDER BY i.id), '{}') FROM pggit_internal.intent_card AS i
    WHERE i.expired_at IS NOT NULL AND i.expires_at <= (SELECT c.shows FROM pggit_internal.clock AS c);
END;
COMMENT ON FUNCTION pggit_internal.expired_ids() IS 'The active intents whose lease has ended, in id order.';

CREATE OR REPLACE FUNCTION public.pggit_expire_intents() RETURNS SETOF public.tb_pggit_intent
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_expired text[];
    v_locked text[];
    v_id text;
    v_ended timestamptz;
BEGIN
    -- Lock order: intents in id order, all of them before the first conflict. Ending these frees others. While this
    -- waits for their locks, there may be more of either; only a rolled back subtransaction gives locks up again.
    LOOP
        v_expired := pggit_internal.expired_ids();
        v_locked := ARRAY(
            SELECT x.id FROM unnest(v_expired) AS x (id)
            UNION SELECT f.id
            FROM unnest(v_expired) AS x (id)
            CROSS JOIN LATERAL unnest(pggit_internal.intents_freed_by(x.id)) AS f (id)
        );
        BEGIN
            PERFORM FROM public.tb_pggit_intent AS i WHERE i.id = ANY(v_locked) ORDER BY i.id FOR NO KEY UPDATE;
            -- The locks waited for heartbeats that came first: intents that they saved are left out.
            v_expired := ARRAY(
                SELECT x.id FROM unnest(v_expired) AS x (id)
                INTERSECT SELECT n.id FROM unnest(pggit_internal.expired_ids()) AS n (id)
            );
            EXIT WHEN NOT EXISTS (
                SELECT FROM unnest(v_expired) AS x (id) WHERE NOT pggit_internal.intents_freed_by(x.id) <@ v_locked
            );
            RAISE EXCEPTION 'one more intent is to be locked'
                USING ERRCODE = 'PI021', HINT = 'pggit_expire_intents() handles this itself.';
        EXCEPTION WHEN SQLSTATE 'PI021' THEN
            NULL;
        END;
    END LOOP;

    FOREACH v_id IN ARRAY v_expired LOOP
        SELECT i.expires_at INTO v_ended FROM public.tb_pggit_intent AS i WHERE i.id = v_id;
        PERFORM pggit_internal.add_event('lease_expired', v_id, jsonb_build_object('expired_at', v_ended));
        RETURN QUERY SELECT m.* FROM pggit_internal.move_intent(
            v_id, 'abandoned',
            format('lease expired at %s UTC', to_char(v_ended AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')), NULL
        ) AS m;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION public.pggit_expire_intents() IS
'Abandons the active intents whose lease has ended, with that as the reason and an event lease_expired for each. '
'Returns their rows. SECURITY DEFINER: coordinators have no other right to events.';
