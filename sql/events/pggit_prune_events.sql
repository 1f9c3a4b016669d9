CREATE OR REPLACE FUNCTION public.pggit_prune_events() RETURNS TABLE (pruned bigint, unread bigint)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_now CONSTANT timestamptz := (SELECT c.shows FROM pggit_internal.clock AS c);
    v_read CONSTANT timestamptz := v_now - make_interval(days => pggit_internal.setting('events_kept_days')::integer);
    v_unread CONSTANT timestamptz :=
        v_now - make_interval(days => pggit_internal.setting('unread_events_kept_days')::integer);
    v_missing text;
BEGIN
    WITH old AS MATERIALIZED (
        SELECT e.id, e.created_at, (
            SELECT array_agg(c.consumer::text) FROM public.tb_pggit_consumer AS c
            WHERE pggit_internal.is_after_snapshot(e.generation, e.transaction_id, c.done)
                AND (c.batch IS NULL OR e.id > c.batch_position
                    OR pggit_internal.is_after_snapshot(e.generation, e.transaction_id, c.batch))
        ) AS missing
        FROM public.tb_pggit_event AS e
        -- From the oldest on, up to the first that is too young.
        WHERE e.id < coalesce((
            SELECT y.id FROM public.tb_pggit_event AS y WHERE y.created_at >= greatest(v_read, v_unread)
            ORDER BY y.id LIMIT 1
        ), 9223372036854775807)
    ),

    gone AS (
        DELETE FROM public.tb_pggit_event AS e
        USING old AS o
        WHERE e.id = o.id AND (o.created_at < v_unread OR (o.created_at < v_read AND o.missing IS NULL))
        RETURNING o.missing
    )

    SELECT count(*), count(g.missing), (
        SELECT string_agg(DISTINCT m.consumer, ', ' ORDER BY m.consumer)
        FROM gone AS n CROSS JOIN LATERAL unnest(n.missing) AS m (consumer)
    )
    INTO pruned, unread, v_missing
    FROM gone AS g;
    IF unread > 0 THEN
        RAISE WARNING '% events removed that a consumer had not read', unread
            USING ERRCODE = 'PI030',
                  DETAIL = pggit_internal.shown(left(v_missing, 2000)),
                  HINT = 'pggit_drop_consumer() forgets a consumer that is no more; '
                      || 'the setting unread_events_kept_days says how long the others have.';
    END IF;
    RETURN NEXT;
END
$function$;
COMMENT ON FUNCTION public.pggit_prune_events() IS
'Removes events older than events_kept_days that every consumer has read, and all older than '
'unread_events_kept_days; says how many, and how many of them somebody had not read (PI030 names who). '
'SECURITY DEFINER: nobody else deletes events.';
