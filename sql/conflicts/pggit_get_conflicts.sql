CREATE OR REPLACE FUNCTION public.pggit_get_conflicts(intent_id text) RETURNS SETOF public.tb_pggit_conflict
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_intent_id text := pggit_internal.known_intent_id(pggit_get_conflicts.intent_id);
    v_readable text[] := pggit_internal.reading_agents();
BEGIN
    RETURN QUERY
    SELECT c.* FROM public.tb_pggit_conflict AS c
    WHERE (c.intent_a = v_intent_id OR c.intent_b = v_intent_id)
        AND pggit_internal.belongs_to_agents(c.intent_a, c.intent_b, v_readable)
    ORDER BY c.id;
END
$function$;
COMMENT ON FUNCTION public.pggit_get_conflicts(text) IS
'All conflicts of an intent, open and closed, whichever side it is on. '
'SECURITY DEFINER: works without rights on the table. '
'Raises P0002 for an unknown id, PI004 for an ambiguous one.';
