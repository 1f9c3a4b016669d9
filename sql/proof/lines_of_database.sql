CREATE OR REPLACE FUNCTION pggit_internal.lines_of_database() RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN QUERY
    SELECT 'schema ' || s.name || ': owner ' || quote_ident(pg_get_userbyid(n.nspowner))
    FROM pggit_internal.user_schema AS s
    JOIN pg_catalog.pg_namespace AS n ON n.oid = s.oid
    WHERE NOT EXISTS (
        SELECT FROM pggit_internal.extension_member AS m
        WHERE m.classid = 'pg_namespace'::regclass AND m.objid = s.oid
    )
    UNION ALL
    SELECT 'extension ' || quote_ident(e.extname) || ': version ' || e.extversion || ', schema '
        || e.extnamespace::regnamespace::text
        || ', owner ' || quote_ident(pg_get_userbyid(e.extowner))
    FROM pg_catalog.pg_extension AS e
    UNION ALL
    -- ALTER ... DEPENDS ON EXTENSION: the object goes when the extension goes.
    SELECT i.type || ' ' || i.identity || ': depends on extension ' || quote_ident(e.extname)
    FROM pg_catalog.pg_depend AS d
    JOIN pg_catalog.pg_extension AS e ON e.oid = d.refobjid
    CROSS JOIN LATERAL pg_identify_object(d.classid, d.objid, d.objsubid) AS i
    WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'x'
    UNION ALL
    SELECT 'language ' || quote_ident(l.lanname) || ': ' || CASE WHEN l.lanpltrusted THEN 'trusted' ELSE 'untrusted' END
        || ', handler ' || l.lanplcallfoid::regprocedure::text || ', inline ' || l.laninline::regprocedure::text
        || ', validator ' || l.lanvalidator::regprocedure::text || ', owner '
            || quote_ident(pg_get_userbyid(l.lanowner))
    FROM pg_catalog.pg_language AS l
    WHERE l.oid >= 16384 AND NOT EXISTS (
        SELECT FROM pggit_internal.extension_member AS m
        WHERE m.classid = 'pg_language'::regclass AND m.objid = l.oid
    )
    UNION ALL
    SELECT 'event trigger ' || quote_ident(t.evtname) || ': on ' || t.evtevent
        || coalesce(' when tag in ' || pggit_internal.sorted_options(t.evttags), '')
        || ', function ' || t.evtfoid::regprocedure::text
        || CASE t.evtenabled WHEN 'D' THEN ', disabled' WHEN 'R' THEN ', enabled replica'
            WHEN 'A' THEN ', enabled always' ELSE '' END
        || ', owner ' || quote_ident(pg_get_userbyid(t.evtowner))
    FROM pg_catalog.pg_event_trigger AS t
    JOIN pg_catalog.pg_proc AS p ON p.oid = t.evtfoid
    WHERE p.pronamespace IS DISTINCT FROM to_regnamespace('pggit_internal') AND NOT EXISTS (
        SELECT FROM pggit_internal.extension_member AS m
        WHERE m.classid = 'pg_event_trigger'::regclass AND m.objid = t.oid
    )
    UNION ALL
    SELECT 'access method ' || quote_ident(a.amname) || ': ' || CASE a.amtype WHEN 'i' THEN 'index' ELSE 'table' END
        || ', handler ' || a.amhandler::regprocedure::text
    FROM pg_catalog.pg_am AS a
    WHERE a.oid >= 16384 AND NOT EXISTS (
        SELECT FROM pggit_internal.extension_member AS m
        WHERE m.classid = 'pg_am'::regclass AND m.objid = a.oid
    )
    UNION ALL
    SELECT 'cast (' || format_type(c.castsource, NULL) || ' as ' || format_type(c.casttarget, NULL) || '): '
        || CASE c.castmethod WHEN 'f' THEN 'function ' || c.castfunc::regprocedure::text WHEN 'i' THEN 'inout'
            ELSE 'binary' END
        || CASE c.castcontext WHEN 'a' THEN ', as assignment' WHEN 'i' THEN ', as implicit' ELSE '' END
    FROM pg_catalog.pg_cast AS c
    WHERE c.oid >= 16384 AND NOT EXISTS (
        SELECT FROM pggit_internal.extension_member AS m
        WHERE m.classid = 'pg_cast'::regclass AND m.objid = c.oid
    )
    -- The one that comes and goes with a range type.
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_range AS g WHERE g.rngtypid = c.castsource
        AND g.rngmultitypid = c.casttarget)
    UNION ALL
    SELECT 'transform for ' || format_type(t.trftype, NULL) || ' language ' || quote_ident(l.lanname)
        || ': from sql ' || t.trffromsql::regprocedure::text || ', to sql ' || t.trftosql::regprocedure::text
    FROM pg_catalog.pg_transform AS t
    JOIN pg_catalog.pg_language AS l ON l.oid = t.trflang
    WHERE NOT EXISTS (
        SELECT FROM pggit_internal.extension_member AS m
        WHERE m.classid = 'pg_transform'::regclass AND m.objid = t.oid
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.lines_of_database() IS
'Schemas, and what is in no schema: extensions, languages, event triggers, access methods, casts, transforms.';
