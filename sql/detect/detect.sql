CREATE OR REPLACE FUNCTION pggit_internal.detect(
    p_side jsonb, p_sides json, p_intent public.tb_pggit_intent, p_everybody text[], p_most integer,
    OUT reports public.pggit_conflict_report[], OUT failures jsonb, OUT more_errors integer, OUT more_warnings integer
)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_severities jsonb := pggit_internal.severities_in_force();
    v_candidates text[];
    v_detector public.tb_pggit_detector;
    v_other public.tb_pggit_intent;
    v_found public.pggit_conflict_report[] := '{}'::public.pggit_conflict_report[];
    v_more public.pggit_conflict_report[];
    v_is_replaced boolean := false;
    v_unanswered text[] := '{}'::text[];
    v_judged record;
    v_suggested record;
BEGIN
    failures := '[]';
    IF NOT EXISTS (SELECT FROM public.tb_pggit_detector) THEN
        v_judged := pggit_internal.judge_sides(p_side, p_sides, v_severities, p_most);
    ELSE
        v_candidates := ARRAY(SELECT s.side ->> 'intent_id' FROM json_array_elements(p_sides) AS s (side));
        FOR v_detector IN SELECT d.* FROM public.tb_pggit_detector AS d ORDER BY d.name LOOP
            v_is_replaced := v_is_replaced OR v_detector.replaces_builtin;
            FOR v_other IN
                SELECT i.* FROM public.tb_pggit_intent AS i
                WHERE i.id = ANY(CASE v_detector.runs_for WHEN 'candidates' THEN v_candidates ELSE p_everybody END)
                ORDER BY i.created_at, i.id
            LOOP
                BEGIN
                    PERFORM pggit_internal.refuse_extension(
                        v_detector.function_schema, v_detector.function_name, v_detector.argument_types, v_detector.added_by
                    );
                    v_more := ARRAY(
                        SELECT pggit_internal.checked_report(r, v_detector.name, p_intent, v_other)
                        FROM pggit_internal.call_detector(
                            v_detector.function_schema, v_detector.function_name, p_intent, v_other
                        ) AS r
                    );
                    v_found := v_found || v_more;
                -- Not among the OTHERS is the cancel, and with it the timeout: those end the registration.
                EXCEPTION WHEN OTHERS OR assert_failure THEN
                    failures := failures || pggit_internal.failure('detector', v_detector.name, SQLSTATE, SQLERRM);
                    IF v_detector.replaces_builtin THEN
                        v_unanswered := v_unanswered || v_other.id::text;
                    END IF;
                END;
            END LOOP;
        END LOOP;

        -- A pair that the replacement has no answer for is not left unjudged.
        v_judged := pggit_internal.judge_sides(p_side, CASE WHEN v_is_replaced THEN (
            SELECT coalesce(json_agg(s.side), '[]') FROM json_array_elements(p_sides) AS s (side)
            WHERE s.side ->> 'intent_id' = ANY(v_unanswered)
        ) ELSE p_sides END, v_severities, NULL);
        v_judged := pggit_internal.worst_reports(pggit_internal.merged_reports(v_judged.reports || v_found), p_most);
    END IF;
    reports := v_judged.reports;
    more_errors := v_judged.more_errors;
    more_warnings := v_judged.more_warnings;

    IF reports <> '{}' AND EXISTS (SELECT FROM public.tb_pggit_suggester) THEN
        v_suggested := pggit_internal.suggest(p_intent, reports);
        reports := v_suggested.reports;
        failures := failures || v_suggested.failures;
    END IF;
    IF failures <> '[]' THEN
        failures := pggit_internal.announce_failures(failures);
    END IF;
END
$function$;
COMMENT ON FUNCTION pggit_internal.detect(jsonb, json, public.tb_pggit_intent, text[], integer) IS
'The conflicts of an intent: what the built-in detector finds between its side and those of the candidates, what '
'the team''s detectors find among these or among everybody, with the team''s suggestions; '
'at most p_most of them, the worst (null or 0: all), and how many more there are of either severity. failures: '
'one per detector or suggester that failed, [] when none did; they are announced (PI034).';
