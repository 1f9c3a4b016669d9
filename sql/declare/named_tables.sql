CREATE OR REPLACE FUNCTION pggit_internal.named_tables(p_intent public.tb_pggit_intent) RETURNS text[]
LANGUAGE sql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT ARRAY(
        SELECT t.name FROM jsonb_array_elements_text((p_intent).tables_affected) AS t (name)
        WHERE NOT pggit_internal.read_declared(
            pggit_internal.text_array((p_intent).schema_changes, 'schema_changes'), NULL, false, NULL
        ) -> 'tables_affected' ? t.name
    );
END;
COMMENT ON FUNCTION pggit_internal.named_tables(public.tb_pggit_intent) IS
'The tables that were named beside an intent''s DDL: those of tables_affected that the DDL does not show.';
