-- Prints lines, a JSON array of [indent, indent of what follows after a break, text], in as many columns as width
-- says. Lines break at blanks only: a word that is too long for a line stays whole and has a line of its own.
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

-- As many words as fit, one at least.
begun AS (
    SELECT
        l.place,
        l.indent,
        l.hang,
        l.text,
        coalesce((regexp_match(l.text, format('^(?:.{1,%s}|\S+)(?= |$)', :'width'::integer - l.indent)))[1],
            '') AS first
    FROM lines AS l
)

SELECT repeat(' ', CASE w.place WHEN 0 THEN b.indent ELSE b.hang END) || w.line
FROM begun AS b
CROSS JOIN LATERAL (
    SELECT 0 AS place, rtrim(b.first) AS line
    UNION ALL
    SELECT r.place, rtrim(r.words[1])
    FROM regexp_matches(
        ltrim(substr(b.text, length(b.first) + 1)), format('(?:.{1,%s}|\S+)(?: +|$)', :'width'::integer - b.hang), 'g'
    ) WITH ORDINALITY AS r (words, place)
) AS w
ORDER BY b.place, w.place;
