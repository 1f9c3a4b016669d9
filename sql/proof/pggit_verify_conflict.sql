CREATE OR REPLACE FUNCTION public.pggit_verify_conflict(conflict_id bigint) RETURNS public.tb_pggit_conflict
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_conflict public.tb_pggit_conflict := pggit_internal.known_conflict(pggit_verify_conflict.conflict_id);
    v_fingerprint text := public.pggit_schema_fingerprint();
    v_revisions jsonb := pggit_internal.revisions_of(ARRAY[v_conflict.intent_a, v_conflict.intent_b]);
BEGIN
    PERFORM pggit_internal.check_agent(array_agg(i.agent_id::text ORDER BY i.id = v_conflict.intent_b))
    FROM public.tb_pggit_intent AS i
    WHERE i.id IN (v_conflict.intent_a, v_conflict.intent_b);
    PERFORM pggit_internal.keep_proof(
        v_conflict.intent_a, v_conflict.intent_b,
            pggit_internal.prove_pair(v_conflict.intent_a, v_conflict.intent_b), v_fingerprint,
        v_revisions
    );
    RETURN pggit_internal.known_conflict(v_conflict.id);
END
$function$;
COMMENT ON FUNCTION public.pggit_verify_conflict(bigint) IS
'Proves the two intents of a conflict, keeps the proof, and returns the conflict with proven_outcome; '
'an open error that is proved compatible becomes a warning. SECURITY DEFINER: agents have no rights on the tables; '
'the declared text runs with the rights of pggit_prover. Raises P0002 for an unknown conflict, 42501 when the '
'caller may act for neither side, 40001 when one was amended meanwhile.';
