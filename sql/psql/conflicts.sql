-- Lists conflicts, newest first, with suggestions: those that are open, unless all or reviewed is given.
--   psql -v severity=error -f sql/psql/conflicts.sql
-- Optional: intent (its id, or the beginning of it), severity, reviewed (true, false), all=true, format=json
\set ON_ERROR_STOP on
\ir parts/begin.sql
\if :{?intent} \else \set intent '' \endif
SELECT :'intent' <> '' AS of_intent, coalesce(nullif(:'all', '')::boolean, false)
    OR :'reviewed' <> '' AS closed_too \gset

\if :of_intent
    SELECT coalesce(jsonb_agg(to_jsonb(c)), '[]') AS found, count(*) > 0 OR :'severity' = '' AS is_known
    FROM public.pggit_get_conflicts(:'intent') AS c
    WHERE (c.closed_at IS NULL OR :'closed_too') AND (:'severity' = '' OR c.severity = lower(btrim(:'severity')))
        AND c.reviewed = coalesce(nullif(:'reviewed', '')::boolean, c.reviewed) \gset
    \if :is_known
    \else
        -- A severity that does not exist finds nothing either: that refuses it.
        SELECT count(*) AS ignored FROM public.pggit_list_conflicts(severity => :'severity') \gset
    \endif
\else
    -- By itself, so that a filter that does not exist is refused even when there is nothing to filter.
    SELECT coalesce(jsonb_agg(to_jsonb(c)), '[]') AS found
    FROM public.pggit_list_conflicts(reviewed => nullif(:'reviewed', '')::boolean,
        severity => nullif(:'severity', '')) AS c
    WHERE c.closed_at IS NULL OR :'closed_too' \gset
\endif
-- Each side is read once and by its id; joined twice, the view would be read from end to end.
WITH side AS MATERIALIZED (
    SELECT v.id, v.agent_id, v.feature_name, v.branch_name, v.status, v.expired_at
    FROM (
        SELECT DISTINCT i.id
        FROM jsonb_array_elements(:'found'::jsonb) AS f (row)
        CROSS JOIN LATERAL (VALUES (f.row ->> 'intent_a'), (f.row ->> 'intent_b')) AS i (id)
    ) AS i
    INNER JOIN public.v_pggit_intent AS v ON v.id = i.id
)

SELECT coalesce(jsonb_agg(
    f.row || jsonb_build_object(
        'agent_a', a.agent_id, 'feature_a', a.feature_name, 'branch_a', a.branch_name, 'status_a', a.status,
            'expired_a', a.expired_at,
        'agent_b', b.agent_id, 'feature_b', b.feature_name, 'branch_b', b.branch_name, 'status_b', b.status,
            'expired_b', b.expired_at
    ) ORDER BY (f.row ->> 'id')::bigint DESC
), '[]') AS document
FROM jsonb_array_elements(:'found'::jsonb) AS f (row)
INNER JOIN side AS a ON a.id = f.row ->> 'intent_a'
INNER JOIN side AS b ON b.id = f.row ->> 'intent_b' \gset
\if :json
    \qecho :document
\else
    \set conflicts :document
    \ir parts/conflict_lines.sql
    SELECT :'conflict_lines'::jsonb || jsonb_build_array(jsonb_build_array(0, 0, concat(
        CASE n.found WHEN 0 THEN 'No' ELSE n.found::text END,
        CASE WHEN NOT :'closed_too' THEN ' open' END,
        CASE n.found WHEN 1 THEN ' conflict' ELSE ' conflicts' END,
        ' of ' || nullif(:'intent', ''),
        ', severity ' || nullif(:'severity', ''),
        ', reviewed ' || nullif(:'reviewed', '')
    ))) AS lines
    FROM (SELECT jsonb_array_length(:'document'::jsonb) AS found) AS n \gset
    \if :of_intent
        SELECT :'lines'::jsonb || coalesce(jsonb_agg(jsonb_build_array(0, 2, format(
            'Further ones are only counted (errors: %s, warnings: %s): '
                'SELECT * FROM pggit_unrecorded_conflicts(''%s'');',
            i.unrecorded_errors, i.unrecorded_warnings, i.id
        ))), '[]') AS lines
        FROM public.pggit_get_intent(:'intent') AS i
        WHERE i.unrecorded_errors + i.unrecorded_warnings > 0 \gset
    \endif
    \ir parts/print_lines.sql
\endif
\ir parts/end.sql
