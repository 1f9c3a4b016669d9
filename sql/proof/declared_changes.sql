CREATE OR REPLACE FUNCTION pggit_internal.declared_changes(p_intent_id text) RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT pggit_internal.text_array(i.schema_changes, 'schema_changes')
    FROM public.tb_pggit_intent AS i WHERE i.id = p_intent_id;
END;
COMMENT ON FUNCTION pggit_internal.declared_changes(text) IS
'The schema changes of a stored intent as an array of text.';
