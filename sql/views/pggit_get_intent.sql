CREATE OR REPLACE FUNCTION public.pggit_get_intent(intent_id text) RETURNS SETOF public.tb_pggit_intent
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 1
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_intent_id text := pggit_internal.find_intent_id(pggit_get_intent.intent_id);
    v_readable text[] := pggit_internal.reading_agents();
BEGIN
    RETURN QUERY SELECT i.* FROM public.tb_pggit_intent AS i
    WHERE i.id = v_intent_id AND (v_readable IS NULL OR i.agent_id = ANY(v_readable));
END
$function$;
COMMENT ON FUNCTION public.pggit_get_intent(text) IS
'The intent with this id, or whose id begins with it; no row when there is none. SECURITY DEFINER: '
'works without rights on the table. Raises 22004 or 22023 for an empty id, PI004 for an ambiguous one.';
