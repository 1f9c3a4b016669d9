SELECT format($create$
CREATE OR REPLACE FUNCTION pggit_internal.syntax_error(p_schema_changes text[]) RETURNS jsonb
LANGUAGE plpython3u STABLE STRICT PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on
AS %L
$create$, pg_temp.pggit_shell($python$
import json

# The server parses the whole text before it executes any of it, and the first statement fails when it is planned:
# nothing of what follows it is ever executed. 22012 (division by zero) means that all of it was parsed.
probe = 'SELECT 1 OPERATOR(pg_catalog./) 0;'
between = chr(10) + ';' + chr(10)
# The server's lexer looks at the rest of a run of comments for each of them, as if they were one operator.
few = 50
texts = [pggit_ddl.without_comments(text) if text.count('/*') > few else text for text in p_schema_changes]
try:
    plpy.execute(probe + between.join(texts))
except plpy.spiexceptions.DivisionByZero:
    return None
except plpy.SPIError as error:
    position = (error.spidata[4] or 0) - 1 - len(probe)
    for element_no, text in enumerate(p_schema_changes, 1):
        if position < len(text) + len(between):
            break
        position -= len(text) + len(between)
    message = str(error).partition(chr(10))[0]
    if position == len(text) + between.index(';'):
        # The semicolon is ours: the declared text ends too early.
        message = message.replace('at or near ";"', 'at end of element %d' % element_no)
    return json.dumps({
        'sqlstate': getattr(error, 'sqlstate', None) or '42601',
        'message': message,
        'detail': pggit_ddl.show_place(text, min(position, len(text)), element_no) if position >= 0 else error.spidata[1],
    })
raise plpy.Error('the syntax probe did not fail')
$python$)) \gexec
COMMENT ON FUNCTION pggit_internal.syntax_error(text[]) IS
'What PostgreSQL''s own parser says against declared texts: {sqlstate, message, detail}, null when it takes them. Executes none of them.';
REVOKE ALL ON FUNCTION pggit_internal.syntax_error(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION pggit_internal.syntax_error(text[]) TO pggit_owner;
