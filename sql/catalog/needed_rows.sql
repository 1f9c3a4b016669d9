CREATE OR REPLACE FUNCTION pggit_internal.needed_rows(p_footprint jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN (
        WITH rows AS MATERIALIZED (
            SELECT f.* FROM pggit_internal.footprint_rows(p_footprint) AS f
        ),

        relations AS MATERIALIZED (
            SELECT r.key, r.oid FROM pggit_internal.declared_relations(p_footprint) AS r
        ),

        -- A foreign key needs a unique index on just the columns that it names, or the primary key if it names none.
        referring AS (
            SELECT u.statement_no, r.oid, (u.detail - '{internal,columns}'::text[])
                || '{"by": "referenced key"}' AS detail,
                   nullif(ARRAY(
                       SELECT (parse_ident(c.name))[1]::name
                       FROM jsonb_array_elements_text(u.detail -> 'columns') AS c (name)
                       WHERE cardinality(pggit_internal.name_parts(c.name)) = 2
                       ORDER BY 1
                   ), '{}'::name[]) AS columns
            FROM rows AS u
            JOIN relations AS r ON r.key = u.key
            WHERE u.action = 'use' AND u.object_kind = 'table' AND u.detail ->> 'by' = 'foreign key'
        ),

        keys AS MATERIALIZED (
            SELECT DISTINCT ON (r.statement_no, r.oid, r.detail, r.columns) r.*, i.indexrelid, i.indkey
            FROM referring AS r
            JOIN pg_index AS i ON i.indrelid = r.oid AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL
            WHERE r.columns IS NULL AND i.indisprimary OR r.columns = ARRAY(
                SELECT a.attname FROM pg_attribute AS a
                WHERE a.attrelid = i.indrelid AND a.attnum = ANY((i.indkey::int2[])[0:i.indnkeyatts - 1]) ORDER BY 1
            )
            ORDER BY r.statement_no, r.oid, r.detail, r.columns, i.indexrelid
        ),

        objects AS (
            SELECT k.statement_no, 'pg_class'::regclass::oid AS classid, k.indexrelid AS objid, 0 AS objsubid,
                k.detail FROM keys AS k
            UNION ALL
            -- The table says, too, that the key is known: who meets the reference there need not guess.
            SELECT k.statement_no, 'pg_class'::regclass, k.oid, 0, k.detail FROM keys AS k
            UNION ALL
            SELECT k.statement_no, 'pg_constraint'::regclass, c.oid, 0, k.detail
            FROM keys AS k JOIN pg_constraint AS c ON c.conindid = k.indexrelid AND c.contype IN ('p', 'u')
            UNION ALL
            SELECT k.statement_no, 'pg_class'::regclass, k.oid, a.attnum::integer, k.detail
            FROM keys AS k CROSS JOIN LATERAL unnest(k.indkey::int2[]) AS a (attnum)
            WHERE k.columns IS NULL
            UNION ALL
            -- LIKE takes copies of indexes and statistics.
            SELECT u.statement_no, o.classid, o.oid, 0, (u.detail - 'copied') || '{"by": "copied"}'
            FROM rows AS u
            JOIN relations AS r ON r.key = u.key
            CROSS JOIN LATERAL (
                SELECT 'pg_class'::regclass::oid AS classid, i.indexrelid AS oid
                FROM pg_index AS i
                WHERE i.indrelid = r.oid AND u.detail -> 'copied' ? 'indexes'
                    AND NOT EXISTS (SELECT FROM pg_constraint AS c WHERE c.conindid = i.indexrelid
                        AND c.contype IN ('p', 'u', 'x'))
                UNION ALL
                SELECT 'pg_statistic_ext'::regclass, s.oid
                FROM pg_statistic_ext AS s
                WHERE s.stxrelid = r.oid AND u.detail -> 'copied' ? 'statistics'
            ) AS o
            WHERE u.action = 'use' AND u.detail ->> 'by' = 'like'
            UNION ALL
            -- INHERIT and ATTACH PARTITION need every column of the parent in the child.
            SELECT u.statement_no, 'pg_class'::regclass, h.oid, b.attnum::integer, u.detail - 'how'
            FROM rows AS u
            JOIN relations AS p ON p.key = CASE u.detail ->> 'by' WHEN 'inherit' THEN u.key
                ELSE 'relation:' || (u.detail ->> 'by_name') END
            JOIN relations AS h ON h.key = CASE u.detail ->> 'by'
                WHEN 'inherit' THEN 'relation:' || (u.detail ->> 'by_name') ELSE u.key END
            JOIN pg_attribute AS a ON a.attrelid = p.oid AND a.attnum > 0 AND NOT a.attisdropped
            JOIN pg_attribute AS b ON b.attrelid = h.oid AND b.attname = a.attname AND b.attnum > 0
            WHERE u.action = 'use' AND u.detail ->> 'how' = 'join'
        )

        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'statement_no', f.statement_no, 'object_kind', f.object_kind, 'object_name', f.object_name,
                'parent_name', f.parent_name,
            'action', 'use', 'detail', f.detail || '{"from_catalog": true}', 'key', f.key
        )), '[]')
        FROM (
            SELECT DISTINCT o.statement_no, n.object_kind, n.object_name, n.parent_name, o.detail, n.key
            FROM objects AS o
            CROSS JOIN LATERAL pggit_internal.catalog_object(o.classid, o.objid, o.objsubid) AS n
            WHERE n.object_kind IS NOT NULL
            UNION ALL
            -- A string that becomes the default of a column of an enum type is one of its values.
            SELECT d.statement_no, 'enum value', e.enumlabel, pggit_internal.shown_name(n.nspname, t.typname),
                   jsonb_build_object('by', 'default', 'by_kind', 'column', 'by_name', d.object_name),
                   'relation:' || pggit_internal.shown_name(n.nspname, t.typname)
            FROM rows AS d
            JOIN relations AS r ON r.key = d.key
            JOIN pg_attribute AS a ON a.attrelid = r.oid AND quote_ident(a.attname) = d.object_name
                AND NOT a.attisdropped
            JOIN pg_type AS t ON t.oid = a.atttypid AND t.typtype = 'e'
            JOIN pg_namespace AS n ON n.oid = t.typnamespace
            JOIN pg_enum AS e ON e.enumtypid = t.oid AND starts_with(d.detail ->> 'value', quote_literal(e.enumlabel))
            WHERE d.action = 'alter' AND d.object_kind = 'column' AND d.detail ->> 'aspect' = 'default'
        ) AS f
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.needed_rows(jsonb) IS
'What a change needs or copies without naming it: the key that a foreign key refers to, the indexes and statistics '
'that LIKE copies, the columns that a parent asks of a new child, the enum value of a default. As footprint rows.';
