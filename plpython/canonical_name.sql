SELECT format($create$
CREATE OR REPLACE FUNCTION pggit_internal.canonical_name(p_name text) RETURNS jsonb
LANGUAGE plpython3u STABLE STRICT PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS %L
$create$, pg_temp.pggit_shell($python$
try:
    return pggit_ddl.to_json({'name': pggit_ddl.canonical_name(p_name)})
except pggit_ddl.DDLError as error:
    return pggit_ddl.to_json({'error': {'sqlstate': error.sqlstate, 'message': error.message,
                                 'detail': error.detail, 'hint': error.hint}})
$python$)) \gexec
COMMENT ON FUNCTION pggit_internal.canonical_name(text) IS
'A name as PostgreSQL reads it, in the form that footprints use: {name}, or {error: '
'{sqlstate, message, detail, hint}}.';
