CREATE OR REPLACE FUNCTION pggit_internal.intent_side(p_intent_id text) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT jsonb_build_object(
        'intent_id', i.id, 'agent_id', i.agent_id, 'feature_name', i.feature_name, 'branch_name', i.branch_name,
        'footprint', pggit_internal.with_catalog(pggit_internal.setting('use_catalog'), pggit_internal.read_declared(
            ARRAY(SELECT c.text FROM jsonb_array_elements_text(i.schema_changes) AS c (text)),
            ARRAY(SELECT t.name FROM jsonb_array_elements_text(i.tables_affected) AS t (name)), false, NULL
        ))
    )
    FROM public.tb_pggit_intent AS i
    WHERE i.id = p_intent_id;
END;
COMMENT ON FUNCTION pggit_internal.intent_side(text) IS
'A stored intent as the judge wants it, read again from its DDL: footprints are stored for active intents only.';
