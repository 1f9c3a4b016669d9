CREATE OR REPLACE FUNCTION pggit_internal.intents_to_lock(
    p_intent_ids text[], p_footprint_rows pggit_internal.footprint[], p_agent_id text
) RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN ARRAY(
        SELECT i.id FROM unnest(p_intent_ids) AS i (id)
        UNION
        SELECT c.id FROM unnest(pggit_internal.candidate_ids(p_footprint_rows, p_agent_id)) AS c (id)
        UNION
        SELECT o.id FROM unnest(pggit_internal.active_others(p_agent_id)) AS o (id)
        UNION
        SELECT o.id
        FROM unnest(p_intent_ids) AS i (id)
        CROSS JOIN LATERAL unnest(pggit_internal.others_on_record(i.id)) AS o (id)
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.intents_to_lock(text[], pggit_internal.footprint[], text) IS
'The intents to lock when some get another footprint: themselves, those that the new one may collide with, and the '
'other sides of their conflicts, open or reviewed.';

CREATE OR REPLACE FUNCTION pggit_internal.lock_change(
    p_intents public.tb_pggit_intent[], p_footprint_rows pggit_internal.footprint[], p_agent_id text
) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_ids CONSTANT text[] := ARRAY(SELECT i.id::text FROM unnest(p_intents) AS i);
    v_stored pggit_internal.footprint[];
    v_held text[];
    v_other text;
BEGIN
    -- Lock order as for a registration (lock_object_keys): object keys, then intents in id order. The keys are those of
    -- the new footprint and of the stored ones: a registration with one of either has ended then, or waits and finds
    -- what is made here. More of both may have come while this waited; only going back gives locks up again.
    LOOP
        v_stored := pggit_internal.stored_footprint(v_ids);
        BEGIN
            PERFORM pggit_internal.lock_object_keys(v_stored || p_footprint_rows, pggit_internal.common_keys());
            v_held := pggit_internal.intents_to_lock(v_ids, p_footprint_rows, p_agent_id);
            PERFORM FROM public.tb_pggit_intent AS i WHERE i.id = ANY(v_held) ORDER BY i.id FOR NO KEY UPDATE;
            EXIT WHEN pggit_internal.stored_footprint(v_ids) = v_stored
                AND pggit_internal.intents_to_lock(v_ids, p_footprint_rows, p_agent_id) <@ v_held;
            RAISE EXCEPTION 'more is to be locked'
                USING ERRCODE = 'PI021', HINT = 'pggit_internal.lock_change handles this itself.';
        EXCEPTION WHEN SQLSTATE 'PI021' THEN
            NULL;
        END;
    END LOOP;

    -- What was read of them before they were locked must still be so.
    SELECT i.id::text INTO v_other
    FROM public.tb_pggit_intent AS i
    JOIN unnest(p_intents) AS p ON p.id = i.id
    WHERE i.revision <> p.revision ORDER BY i.id LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'could not serialize access: intent % was amended meanwhile', v_other
            USING ERRCODE = 'serialization_failure',
                  DETAIL = 'Your change is based on an earlier revision of it.',
                  HINT = 'Read it with pggit_intent_status(), and try again if you still want to.';
    END IF;
    PERFORM pggit_internal.changeable_intent(x.id) FROM unnest(v_ids) AS x (id);
END
$function$;
COMMENT ON FUNCTION pggit_internal.lock_change(public.tb_pggit_intent[], pggit_internal.footprint[], text) IS
'Step 3 of an amendment or a replacement, queue: locks everything that is concerned when intents, given as they were '
'read, get another footprint. '
'Raises 40001 when one was amended meanwhile, PI001 when one has become final.';
