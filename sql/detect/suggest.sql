CREATE OR REPLACE FUNCTION pggit_internal.suggest(
    p_intent public.tb_pggit_intent, p_reports public.pggit_conflict_report[],
    OUT reports public.pggit_conflict_report[], OUT failures jsonb
)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_suggester public.tb_pggit_suggester;
    v_report public.pggit_conflict_report;
    v_other public.tb_pggit_intent;
    v_texts jsonb;
    v_before jsonb;
    v_after jsonb;
BEGIN
    reports := '{}';
    failures := '[]';
    FOREACH v_report IN ARRAY p_reports LOOP
        SELECT i.* INTO v_other FROM public.tb_pggit_intent AS i WHERE i.id = v_report.intent_b;
        v_before := '[]';
        v_after := '[]';
        FOR v_suggester IN SELECT s.* FROM public.tb_pggit_suggester AS s ORDER BY s.name LOOP
            BEGIN
                PERFORM pggit_internal.refuse_extension(
                    v_suggester.function_schema, v_suggester.function_name, v_suggester.argument_types,
                    v_suggester.added_by
                );
                SELECT coalesce(jsonb_agg(t.text ORDER BY t.place), '[]') INTO v_texts
                FROM pggit_internal.call_suggester(
                    v_suggester.function_schema, v_suggester.function_name, v_report, p_intent, v_other
                ) WITH ORDINALITY AS t (text, place);
                IF jsonb_path_exists(v_texts, '$[*] ? (@ == null || @ == "")') THEN
                    RAISE EXCEPTION 'a suggestion is null or empty'
                        USING ERRCODE = 'invalid_parameter_value',
                              HINT = 'Return no row where there is nothing to say.';
                ELSIF v_suggester.place = 'before' THEN
                    v_before := v_before || v_texts;
                ELSE
                    v_after := v_after || v_texts;
                END IF;
            EXCEPTION WHEN OTHERS OR assert_failure THEN
                failures := failures || pggit_internal.failure('suggester', v_suggester.name, SQLSTATE, SQLERRM);
            END;
        END LOOP;
        v_report.suggestions := v_before || v_report.suggestions || v_after;
        reports := reports || v_report;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION pggit_internal.suggest(public.tb_pggit_intent, public.pggit_conflict_report[]) IS
'Reports about an intent with the suggestions of the team''s suggesters added. '
'Returns in failures one element per suggester that failed, per report.';
