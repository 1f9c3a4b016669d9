CREATE OR REPLACE FUNCTION pggit_internal.gives_up(p_footprint jsonb, p_table text, p_name text,
    p_statement_no integer) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT count(*) > 0
    FROM pggit_internal.footprint_rows(p_footprint) AS f
    WHERE f.action IN ('drop', 'rename') AND f.statement_no <= p_statement_no
        AND (f.object_name = p_name AND f.parent_name IS NOT DISTINCT FROM p_table
            OR f.object_kind IN ('index', 'constraint') AND f.object_name = p_name
            -- An index is in its table's schema.
            OR f.object_kind = 'constraint'
                AND coalesce(substring(f.parent_name FROM '^.*\.'), '') || f.object_name = p_name
            OR f.object_kind = 'table' AND f.object_name = p_table);
END;
COMMENT ON FUNCTION pggit_internal.gives_up(jsonb, text, text, integer) IS
'Whether a change has dropped or renamed something of this name by that statement, so that the name is free.';

CREATE OR REPLACE FUNCTION pggit_internal.numbered_names(p_footprint jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_chosen CONSTANT jsonb := jsonb_path_query_array(p_footprint,
        '$[*] ? (@.action == "create" && @.detail.automatic == true)');
    v_row record;
    v_parts text[];
    v_name text[];
    v_number integer;
    v_new text;
    v_given text[] := '{}'::text[];
    v_renamed jsonb := '[]'::jsonb;
BEGIN
    -- An index comes after the constraint that it belongs to, and has its name.
    FOR v_row IN
        SELECT f.statement_no, f.object_kind, f.object_name, f.detail,
               coalesce(f.parent_name, '') AS parent_name,
                   coalesce(x.object_name, CASE WHEN f.object_kind <> 'constraint' THEN f.object_name END) AS relation
        FROM pggit_internal.footprint_rows(v_chosen) WITH ORDINALITY AS f (
            statement_no, object_kind, object_name, parent_name, action, detail, key, place
        )
        LEFT JOIN pggit_internal.footprint_rows(v_chosen) AS x
            ON f.object_kind = 'constraint' AND x.object_kind = 'index' AND x.statement_no = f.statement_no
            AND x.parent_name = f.parent_name AND x.detail ->> 'constraint' = f.object_name
        WHERE f.object_kind IN ('constraint', 'index', 'sequence') AND NOT f.detail ? 'constraint'
        ORDER BY f.place
    LOOP
        v_parts := pggit_internal.name_parts(coalesce(v_row.relation, v_row.parent_name));
        v_name := regexp_match((pggit_internal.name_parts(v_row.object_name))[2],
            '^(.*_(?:idx|key|fkey|check|pkey|excl|seq))([0-9]*)$');
        CONTINUE WHEN v_parts IS NULL OR v_name IS NULL;
        -- ChooseRelationName and ChooseConstraintName take the first number that is free.
        v_number := 0;
        LOOP
            v_new := v_name[1] || CASE v_number WHEN 0 THEN '' ELSE v_number::text END;
            EXIT WHEN octet_length(v_new) > 63;
            EXIT WHEN v_new <> ALL(v_given) AND NOT EXISTS (
                SELECT FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
                WHERE v_row.relation IS NOT NULL AND n.nspname = v_parts[1]::name AND c.relname = v_new::name
                    AND NOT pggit_internal.gives_up(p_footprint, NULL,
                        pggit_internal.shown_name(n.nspname, c.relname), v_row.statement_no)
            ) AND NOT EXISTS (
                SELECT FROM pg_constraint AS k JOIN pg_namespace AS n ON n.oid = k.connamespace
                LEFT JOIN pg_class AS c ON c.oid = k.conrelid
                WHERE v_row.object_kind = 'constraint' AND n.nspname = v_parts[1]::name AND k.conname = v_new::name
                    AND NOT pggit_internal.gives_up(p_footprint, pggit_internal.shown_name(n.nspname, c.relname),
                        quote_ident(k.conname), v_row.statement_no)
            );
            v_number := v_number + 1;
        END LOOP;
        v_given := v_given || v_new;
        CONTINUE WHEN octet_length(v_new) > 63 OR quote_ident(v_new) = quote_ident(v_name[1] || v_name[2]);
        v_renamed := v_renamed || jsonb_build_object(
            'statement_no', v_row.statement_no, 'parent_name', v_row.parent_name, 'kind', v_row.object_kind,
            'bare', quote_ident(v_name[1] || v_name[2]), 'new_bare', quote_ident(v_new),
            'relation', v_row.relation, 'new_relation', pggit_internal.shown_name(v_parts[1]::name, v_new::name)
        );
    END LOOP;
    IF v_renamed = '[]' THEN
        RETURN p_footprint;
    END IF;

    RETURN (
        WITH renamed AS MATERIALIZED (
            SELECT r.* FROM jsonb_to_recordset(v_renamed) AS r (
                statement_no integer, parent_name text, kind text, bare text, new_bare text, relation text,
                    new_relation text
            )
        ),

        rows AS (
            SELECT f.*,
                   CASE WHEN f.object_kind = 'constraint' AND f.object_name = r.bare THEN r.new_bare
                        WHEN f.object_kind IN ('index', 'sequence') AND f.object_name = r.relation THEN r.new_relation
                        ELSE f.object_name END AS new_name,
                   f.detail || CASE
                       WHEN f.detail ->> 'by_name' = r.relation THEN jsonb_build_object('by_name', r.new_relation)
                       WHEN f.detail ->> 'by_name' = r.bare THEN jsonb_build_object('by_name', r.new_bare)
                       WHEN f.detail ->> 'constraint' = r.bare THEN jsonb_build_object('constraint', r.new_bare)
                       ELSE '{}' END AS new_detail
            FROM pggit_internal.footprint_rows(p_footprint) WITH ORDINALITY AS f (
                statement_no, object_kind, object_name, parent_name, action, detail, key, place
            )
            LEFT JOIN renamed AS r ON r.statement_no = f.statement_no AND (
                f.object_kind = 'constraint' AND f.object_name = r.bare AND f.parent_name = r.parent_name
                OR f.object_name = r.relation AND f.object_kind IN ('index', 'sequence')
                OR f.detail ->> 'by_name' IN (r.bare, r.relation)
            )
            -- What the statement drops is called what it was called.
            AND f.action <> 'drop' AND f.detail ->> 'by' IS DISTINCT FROM 'of constraint'
        )

        SELECT jsonb_agg(o.value ORDER BY o.statement_no, o.place)
        FROM (
            SELECT r.statement_no, r.place, jsonb_build_object(
                'statement_no', r.statement_no, 'object_kind', r.object_kind, 'object_name', r.new_name,
                    'parent_name', r.parent_name,
                'action', r.action, 'detail', r.new_detail,
                'key', CASE WHEN r.new_name <> r.object_name
                    AND r.object_kind IN ('index', 'sequence') THEN 'relation:' || r.new_name ELSE r.key END
            ) AS value
            FROM rows AS r
            UNION ALL
            -- Who takes the name away lets PostgreSQL choose it again.
            SELECT r.statement_no, 1000000, jsonb_build_object(
                'statement_no', r.statement_no, 'object_kind', r.kind, 'object_name',
                    coalesce(CASE WHEN r.kind <> 'constraint' THEN r.relation END, r.bare),
                'parent_name', nullif(r.parent_name, ''), 'action', 'use',
                'detail', jsonb_build_object('by', 'name taken', 'by_kind', r.kind, 'by_name', r.new_bare,
                    'from_catalog', true),
                'key', 'relation:' || CASE r.kind WHEN 'constraint' THEN r.parent_name ELSE r.relation END
            )
            FROM renamed AS r
        ) AS o
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.numbered_names(jsonb) IS
'A footprint in which the names that PostgreSQL chooses by itself are those that are free in this database: '
'users_email_key1 where users_email_key is taken.';
