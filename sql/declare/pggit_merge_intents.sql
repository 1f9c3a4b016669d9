CREATE OR REPLACE FUNCTION public.pggit_merge_intents(
    intent_ids text[],
    agent_id text,
    feature_name text,
    reason text DEFAULT NULL,
    changed_by text DEFAULT NULL
) RETURNS public.tb_pggit_intent
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    c_levels CONSTANT text[] := pggit_internal.risk_levels();
    v_agent_id text := pggit_internal.checked_person(pggit_merge_intents.agent_id, 'agent_id', 'claude-payments');
    v_feature_name text :=
        pggit_internal.checked_text(pggit_merge_intents.feature_name, 'feature_name', 'oauth2_login');
    v_ids text[] := ARRAY(SELECT lower(btrim(i.id)) FROM unnest(pggit_merge_intents.intent_ids) AS i (id));
    v_id text;
    v_one public.tb_pggit_intent;
    v_old public.tb_pggit_intent[] := '{}'::public.tb_pggit_intent[];
    v_new public.tb_pggit_intent;
    v_changes jsonb := '[]'::jsonb;
    v_named text[] := '{}'::text[];
    v_highest integer := 1;
    v_different bigint;
BEGIN
    PERFORM pggit_internal.check_agent(ARRAY[v_agent_id]);
    SELECT count(DISTINCT i.id) INTO v_different FROM unnest(v_ids) AS i (id);
    IF v_different < 2 OR v_different <> cardinality(v_ids) THEN
        RAISE EXCEPTION 'intent_ids must be two or more different intents'
            USING ERRCODE = CASE WHEN pggit_merge_intents.intent_ids IS NULL
                      THEN 'null_value_not_allowed' ELSE 'invalid_parameter_value' END,
                  DETAIL = format('Given are %s.', coalesce(
                      nullif(pggit_internal.shown(left(array_to_string(v_ids, ', ', 'null'), 200)), ''), 'none'
                  )),
                  HINT = 'Give their ids in the order in which their statements are to stand. '
                      'pggit_amend_intent() changes a single one.';
    END IF;

    -- What was known of one holds for all: named tables, the highest risk, the longest lease.
    FOREACH v_id IN ARRAY v_ids LOOP
        v_one := pggit_internal.changeable_intent(v_id);
        v_old := v_old || v_one;
        v_changes := v_changes || jsonb_build_array(v_one.schema_changes);
        v_named := v_named || pggit_internal.named_tables(v_one);
        v_highest := greatest(v_highest, array_position(c_levels, v_one.risk_level::text));
        -- As long as both; what no integer holds is as long as one can say.
        IF v_one.estimated_duration_ms IS NOT NULL THEN
            v_new.estimated_duration_ms := least(
                coalesce(v_new.estimated_duration_ms, 0) + v_one.estimated_duration_ms::bigint, 2147483647
            )::integer;
        END IF;
        v_new.lease := CASE WHEN interval '0' IN (v_new.lease, v_one.lease)
            THEN interval '0' ELSE greatest(v_new.lease, v_one.lease) END;
    END LOOP;
    v_new.agent_id := v_agent_id;
    v_new.feature_name := v_feature_name;
    v_new.schema_changes := to_jsonb(pggit_internal.joined_changes(v_changes));
    v_new.tables_affected := to_jsonb(v_named);
    v_new.metadata := '{}';
    -- Left out where reading the DDL gives the same: then the reasons are kept with it.
    v_new.risk_level := nullif(c_levels[v_highest], pggit_internal.read_declared(
        pggit_internal.text_array(v_new.schema_changes, 'schema_changes'), NULL, false, NULL
    ) ->> 'risk_level');
    RETURN pggit_internal.replace_intents(
        v_old, v_new, 'merged into', pggit_merge_intents.reason, pggit_merge_intents.changed_by
    );
END
$function$;
COMMENT ON FUNCTION public.pggit_merge_intents(text[], text, text, text, text) IS
'Makes one new intent of several active ones, whoever they belong to: their statements in the order given, without the '
'DDL that a later one repeats. '
'The others are abandoned, and their superseded_by names the new one. '
'Conflicts among them are closed as joined_forces; conflicts with third parties are looked for as by registering. '
'SECURITY DEFINER: agents have no rights on the tables. '
'Returns the new intent''s row. '
'Raises 22004 or 22023 unless two or more different ids are given, P0002 for an unknown one, 42501 unless the caller '
'may act for all their agents and the new one, PI001 when one is final, 40001 when somebody amends one meanwhile.';
