SELECT format($create$
CREATE OR REPLACE FUNCTION pggit_internal.provable_statements(p_schema_changes text[]) RETURNS jsonb
LANGUAGE plpython3u STABLE STRICT PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS %L
$create$, pg_temp.pggit_shell($python$
return pggit_ddl.to_json(pggit_ddl.provable(p_schema_changes))
$python$)) \gexec
COMMENT ON FUNCTION pggit_internal.provable_statements(text[]) IS
'The statements of a change as a proof would execute them: [{statement_no, tag, needs, text}]; '
'needs is the least that the setting prove_statements must say, null where nothing will do. '
'The change must have been read without error before.';
