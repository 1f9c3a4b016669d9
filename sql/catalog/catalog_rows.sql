CREATE OR REPLACE FUNCTION pggit_internal.dependents(p_classid oid, p_objid oid, p_objsubid integer)
RETURNS TABLE (classid oid, objid oid, objsubid integer, goes_along boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 5
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    -- A view's rule stands for the view and a generated column's expression for the column: that is what a drop takes.
    RETURN QUERY
    SELECT
        CASE WHEN r.oid IS NOT NULL OR e.oid IS NOT NULL THEN 'pg_class'::regclass::oid ELSE d.classid END,
        coalesce(r.ev_class, e.adrelid, d.objid),
        CASE WHEN e.oid IS NOT NULL THEN e.adnum::integer ELSE d.objsubid END,
        -- A row type goes with its relation, but a generated column does not go with what it is made from.
        d.deptype <> 'n' AND e.oid IS NULL
    FROM pg_depend AS d
    LEFT JOIN pg_rewrite AS r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid AND r.rulename = '_RETURN'
    LEFT JOIN (
        pg_attrdef AS e JOIN pg_attribute AS a ON a.attrelid = e.adrelid AND a.attnum = e.adnum AND a.attgenerated <> ''
    ) ON d.classid = 'pg_attrdef'::regclass AND e.oid = d.objid
    WHERE d.refclassid = p_classid AND d.refobjid = p_objid AND (p_objsubid = 0 OR d.refobjsubid = p_objsubid)
        AND d.deptype IN ('n', 'a', 'i', 'P', 'S')
    UNION ALL
    -- A column that a child has only from its parent; no dependency says so.
    SELECT p_classid, b.attrelid, b.attnum::integer, true
    FROM pg_inherits AS h
    JOIN pg_attribute AS a ON a.attrelid = h.inhparent AND a.attnum = p_objsubid
    JOIN pg_attribute AS b ON b.attrelid = h.inhrelid AND b.attname = a.attname AND b.attinhcount = 1
        AND NOT b.attislocal
    WHERE p_objsubid > 0 AND p_classid = 'pg_class'::regclass AND h.inhparent = p_objid;
END
$function$;
COMMENT ON FUNCTION pggit_internal.dependents(oid, oid, integer) IS
'What depends on an object by itself, and whether it goes along when the object is dropped without CASCADE.';

CREATE OR REPLACE FUNCTION pggit_internal.catalog_rows(p_footprint jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    -- So many objects are followed; whoever drops more is said to touch everything.
    v_most CONSTANT integer := 5000;
    v_objects jsonb;
    v_rows jsonb;
BEGIN
    v_objects := (SELECT jsonb_agg(to_jsonb(o)) FROM pggit_internal.declared_objects(p_footprint) AS o);
    IF v_objects IS NULL THEN
        RETURN '[]'::jsonb;
    END IF;

    WITH RECURSIVE declared AS MATERIALIZED (
        SELECT o.statement_no, o.object_kind, o.parent_name, o.object_name, o.action, o.detail, o.classid, o.objid,
            o.objsubid,
               coalesce(o.parent_name || '.', '') || o.object_name AS shown
        FROM jsonb_to_recordset(v_objects) AS o (
            statement_no integer, object_kind text, object_name text, parent_name text, action text, detail jsonb,
            classid oid, objid oid, objsubid integer
        )
    ),

    -- What the drops take along: parts and what belongs to them, and with CASCADE everything that depends on them.
    gone AS (
        SELECT d.classid, d.objid, d.objsubid, d.detail ? 'cascade' AS cascades, d.statement_no, d.object_kind, d.shown
        FROM declared AS d
        WHERE d.action = 'drop'
        UNION
        -- The sequence of an identity column goes with the identity.
        SELECT i.classid, i.objid, 0, false, d.statement_no, d.object_kind, d.shown
        FROM declared AS d
        JOIN pg_depend AS i ON i.refclassid = d.classid AND i.refobjid = d.objid AND i.refobjsubid = d.objsubid
            AND i.deptype = 'i'
            AND i.classid = 'pg_class'::regclass
        WHERE d.action = 'alter' AND d.detail ->> 'aspect' = 'identity' AND d.detail ->> 'value' IS NULL
        UNION
        SELECT t.classid, t.objid, t.objsubid, g.cascades, g.statement_no, g.object_kind, g.shown
        FROM gone AS g
        CROSS JOIN LATERAL pggit_internal.dependents(g.classid, g.objid, g.objsubid) AS t
        WHERE t.goes_along OR g.cascades
    ),

    -- LIMIT ends the recursion, too.
    gone_some AS MATERIALIZED (
        SELECT g.* FROM gone AS g LIMIT v_most + 1
    ),

    gone_once AS MATERIALIZED (
        SELECT DISTINCT ON (g.classid, g.objid, g.objsubid) g.*
        FROM gone_some AS g
        ORDER BY g.classid, g.objid, g.objsubid, g.statement_no, g.cascades DESC, g.shown
    ),

    in_the_way AS (
        SELECT t.classid, t.objid, t.objsubid, g.statement_no, g.object_kind, g.shown
        FROM gone_some AS g
        CROSS JOIN LATERAL pggit_internal.dependents(g.classid, g.objid, g.objsubid) AS t
        WHERE NOT t.goes_along AND NOT g.cascades
        UNION
        -- The type of a column cannot be changed under these (0A000).
        SELECT t.classid, t.objid, t.objsubid, d.statement_no, d.object_kind, d.shown
        FROM declared AS d
        CROSS JOIN LATERAL pggit_internal.dependents(d.classid, d.objid, d.objsubid) AS t
        LEFT JOIN pg_class AS v ON t.classid = 'pg_class'::regclass AND v.oid = t.objid
        WHERE d.action = 'alter' AND d.object_kind = 'column' AND d.detail ->> 'aspect' = 'type'
            AND (t.objid, t.objsubid) <> (d.objid, d.objsubid)
            AND (t.classid IN ('pg_rewrite'::regclass, 'pg_policy'::regclass, 'pg_trigger'::regclass)
                -- A generated column; that of a child, which goes along, is changed along, too.
                OR t.classid = 'pg_class'::regclass
                    AND (v.relkind IN ('v', 'm') OR t.objsubid <> 0 AND NOT t.goes_along))
        UNION
        -- Nor where a foreign key would compare what cannot be compared (42804).
        SELECT 'pg_constraint'::regclass, k.oid, 0, d.statement_no, d.object_kind, d.shown
        FROM declared AS d
        CROSS JOIN LATERAL (SELECT to_regtype(d.detail ->> 'value')::oid AS oid) AS y
        JOIN pg_type AS n ON n.oid = y.oid
        JOIN pg_constraint AS k ON k.contype = 'f'
            AND (k.conrelid = d.objid AND d.objsubid = ANY(k.conkey)
                OR k.confrelid = d.objid AND d.objsubid = ANY(k.confkey))
        JOIN pg_attribute AS a ON CASE
            WHEN k.conrelid = d.objid AND d.objsubid = ANY(k.conkey)
                THEN a.attrelid = k.confrelid AND a.attnum = k.confkey[array_position(k.conkey, d.objsubid::smallint)]
            ELSE a.attrelid = k.conrelid AND a.attnum = k.conkey[array_position(k.confkey, d.objsubid::smallint)]
        END
        JOIN pg_type AS o ON o.oid = a.atttypid
        WHERE d.action = 'alter' AND d.object_kind = 'column' AND d.detail ->> 'aspect' = 'type' AND n.oid <> o.oid
            AND NOT (n.typcategory = 'S' AND o.typcategory = 'S')
            AND NOT EXISTS (
                SELECT FROM pg_operator AS e
                WHERE e.oprname = '=' AND (e.oprleft, e.oprright) IN ((n.oid, o.oid), (o.oid, n.oid))
            )
            AND NOT (k.confrelid = d.objid AND EXISTS (
                SELECT FROM pg_cast AS t WHERE t.castsource = o.oid AND t.casttarget = n.oid AND t.castcontext = 'i'
            ))
        UNION
        -- Nor the type of an attribute under the columns that use the whole.
        SELECT t.classid, t.objid, t.objsubid, d.statement_no, d.object_kind, d.shown
        FROM declared AS d
        JOIN pg_class AS y ON y.oid = d.objid
        CROSS JOIN LATERAL pggit_internal.dependents('pg_type'::regclass, y.reltype, 0) AS t
        WHERE d.action = 'alter' AND d.object_kind = 'attribute' AND d.detail ->> 'aspect' = 'type'
            AND t.classid = 'pg_class'::regclass AND t.objsubid <> 0
    ),

    -- Each object is named once: naming is what costs.
    named AS MATERIALIZED (
        SELECT g.classid, g.objid, g.objsubid, g.cascades, g.statement_no, n.object_kind, n.object_name,
            n.parent_name, n.key
        FROM gone_once AS g
        CROSS JOIN LATERAL pggit_internal.catalog_object(g.classid, g.objid, g.objsubid) AS n
        WHERE n.object_kind IS NOT NULL
    ),

    wholes AS MATERIALIZED (
        SELECT DISTINCT n.key FROM named AS n WHERE n.classid = 'pg_class'::regclass AND n.objsubid = 0
    ),

    effects AS (
        SELECT g.statement_no, g.object_kind, g.object_name, g.parent_name, g.key,
               CASE g.object_kind WHEN 'default' THEN 'alter' ELSE 'drop' END AS action,
               CASE g.object_kind WHEN 'default' THEN '{"aspect": "default gone", "value": null}'::jsonb ELSE '{}' END
                   || CASE WHEN g.cascades THEN '{"cascade": true}'::jsonb ELSE '{}' END
                   || '{"if_exists": true}' AS detail
        FROM named AS g
        LEFT JOIN declared AS d
            ON d.action = 'drop' AND d.classid = g.classid AND d.objid = g.objid AND d.objsubid = g.objsubid
        -- Of a relation that goes, the parts need no mention.
        LEFT JOIN wholes AS w ON w.key = g.key AND (g.classid <> 'pg_class'::regclass OR g.objsubid <> 0)
        LEFT JOIN pg_attrdef AS e ON g.object_kind = 'default' AND e.oid = g.objid
        LEFT JOIN named AS c ON c.classid = 'pg_class'::regclass AND c.objid = e.adrelid
            AND c.objsubid = e.adnum::integer
        WHERE d.objid IS NULL AND w.key IS NULL AND c.objid IS NULL
    ),

    waiting AS MATERIALIZED (
        SELECT n.object_kind, n.object_name, n.parent_name, n.key, i.statement_no,
               jsonb_build_object('by', 'in the way', 'by_kind', i.object_kind, 'by_name', i.shown) AS detail
        FROM in_the_way AS i
        LEFT JOIN gone_once AS g ON g.classid = i.classid AND g.objid = i.objid AND g.objsubid = i.objsubid
        CROSS JOIN LATERAL pggit_internal.catalog_object(i.classid, i.objid, i.objsubid) AS n
        WHERE g.objid IS NULL AND n.object_kind IS NOT NULL
    ),

    needs AS (
        SELECT DISTINCT n.statement_no, n.object_kind, n.object_name, n.parent_name, n.key, n.detail
        FROM waiting AS n
        LEFT JOIN wholes AS w ON w.key = n.key
        WHERE w.key IS NULL
            -- Who changes what stands in the way has thought of it.
            AND NOT EXISTS (
                SELECT FROM pggit_internal.footprint_rows(p_footprint) AS f
                WHERE f.key = n.key AND f.action <> 'use'
                    AND (f.object_name = n.object_name OR f.object_name = n.parent_name AND f.action = 'drop')
            )
    ),

    found AS (
        SELECT e.statement_no, e.object_kind, e.object_name, e.parent_name, e.key, e.action, e.detail FROM effects AS e
        UNION ALL
        SELECT n.statement_no, n.object_kind, n.object_name, n.parent_name, n.key, 'use', n.detail FROM needs AS n
        UNION
        -- A part is out of the way with the whole, too.
        SELECT n.statement_no, 'table', n.parent_name, NULL, n.key, 'use', n.detail FROM needs AS n
        WHERE n.parent_name IS NOT NULL AND n.object_kind <> 'index'
        UNION ALL
        -- What was not followed may be in any schema: the change meets whatever touches something there.
        SELECT m.statement_no, 'schema', quote_ident(s.nspname), NULL, 'schema:' || quote_ident(s.nspname), 'alter',
               jsonb_build_object('aspect', 'members gone', 'value', m.shown, 'followed', v_most)
        FROM (
            SELECT min(g.statement_no) AS statement_no, min(g.shown) AS shown
                FROM gone_some AS g HAVING count(*) > v_most
        ) AS m
        CROSS JOIN pg_namespace AS s
        WHERE s.nspname !~ '^pg_' AND s.nspname NOT IN ('information_schema', 'pggit_internal')
    )

    SELECT jsonb_agg(jsonb_build_object(
        'statement_no', f.statement_no, 'object_kind', CASE f.object_kind WHEN 'default' THEN 'column'
            ELSE f.object_kind END,
        'object_name', f.object_name, 'parent_name', f.parent_name, 'action', f.action,
        'detail', f.detail || '{"from_catalog": true}', 'key', f.key
    ) ORDER BY f.statement_no, f.key, f.object_name, f.action)
    INTO v_rows
    FROM found AS f;
    RETURN coalesce(v_rows, '[]'::jsonb);
END
$function$;
COMMENT ON FUNCTION pggit_internal.catalog_rows(jsonb) IS
'What a change takes along, and what stands in its way, according to this database''s catalog: '
'more rows for its footprint, each with detail.from_catalog. Empty where the names exist nowhere here.';
