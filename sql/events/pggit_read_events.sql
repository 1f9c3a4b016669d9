CREATE OR REPLACE FUNCTION public.pggit_read_events(
    consumer text, "limit" integer DEFAULT 100
) RETURNS SETOF public.tb_pggit_event
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
-- A plan made while there was little to read would later read everything.
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_name CONSTANT text := pggit_internal.checked_text(pggit_read_events.consumer, 'consumer', 'slack');
    v_readable CONSTANT text[] := pggit_internal.reading_agents();
    v_left integer := pggit_read_events."limit";
    v_consumer public.tb_pggit_consumer;
    v_event public.tb_pggit_event;
    v_generation integer;
    v_own xid8;
    v_given integer;
    v_is_last boolean := false;
BEGIN
    IF v_left IS NULL OR v_left < 1 THEN
        RAISE EXCEPTION 'limit must be at least 1'
            USING ERRCODE = CASE WHEN v_left IS NULL THEN 'null_value_not_allowed' ELSE 'invalid_parameter_value' END,
                  DETAIL = format('It is %s.', coalesce(v_left::text, 'null')),
                  HINT = 'Give the number of events that you can handle at once.';
    END IF;
    INSERT INTO public.tb_pggit_consumer (consumer, role_name) VALUES (v_name, pggit_internal.certain_caller())
    ON CONFLICT ON CONSTRAINT tb_pggit_consumer_pkey DO NOTHING;
    v_consumer := pggit_internal.locked_consumer(v_name);
    v_generation := pggit_internal.event_generation();
    v_own := pg_current_xact_id();

    -- Events are given in batches: what was committed between two moments, by id. So nothing waits for a transaction
    -- that is open elsewhere; what it has written comes in the batch after its commit, whatever ids it has. Changes of
    -- an intent wait for each other, so batches keep an intent's events in order, and ids do so within a batch.
    LOOP
        IF v_consumer.batch IS NULL THEN
            v_is_last := true;
            -- This transaction's own events belong to a later batch.
            SELECT ROW(
                v_generation, pg_snapshot_xmax(s.now), ARRAY(SELECT pg_snapshot_xip(s.now)) || v_own
            )::pggit_internal.event_snapshot
            INTO v_consumer.batch
            FROM (SELECT pg_current_snapshot() AS now) AS s;
            WITH unread AS MATERIALIZED (
                SELECT e.id FROM public.tb_pggit_event AS e
                WHERE pggit_internal.is_after_snapshot(e.generation, e.transaction_id, v_consumer.done)
            )

            SELECT coalesce(min(u.id), 9223372036854775807) - 1 INTO v_consumer.batch_position FROM unread AS u;
        END IF;

        v_given := 0;
        FOR v_event IN
            SELECT e.* FROM public.tb_pggit_event AS e
            WHERE e.id > v_consumer.batch_position
                AND NOT pggit_internal.is_after_snapshot(e.generation, e.transaction_id, v_consumer.batch)
                AND pggit_internal.is_after_snapshot(e.generation, e.transaction_id, v_consumer.done)
                AND (v_readable IS NULL OR pggit_internal.belongs_to_agents(e.intent_id, e.other_intent_id, v_readable))
            ORDER BY e.id
            LIMIT v_left
        LOOP
            v_given := v_given + 1;
            v_consumer.batch_position := v_event.id;
            v_consumer.last_event_id := v_event.id;
            RETURN NEXT v_event;
        END LOOP;
        v_left := v_left - v_given;
        EXIT WHEN v_left = 0;
        v_consumer.done := v_consumer.batch;
        v_consumer.batch := NULL;
        v_consumer.batch_position := NULL;
        EXIT WHEN v_is_last;
    END LOOP;

    UPDATE public.tb_pggit_consumer AS c
    SET read_at = clock_timestamp(), last_event_id = v_consumer.last_event_id,
        done = v_consumer.done, batch = v_consumer.batch, batch_position = v_consumer.batch_position
    WHERE c.consumer = v_name;
END
$function$;
COMMENT ON FUNCTION public.pggit_read_events(text, integer) IS
'The next events for a consumer, an intent''s in their order, and moves the consumer on: '
'exactly once for who handles them in the same transaction, again after a rollback. '
'A new name is registered and begins with the oldest event that is kept. '
'Two sessions in one name wait for each other. While row_security is on, agents get the events of their intents '
'and conflicts. SECURITY DEFINER: nobody else writes the positions. '
'Raises 22004, 22001 or 22023 for an impossible name or limit, 42501 for another role''s consumer.';
