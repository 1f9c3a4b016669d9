CREATE OR REPLACE FUNCTION public.pggit_verify_intent(intent_id text) RETURNS SETOF public.tb_pggit_proof
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_intent_id text := pggit_internal.known_intent_id(pggit_verify_intent.intent_id);
    v_fingerprint text := public.pggit_schema_fingerprint();
    v_other_id text;
    v_proof public.tb_pggit_proof;
BEGIN
    FOR v_other_id IN
        SELECT o.id::text
        FROM public.tb_pggit_intent AS i
        JOIN public.tb_pggit_intent AS o ON o.agent_id <> i.agent_id
        JOIN public.tb_pggit_status AS s ON s.status = o.status
        WHERE i.id = v_intent_id AND s.is_active
        ORDER BY o.id
    LOOP
        v_proof := pggit_internal.prove_pair(v_intent_id, v_other_id, v_fingerprint);
        PERFORM pggit_internal.add_missed_conflict(v_intent_id, v_other_id, v_proof);
        RETURN NEXT v_proof;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION public.pggit_verify_intent(text) IS
'Proves an intent with every active intent of other agents, keeps a proof per pair, adds the conflicts that were not predicted, and returns the proofs. SECURITY DEFINER: agents have no rights on the tables; the declared text runs with the rights of pggit_prover. Raises P0002 for an unknown id, PI004 for an ambiguous one.';
REVOKE ALL ON FUNCTION public.pggit_verify_intent(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.pggit_verify_intent(text) TO pggit_agent, pggit_coordinator;
