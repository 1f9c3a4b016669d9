CREATE OR REPLACE FUNCTION pggit_internal.declared_objects(p_footprint jsonb)
RETURNS TABLE (
    statement_no integer, object_kind text, object_name text, parent_name text, action text, detail jsonb, key text,
    classid oid, objid oid, objsubid integer
)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN QUERY
    WITH rows AS MATERIALIZED (
        SELECT f.* FROM pggit_internal.footprint_rows(p_footprint) AS f
    ),

    relations AS MATERIALIZED (
        SELECT r.key, r.oid, r.key <> 'relation:' || r.name_now AS is_renamed
        FROM pggit_internal.declared_relations(p_footprint) AS r
    ),

    renamed AS MATERIALIZED (
        SELECT DISTINCT ON (r.key, r.object_kind, r.object_name)
            r.key, r.object_kind, r.object_name, r.detail ->> 'renamed_from' AS old_name
        FROM rows AS r
        WHERE r.action = 'create' AND r.detail ? 'renamed_from' AND r.parent_name IS NOT NULL
        ORDER BY r.key, r.object_kind, r.object_name, r.statement_no
    ),

    declared AS MATERIALIZED (
        SELECT f.*, n.old_name, p.parts
        FROM rows AS f
        LEFT JOIN relations AS r ON r.key = f.key AND r.is_renamed
        LEFT JOIN renamed AS n
            ON n.key = f.key AND n.object_kind = f.object_kind AND n.object_name = f.object_name
                AND f.action <> 'create'
        CROSS JOIN LATERAL (SELECT pggit_internal.name_parts(substr(f.key, strpos(f.key, ':') + 1)) AS parts) AS p
        -- What the change itself has made is not there yet, unless it only gave it another name.
        WHERE p.parts IS NOT NULL AND (NOT f.detail ? 'internal' OR r.key IS NOT NULL OR n.key IS NOT NULL)
            AND NOT (f.action = 'create' AND f.detail ? 'renamed_from')
    ),

    parts AS (
        SELECT d.*, r.oid, (parse_ident(coalesce(d.old_name, d.object_name)))[1]::name AS part
        FROM declared AS d
        JOIN relations AS r ON r.key = d.key
        WHERE d.parent_name IS NOT NULL
            AND d.object_kind IN ('column', 'attribute', 'constraint', 'trigger', 'policy', 'rule')
            AND cardinality(pggit_internal.name_parts(coalesce(d.old_name, d.object_name))) = 2
    ),

    found AS (
        SELECT d.*, 'pg_class'::regclass::oid AS class, r.oid, 0 AS sub
        FROM declared AS d
        JOIN relations AS r ON r.key = d.key
        WHERE d.object_kind NOT IN ('column', 'attribute', 'constraint', 'trigger', 'policy', 'rule', 'enum value')
        UNION ALL
        SELECT d.*, 'pg_type'::regclass, t.oid, 0
        FROM declared AS d
        JOIN pg_namespace AS n ON n.nspname = d.parts[1]::name
        JOIN pg_type AS t ON t.typname = d.parts[2]::name AND t.typnamespace = n.oid
        WHERE d.object_kind IN ('type', 'domain') AND d.key LIKE 'relation:%' AND t.oid >= 16384
        UNION ALL
        SELECT d.*, 'pg_proc'::regclass, p.oid, 0
        FROM declared AS d
        JOIN pg_namespace AS n ON n.nspname = d.parts[1]::name
        JOIN pg_proc AS p ON p.proname = d.parts[2]::name AND p.pronamespace = n.oid
        WHERE d.key LIKE 'routine:%' AND p.oid >= 16384
            AND (d.detail -> 'args' IS NULL OR d.detail -> 'args' = 'null'
                OR d.object_name = d.detail ->> 'name' || '(' || pggit_internal.routine_args(p.oid) || ')')
        UNION ALL
        SELECT d.*, 'pg_namespace'::regclass, n.oid, 0
        FROM declared AS d
        JOIN pg_namespace AS n ON n.nspname = d.parts[2]::name
        WHERE d.object_kind = 'schema' AND n.oid >= 16384
        UNION ALL
        SELECT p.statement_no, p.object_kind, p.object_name, p.parent_name, p.action, p.detail, p.key, p.old_name,
            p.parts,
               o.class, o.oid, o.sub
        FROM parts AS p
        CROSS JOIN LATERAL (
            SELECT 'pg_class'::regclass::oid AS class, a.attrelid AS oid, a.attnum::integer AS sub
            FROM pg_attribute AS a
            WHERE p.object_kind IN ('column', 'attribute') AND a.attrelid = p.oid AND a.attname = p.part
                AND a.attnum > 0 AND NOT a.attisdropped
            UNION ALL
            SELECT 'pg_constraint'::regclass, k.oid, 0
            FROM pg_constraint AS k
            WHERE p.object_kind = 'constraint' AND k.conrelid = p.oid AND k.contypid = 0 AND k.conname = p.part
            UNION ALL
            SELECT 'pg_trigger'::regclass, t.oid, 0
            FROM pg_trigger AS t
            WHERE p.object_kind = 'trigger' AND t.tgrelid = p.oid AND t.tgname = p.part
            UNION ALL
            SELECT 'pg_policy'::regclass, y.oid, 0
            FROM pg_policy AS y
            WHERE p.object_kind = 'policy' AND y.polrelid = p.oid AND y.polname = p.part
            UNION ALL
            SELECT 'pg_rewrite'::regclass, w.oid, 0
            FROM pg_rewrite AS w
            WHERE p.object_kind = 'rule' AND w.ev_class = p.oid AND w.rulename = p.part
        ) AS o
    )

    SELECT f.statement_no, f.object_kind, f.object_name, f.parent_name, f.action, f.detail, f.key, f.class, f.oid, f.sub
    FROM found AS f;
END
$function$;
COMMENT ON FUNCTION pggit_internal.declared_objects(jsonb) IS
'Those rows of a footprint whose objects exist in this database, under this name or the one that they had before '
'the change, with the address that pg_depend knows them by.';
