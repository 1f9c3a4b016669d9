SELECT format($create$
CREATE OR REPLACE FUNCTION pggit_internal.judge_changes(
    p_side jsonb, p_others json, p_severities jsonb, p_most integer
) RETURNS jsonb
LANGUAGE plpython3u STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS %L
$create$, pg_temp.pggit_shell($python$
import json

severities = json.loads(p_severities) if p_severities else {}
conflicts, more = pggit_ddl.judge_all(json.loads(p_side), json.loads(p_others), severities, p_most)
return pggit_ddl.to_json({'conflicts': conflicts, 'more': more})
$python$)) \gexec
COMMENT ON FUNCTION pggit_internal.judge_changes(jsonb, json, jsonb, integer) IS
'How one side ({intent_id, agent_id, feature_name, branch_name, footprint}) collides with each of an array of '
'others, as {conflicts, more}; p_severities maps conflict types to [severity, severity_if_compatible], null = the '
'reader''s defaults. At most p_most conflicts are told (null or 0: '
'all), errors before warnings, then those with the last of the others; more counts the rest per severity.';
