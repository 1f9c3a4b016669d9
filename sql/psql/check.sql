-- Shows what registering this DDL would collide with now. Writes nothing.
--   psql -v agent=claude-payments -v feature=stripe_integration -v ddl_file=change.sql -f sql/psql/check.sql
-- Mandatory: agent, feature, and one of ddl (a text), ddl_file (a path; - is standard input).
-- Optional:  tables (names separated by commas), format=json
\set ON_ERROR_STOP on
\ir parts/begin.sql
\if :{?agent} \else \set missing :missing '  agent' \endif
\if :{?feature} \else \set missing :missing '  feature' \endif
\ir parts/read_ddl.sql
\set example 'psql -v agent=claude-payments -v feature=stripe_integration -v ddl_file=change.sql'
\set example :example ' -f sql/psql/check.sql\n'
\set example :example 'make check AGENT=claude-payments FEATURE=stripe_integration DDL_FILE=change.sql'
\ir parts/complete.sql

SELECT coalesce(jsonb_agg(to_jsonb(r) || jsonb_build_object('branch_b', i.branch_name)), '[]') AS document
FROM public.pggit_check_conflicts(
    agent_id => :'agent',
    feature_name => :'feature',
    schema_changes => ARRAY[:'declared'],
    tables_affected => nullif(:'table_names', '')::text[]
) AS r
LEFT JOIN LATERAL public.pggit_get_intent(r.intent_b) AS i ON true \gset
\if :json
    \qecho :document
\else
    SELECT coalesce(
        jsonb_build_array(jsonb_build_array(0, 0, format(
            'WARNING: %s with existing intents; nothing was registered',
            CASE count(DISTINCT c.place) WHEN 1 THEN '1 conflict' ELSE count(DISTINCT c.place) || ' conflicts' END
        ))) || jsonb_agg(jsonb_build_array(l.indent, l.hang, l.text) ORDER BY c.place, l.place),
        '[[0, 0, "No conflicts with existing intents; nothing was registered."]]'
    ) AS lines
    FROM jsonb_array_elements(:'document'::jsonb) WITH ORDINALITY AS c (row, place)
    CROSS JOIN LATERAL (
        SELECT 0 AS place, 2 AS indent, 4 AS hang, format(
            '%s: %s [%s] with %s (%s, %s)%s%s',
            c.row ->> 'conflict_type',
            (SELECT string_agg(o.name, ', ') FROM jsonb_array_elements_text(c.row -> 'affected_objects') AS o (name)),
            c.row ->> 'severity', c.row ->> 'agent_b', c.row ->> 'feature_b', c.row ->> 'branch_b', ', predicted '
                || (c.row ->> 'outcome'),
            CASE c.row ->> 'apply_first' WHEN 'a' THEN ', this one first'
                WHEN c.row ->> 'intent_b' THEN ', the other one first' END
        ) AS text
        UNION ALL
        SELECT s.place, 4, 6, '- ' || replace(
            s.text,
            format('`%s` (%s, %s)', c.row ->> 'agent_b', c.row ->> 'feature_b', c.row ->> 'branch_b'),
                format('`%s`', c.row ->> 'agent_b')
        )
        FROM jsonb_array_elements_text(c.row -> 'suggestions') WITH ORDINALITY AS s (text, place)
    ) AS l \gset
    \ir parts/print_lines.sql
\endif
\ir parts/end.sql
