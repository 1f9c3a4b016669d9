-- One registration of the story: prints the call, makes it, and prints what a person wants to see of the result.
SELECT format(
    E'    SELECT pggit_register_intent(%L, %L,\n        ARRAY[$$\n%s\n    $$]);\n',
    :'agent', :'feature', btrim(:'ddl', E'\n')
) AS call \gset
\qecho :call
\ir ../../sql/psql/register.sql
