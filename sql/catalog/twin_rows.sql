CREATE OR REPLACE FUNCTION pggit_internal.twin_rows(p_footprint jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN (
        WITH renamed AS MATERIALIZED (
            SELECT d.statement_no, d.object_kind, d.detail, k.conname, k.conrelid, x.relname, x.relnamespace,
                   (pggit_internal.name_parts(d.detail ->> 'new_name'))[2]::name AS new_name
            FROM pggit_internal.declared_objects(p_footprint) AS d
            JOIN pg_constraint AS k
                ON d.object_kind = 'constraint' AND d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
                OR d.object_kind = 'index' AND d.classid = 'pg_class'::regclass AND k.conindid = d.objid
            JOIN pg_class AS x ON x.oid = k.conindid
            WHERE d.action = 'rename' AND k.contype IN ('p', 'u', 'x') AND cardinality(pggit_internal.name_parts(d.detail ->> 'new_name')) = 2
        ),

        twins AS (
            SELECT r.statement_no, 'index' AS object_kind, NULL AS parent_name,
                   pggit_internal.shown_name(n.nspname, r.relname) AS name, pggit_internal.shown_name(n.nspname, r.new_name) AS new_name
            FROM renamed AS r JOIN pg_namespace AS n ON n.oid = r.relnamespace
            WHERE r.object_kind = 'constraint'
            UNION ALL
            SELECT r.statement_no, 'constraint', pggit_internal.shown_name(n.nspname, c.relname), quote_ident(r.conname), quote_ident(r.new_name)
            FROM renamed AS r JOIN pg_class AS c ON c.oid = r.conrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE r.object_kind = 'index'
        )

        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'statement_no', t.statement_no, 'object_kind', t.object_kind, 'object_name', a.object_name, 'parent_name', t.parent_name,
            'action', a.action, 'detail', a.detail || '{"from_catalog": true}', 'key', 'relation:' || coalesce(t.parent_name, a.object_name)
        ) ORDER BY t.statement_no, a.action DESC), '[]')
        FROM twins AS t
        CROSS JOIN LATERAL (VALUES
            ('rename', t.name, jsonb_build_object('new_name', t.new_name)),
            ('create', t.new_name, jsonb_build_object('renamed_from', t.name))
        ) AS a (action, object_name, detail)
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.twin_rows(jsonb) IS
'A key''s constraint and its index have one name: what a rename of one does to the other, as footprint rows.';
