CREATE OR REPLACE FUNCTION pggit_internal.announce_conflicts(
    p_reports public.pggit_conflict_report[], p_branches jsonb, p_more_errors integer, p_more_warnings integer
) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_limit integer := pggit_internal.setting('conflict_messages')::integer;
    v_more integer := greatest(cardinality(p_reports) - v_limit, 0) + p_more_errors + p_more_warnings;
    v_reports public.pggit_conflict_report[] := p_reports;
    v_report public.pggit_conflict_report;
    v_message text;
    v_detail text;
    v_hint text;
BEGIN
    IF v_more > 0 THEN
        v_reports := ARRAY(
            SELECT p_reports[n.place] FROM generate_subscripts(p_reports, 1) AS n (place)
            ORDER BY (p_reports[n.place]).severity = 'error' DESC, n.place LIMIT v_limit
        );
    END IF;
    FOREACH v_report IN ARRAY v_reports LOOP
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
    IF p_more_errors + p_more_warnings > 0 THEN
        RAISE WARNING 'and % more %', v_more, CASE v_more WHEN 1 THEN 'conflict' ELSE 'conflicts' END
            USING ERRCODE = 'PI010',
                  DETAIL = format('%s recorded, the others (errors: %s, warnings: %s) only counted, as the setting conflict_records says. '
                      'When those that are recorded are settled, the worst of the others take their place.',
                      CASE cardinality(p_reports) WHEN 1 THEN '1 is' ELSE cardinality(p_reports) || ' are' END, p_more_errors, p_more_warnings),
                  HINT = 'pggit_get_conflicts() shows those that are recorded, pggit_unrecorded_conflicts() the others.';
    ELSIF v_more > 0 THEN
        RAISE WARNING 'and % more %', v_more, CASE v_more WHEN 1 THEN 'conflict' ELSE 'conflicts' END
            USING ERRCODE = 'PI010', HINT = 'pggit_get_conflicts() shows them all.';
    END IF;
END
$function$;
COMMENT ON FUNCTION pggit_internal.announce_conflicts(public.pggit_conflict_report[], jsonb, integer, integer) IS
'One NOTICE per conflict of severity warning, one WARNING per error (PI010), as many as the setting '
'conflict_messages says, and how many more there are; the second argument maps intent ids to branches.';
