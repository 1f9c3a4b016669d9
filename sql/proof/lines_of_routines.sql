CREATE OR REPLACE FUNCTION pggit_internal.lines_of_routines(p_scope oid[]) RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN QUERY
    SELECT r.kind || ' ' || r.name || ': owner ' || quote_ident(pg_get_userbyid(r.proowner))
    FROM pggit_internal.user_routine AS r
    WHERE r.oid = ANY(p_scope)
    UNION ALL
    SELECT r.kind || ' ' || r.name || ': ' || pg_get_functiondef(r.oid)
    FROM pggit_internal.user_routine AS r
    WHERE r.kind <> 'aggregate' AND r.oid = ANY(p_scope)
    UNION ALL
    -- Everything but oids, which name what else is in the row; a column that a later version adds comes by itself.
    SELECT r.kind || ' ' || r.name || ': ' || concat_ws(
        ', ',
        'arguments (' || pg_get_function_arguments(a.aggfnoid) || ')',
        'returns ' || pg_get_function_result(a.aggfnoid),
        'parallel ' || p.proparallel::text,
        'state ' || format_type(a.aggtranstype, NULL),
        'moving state ' || CASE WHEN a.aggmtranstype <> 0 THEN format_type(a.aggmtranstype, NULL) END,
        'sort operator ' || CASE WHEN a.aggsortop <> 0 THEN a.aggsortop::regoperator::text END,
        (to_jsonb(a) - '{aggfnoid,aggtranstype,aggmtranstype,aggsortop}'::text[])::text
    )
    FROM pg_catalog.pg_aggregate AS a
    JOIN pggit_internal.user_routine AS r ON r.oid = a.aggfnoid
    JOIN pg_catalog.pg_proc AS p ON p.oid = r.oid
    WHERE a.aggfnoid::oid >= 16384 AND r.oid = ANY(p_scope);
END
$function$;
COMMENT ON FUNCTION pggit_internal.lines_of_routines(oid[]) IS
'Functions and procedures with their bodies, aggregates with their parts.';
