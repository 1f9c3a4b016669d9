CREATE OR REPLACE FUNCTION pggit_internal.known_footprint(p_footprint jsonb, p_places jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    -- Does it exist, and of what type is it?
    v_asked CONSTANT jsonb := (SELECT jsonb_agg(p_footprint -> e.value::integer)
        FROM jsonb_array_elements(p_places) AS e);
    v_footprint jsonb;
BEGIN
    WITH rows AS MATERIALIZED (
        SELECT f.*, p_footprint -> (f.place::integer - 1) AS value
        FROM pggit_internal.footprint_rows(p_footprint) WITH ORDINALITY AS f (
            statement_no, object_kind, object_name, parent_name, action, detail, key, place
        )
    ),

    asked AS (
        SELECT a.* FROM pggit_internal.footprint_rows(v_asked) AS a
    ),

    there AS (
        SELECT d.statement_no, d.object_kind, d.object_name, d.parent_name, d.action, max(k.contype::text) AS contype
        FROM pggit_internal.declared_objects(v_asked) AS d
        LEFT JOIN pg_constraint AS k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
        GROUP BY d.statement_no, d.object_kind, d.object_name, d.parent_name, d.action
        UNION ALL
        SELECT a.statement_no, a.object_kind, a.object_name, a.parent_name, a.action, NULL
        FROM asked AS a JOIN pg_extension AS e ON a.object_kind = 'extension' AND quote_ident(e.extname) = a.object_name
        UNION ALL
        SELECT a.statement_no, a.object_kind, a.object_name, a.parent_name, a.action, NULL
        FROM asked AS a
        CROSS JOIN LATERAL (SELECT pggit_internal.name_parts(a.parent_name) AS parts) AS p
        JOIN pg_namespace AS n ON n.nspname = p.parts[1]::name
        JOIN pg_type AS t ON t.typnamespace = n.oid AND t.typname = p.parts[2]::name
        JOIN pg_enum AS e ON e.enumtypid = t.oid AND e.enumlabel = a.object_name
        WHERE a.object_kind = 'enum value'
    ),

    known AS MATERIALIZED (
        SELECT a.statement_no, a.object_kind, a.object_name, a.parent_name, a.action,
               CASE
                   WHEN a.object_kind = 'constraint' AND t.action IS NOT NULL
                       AND a.action <> 'create' THEN jsonb_build_object(
                       'type', (ARRAY['check', 'foreign key', 'primary key', 'unique', 'exclude',
                           'trigger'])[strpos('cfpuxt', t.contype)]
                   )
                   WHEN a.detail ? 'if_not_exists' AND t.action IS NOT NULL THEN '{"exists": true}'
                   WHEN t.action IS NULL AND (a.action = 'create' OR a.detail ? 'if_exists') THEN '{"absent": true}'
               END AS more
        FROM asked AS a
        LEFT JOIN there AS t
            ON t.statement_no = a.statement_no AND t.object_kind = a.object_kind AND t.object_name = a.object_name
            AND t.parent_name IS NOT DISTINCT FROM a.parent_name AND t.action = a.action
        -- What the change itself removed before is not what the catalog has.
        WHERE NOT EXISTS (
            SELECT FROM rows AS r
            WHERE r.key = a.key AND r.action IN ('drop', 'rename') AND r.statement_no < a.statement_no
                AND (r.parent_name IS NULL OR r.object_name = a.object_name)
        )
        -- Nothing is absent here where the change is about another database.
        AND (t.action IS NOT NULL OR EXISTS (SELECT FROM pggit_internal.declared_relations(p_footprint)))
    )

    SELECT jsonb_agg(
        CASE WHEN k.more IS NULL THEN r.value ELSE jsonb_set(r.value, '{detail}', r.detail || k.more) END
            ORDER BY r.place
    )
    INTO v_footprint
    FROM rows AS r
    LEFT JOIN known AS k
        ON k.statement_no = r.statement_no AND k.object_kind = r.object_kind AND k.object_name = r.object_name
        AND k.parent_name IS NOT DISTINCT FROM r.parent_name AND k.action = r.action AND NOT r.detail ? 'internal'
    -- CREATE TABLE IF NOT EXISTS makes no column, key or reference of a table that exists.
    WHERE NOT EXISTS (
        SELECT FROM known AS w
        WHERE w.object_kind = 'table' AND w.more ? 'exists' AND w.statement_no = r.statement_no
            AND r.object_kind <> 'schema' AND (r.object_kind, r.object_name) <> (w.object_kind, w.object_name)
    );
    RETURN v_footprint;
END
$function$;
COMMENT ON FUNCTION pggit_internal.known_footprint(jsonb, jsonb) IS
'A footprint in which detail says what the catalog knows of the rows at these places: '
'exists of what IF NOT EXISTS does not make, absent of what OR REPLACE makes and DROP IF EXISTS does not find, the '
'type of a constraint that goes.';
