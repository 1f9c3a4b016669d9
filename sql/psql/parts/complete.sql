-- Refuses to go on when something mandatory was not given: missing has the names, example a call that is complete.
SELECT
    :'missing' <> '' AS refused,
    'Missing: ' || replace(btrim(:'missing'), '  ', ', ') || '.' AS problem \gset
\if :refused
    \set advice 'Example:\n' :example
    \ir refuse.sql
\endif
