CREATE OR REPLACE FUNCTION pggit_internal.declared_table(p_name text) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
RETURN jsonb_build_object(
    'statement_no', 0, 'object_kind', 'table', 'object_name', p_name, 'parent_name', NULL,
    'action', 'alter', 'detail', '{"aspect": "declared"}'::jsonb, 'key', 'relation:' || p_name
);
COMMENT ON FUNCTION pggit_internal.declared_table(text) IS
'A footprint row for a table that was named in tables_affected.';

CREATE OR REPLACE FUNCTION pggit_internal.read_declared(
    p_schema_changes text[], p_tables_affected text[], p_check_syntax boolean, p_feature_name text
) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_read jsonb;
    v_name jsonb;
    v_table text;
    v_tables text[] := '{}'::text[];
    v_extra text[];
    v_example CONSTANT text :=
        'Give DDL, for example schema_changes => ARRAY[''ALTER TABLE users ADD COLUMN email text''].';
BEGIN
    IF p_schema_changes IS NULL THEN
        RAISE EXCEPTION 'schema_changes must not be null'
            USING ERRCODE = 'null_value_not_allowed', HINT = v_example;
    ELSIF cardinality(p_schema_changes) = 0 THEN
        RAISE EXCEPTION 'schema_changes is empty'
            USING ERRCODE = 'invalid_parameter_value', HINT = v_example;
    ELSIF array_ndims(p_schema_changes) > 1 THEN
        RAISE EXCEPTION 'schema_changes has % dimensions', array_ndims(p_schema_changes)
            USING ERRCODE = 'invalid_parameter_value', HINT = v_example;
    ELSIF array_position(p_schema_changes, NULL) IS NOT NULL THEN
        RAISE EXCEPTION 'element % of schema_changes is null', array_position(p_schema_changes, NULL)
            USING ERRCODE = 'null_value_not_allowed', HINT = v_example;
    END IF;

    IF NOT pggit_internal.is_readable(p_schema_changes || p_tables_affected) THEN
        PERFORM pggit_internal.refuse_encoding(p_schema_changes || p_tables_affected, 'what is declared');
    END IF;
    v_read := pggit_internal.read_change(p_schema_changes, p_check_syntax, p_feature_name);
    IF v_read ? 'error' THEN
        RAISE EXCEPTION '%', pggit_internal.shown(v_read #>> '{error,message}')
            USING ERRCODE = v_read #>> '{error,sqlstate}',
                  DETAIL = coalesce(pggit_internal.shown(v_read #>> '{error,detail}'), ''),
                  HINT = coalesce(pggit_internal.shown(v_read #>> '{error,hint}'), v_example);
    END IF;

    IF coalesce(cardinality(p_tables_affected), 0) = 0 THEN
        RETURN v_read;
    END IF;
    -- Tables that were named beside the DDL count as changed; statement 0 says that no statement shows it.
    FOREACH v_table IN ARRAY p_tables_affected LOOP
        v_name := pggit_internal.canonical_name(v_table);
        IF v_name IS NULL OR v_name ? 'error' THEN
            RAISE EXCEPTION 'tables_affected: %',
                coalesce(pggit_internal.shown(v_name #>> '{error,message}'), 'a name is null')
                USING ERRCODE = coalesce(v_name #>> '{error,sqlstate}', 'null_value_not_allowed'),
                      DETAIL = coalesce(pggit_internal.shown(v_name #>> '{error,detail}'), ''),
                      HINT = 'Write names as in SQL: users, billing.invoices, "CamelCase".';
        END IF;
        v_tables := v_tables || (v_name ->> 'name');
    END LOOP;

    v_extra := ARRAY(
        SELECT DISTINCT n.name FROM unnest(v_tables) AS n (name)
        WHERE NOT v_read -> 'tables_affected' ? n.name ORDER BY n.name
    );
    RETURN v_read || jsonb_build_object(
        'tables_affected', (v_read -> 'tables_affected') || to_jsonb(v_extra),
        'footprint', (v_read -> 'footprint') || (
            SELECT coalesce(jsonb_agg(pggit_internal.declared_table(n.name)), '[]')
            FROM unnest(v_extra) AS n (name)
        )
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.read_declared(text[], text[], boolean, text) IS
'read_change with the tables named beside the DDL added; raises for null or empty input (22004, 22023), text that '
'PostgreSQL could not split either, or, if it is to check that, not parse (42601 and its like, with the place) and '
'impossible table names (42602).';
