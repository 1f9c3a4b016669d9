CREATE OR REPLACE FUNCTION pggit_internal.lines_of_sequences(p_scope oid[]) RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN QUERY
    SELECT 'sequence ' || r.name || ': ' || f.fact
    FROM pg_catalog.pg_sequence AS s
    JOIN pggit_internal.user_relation AS r ON r.oid = s.seqrelid
    LEFT JOIN pg_catalog.pg_depend AS d
        ON d.classid = 'pg_class'::regclass AND d.objid = s.seqrelid AND d.objsubid = 0
        AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
    LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
    CROSS JOIN LATERAL (
        SELECT format(
            '%s, start %s, increment %s, minimum %s, maximum %s, cache %s%s',
            format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache,
            CASE WHEN s.seqcycle THEN ', cycle' ELSE '' END
        ) AS fact
        UNION ALL
        SELECT CASE d.deptype WHEN 'i' THEN 'identity of ' ELSE 'owned by ' END
            || d.refobjid::regclass::text || '.' || quote_ident(a.attname)
        WHERE a.attname IS NOT NULL
    ) AS f
    WHERE r.oid = ANY(p_scope);
END
$function$;
COMMENT ON FUNCTION pggit_internal.lines_of_sequences(oid[]) IS
'The parameters of sequences and the columns that own them. Where a sequence has got to is data.';
