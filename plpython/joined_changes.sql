SELECT format($create$
CREATE OR REPLACE FUNCTION pggit_internal.joined_changes(p_changes jsonb) RETURNS text[]
LANGUAGE plpython3u STABLE STRICT PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS %L
$create$, pg_temp.pggit_shell($python$
import json

return pggit_ddl.joined(json.loads(p_changes))
$python$)) \gexec
COMMENT ON FUNCTION pggit_internal.joined_changes(jsonb) IS
'Several changes (an array of arrays of texts) as one: in their order, without the DDL statements that a later one '
'repeats. Each must have been read without error before.';
