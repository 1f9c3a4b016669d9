-- Gives an intent up: its open conflicts fall away, and the other sides are freed.
--   psql -v intent=int_0123456789ab -v reason='not needed any more' -f sql/psql/abandon.sql
-- Mandatory: intent (its whole id)
-- Optional:  reason, by (who decided), format=json
\set ON_ERROR_STOP on
\ir parts/begin.sql
\if :{?intent} \else \set missing :missing '  intent' \endif
\set example 'psql -v intent=int_0123456789ab -v reason=''not needed any more'' -f sql/psql/abandon.sql\n'
\set example :example 'make abandon INTENT=int_0123456789ab REASON=''not needed any more'''
\ir parts/complete.sql

SELECT m.id AS ended_id
FROM public.pggit_mark_abandoned(intent_id => :'intent', reason => nullif(:'reason', ''),
    changed_by => nullif(:'by', '')) AS m \gset
SELECT public.pggit_intent_status(:'ended_id') || jsonb_build_object('conflicts_fallen_away', (
    SELECT coalesce(jsonb_agg(
        to_jsonb(c) || jsonb_build_object(
            'agent_a', a.agent_id, 'feature_a', a.feature_name, 'branch_a', a.branch_name, 'status_a', a.status,
            'agent_b', b.agent_id, 'feature_b', b.feature_name, 'branch_b', b.branch_name, 'status_b', b.status
        ) ORDER BY c.id
    ), '[]')
    FROM public.pggit_get_conflicts(:'ended_id') AS c
    CROSS JOIN LATERAL public.pggit_get_intent(c.intent_a) AS a
    CROSS JOIN LATERAL public.pggit_get_intent(c.intent_b) AS b
    WHERE c.closed_reason = :'ended_id' || ' abandoned'
)) AS document \gset
\if :json
    \qecho :document
\else
    SELECT jsonb_build_array(jsonb_build_array(0, 2, format(
        'Intent %s of %s (%s, %s) is abandoned', d.intent ->> 'id', d.intent ->> 'agent_id',
            d.intent ->> 'feature_name', d.intent ->> 'branch_name'
    ))) || coalesce((
        SELECT jsonb_agg(jsonb_build_array(2, 4, o.line) ORDER BY o.first_id)
        FROM (
            SELECT min((c.row ->> 'id')::bigint) AS first_id, format(
                'conflict %s with %s (%s, %s) fell away; %s is %s',
                string_agg(c.row ->> 'id', ', ' ORDER BY (c.row ->> 'id')::bigint),
                c.row ->> ('agent_' || s.other), c.row ->> ('feature_' || s.other), c.row ->> ('branch_' || s.other),
                c.row ->> ('intent_' || s.other), c.row ->> ('status_' || s.other)
            ) AS line
            FROM jsonb_array_elements(:'document'::jsonb -> 'conflicts_fallen_away') AS c (row)
            CROSS JOIN LATERAL (SELECT CASE WHEN c.row ->> 'intent_a' = :'ended_id' THEN 'b' ELSE 'a' END AS other) AS s
            GROUP BY s.other, c.row ->> ('agent_' || s.other), c.row ->> ('feature_' || s.other),
                c.row ->> ('branch_' || s.other),
                c.row ->> ('intent_' || s.other), c.row ->> ('status_' || s.other)
        ) AS o
    ), '[]') AS lines
    FROM (SELECT :'document'::jsonb -> 'intent' AS intent) AS d \gset
    \ir parts/print_lines.sql
\endif
\ir parts/end.sql
