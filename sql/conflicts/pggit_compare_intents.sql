CREATE OR REPLACE FUNCTION public.pggit_compare_intents(intent_a text, intent_b text)
RETURNS SETOF public.pggit_conflict_report
LANGUAGE sql STABLE PARALLEL RESTRICTED
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT r.*
    FROM pggit_internal.judge_sides(
        pggit_internal.intent_side(pggit_internal.known_intent_id(pggit_compare_intents.intent_a)),
        jsonb_build_array(pggit_internal.intent_side(pggit_internal.known_intent_id(pggit_compare_intents.intent_b))),
        pggit_internal.severities()
    ) AS r;
END;
COMMENT ON FUNCTION public.pggit_compare_intents(text, text) IS
'How two stored intents collide, whatever their agents and statuses. Writes nothing. SECURITY DEFINER: the detector is in pggit_internal. Raises P0002 for an unknown id, PI004 for an ambiguous one.';
REVOKE ALL ON FUNCTION public.pggit_compare_intents(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.pggit_compare_intents(text, text) TO pggit_agent, pggit_coordinator, pggit_auditor;
