CREATE OR REPLACE FUNCTION pggit_internal.hold_change(
    p_intents public.tb_pggit_intent[], p_footprint pggit_internal.footprint[], p_agent_id text
) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_ids CONSTANT text[] := ARRAY(SELECT i.id::text FROM unnest(p_intents) AS i);
    v_kept pggit_internal.footprint[];
    v_held text[];
    v_other text;
BEGIN
    -- Lock order as for a registration: object keys, then intents in id order. The keys are the new ones and the old ones:
    -- whoever is registering with one of either has ended then, or finds what is made of the intents here. While locks were
    -- waited for there may have come more of both; only going back gives locks up again.
    LOOP
        v_kept := pggit_internal.kept_footprint(v_ids);
        BEGIN
            PERFORM pggit_internal.lock_object_keys(v_kept || p_footprint, pggit_internal.common_keys());
            v_held := pggit_internal.concerned_ids(v_ids, p_footprint, p_agent_id);
            PERFORM FROM public.tb_pggit_intent AS i WHERE i.id = ANY(v_held) ORDER BY i.id FOR NO KEY UPDATE;
            EXIT WHEN pggit_internal.kept_footprint(v_ids) = v_kept
                AND pggit_internal.concerned_ids(v_ids, p_footprint, p_agent_id) <@ v_held;
            RAISE EXCEPTION 'more is to be locked'
                USING ERRCODE = 'PI021', HINT = 'pggit_internal.hold_change handles this itself.';
        EXCEPTION WHEN SQLSTATE 'PI021' THEN
            NULL;
        END;
    END LOOP;

    -- What was read of them before they were locked must still be so.
    SELECT i.id::text INTO v_other FROM public.tb_pggit_intent AS i JOIN unnest(p_intents) AS p ON p.id = i.id
    WHERE i.revision <> p.revision ORDER BY i.id LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'could not serialize access: intent % was amended meanwhile', v_other
            USING ERRCODE = 'serialization_failure',
                  DETAIL = 'What you have in hand is based on an earlier revision of it.',
                  HINT = 'Read it with pggit_intent_status(), and try again if you still want to.';
    END IF;
    PERFORM pggit_internal.changeable_intent(x.id) FROM unnest(v_ids) AS x (id);
END
$function$;
COMMENT ON FUNCTION pggit_internal.hold_change(public.tb_pggit_intent[], pggit_internal.footprint[], text) IS
'Locks everything that is concerned when intents, given as they were read, get another footprint. '
'Raises 40001 when one was amended meanwhile, PI001 when one has become final.';
