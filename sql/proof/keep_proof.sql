CREATE OR REPLACE FUNCTION pggit_internal.keep_proof(
    p_intent_a text, p_intent_b text, p_proof public.pggit_proof, p_fingerprint text, p_revisions jsonb
) RETURNS public.tb_pggit_proof
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_first text := least(p_intent_a COLLATE "C", p_intent_b COLLATE "C");
    v_second text := greatest(p_intent_a COLLATE "C", p_intent_b COLLATE "C");
    v_row public.tb_pggit_proof;
BEGIN
    -- Lock order: intents in id order, then their conflicts.
    PERFORM FROM public.tb_pggit_intent AS i WHERE i.id IN (v_first, v_second) ORDER BY i.id FOR NO KEY UPDATE;
    IF pggit_internal.revisions_of(ARRAY[v_first, v_second]) <> p_revisions THEN
        RAISE EXCEPTION 'could not serialize access: one of the intents was amended while they were proved'
            USING ERRCODE = 'serialization_failure',
                  DETAIL = format('The intents are %s and %s.', v_first, v_second), HINT = 'Prove it again.';
    END IF;
    INSERT INTO public.tb_pggit_proof AS p
        (intent_a, intent_b, outcome, apply_first, reason, runs, differences, schema_fingerprint)
    VALUES (
        v_first, v_second, p_proof.outcome, CASE p_proof.apply_first WHEN 'a' THEN v_first WHEN 'b' THEN v_second END,
        p_proof.reason, p_proof.runs, p_proof.differences, p_fingerprint
    )
    ON CONFLICT ON CONSTRAINT tb_pggit_proof_pkey DO UPDATE SET
        outcome = excluded.outcome, apply_first = excluded.apply_first, reason = excluded.reason, runs = excluded.runs,
        differences = excluded.differences, schema_fingerprint = excluded.schema_fingerprint,
            proven_at = excluded.proven_at
    RETURNING p.* INTO v_row;

    -- A fact outranks a prediction: what is proved compatible is no error, and stays open so that somebody sees why.
    UPDATE public.tb_pggit_conflict AS c
    SET proven_outcome = v_row.outcome,
        proven_at = v_row.proven_at,
        apply_first = CASE WHEN v_row.outcome = 'unproven' THEN c.apply_first ELSE v_row.apply_first END,
        severity = CASE WHEN v_row.outcome = 'compatible' THEN 'warning' ELSE c.severity END
    WHERE c.closed_at IS NULL AND c.intent_a IN (v_first, v_second) AND c.intent_b IN (v_first, v_second);
    RETURN v_row;
END
$function$;
COMMENT ON FUNCTION pggit_internal.keep_proof(text, text, public.pggit_proof, text, jsonb) IS
'Keeps what prove_pair said about two stored intents against the schema with this fingerprint, and tells it to '
'their open conflicts; raises 40001 when they are not of the revisions that were proved.';
