CREATE OR REPLACE FUNCTION pggit_internal.announce_failures(p_failures jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_failures jsonb;
    v_failure jsonb;
BEGIN
    -- Once per function, with its first error: it may have failed for a thousand pairs.
    SELECT jsonb_agg(f.first || jsonb_build_object('times', f.times) ORDER BY f.place) INTO v_failures
    FROM (
        SELECT min(e.place) AS place, (array_agg(e.failure ORDER BY e.place))[1] AS first, count(*) AS times
        FROM jsonb_array_elements(p_failures) WITH ORDINALITY AS e (failure, place)
        GROUP BY e.failure ->> 'kind', e.failure ->> 'name'
    ) AS f;
    FOR v_failure IN SELECT e.failure FROM jsonb_array_elements(v_failures) AS e (failure) LOOP
        RAISE WARNING '% "%" failed: %', v_failure ->> 'kind', v_failure ->> 'name', v_failure ->> 'message'
            USING ERRCODE = 'PI034',
                  DETAIL = format('SQLSTATE %s, in %s of its calls. Its findings are missing; the rest is unaffected.',
                      v_failure ->> 'sqlstate', v_failure ->> 'times'),
                  HINT = 'v_pggit_extension shows who added it: tell them. A coordinator can remove it.';
    END LOOP;
    RETURN v_failures;
END
$function$;
COMMENT ON FUNCTION pggit_internal.announce_failures(jsonb) IS
'Announces each detector or suggester that failed (PI034). '
'Returns {kind, name, sqlstate, message, times} of each, as kept in extension_errors.';

CREATE OR REPLACE FUNCTION pggit_internal.detect(
    p_intent public.tb_pggit_intent, p_footprint jsonb, p_others json, p_everybody text[], p_most integer,
    OUT reports public.pggit_conflict_report[], OUT failures jsonb, OUT more_errors integer, OUT more_warnings integer
)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_side CONSTANT jsonb := jsonb_build_object(
        'intent_id', p_intent.id, 'agent_id', p_intent.agent_id, 'feature_name', p_intent.feature_name,
        'branch_name', p_intent.branch_name, 'footprint', p_footprint
    );
    -- What a team has set: per conflict type [severity, severity_if_compatible].
    v_severities CONSTANT jsonb := (
        SELECT jsonb_object_agg(r.conflict_type, jsonb_build_array(r.severity, r.severity_if_compatible))
        FROM public.tb_pggit_conflict_rule AS r
    );
    v_candidates text[];
    v_detector public.tb_pggit_detector;
    v_other public.tb_pggit_intent;
    v_found public.pggit_conflict_report[] := '{}'::public.pggit_conflict_report[];
    v_is_replaced boolean := false;
    v_unanswered text[] := '{}'::text[];
    v_judged record;
    v_suggested record;
BEGIN
    failures := '[]';
    IF NOT EXISTS (SELECT FROM public.tb_pggit_detector) THEN
        v_judged := pggit_internal.judge_sides(v_side, p_others, v_severities, p_most);
    ELSE
        v_candidates := ARRAY(SELECT s.side ->> 'intent_id' FROM json_array_elements(p_others) AS s (side));
        FOR v_detector IN SELECT d.* FROM public.tb_pggit_detector AS d ORDER BY d.name LOOP
            v_is_replaced := v_is_replaced OR v_detector.replaces_builtin;
            FOR v_other IN
                SELECT i.* FROM public.tb_pggit_intent AS i
                WHERE i.id = ANY(CASE v_detector.runs_for WHEN 'candidates' THEN v_candidates ELSE p_everybody END)
                ORDER BY i.created_at, i.id
            LOOP
                BEGIN
                    PERFORM pggit_internal.refuse_extension(
                        v_detector.function_schema, v_detector.function_name, v_detector.argument_types,
                        v_detector.added_by
                    );
                    v_found := v_found || ARRAY(
                        SELECT pggit_internal.checked_report(r, v_detector.name, p_intent, v_other)
                        FROM pggit_internal.call_detector(
                            v_detector.function_schema, v_detector.function_name, p_intent, v_other
                        ) AS r
                    );
                -- A cancel is not among the OTHERS, and neither is a timeout: those end the registration.
                EXCEPTION WHEN OTHERS OR assert_failure THEN
                    failures := failures || pggit_internal.failure('detector', v_detector.name, SQLSTATE, SQLERRM);
                    IF v_detector.replaces_builtin THEN
                        v_unanswered := v_unanswered || v_other.id::text;
                    END IF;
                END;
            END LOOP;
        END LOOP;

        -- A pair that the replacement has no answer for is not left unjudged.
        v_judged := pggit_internal.judge_sides(v_side, CASE WHEN v_is_replaced THEN (
            SELECT coalesce(json_agg(s.side), '[]') FROM json_array_elements(p_others) AS s (side)
            WHERE s.side ->> 'intent_id' = ANY(v_unanswered)
        ) ELSE p_others END, v_severities, NULL);
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
COMMENT ON FUNCTION pggit_internal.detect(public.tb_pggit_intent, jsonb, json, text[], integer) IS
'The conflicts of an intent: what the built-in detector finds between its footprint and the sides given, what the '
'team''s detectors find among these or among everybody, with the team''s suggestions. '
'Announces the detectors and suggesters that failed (PI034). '
'Returns at most p_most reports, the worst (null or 0: all), how many more there are of either severity, and in '
'failures one element per detector or suggester that failed, [] when none did.';
