-- What there is to know of an intent at a glance: lines (see print_lines.sql) in variable box, from document.
SELECT jsonb_agg(jsonb_build_array(0, 17, rpad(b.label, 17) || b.value) ORDER BY b.place) AS box
FROM (SELECT :'document'::jsonb -> 'intent' AS intent) AS d
CROSS JOIN LATERAL (
    VALUES
    (1, 'Intent ID', d.intent ->> 'id'),
    (2, 'Agent', d.intent ->> 'agent_id'),
    (3, 'Feature', d.intent ->> 'feature_name'),
    (4, 'Branch', d.intent ->> 'branch_name'),
    (5, 'Status', (d.intent ->> 'status')
        || coalesce(to_char((d.intent ->> 'expired_at')::timestamptz, '", lease expired "YYYY-MM-DD HH24:MI:SS'), '')),
    (6, 'Risk level', d.intent ->> 'risk_level'),
    (7, 'Tables affected', coalesce(
        (SELECT string_agg(t.name, ', ' ORDER BY t.place)
            FROM jsonb_array_elements_text(d.intent -> 'tables_affected') WITH ORDINALITY AS t (name, place)),
        'none'
    )),
    (8, 'Unrecorded', CASE
        WHEN (d.intent ->> 'unrecorded_errors')::integer + (d.intent ->> 'unrecorded_warnings')::integer > 0
            THEN format(
        'further conflicts are only counted (errors: %s, warnings: %s): '
            'SELECT * FROM pggit_unrecorded_conflicts(''%s'');',
        d.intent ->> 'unrecorded_errors', d.intent ->> 'unrecorded_warnings', d.intent ->> 'id'
    ) END)
) AS b (place, label, value) \gset

-- What of it the reader could not look into.
SELECT :'box'::jsonb || coalesce(jsonb_agg(jsonb_build_array(
    0, 17,
    format(
        'Not analysed     %s of %s statements %s: %s%s',
        jsonb_array_length(a.numbers), a.analysis ->> 'statements', a.what,
        (SELECT string_agg(n.number, ', ' ORDER BY n.place)
            FROM jsonb_array_elements_text(a.numbers) WITH ORDINALITY AS n (number, place) WHERE n.place <= 10),
        CASE WHEN jsonb_array_length(a.numbers) > 10 THEN ', ...' ELSE '' END
    )
) ORDER BY a.place), '[]') AS box
FROM (SELECT :'document'::jsonb #> '{intent,analysis}' AS analysis) AS d
CROSS JOIN LATERAL (
    VALUES
    (1, 'not understood', d.analysis -> 'not_understood', d.analysis),
    (2, 'not DDL', d.analysis -> 'outside', d.analysis)
) AS a (place, what, numbers, analysis)
WHERE jsonb_array_length(a.numbers) > 0 \gset
