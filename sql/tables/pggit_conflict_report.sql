DO $type$
BEGIN
    IF to_regtype('public.pggit_conflict_report') IS NULL THEN
        CREATE TYPE public.pggit_conflict_report AS (
            intent_a text,
            agent_a text,
            feature_a text,
            intent_b text,
            agent_b text,
            feature_b text,
            conflict_type text,
            affected_objects jsonb,
            severity text,
            outcome text,
            apply_first text,
            suggestions jsonb,
            metadata jsonb
        );
    END IF;
END
$type$;
COMMENT ON TYPE public.pggit_conflict_report IS
'What checks and detectors return: one collision of two changes. '
'Ids, agents and features are null where a change is not registered; '
'apply_first is an intent''s id, or a or b where that side has none.';
