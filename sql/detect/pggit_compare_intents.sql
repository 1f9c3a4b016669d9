CREATE OR REPLACE FUNCTION public.pggit_compare_intents(intent_a text, intent_b text)
RETURNS SETOF public.pggit_conflict_report
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_a text := pggit_internal.known_intent_id(pggit_compare_intents.intent_a);
    v_b text := pggit_internal.known_intent_id(pggit_compare_intents.intent_b);
BEGIN
    IF NOT pggit_internal.belongs_to_agents(v_a, v_b, pggit_internal.reading_agents()) THEN
        v_a := pggit_internal.readable_intent_id(v_a);
    END IF;
    RETURN QUERY
    SELECT r.*
    FROM public.tb_pggit_intent AS i
    CROSS JOIN LATERAL pggit_internal.detect(
        i, pggit_internal.intent_side(v_a) -> 'footprint', json_build_array(pggit_internal.intent_side(v_b)),
        ARRAY[v_b], NULL
    ) AS d
    CROSS JOIN LATERAL unnest(d.reports) AS r
    WHERE i.id = v_a;
END
$function$;
COMMENT ON FUNCTION public.pggit_compare_intents(text, text) IS
'How two stored intents collide, whatever their agents and statuses. '
'Every detector and suggester of the team is asked, too; one that fails is announced (PI034). '
'Writes nothing. '
'SECURITY DEFINER: the detector is in pggit_internal. '
'Raises P0002 for an unknown id, PI004 for an ambiguous one, 42501 for two of other agents while row_security is on.';
