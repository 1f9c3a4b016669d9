-- Conflicts in full: lines (see print_lines.sql) in variable conflict_lines, from conflicts, an array of rows like
-- those of v_pggit_open_conflict.
SELECT coalesce(jsonb_agg(jsonb_build_array(l.indent, l.hang, l.text) ORDER BY c.place, l.place),
    '[]') AS conflict_lines
FROM jsonb_array_elements(:'conflicts'::jsonb) WITH ORDINALITY AS c (row, place)
CROSS JOIN LATERAL (
    VALUES (
        coalesce(c.row ->> 'proven_outcome', c.row ->> 'predicted_outcome'),
        CASE WHEN c.row ->> 'proven_outcome' IS NULL THEN 'predicted' ELSE 'proven' END,
        CASE c.row ->> 'apply_first'
            WHEN c.row ->> 'intent_a' THEN c.row ->> 'agent_a'
            WHEN c.row ->> 'intent_b' THEN c.row ->> 'agent_b'
        END
    )
) AS f (outcome, outcome_is, goes_first)
CROSS JOIN LATERAL (
    SELECT 1 AS place, 0 AS indent, 4 AS hang, format(
        'Conflict %s: %s [%s]%s%s', c.row ->> 'id', c.row ->> 'conflict_type', c.row ->> 'severity', ', '
            || f.outcome_is || ' ' || f.outcome,
        ', ' || f.goes_first || ' first'
    ) AS text
    UNION ALL
    SELECT 2, 2, 11, 'on       ' || string_agg(o.name, ', ')
    FROM jsonb_array_elements_text(c.row -> 'affected_objects') AS o (name)
    UNION ALL
    SELECT 3, 2, 11, format(
        'between  %s (%s, %s), %s %s',
        c.row ->> 'agent_a', c.row ->> 'feature_a', c.row ->> 'branch_a', c.row ->> 'intent_a',
        (c.row ->> 'status_a') || CASE WHEN c.row ->> 'expired_a' IS NULL THEN '' ELSE ', lease expired' END
    )
    UNION ALL
    SELECT 4, 2, 11, format(
        'and      %s (%s, %s), %s %s',
        c.row ->> 'agent_b', c.row ->> 'feature_b', c.row ->> 'branch_b', c.row ->> 'intent_b',
        (c.row ->> 'status_b') || CASE WHEN c.row ->> 'expired_b' IS NULL THEN '' ELSE ', lease expired' END
    )
    UNION ALL
    SELECT 5, 2, 11, CASE
        WHEN (c.row ->> 'reviewed')::boolean
            THEN format('resolved by %s%s: %s', c.row ->> 'reviewed_by', ', '
                || replace(c.row ->> 'resolution', '_', ' '), c.row ->> 'resolution_notes')
        WHEN c.row ->> 'closed_reason' IS NOT NULL
            THEN 'fell away: ' || (c.row ->> 'closed_reason')
        ELSE 'noted    ' || (c.row ->> 'resolution_notes')
    END
    UNION ALL
    SELECT 5 + s.place, 2, 4, '- ' || replace(
        s.text,
        format('`%s` (%s, %s)', c.row ->> 'agent_b', c.row ->> 'feature_b', c.row ->> 'branch_b'),
            format('`%s`', c.row ->> 'agent_b')
    )
    FROM jsonb_array_elements_text(c.row -> 'resolution_suggestions') WITH ORDINALITY AS s (text, place)
    WHERE c.row ->> 'closed_reason' IS NULL
    UNION ALL
    SELECT 100, 0, 0, ''
) AS l
WHERE l.text IS NOT NULL \gset
