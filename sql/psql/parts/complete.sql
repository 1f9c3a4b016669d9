-- Refuses to go on when something mandatory was not given: missing has the names, example a call that is complete.
SELECT
    :'missing' <> '' AS refused,
    'not given: ' || replace(btrim(:'missing'), '  ', ', ') AS problem \gset
\if :refused
    \set advice 'Complete, for example:\n' :example
    \ir refuse.sql
\endif
