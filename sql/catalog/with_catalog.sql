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
            WHERE d.action = 'rename' AND k.contype IN ('p', 'u', 'x')
                AND cardinality(pggit_internal.name_parts(d.detail ->> 'new_name')) = 2
        ),

        twins AS (
            SELECT r.statement_no, 'index' AS object_kind, NULL AS parent_name,
                   pggit_internal.shown_name(n.nspname, r.relname) AS name,
                       pggit_internal.shown_name(n.nspname, r.new_name) AS new_name
            FROM renamed AS r JOIN pg_namespace AS n ON n.oid = r.relnamespace
            WHERE r.object_kind = 'constraint'
            UNION ALL
            SELECT r.statement_no, 'constraint', pggit_internal.shown_name(n.nspname, c.relname),
                quote_ident(r.conname), quote_ident(r.new_name)
            FROM renamed AS r JOIN pg_class AS c ON c.oid = r.conrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE r.object_kind = 'index'
        )

        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'statement_no', t.statement_no, 'object_kind', t.object_kind, 'object_name', a.object_name,
                'parent_name', t.parent_name,
            'action', a.action, 'detail', a.detail || '{"from_catalog": true}', 'key', 'relation:'
                || coalesce(t.parent_name, a.object_name)
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

CREATE OR REPLACE FUNCTION pggit_internal.open_questions(p_asks jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
-- Planned once per session: where few have a name, by index, however many relations there are by then.
SET search_path = pg_catalog, pg_temp SET enable_seqscan = off
AS $function$
DECLARE
    v_asks jsonb := p_asks;
    v_names name[];
BEGIN
    IF p_asks ? 'inherited' THEN
        v_names := ARRAY(SELECT jsonb_array_elements_text(p_asks -> 'inherited'));
        IF NOT EXISTS (SELECT FROM pg_class AS c WHERE c.relname = ANY(v_names) AND c.relhassubclass) THEN
            v_asks := v_asks - 'inherited';
        END IF;
    END IF;
    IF p_asks ? 'numbered' THEN
        v_names := ARRAY(SELECT jsonb_array_elements_text(p_asks -> 'numbered'));
        IF NOT EXISTS (SELECT FROM pg_class AS c WHERE c.relname = ANY(v_names))
            AND NOT EXISTS (SELECT FROM pg_constraint AS k WHERE k.conname = ANY(v_names)) THEN
            v_asks := v_asks - 'numbered';
        END IF;
    END IF;
    RETURN v_asks;
END
$function$;
COMMENT ON FUNCTION pggit_internal.open_questions(jsonb) IS
'What is left to ask the catalog about a change after a look at who has the names in question.';

CREATE OR REPLACE FUNCTION pggit_internal.with_catalog(p_use_catalog text, p_read jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
-- For what it calls, too: names as they are compared, and no compiling for a few rows.
SET search_path = pg_catalog, pg_temp SET quote_all_identifiers = off SET jit = off
AS $function$
DECLARE
    -- What names tell, and the feature, are nothing that the catalog has.
    c_beside CONSTANT jsonpath := '$[*] ? (@.object_kind == "name" || @.object_kind == "feature")'::jsonpath;
    c_others CONSTANT jsonpath := '$[*] ? (@.object_kind != "name" && @.object_kind != "feature")'::jsonpath;
    v_asks jsonb := p_read -> 'asks';
    v_whole CONSTANT jsonb := p_read -> 'footprint';
    v_footprint jsonb;
    v_more jsonb := '[]'::jsonb;
BEGIN
    IF p_use_catalog = 'off' OR v_asks = '{}' THEN
        RETURN v_whole;
    END IF;
    v_asks := pggit_internal.open_questions(v_asks);
    IF v_asks = '{}' THEN
        RETURN v_whole;
    END IF;
    v_footprint := jsonb_path_query_array(v_whole, c_others);
    IF v_asks ? 'known' THEN
        v_footprint := pggit_internal.known_footprint(v_footprint, v_asks -> 'known');
    END IF;
    IF v_asks ? 'numbered' THEN
        v_footprint := pggit_internal.numbered_names(v_footprint);
    END IF;
    IF v_asks ? 'gone' THEN
        v_more := pggit_internal.catalog_rows(v_footprint);
    END IF;
    IF v_asks ? 'inherited' THEN
        v_more := v_more || pggit_internal.inherited_rows(v_footprint);
    END IF;
    IF v_asks ? 'twins' THEN
        v_more := v_more || pggit_internal.twin_rows(v_footprint);
    END IF;
    IF v_asks ? 'needed' THEN
        v_more := v_more || pggit_internal.needed_rows(v_footprint);
    END IF;
    IF v_more <> '[]' THEN
        -- Each statement's rows together: what a later statement makes again is there again.
        v_footprint := (
            SELECT jsonb_agg(r.value ORDER BY (r.value ->> 'statement_no')::integer, r.place)
            FROM jsonb_array_elements(v_footprint || v_more) WITH ORDINALITY AS r (value, place)
        );
    END IF;
    RETURN v_footprint || jsonb_path_query_array(v_whole, c_beside);
END
$function$;
COMMENT ON FUNCTION pggit_internal.with_catalog(text, jsonb) IS
'The footprint of a change that was read, with what the catalog of this database knows about it. '
'The reader says what to ask: most changes leave most of it unasked.';
