CREATE OR REPLACE FUNCTION pggit_internal.lines_of_foreign() RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_foreign_data_wrapper) THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT 'foreign data wrapper ' || quote_ident(w.fdwname)
        || ': handler ' || w.fdwhandler::regprocedure::text || ', validator ' || w.fdwvalidator::regprocedure::text
        || coalesce(', options ' || pggit_internal.sorted_options(w.fdwoptions), '')
        || ', owner ' || quote_ident(pg_get_userbyid(w.fdwowner))
    FROM pg_catalog.pg_foreign_data_wrapper AS w
    WHERE NOT EXISTS (
        SELECT FROM pggit_internal.extension_member AS m
        WHERE m.classid = 'pg_foreign_data_wrapper'::regclass AND m.objid = w.oid
    )
    UNION ALL
    SELECT 'server ' || quote_ident(s.srvname) || ': foreign data wrapper ' || quote_ident(w.fdwname)
        || coalesce(', type ' || quote_literal(s.srvtype), '')
            || coalesce(', version ' || quote_literal(s.srvversion), '')
        || coalesce(', options ' || pggit_internal.sorted_options(s.srvoptions), '')
        || ', owner ' || quote_ident(pg_get_userbyid(s.srvowner))
    FROM pg_catalog.pg_foreign_server AS s
    JOIN pg_catalog.pg_foreign_data_wrapper AS w ON w.oid = s.srvfdw
    WHERE NOT EXISTS (
        SELECT FROM pggit_internal.extension_member AS m
        WHERE m.classid = 'pg_foreign_server'::regclass AND m.objid = s.oid
    )
    UNION ALL
    -- Options of a mapping hold passwords, and only some roles see them: they are not among the facts.
    SELECT 'user mapping for ' || CASE u.umuser WHEN 0 THEN 'public'
        ELSE quote_ident(u.usename) END || ' server ' || quote_ident(u.srvname)
    FROM pg_catalog.pg_user_mappings AS u
    UNION ALL
    SELECT 'foreign table ' || r.name || ': server ' || quote_ident(s.srvname)
        || coalesce(', options ' || pggit_internal.sorted_options(t.ftoptions), '')
    FROM pg_catalog.pg_foreign_table AS t
    JOIN pggit_internal.user_relation AS r ON r.oid = t.ftrelid
    JOIN pg_catalog.pg_foreign_server AS s ON s.oid = t.ftserver;
END
$function$;
COMMENT ON FUNCTION pggit_internal.lines_of_foreign() IS
'Foreign data wrappers, servers, user mappings without their options, foreign tables.';
