SELECT format($create$
CREATE OR REPLACE FUNCTION pggit_internal.read_change(p_schema_changes text[]) RETURNS jsonb
LANGUAGE plpython3u STABLE STRICT PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS %L
$create$, pg_temp.pggit_shell($python$
import json

try:
    change = pggit_ddl.read(p_schema_changes)
except pggit_ddl.DDLError as error:
    # Returned, not raised: plpy.error would prefix the message and add a traceback.
    return json.dumps({'error': {'sqlstate': error.sqlstate, 'message': error.message,
                                 'detail': error.detail, 'hint': error.hint}})
return json.dumps({
    'statements': [statement._asdict() for statement in change.statements],
    'footprint': [row._asdict() for row in change.rows],
    'tables_affected': change.tables,
    'risk_level': change.risk_level,
    'risk_reasons': change.risk_reasons,
})
$python$)) \gexec
COMMENT ON FUNCTION pggit_internal.read_change(text[]) IS
'What the reader understands of declared DDL: {statements, footprint, tables_affected, risk_level, risk_reasons}, or {error: {sqlstate, message, detail, hint}}.';
REVOKE ALL ON FUNCTION pggit_internal.read_change(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION pggit_internal.read_change(text[]) TO pggit_owner;
