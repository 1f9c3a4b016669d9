CREATE OR REPLACE FUNCTION pggit_internal.announce_analysis(p_analysis jsonb, p_not_analysed jsonb) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    c_shown CONSTANT integer := 5;
    v_words record;
    v_subject text;
    v_is_one boolean;
    v_shown text;
BEGIN
    -- One message per way of not being analysed, with the first few of its statements.
    FOR v_words IN
        SELECT w.*
        FROM (VALUES
            ('outside', 'is not DDL; only the names in it were analysed',
             'are not DDL; only the names in them were analysed',
             'Name the tables that they depend on in tables_affected.'),
            ('not_understood', 'was not understood and is not analysed',
             'were not understood and are not analysed',
             'Check their spelling, and name the tables that they touch in tables_affected.'),
            ('dynamic', 'puts SQL together when it runs; that part is not analysed',
             'put SQL together when they run; that part is not analysed',
             'Name the tables that it touches in tables_affected.')
        ) AS w (way, of_one, of_several, advice)
        WHERE p_analysis -> w.way <> '[]'
    LOOP
        v_is_one := jsonb_array_length(p_analysis -> v_words.way) = 1;
        v_subject := CASE WHEN v_is_one THEN 'statement ' ELSE 'statements ' END
            || pggit_internal.shown_list(p_analysis -> v_words.way);
        SELECT string_agg(format('statement %s: %s', s.statement_no, s.line), E'\n' ORDER BY s.statement_no)
        INTO v_shown
        FROM (
            SELECT r.statement_no,
                   CASE WHEN length(r.text) > 100 THEN left(l.line, 100) || ' ...' ELSE left(l.line, 100) END AS line
            FROM jsonb_to_recordset(p_not_analysed) AS r (statement_no integer, text text)
            CROSS JOIN LATERAL (SELECT regexp_replace(r.text, '[[:space:]]+', ' ', 'g') AS line) AS l
            WHERE p_analysis -> v_words.way @> to_jsonb(r.statement_no)
            ORDER BY r.statement_no LIMIT c_shown
        ) AS s;
        IF v_words.way = 'not_understood' THEN
            RAISE WARNING '% %', v_subject, CASE WHEN v_is_one THEN v_words.of_one ELSE v_words.of_several END
                USING ERRCODE = 'PI011', DETAIL = pggit_internal.shown(v_shown), HINT = v_words.advice;
        ELSE
            RAISE NOTICE '% %', v_subject, CASE WHEN v_is_one THEN v_words.of_one ELSE v_words.of_several END
                USING ERRCODE = 'PI011', DETAIL = pggit_internal.shown(v_shown), HINT = v_words.advice;
        END IF;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION pggit_internal.announce_analysis(jsonb, jsonb) IS
'Says which statements were not analysed (PI011), given the numbers of all of them, as in analysis, and their texts.';
