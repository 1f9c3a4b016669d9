CREATE OR REPLACE FUNCTION public.pggit_verify_intent(intent_id text) RETURNS SETOF public.tb_pggit_proof
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_intent_id text := pggit_internal.readable_intent_id(pggit_verify_intent.intent_id);
    v_readable text[] := pggit_internal.reading_agents();
    v_fingerprint text := public.pggit_schema_fingerprint();
    v_others text[] := ARRAY(
        SELECT o.id::text
        FROM public.tb_pggit_intent AS i
        JOIN public.tb_pggit_intent AS o ON o.agent_id <> i.agent_id
        JOIN public.tb_pggit_status AS s ON s.status = o.status
        WHERE i.id = v_intent_id AND s.is_active
        ORDER BY o.id
    );
    v_revisions jsonb := pggit_internal.revisions_of(v_others || v_intent_id);
    v_proofs public.pggit_proof[] := '{}'::public.pggit_proof[];
    v_other_id text;
    v_proof public.tb_pggit_proof;
BEGIN
    PERFORM pggit_internal.check_agent(ARRAY[i.agent_id::text]) FROM public.tb_pggit_intent AS i
        WHERE i.id = v_intent_id;
    -- Proofs take their time, so they come before the locks.
    FOREACH v_other_id IN ARRAY v_others LOOP
        v_proofs := v_proofs || pggit_internal.prove_pair(v_intent_id, v_other_id);
    END LOOP;

    -- Lock order: intents in id order; one pair after the other would be another.
    PERFORM FROM public.tb_pggit_intent AS i WHERE i.id = v_intent_id OR i.id = ANY(v_others)
        ORDER BY i.id FOR NO KEY UPDATE;
    FOR v_place IN 1 .. cardinality(v_others) LOOP
        v_proof := pggit_internal.keep_proof(v_intent_id, v_others[v_place], v_proofs[v_place], v_fingerprint, (
            SELECT jsonb_object_agg(r.key, r.value) FROM jsonb_each(v_revisions) AS r
                WHERE r.key IN (v_intent_id, v_others[v_place])
        ));
        PERFORM pggit_internal.add_missed_conflict(v_intent_id, v_others[v_place], v_proof);
        IF NOT pggit_internal.belongs_to_agents(v_others[v_place], v_others[v_place], v_readable) THEN
            -- Who may not read the other's text may know of a collision with it, and of none with the rest.
            CONTINUE WHEN NOT EXISTS (
                SELECT FROM public.tb_pggit_conflict AS c
                WHERE c.intent_a IN (v_intent_id, v_others[v_place]) AND c.intent_b IN (v_intent_id, v_others[v_place])
            );
            v_proof.reason := NULL;
            v_proof.runs := NULL;
            v_proof.differences := NULL;
        END IF;
        RETURN NEXT v_proof;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION public.pggit_verify_intent(text) IS
'Proves an intent with every active intent of other agents, keeps a proof per pair, adds the conflicts that were '
'not predicted, and returns the proofs; under row security only those of conflicts, without reason, runs and '
'differences, which have the other''s text. SECURITY DEFINER: agents have no rights on the tables; '
'the declared text runs with the rights of pggit_prover. Raises P0002 for an unknown id, PI004 for an ambiguous '
'one, 42501 when the caller may not act for its agent, 40001 when one was amended meanwhile.';
