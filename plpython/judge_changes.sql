SELECT format($create$
CREATE OR REPLACE FUNCTION pggit_internal.judge_changes(p_side jsonb, p_others jsonb, p_severities jsonb) RETURNS jsonb
LANGUAGE plpython3u STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS %L
$create$, pg_temp.pggit_shell($python$
import json


def rows(side):
    # The rows of the feature and of names are there to find candidates; the judge gets the names themselves.
    return [pggit_ddl.Row(**row) for row in side.pop('footprint') if row['object_kind'] not in ('feature', 'name')]


side = json.loads(p_side)
own = pggit_ddl.Summary(rows(side))
severities = json.loads(p_severities) if p_severities else {}
verdicts = []
for other in json.loads(p_others):
    for verdict in pggit_ddl.judge(own, rows(other), side, other):
        severity, if_compatible = severities.get(verdict['conflict_type'], pggit_ddl.CONFLICT_TYPES[verdict['conflict_type']][:2])
        verdict['severity'] = if_compatible if verdict['outcome'] == 'compatible' else severity
        verdict['intent_b'], verdict['agent_b'], verdict['feature_b'] = (
            other.get('intent_id'), other.get('agent_id'), other.get('feature_name'))
        first = {'a': side, 'b': other}.get(verdict['apply_first'])
        if first is not None:
            verdict['apply_first'] = first.get('intent_id') or verdict['apply_first']
        verdicts.append(verdict)
return pggit_ddl.to_json(verdicts)
$python$)) \gexec
COMMENT ON FUNCTION pggit_internal.judge_changes(jsonb, jsonb, jsonb) IS
'How one side ({intent_id, agent_id, feature_name, branch_name, footprint}) collides with each of an array of others; p_severities maps conflict types to [severity, severity_if_compatible], null = the reader''s defaults.';
REVOKE ALL ON FUNCTION pggit_internal.judge_changes(jsonb, jsonb, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION pggit_internal.judge_changes(jsonb, jsonb, jsonb) TO pggit_owner;
