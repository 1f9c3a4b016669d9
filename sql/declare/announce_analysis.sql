CREATE OR REPLACE FUNCTION pggit_internal.announce_analysis(p_analysis jsonb, p_not_analysed jsonb) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    c_shown CONSTANT integer := 5;
    v_outside text;
    v_not_understood text;
    v_dynamic text;
    v_count CONSTANT text := p_analysis ->> 'statements';
BEGIN
    SELECT string_agg(s.shown, E'\n') FILTER (WHERE s.reading = 'outside' AND s.place <= c_shown),
           string_agg(s.shown, E'\n') FILTER (WHERE s.reading = 'not understood' AND s.place <= c_shown),
           string_agg(s.shown, E'\n') FILTER (WHERE s.is_dynamic AND s.dynamic_place <= c_shown)
    INTO v_outside, v_not_understood, v_dynamic
    FROM (
        SELECT r.statement_no, r.reading, r.is_dynamic,
               format('statement %s: %s', r.statement_no,
                   left(regexp_replace(r.text, '[[:space:]]+', ' ', 'g'), 100) || CASE WHEN length(r.text) > 100 THEN ' ...' ELSE '' END
               ) AS shown,
               row_number() OVER (PARTITION BY r.reading ORDER BY r.statement_no) AS place,
               row_number() OVER (PARTITION BY r.is_dynamic ORDER BY r.statement_no) AS dynamic_place
        FROM jsonb_to_recordset(p_not_analysed) AS r (statement_no integer, reading text, is_dynamic boolean, text text)
    ) AS s;

    IF v_outside IS NOT NULL THEN
        RAISE NOTICE '% of % statements not DDL: kept, but outside what is analysed beyond the names in them', jsonb_array_length(p_analysis -> 'outside'), v_count
            USING ERRCODE = 'PI011', DETAIL = pggit_internal.shown(v_outside),
                  HINT = 'Name the tables that they depend on in tables_affected.';
    END IF;
    IF v_not_understood IS NOT NULL THEN
        RAISE WARNING '% of % statements not understood: kept, but not analysed', jsonb_array_length(p_analysis -> 'not_understood'), v_count
            USING ERRCODE = 'PI011', DETAIL = pggit_internal.shown(v_not_understood),
                  HINT = 'Check their spelling, and name the tables that they touch in tables_affected.';
    END IF;
    IF v_dynamic IS NOT NULL THEN
        RAISE NOTICE '% of % statements with SQL that is put together when it runs: that part is not analysed', jsonb_array_length(p_analysis -> 'dynamic'), v_count
            USING ERRCODE = 'PI011', DETAIL = pggit_internal.shown(v_dynamic),
                  HINT = 'Name the tables that it touches in tables_affected.';
    END IF;
END
$function$;
COMMENT ON FUNCTION pggit_internal.announce_analysis(jsonb, jsonb) IS
'Says which statements were not analysed (PI011), given the numbers of all of them, as in analysis, and '
'their texts.';
