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
    -- Lock order: intents in id order, all of them before the first conflict. Ending these frees others, and while their
    -- locks are waited for there may be more of either; only going back gives locks up again.
    LOOP
        v_expired := pggit_internal.expired_ids();
        v_locked := ARRAY(
            SELECT x.id FROM unnest(v_expired) AS x (id)
            UNION SELECT f.id FROM unnest(v_expired) AS x (id) CROSS JOIN LATERAL unnest(pggit_internal.intents_it_frees(x.id)) AS f (id)
        );
        BEGIN
            PERFORM FROM public.tb_pggit_intent AS i WHERE i.id = ANY(v_locked) ORDER BY i.id FOR NO KEY UPDATE;
            -- A heartbeat that came first has been waited for: those that it saved are out.
            v_expired := ARRAY(SELECT x.id FROM unnest(v_expired) AS x (id) INTERSECT SELECT n.id FROM unnest(pggit_internal.expired_ids()) AS n (id));
            EXIT WHEN NOT EXISTS (
                SELECT FROM unnest(v_expired) AS x (id) WHERE NOT pggit_internal.intents_it_frees(x.id) <@ v_locked
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
            v_id, 'abandoned', format('lease expired at %s UTC', to_char(v_ended AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')), NULL
        ) AS m;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION public.pggit_expire_intents() IS
'Abandons the active intents whose lease has ended, with that as the reason and an event lease_expired for each, '
'and returns them. SECURITY DEFINER: coordinators have no other right to events.';
