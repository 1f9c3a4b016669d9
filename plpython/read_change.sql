SELECT format($create$
CREATE OR REPLACE FUNCTION pggit_internal.read_change(
    p_schema_changes text[], p_check_syntax boolean, p_feature_name text
) RETURNS jsonb
LANGUAGE plpython3u STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on
AS %L
$create$, pg_temp.pggit_shell($python$
def parses():
    # Preparing DDL parses it and looks nothing up, at a third of the probe's cost if there is little of it. The probe
    # says what fails, and takes the statements that would look something up.
    text = between.join(p_schema_changes)
    if len(change.statements) > few or text.count('/*') > few:
        return False
    for statement in change.statements:
        if statement.reading != 'read' or statement.tag in pggit_ddl.ANALYSED:
            return False
    try:
        plpy.prepare(text)
    except plpy.SPIError:
        return False
    return True


def syntax_error():
    # The server parses the whole text before it executes any of it, and the first statement fails when it is planned:
    # nothing of what follows it is ever executed. 22012 (division by zero) means that all of it was parsed.
    probe = 'SELECT 1 OPERATOR(pg_catalog./) 0;'
    # The server's lexer looks at the rest of a run of comments for each of them, as if they were one operator.
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
        return {
            'sqlstate': getattr(error, 'sqlstate', None) or '42601',
            'message': message,
            'detail': pggit_ddl.show_place(text, min(position, len(text)), element_no)
                      if position >= 0 else error.spidata[1],
            'hint': 'Correct the statement. If it is meant for a newer PostgreSQL than this one, a coordinator '
                    "can turn the check off: SELECT pggit_set('check_syntax', 'off');",
        }
    raise plpy.Error('the syntax probe did not fail')


few = 50
between = chr(10) + ';' + chr(10)
try:
    change = pggit_ddl.read(p_schema_changes)
except pggit_ddl.DDLError as error:
    # Returned, not raised: plpy.error would prefix the message and add a traceback.
    return pggit_ddl.to_json({'error': {'sqlstate': error.sqlstate, 'message': error.message,
                                 'detail': error.detail, 'hint': error.hint}})
wrong = syntax_error() if p_check_syntax and not parses() else None
if wrong:
    return pggit_ddl.to_json({'error': wrong})
dynamic = {row.statement_no for row in change.rows if row.object_kind == 'statement'}
# Only what has to be shown to somebody comes with its text.
not_analysed = [
    {'statement_no': s.statement_no, 'reading': s.reading, 'is_dynamic': s.statement_no in dynamic, 'text': s.text}
    for s in change.statements if s.reading != 'read' or s.statement_no in dynamic
]
rows = [*change.rows, *pggit_ddl.member_of_public(change.rows)]
if p_feature_name is not None:
    rows += pggit_ddl.named_after(change.rows)
    rows.append(pggit_ddl.of_feature(p_feature_name))
return pggit_ddl.to_json({
    'analysis': {
        'statements': len(change.statements),
        'outside': [s['statement_no'] for s in not_analysed if s['reading'] == 'outside'],
        'not_understood': [s['statement_no'] for s in not_analysed if s['reading'] == 'not understood'],
        'dynamic': [s['statement_no'] for s in not_analysed if s['is_dynamic']],
    },
    'not_analysed': not_analysed,
    'asks': pggit_ddl.questions(change.rows),
    'tables_affected': change.tables,
    'risk_level': change.risk_level,
    'risk_reasons': change.risk_reasons,
}, footprint=rows)
$python$)) \gexec
COMMENT ON FUNCTION pggit_internal.read_change(text[], boolean, text) IS
'What the reader understands of DDL that is declared for a feature, or asked about (null): {analysis: {statements: '
'how many, outside, not_understood, dynamic: which}, not_analysed: '
'[{statement_no, reading, is_dynamic, text}], footprint, asks: what the catalog is to be asked, tables_affected, '
'risk_level, risk_reasons}, or {error: {sqlstate, message, detail, hint}}. '
'Only of a feature the footprint says by which names it meets others, and the feature''s own. '
'Also asks PostgreSQL''s own parser when told to. Executes none of it.';
