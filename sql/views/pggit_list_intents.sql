CREATE OR REPLACE FUNCTION public.pggit_list_intents(
    status text DEFAULT NULL, agent_id text DEFAULT NULL, table_name text DEFAULT NULL
) RETURNS SETOF public.tb_pggit_intent
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
-- A plan made while there was little to read would later read everything.
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_status text := pggit_internal.checked_status(pggit_list_intents.status);
    v_readable text[] := pggit_internal.reading_agents();
    v_name jsonb;
BEGIN
    IF NOT pggit_internal.is_readable(ARRAY[pggit_list_intents.table_name]) THEN
        PERFORM pggit_internal.refuse_encoding(ARRAY[pggit_list_intents.table_name], 'table_name');
    END IF;
    v_name := pggit_internal.canonical_name(pggit_list_intents.table_name);
    IF v_name ? 'error' THEN
        RAISE EXCEPTION 'table_name: %', pggit_internal.shown(v_name #>> '{error,message}')
            USING ERRCODE = v_name #>> '{error,sqlstate}',
                  DETAIL = coalesce(pggit_internal.shown(v_name #>> '{error,detail}'), ''),
                  HINT = 'Write the name as in SQL: users, billing.invoices, "CamelCase".';
    END IF;
    RETURN QUERY
    SELECT i.* FROM public.tb_pggit_intent AS i
    WHERE (v_status IS NULL OR i.status = v_status)
        AND (pggit_list_intents.agent_id IS NULL OR i.agent_id = btrim(pggit_list_intents.agent_id))
        AND (v_readable IS NULL OR i.agent_id = ANY(v_readable))
        AND (v_name IS NULL OR i.tables_affected ? (v_name ->> 'name'))
    ORDER BY i.created_at DESC, i.id DESC;
END
$function$;
COMMENT ON FUNCTION public.pggit_list_intents(text, text, text) IS
'Intents, newest first, filtered by status, agent and affected table; null filters nothing. SECURITY DEFINER: '
'works without rights on the table. Raises 22023 for a status that does not exist, 42602 for an impossible table '
'name.';
