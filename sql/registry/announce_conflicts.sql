CREATE OR REPLACE FUNCTION pggit_internal.announce_conflicts(p_reports public.pggit_conflict_report [], p_branches jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_limit integer := pggit_internal.setting('conflict_messages')::integer;
    v_report public.pggit_conflict_report;
    v_message text;
    v_detail text;
    v_hint text;
BEGIN
    FOREACH v_report IN ARRAY p_reports[:v_limit] LOOP
        v_report := pggit_internal.with_expiry(v_report);
        v_message := pggit_internal.shown(format('%s conflict with %s (%s, %s): %s',
            v_report.conflict_type, v_report.agent_b, v_report.feature_b, p_branches ->> v_report.intent_b,
            pggit_internal.shown_objects(v_report.affected_objects)));
        -- A team's own detector need not say what PostgreSQL would do.
        v_detail := pggit_internal.shown(CASE WHEN v_report.outcome IS NULL THEN format('Found by %s.', (
            SELECT string_agg(d.name, ', ') FROM jsonb_array_elements_text(v_report.metadata -> 'detectors') AS d (name)
        )) ELSE format('Predicted outcome: %s%s.', v_report.outcome,
            CASE v_report.apply_first
                WHEN v_report.intent_a THEN ', yours has to go first'
                WHEN v_report.intent_b THEN format(', that of %s (%s) has to go first', v_report.agent_b, v_report.intent_b)
            END) END || coalesce(' Its lease expired at ' || (v_report.metadata ->> 'expired_at')::timestamptz || '.', ''));
        v_hint := coalesce(pggit_internal.shown(v_report.suggestions ->> 0), 'SELECT * FROM pggit_intent_status(...); shows what to do.');
        IF v_report.severity = 'error' THEN
            RAISE WARNING '%', v_message USING ERRCODE = 'PI010', DETAIL = v_detail, HINT = v_hint;
        ELSE
            RAISE NOTICE '%', v_message USING ERRCODE = 'PI010', DETAIL = v_detail, HINT = v_hint;
        END IF;
    END LOOP;
    IF cardinality(p_reports) > v_limit THEN
        RAISE WARNING 'and % more conflicts', cardinality(p_reports) - v_limit
            USING ERRCODE = 'PI010', HINT = 'pggit_get_conflicts() shows them all.';
    END IF;
END
$function$;
COMMENT ON FUNCTION pggit_internal.announce_conflicts(public.pggit_conflict_report [], jsonb) IS
'One NOTICE per conflict of severity warning, one WARNING per error (PI010), as many as the setting conflict_messages says; the second argument maps intent ids to branches.';
REVOKE ALL ON FUNCTION pggit_internal.announce_conflicts(public.pggit_conflict_report [], jsonb) FROM PUBLIC;
