CREATE OR REPLACE FUNCTION pggit_internal.announce_analysis(p_read jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    c_shown CONSTANT integer := 5;
    v_outside jsonb;
    v_not_understood jsonb;
    v_outside_shown text;
    v_not_understood_shown text;
    v_dynamic jsonb;
    v_dynamic_shown text;
    v_count CONSTANT integer := (p_read ->> 'statements')::integer;
BEGIN
    -- Most changes are understood whole, and quickly seen to be.
    IF p_read -> 'not_analysed' = '[]' THEN
        RETURN jsonb_build_object(
            'statements', p_read -> 'statements', 'outside', '[]'::jsonb, 'not_understood', '[]'::jsonb, 'dynamic', '[]'::jsonb
        );
    END IF;

    SELECT coalesce(jsonb_agg(s.statement_no) FILTER (WHERE s.reading = 'outside'), '[]'),
           coalesce(jsonb_agg(s.statement_no) FILTER (WHERE s.reading = 'not understood'), '[]'),
           coalesce(jsonb_agg(s.statement_no) FILTER (WHERE s.is_dynamic), '[]'),
           string_agg(s.shown, E'\n') FILTER (WHERE s.reading = 'outside' AND s.place <= c_shown),
           string_agg(s.shown, E'\n') FILTER (WHERE s.reading = 'not understood' AND s.place <= c_shown),
           string_agg(s.shown, E'\n') FILTER (WHERE s.is_dynamic AND s.dynamic_place <= c_shown)
    INTO v_outside, v_not_understood, v_dynamic, v_outside_shown, v_not_understood_shown, v_dynamic_shown
    FROM (
        SELECT r.statement_no, r.reading, r.is_dynamic,
               format('statement %s: %s', r.statement_no,
                   left(regexp_replace(r.text, '[[:space:]]+', ' ', 'g'), 100) || CASE WHEN length(r.text) > 100 THEN ' ...' ELSE '' END
               ) AS shown,
               row_number() OVER (PARTITION BY r.reading ORDER BY r.statement_no) AS place,
               row_number() OVER (PARTITION BY r.is_dynamic ORDER BY r.statement_no) AS dynamic_place
        FROM jsonb_to_recordset(p_read -> 'not_analysed') AS r (statement_no integer, reading text, is_dynamic boolean, text text)
    ) AS s;

    IF v_outside <> '[]' THEN
        RAISE NOTICE '% of % statements not DDL: kept, but outside what is analysed beyond the names in them', jsonb_array_length(v_outside), v_count
            USING ERRCODE = 'PI011', DETAIL = pggit_internal.shown(v_outside_shown),
                  HINT = 'Name the tables that they depend on in tables_affected.';
    END IF;
    IF v_not_understood <> '[]' THEN
        RAISE WARNING '% of % statements not understood: kept, but not analysed', jsonb_array_length(v_not_understood), v_count
            USING ERRCODE = 'PI011', DETAIL = pggit_internal.shown(v_not_understood_shown),
                  HINT = 'Check their spelling, and name the tables that they touch in tables_affected.';
    END IF;
    IF v_dynamic <> '[]' THEN
        RAISE NOTICE '% of % statements with SQL that is put together when it runs: that part is not analysed', jsonb_array_length(v_dynamic), v_count
            USING ERRCODE = 'PI011', DETAIL = pggit_internal.shown(v_dynamic_shown),
                  HINT = 'Name the tables that it touches in tables_affected.';
    END IF;
    RETURN jsonb_build_object('statements', v_count, 'outside', v_outside, 'not_understood', v_not_understood, 'dynamic', v_dynamic);
END
$function$;
COMMENT ON FUNCTION pggit_internal.announce_analysis(jsonb) IS
'Says which statements were not analysed (PI011) and returns the same as {statements, outside, not_understood, dynamic} for metadata.analysis.';
REVOKE ALL ON FUNCTION pggit_internal.announce_analysis(jsonb) FROM PUBLIC;
