CREATE OR REPLACE FUNCTION pggit_internal.lines_of_text() RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_collation AS c WHERE c.oid >= 16384)
        OR EXISTS (SELECT FROM pg_catalog.pg_conversion AS c WHERE c.oid >= 16384) THEN
        RETURN QUERY
        -- As JSON: the columns differ between versions. The version is the operating system's, not the schema's.
        SELECT 'collation ' || s.name || '.' || quote_ident(c.collname)
            || CASE WHEN c.collencoding = -1 THEN '' ELSE ' for ' || pg_encoding_to_char(c.collencoding) END || ': '
            || jsonb_strip_nulls(
                to_jsonb(c) - '{oid,collname,collnamespace,collowner,collencoding,collversion}'::text[]
            )::text || ', owner ' || quote_ident(pg_get_userbyid(c.collowner))
        FROM pg_catalog.pg_collation AS c
        JOIN pggit_internal.user_schema AS s ON s.oid = c.collnamespace
        WHERE NOT EXISTS (
            SELECT FROM pggit_internal.extension_member AS m
            WHERE m.classid = 'pg_collation'::regclass AND m.objid = c.oid
        )
        UNION ALL
        SELECT 'conversion ' || s.name || '.' || quote_ident(c.conname) || ': ' || CASE
            WHEN c.condefault THEN 'default ' ELSE '' END
            || 'for ' || pg_encoding_to_char(c.conforencoding) || ' to ' || pg_encoding_to_char(c.contoencoding)
            || ', function ' || c.conproc::regprocedure::text || ', owner ' || quote_ident(pg_get_userbyid(c.conowner))
        FROM pg_catalog.pg_conversion AS c
        JOIN pggit_internal.user_schema AS s ON s.oid = c.connamespace
        WHERE NOT EXISTS (
            SELECT FROM pggit_internal.extension_member AS m
            WHERE m.classid = 'pg_conversion'::regclass AND m.objid = c.oid
        );
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_ts_config AS c WHERE c.oid >= 16384)
        OR EXISTS (SELECT FROM pg_catalog.pg_ts_dict AS d WHERE d.oid >= 16384)
        OR EXISTS (SELECT FROM pg_catalog.pg_ts_template AS t WHERE t.oid >= 16384)
        OR EXISTS (SELECT FROM pg_catalog.pg_ts_parser AS p WHERE p.oid >= 16384) THEN
        RETURN QUERY
        SELECT 'text search configuration ' || c.oid::regconfig::text || ': ' || f.fact
        FROM pg_catalog.pg_ts_config AS c
        JOIN pggit_internal.user_schema AS s ON s.oid = c.cfgnamespace
        JOIN pg_catalog.pg_ts_parser AS p ON p.oid = c.cfgparser
        CROSS JOIN LATERAL (
            SELECT 'parser ' || p.prsnamespace::regnamespace::text || '.' || quote_ident(p.prsname)
                || ', owner ' || quote_ident(pg_get_userbyid(c.cfgowner)) AS fact
            UNION ALL
            SELECT 'token ' || t.alias || ' with '
                || string_agg(m.mapdict::regdictionary::text, ', ' ORDER BY m.mapseqno)
            FROM pg_catalog.pg_ts_config_map AS m
            JOIN ts_token_type(c.cfgparser) AS t ON t.tokid = m.maptokentype
            WHERE m.mapcfg = c.oid
            GROUP BY t.alias
        ) AS f
        WHERE NOT EXISTS (
            SELECT FROM pggit_internal.extension_member AS m
            WHERE m.classid = 'pg_ts_config'::regclass AND m.objid = c.oid
        )
        UNION ALL
        SELECT 'text search dictionary ' || d.oid::regdictionary::text || ': template '
            || t.tmplnamespace::regnamespace::text || '.' || quote_ident(t.tmplname)
            || coalesce(' (' || d.dictinitoption || ')', '') || ', owner ' || quote_ident(pg_get_userbyid(d.dictowner))
        FROM pg_catalog.pg_ts_dict AS d
        JOIN pggit_internal.user_schema AS s ON s.oid = d.dictnamespace
        JOIN pg_catalog.pg_ts_template AS t ON t.oid = d.dicttemplate
        WHERE NOT EXISTS (
            SELECT FROM pggit_internal.extension_member AS m
            WHERE m.classid = 'pg_ts_dict'::regclass AND m.objid = d.oid
        )
        UNION ALL
        SELECT 'text search template ' || s.name || '.' || quote_ident(t.tmplname) || ': '
            || (to_jsonb(t) - '{oid,tmplname,tmplnamespace}'::text[])::text
        FROM pg_catalog.pg_ts_template AS t
        JOIN pggit_internal.user_schema AS s ON s.oid = t.tmplnamespace
        WHERE NOT EXISTS (
            SELECT FROM pggit_internal.extension_member AS m
            WHERE m.classid = 'pg_ts_template'::regclass AND m.objid = t.oid
        )
        UNION ALL
        SELECT 'text search parser ' || s.name || '.' || quote_ident(p.prsname) || ': '
            || (to_jsonb(p) - '{oid,prsname,prsnamespace}'::text[])::text
        FROM pg_catalog.pg_ts_parser AS p
        JOIN pggit_internal.user_schema AS s ON s.oid = p.prsnamespace
        WHERE NOT EXISTS (
            SELECT FROM pggit_internal.extension_member AS m
            WHERE m.classid = 'pg_ts_parser'::regclass AND m.objid = p.oid
        );
    END IF;
END
$function$;
COMMENT ON FUNCTION pggit_internal.lines_of_text() IS
'Collations, conversions, and what text search is made of. A dictionary''s options stand in the order in which '
'they were given.';
