CREATE OR REPLACE FUNCTION pggit_internal.inherited_rows(p_footprint jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp SET enable_seqscan = off
AS $function$
BEGIN
    RETURN (
        WITH RECURSIVE heirs AS (
            SELECT r.key, h.inhrelid AS oid
            FROM pggit_internal.declared_relations(p_footprint) AS r
            JOIN pg_inherits AS h ON h.inhparent = r.oid
            UNION
            SELECT e.key, h.inhrelid FROM heirs AS e JOIN pg_inherits AS h ON h.inhparent = e.oid
        ),

        reached AS (
            SELECT f.*, e.oid, pggit_internal.shown_name(n.nspname, c.relname) AS heir,
                (parse_ident(f.object_name))[1]::name AS part
            FROM heirs AS e
            JOIN pg_class AS c ON c.oid = e.oid AND c.relkind IN ('r', 'p', 'f')
            JOIN pg_namespace AS n ON n.oid = c.relnamespace
            JOIN pggit_internal.footprint_rows(p_footprint) AS f ON f.key = e.key
            WHERE NOT f.detail ? 'internal'
                AND NOT jsonb_path_exists(p_footprint, '$[*] ? (@.statement_no == $no && exists(@.detail.only))',
                    jsonb_build_object('no', f.statement_no))
                AND cardinality(pggit_internal.name_parts(f.object_name)) = 2
                AND (f.object_kind = 'column' AND (f.action IN ('create', 'drop', 'rename') OR f.action = 'alter'
                        AND f.detail ->> 'aspect' IN ('type', 'default', 'not null', 'statistics', 'storage',
                            'generated'))
                    OR f.object_kind = 'constraint' AND (f.action IN ('drop', 'rename') OR f.action = 'create'
                        AND (f.detail ? 'renamed_from' OR f.detail ->> 'type' = 'check'
                            AND f.detail ->> 'definition' !~ 'no inherit')))
        ),

        effects AS (
            SELECT r.statement_no, r.object_kind, r.object_name, r.heir, r.action, r.detail - 'automatic'
                || CASE r.action WHEN 'create' THEN '{"inherited": true}'::jsonb
                    ELSE '{"if_exists": true}' END AS detail
            FROM reached AS r
            LEFT JOIN pg_attribute AS a ON r.object_kind = 'column' AND a.attrelid = r.oid AND a.attname = r.part
                AND NOT a.attisdropped
            LEFT JOIN pg_constraint AS k ON r.object_kind = 'constraint' AND k.conrelid = r.oid AND k.conname = r.part
            -- What the heir has by itself, or from another parent too, stays when the parent loses it.
            WHERE CASE
                WHEN r.action = 'create' THEN r.detail ? 'renamed_from' OR a.attnum IS NULL AND k.oid IS NULL
                WHEN r.action = 'drop'
                    THEN a.attinhcount = 1 AND NOT a.attislocal OR k.coninhcount = 1 AND NOT k.conislocal
                WHEN r.action = 'rename' THEN a.attinhcount > 0 OR k.coninhcount > 0
                ELSE a.attnum > 0
            END
        )

        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'statement_no', o.statement_no, 'object_kind', o.object_kind, 'object_name', o.object_name,
            'parent_name', o.parent_name, 'action', o.action, 'detail', o.detail || '{"from_catalog": true}', 'key',
                'relation:' || o.heir
        )), '[]')
        FROM (
            SELECT e.statement_no, e.object_kind, e.object_name, e.heir AS parent_name, e.action, e.detail, e.heir
                FROM effects AS e
            UNION ALL
            SELECT DISTINCT e.statement_no, 'table', e.heir, NULL, 'use', '{"by": "reached"}'::jsonb, e.heir
                FROM effects AS e
        ) AS o
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.inherited_rows(jsonb) IS
'What a change of tables does to those that inherit from them or are their partitions, as footprint rows.';
