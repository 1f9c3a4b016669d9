-- The declared DDL, as variable declared: given as ddl, or read from ddl_file, where - is standard input.
\if :{?ddl_file}
    \if :{?ddl}
        \set problem 'ddl and ddl_file are both given'
        \set advice 'Give one of the two.'
        \ir refuse.sql
    \endif
    -- The character at the end says that all of it was read. It would be lost with a failing command, and without it
    -- psql would strip a newline. psql ends a text at a zero byte, so that comes as the character 1, which is no DDL either.
    \set file_text `{ cat -- :'ddl_file' && printf . ; } | tr '\000' '\001'`
    SELECT
        right(:'file_text', 1) <> '.' AS unread,
        strpos(:'file_text', chr(1)) > 0 AS refused \gset
    \if :unread
        \set problem 'the DDL could not be read from ' :ddl_file
        \set advice 'Give the path of a file that can be read, or - for standard input.'
        \ir refuse.sql
    \endif
    \if :refused
        \set problem :ddl_file ' is not a text file'
        \set advice 'It has zero bytes; save it as UTF-8.'
        \ir refuse.sql
    \endif
    -- Some editors put a byte order mark first; psql -f leaves it out as well.
    SELECT regexp_replace(left(:'file_text', -1), '^\ufeff', '') AS declared \gset
\elif :{?ddl}
    \set declared :ddl
\else
    \set missing :missing '  ddl or ddl_file'
\endif

-- Names of tables, separated by commas; a comma within double quotes belongs to the name.
SELECT array_agg(btrim(m.name[1])) AS table_names
FROM regexp_matches(:'tables', '((?:[^,"]|"(?:[^"]|"")*"|")+)', 'g') AS m (name) \gset
\if :{?table_names} \else \set table_names '' \endif
