CREATE OR REPLACE FUNCTION pggit_internal.lines_of_statistics() RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_statistic_ext) THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT 'statistics ' || s.stxnamespace::regnamespace::text || '.' || quote_ident(s.stxname) || ': ' || f.fact
    FROM pg_catalog.pg_statistic_ext AS s
    JOIN pggit_internal.user_relation AS r ON r.oid = s.stxrelid
    CROSS JOIN LATERAL (
        -- pg_get_statisticsobjdef would list the columns in the order of their numbers.
        SELECT 'on ' || r.name || ' (' || concat_ws(
            ', ',
            (
                SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname COLLATE "C")
                FROM pg_catalog.pg_attribute AS a
                WHERE a.attrelid = s.stxrelid AND a.attnum = ANY(s.stxkeys)
            ),
            nullif(array_to_string(ARRAY(
                SELECT '(' || e.expression || ')'
                FROM unnest(pg_get_statisticsobjdef_expressions(s.oid)) AS e (expression)
                ORDER BY e.expression COLLATE "C"
            ), ', '), '')
        ) || '), kinds ' || array_to_string(ARRAY(SELECT k.kind FROM unnest(s.stxkind) AS k (kind) ORDER BY k.kind),
            ' ')
        || ', owner ' || quote_ident(pg_get_userbyid(s.stxowner)) AS fact
        UNION ALL
        SELECT 'target ' || s.stxstattarget
        WHERE s.stxstattarget >= 0
    ) AS f;
END
$function$;
COMMENT ON FUNCTION pggit_internal.lines_of_statistics() IS 'Extended statistics.';
