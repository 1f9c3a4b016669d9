SELECT format($create$
CREATE OR REPLACE FUNCTION pggit_internal.conflict_types() RETURNS jsonb
LANGUAGE plpython3u STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS %L
$create$, pg_temp.pggit_shell($python$
return pggit_ddl.to_json([
    {'conflict_type': conflict_type, 'severity': severity, 'severity_if_compatible': if_compatible,
     'description': description}
    for conflict_type, (severity, if_compatible, description) in pggit_ddl.CONFLICT_TYPES.items()
])
$python$)) \gexec
COMMENT ON FUNCTION pggit_internal.conflict_types() IS
'The conflict types that the reader''s judge reports, with their default severities: '
'what tb_pggit_conflict_rule is seeded from.';
