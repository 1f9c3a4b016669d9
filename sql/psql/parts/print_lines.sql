-- Prints lines, a JSON array of [indent, indent of what follows after a break, text], in at most 98 columns.
WITH lines AS (
    SELECT
        e.place,
        (e.line ->> 0)::integer AS indent,
        (e.line ->> 1)::integer AS hang,
        regexp_replace(btrim(e.line ->> 2), '[\n\r\t]+', ' ', 'g') AS text
    FROM jsonb_array_elements(:'lines'::jsonb) WITH ORDINALITY AS e (line, place)
    -- A line about something that there is not.
    WHERE e.line ->> 2 IS NOT NULL
),

-- As many words as fit; a word that does not fit is cut.
begun AS (
    SELECT
        l.place,
        l.indent,
        l.hang,
        l.text,
        coalesce((regexp_match(l.text, format('^(.{1,%s})(?: +|$)', 98 - l.indent)))[1], left(l.text, 98 - l.indent)) AS first
    FROM lines AS l
)

SELECT repeat(' ', CASE w.place WHEN 0 THEN b.indent ELSE b.hang END) || w.line
FROM begun AS b
CROSS JOIN LATERAL (
    SELECT 0 AS place, b.first AS line
    UNION ALL
    SELECT r.place, r.line
    FROM regexp_split_to_table(
        rtrim(
            regexp_replace(
                regexp_replace(ltrim(substr(b.text, length(b.first) + 1)), format('(\S{%s})(?=\S)', 98 - b.hang), '\1 ', 'g'),
                format('(.{1,%s})( +|$)', 98 - b.hang), E'\\1\n', 'g'
            ),
            E'\n'
        ),
        '\n'
    ) WITH ORDINALITY AS r (line, place)
    WHERE b.text <> b.first
) AS w
ORDER BY b.place, w.place;
