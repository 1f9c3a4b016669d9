-- The declared DDL, as variable declared: given as ddl, or read from ddl_file, where - is standard input.
\if :{?ddl_file}
    \if :{?ddl}
        \set problem 'ddl and ddl_file are both given'
        \set advice 'Give one of the two.'
        \ir refuse.sql
    \endif
    -- In hexadecimal, because psql would strip a newline at the end, stop at a zero byte and stumble over another
    -- encoding. The 2e (a full stop) at the end says that all of it was read: a command that fails leaves no other
    -- trace.
    \set file_bytes `{ cat -- :'ddl_file' && printf . ; } | od -An -v -tx1 | tr -d ' \n'`
    SELECT right(:'file_bytes', 2) <> '2e' AS refused \gset
    \if :refused
        \set problem 'the DDL could not be read from ' :ddl_file
        \set advice 'Give the path of a file that can be read, or - for standard input.'
        \ir refuse.sql
    \endif
    -- Some editors put a byte order mark first; psql -f leaves it out as well.
    SELECT convert_from(decode(regexp_replace(left(:'file_bytes', -2), '^efbbbf', ''), 'hex'), 'UTF8') AS declared \gset
    \set file_bytes ''
\elif :{?ddl}
    \set declared :ddl
\else
    \set missing :missing '  ddl or ddl_file'
\endif

-- Names of tables, separated by commas; a comma within double quotes belongs to the name.
SELECT array_agg(btrim(m.name[1])) AS table_names
FROM regexp_matches(:'tables', '((?:[^,"]|"(?:[^"]|"")*"|")+)', 'g') AS m (name) \gset
\if :{?table_names} \else \set table_names '' \endif
