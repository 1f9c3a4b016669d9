-- Lists intents, newest first.
--   psql -v status=conflicted -f sql/psql/list_intents.sql
-- Optional: status, agent, table, format=json
\set ON_ERROR_STOP on
\ir parts/begin.sql
\if :{?agent} \else \set agent '' \endif

-- By itself, so that a filter that does not exist is refused even when there is nothing to filter.
SELECT coalesce(jsonb_agg(l.id), '[]') AS ids
FROM public.pggit_list_intents(
    status => nullif(:'status', ''), agent_id => nullif(:'agent', ''), table_name => nullif(:'table', '')
) AS l \gset
SELECT coalesce(jsonb_agg(to_jsonb(v) ORDER BY v.created_at DESC, v.id DESC), '[]') AS document
FROM jsonb_array_elements_text(:'ids'::jsonb) AS l (id)
INNER JOIN public.v_pggit_intent AS v ON v.id = l.id \gset
\if :json
    \qecho :document
\else
    SELECT coalesce(jsonb_agg(jsonb_build_array(l.indent, 18, l.text) ORDER BY i.place, l.place), '[]')
        || jsonb_build_array(jsonb_build_array(0, 0, CASE count(DISTINCT i.place)
            WHEN 0 THEN 'No intents' WHEN 1 THEN '1 intent' ELSE count(DISTINCT i.place) || ' intents'
        END || CASE WHEN :'status' || :'agent' || :'table' = '' THEN '' ELSE format(
            ' (only%s)', concat(' status ' || nullif(:'status', ''), ' agent ' || nullif(:'agent', ''), ' table '
                || nullif(:'table', ''))
        ) END)) AS lines
    FROM jsonb_array_elements(:'document'::jsonb) WITH ORDINALITY AS i (row, place)
    CROSS JOIN LATERAL (
        SELECT 1 AS place, 0 AS indent, format(
            '%s  %s  %s  %s (%s)', i.row ->> 'id', rpad(i.row ->> 'status', 11), rpad(i.row ->> 'risk_level', 6),
            i.row ->> 'agent_id', i.row ->> 'feature_name'
        ) AS text
        UNION ALL
        SELECT 2, 18, format('%s, %s', i.row ->> 'branch_name',
            coalesce('on ' || string_agg(t.name, ', ' ORDER BY t.place), 'no tables'))
        FROM jsonb_array_elements_text(i.row -> 'tables_affected') WITH ORDINALITY AS t (name, place)
        UNION ALL
        SELECT 3, 18, 'lease expired ' || to_char((i.row ->> 'expired_at')::timestamptz, 'YYYY-MM-DD HH24:MI:SS')
        UNION ALL
        SELECT 4, 18, 'in conflict with ' || string_agg(o.id, ', ')
        FROM jsonb_array_elements_text(i.row -> 'in_conflict_with') AS o (id)
    ) AS l
    WHERE l.text IS NOT NULL \gset
    \ir parts/print_lines.sql
\endif
\ir parts/end.sql
