-- Lists conflicts, newest first, with suggestions: those that are open, unless all or reviewed is given.
--   psql -v severity=error -f sql/psql/conflicts.sql
-- Optional: intent (its id, or the beginning of it), severity, reviewed (true, false), all=true, format=json
\set ON_ERROR_STOP on
\ir parts/begin.sql
\if :{?intent} \else \set intent '' \endif
SELECT :'intent' <> '' AS of_intent \gset

\if :of_intent
    SELECT coalesce(jsonb_agg(c.id), '[]') AS ids FROM public.pggit_get_conflicts(:'intent') AS c \gset
\endif
SELECT coalesce(jsonb_agg(
    to_jsonb(c) || jsonb_build_object(
        'agent_a', a.agent_id, 'feature_a', a.feature_name, 'branch_a', a.branch_name, 'status_a', a.status,
        'agent_b', b.agent_id, 'feature_b', b.feature_name, 'branch_b', b.branch_name, 'status_b', b.status
    ) ORDER BY c.id DESC
), '[]') AS document
FROM public.pggit_list_conflicts(reviewed => nullif(:'reviewed', '')::boolean, severity => nullif(:'severity', '')) AS c
INNER JOIN public.tb_pggit_intent AS a ON a.id = c.intent_a
INNER JOIN public.tb_pggit_intent AS b ON b.id = c.intent_b
WHERE (c.closed_at IS NULL OR :'reviewed' <> '' OR coalesce(nullif(:'all', '')::boolean, false))
\if :of_intent
    AND c.id IN (SELECT i.id::bigint FROM jsonb_array_elements_text(:'ids'::jsonb) AS i (id))
\endif
\gset
\if :json
    \qecho :document
\else
    \set conflicts :document
    \ir parts/conflict_lines.sql
    SELECT :'conflict_lines'::jsonb || jsonb_build_array(jsonb_build_array(0, 0, concat(
        CASE n.found WHEN 0 THEN 'No' ELSE n.found::text END,
        CASE WHEN :'reviewed' = '' AND NOT coalesce(nullif(:'all', '')::boolean, false) THEN ' open' END,
        CASE n.found WHEN 1 THEN ' conflict' ELSE ' conflicts' END,
        ' of ' || nullif(:'intent', ''),
        ', severity ' || nullif(:'severity', ''),
        ', reviewed ' || nullif(:'reviewed', '')
    ))) AS lines
    FROM (SELECT jsonb_array_length(:'document'::jsonb) AS found) AS n \gset
    \ir parts/print_lines.sql
\endif
\ir parts/end.sql
