CREATE OR REPLACE FUNCTION pggit_internal.announce_conflicts(
    p_reports public.pggit_conflict_report[], p_more_errors integer, p_more_warnings integer
) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_limit CONSTANT integer := pggit_internal.setting('conflict_messages')::integer;
    v_unrecorded CONSTANT integer := p_more_errors + p_more_warnings;
    v_more CONSTANT integer := greatest(cardinality(p_reports) - v_limit, 0) + v_unrecorded;
    v_report public.pggit_conflict_report;
    v_message text;
    v_detail text;
    v_hint text;
BEGIN
    FOR v_report IN
        SELECT (p_reports[n.place]).*
        FROM generate_subscripts(p_reports, 1) AS n (place)
        -- Errors first, but only where not all are shown.
        ORDER BY v_more > 0 AND (p_reports[n.place]).severity = 'error' DESC, n.place
        LIMIT CASE WHEN v_more > 0 THEN v_limit END
    LOOP
        v_report := pggit_internal.with_expiry(v_report);
        v_message := pggit_internal.shown(format(
            '%s conflict with %s (%s, %s): %s', v_report.conflict_type, v_report.agent_b, v_report.feature_b,
            (SELECT i.branch_name FROM public.tb_pggit_intent AS i WHERE i.id = v_report.intent_b),
            pggit_internal.shown_list(v_report.affected_objects)
        ));
        -- A team's own detector need not say what PostgreSQL would do.
        v_detail := pggit_internal.shown(
            CASE WHEN v_report.outcome IS NULL THEN format('Found by %s.', (
                SELECT string_agg(d.name, ', ')
                FROM jsonb_array_elements_text(v_report.metadata -> 'detectors') AS d (name)
            )) ELSE format('Predicted outcome: %s%s.', v_report.outcome, CASE v_report.apply_first
                WHEN v_report.intent_a THEN ', yours has to go first'
                WHEN v_report.intent_b
                    THEN format(', that of %s (%s) has to go first', v_report.agent_b, v_report.intent_b)
            END) END
            || coalesce(' Its lease expired at ' || (v_report.metadata ->> 'expired_at')::timestamptz || '.', '')
        );
        v_hint := coalesce(
            pggit_internal.shown(v_report.suggestions ->> 0),
            format('SELECT pggit_intent_status(%L); shows what to do.', v_report.intent_a)
        );
        IF v_report.severity = 'error' THEN
            RAISE WARNING '%', v_message USING ERRCODE = 'PI010', DETAIL = v_detail, HINT = v_hint;
        ELSE
            RAISE NOTICE '%', v_message USING ERRCODE = 'PI010', DETAIL = v_detail, HINT = v_hint;
        END IF;
    END LOOP;

    IF v_unrecorded > 0 THEN
        RAISE WARNING 'and % more %', v_more, CASE v_more WHEN 1 THEN 'conflict' ELSE 'conflicts' END
            USING ERRCODE = 'PI010',
                  DETAIL = format(
                      '%s on record, the others only counted (errors: %s, warnings: %s): '
                      'the setting conflict_records limits how many are recorded. '
                      'When those on record are settled, the worst of the others take their place.',
                      CASE cardinality(p_reports) WHEN 1 THEN '1 is' ELSE cardinality(p_reports) || ' are' END,
                      p_more_errors, p_more_warnings
                  ),
                  HINT = 'pggit_get_conflicts() shows those on record, pggit_unrecorded_conflicts() the others.';
    ELSIF v_more > 0 THEN
        RAISE WARNING 'and % more %', v_more, CASE v_more WHEN 1 THEN 'conflict' ELSE 'conflicts' END
            USING ERRCODE = 'PI010', HINT = 'pggit_get_conflicts() shows them all.';
    END IF;
END
$function$;
COMMENT ON FUNCTION pggit_internal.announce_conflicts(public.pggit_conflict_report[], integer, integer) IS
'Step 6 of every declaration: one NOTICE per conflict of severity warning, one WARNING per error (PI010), as many '
'as the setting conflict_messages says, and how many more there are, those included that are only counted.';
