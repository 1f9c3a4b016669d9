CREATE OR REPLACE VIEW public.v_pggit_timeline WITH (security_invoker) AS
-- The union stands in a query of its own: at the top of a view PostgreSQL takes it apart, security_barrier or not.
SELECT
    t.changed_at,
    t.intent_id,
    t.agent_id,
    t.feature_name,
    t.conflict_id,
    t.event,
    t.reason,
    t.changed_by,
    t.db_role
FROM (
    SELECT
        h.changed_at,
        h.intent_id,
        i.agent_id,
        i.feature_name,
        NULL::bigint AS conflict_id,
        CASE
            WHEN h.old_status IS NULL THEN h.new_status
            WHEN h.revision IS NOT NULL AND h.old_status = h.new_status THEN 'amended'
            WHEN h.revision IS NOT NULL THEN 'amended, ' || h.old_status || ' -> ' || h.new_status
            ELSE h.old_status || ' -> ' || h.new_status
        END AS event,
        h.reason,
        h.changed_by,
        h.db_role
    FROM public.tb_pggit_intent_history AS h
    JOIN pggit_internal.intent_card AS i ON i.id = h.intent_id
    UNION ALL
    SELECT
        h.changed_at,
        c.intent_a AS intent_id,
        i.agent_id,
        i.feature_name,
        h.conflict_id,
        'conflict ' || replace(h.event, '_', ' ') AS event,
        h.reason,
        h.changed_by,
        h.db_role
    FROM public.tb_pggit_conflict_history AS h
    JOIN public.tb_pggit_conflict AS c ON c.id = h.conflict_id
    JOIN pggit_internal.intent_card AS i ON i.id = c.intent_a
    UNION ALL
    SELECT
        h.changed_at,
        -- The same types and lengths as in the other two: CREATE OR REPLACE VIEW cannot change them.
        NULL::varchar(64) COLLATE pg_catalog."C" AS intent_id,
        NULL::varchar(255) AS agent_id,
        NULL::varchar(255) AS feature_name,
        NULL::bigint AS conflict_id,
        (replace(replace(h.table_name, 'tb_pggit_', ''), '_', ' ') || ' ' || h.event)
            COLLATE pg_catalog."default" AS event,
        (h.row_key || coalesce(': ' || d.changes, '')) COLLATE pg_catalog."default" AS reason,
        h.db_role::varchar(255) COLLATE pg_catalog."default" AS changed_by,
        h.db_role
    FROM public.tb_pggit_setting_history AS h
    CROSS JOIN LATERAL (
        SELECT string_agg(format('%s %s -> %s', n.key, o.value, n.value), ', ' ORDER BY n.key) AS changes
        FROM jsonb_each_text(h.new_row) AS n (key, value)
        JOIN jsonb_each_text(h.old_row) AS o (key, value) ON o.key = n.key AND o.value IS DISTINCT FROM n.value
    ) AS d
    WHERE h.event <> 'installed'
) AS t;
COMMENT ON VIEW public.v_pggit_timeline IS
'Everything that happened to intents and conflicts, and every change of a setting, to be ordered by changed_at; '
'a conflict stands with its newcomer.';
