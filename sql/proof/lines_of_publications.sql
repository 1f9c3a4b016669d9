CREATE OR REPLACE FUNCTION pggit_internal.lines_of_publications() RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_publication) THEN
        RETURN QUERY
        SELECT 'publication ' || quote_ident(p.pubname) || ': ' || f.fact
        FROM pg_catalog.pg_publication AS p
        CROSS JOIN LATERAL (
            -- As JSON: later versions publish more.
            SELECT (to_jsonb(p) - '{oid,pubname,pubowner}'::text[])::text || ', owner '
                || quote_ident(pg_get_userbyid(p.pubowner)) AS fact
            UNION ALL
            SELECT 'table ' || r.prrelid::regclass::text
                || CASE WHEN r.prattrs IS NULL THEN '' ELSE ' (' || (
                    SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname COLLATE "C")
                    FROM pg_catalog.pg_attribute AS a
                    WHERE a.attrelid = r.prrelid AND a.attnum = ANY(r.prattrs)
                ) || ')' END
                || CASE WHEN r.prqual IS NULL THEN '' ELSE ' where (' || pg_get_expr(r.prqual, r.prrelid) || ')' END
            FROM pg_catalog.pg_publication_rel AS r
            WHERE r.prpubid = p.oid
            UNION ALL
            SELECT 'tables in schema ' || n.pnnspid::regnamespace::text
            FROM pg_catalog.pg_publication_namespace AS n
            WHERE n.pnpubid = p.oid
        ) AS f;
    END IF;
    IF EXISTS (SELECT s.oid FROM pg_catalog.pg_subscription AS s) THEN
        RETURN QUERY
        -- Only the columns that everybody may read: the connection is a secret.
        SELECT 'subscription ' || quote_ident(s.subname) || ': ' || CASE WHEN s.subenabled THEN 'enabled'
            ELSE 'disabled' END
            || ', slot ' || coalesce(quote_ident(s.subslotname), 'none')
            || ', publications ' || pggit_internal.sorted_options(s.subpublications)
            || ', owner ' || quote_ident(pg_get_userbyid(s.subowner))
        FROM pg_catalog.pg_subscription AS s
        JOIN pg_catalog.pg_database AS d ON d.oid = s.subdbid
        WHERE d.datname = current_database();
    END IF;
END
$function$;
COMMENT ON FUNCTION pggit_internal.lines_of_publications() IS
'Publications with their tables, columns, filters and schemas; subscriptions as far as everybody may read them.';
