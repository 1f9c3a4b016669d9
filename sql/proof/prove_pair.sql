CREATE OR REPLACE FUNCTION pggit_internal.prove_pair(p_intent_a text, p_intent_b text) RETURNS public.pggit_proof
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT public.pggit_prove(
        pggit_internal.declared_changes(least(p_intent_a COLLATE "C", p_intent_b COLLATE "C")),
        pggit_internal.declared_changes(greatest(p_intent_a COLLATE "C", p_intent_b COLLATE "C"))
    );
END;
COMMENT ON FUNCTION pggit_internal.prove_pair(text, text) IS
'The proof of two stored intents, a being the one with the smaller id; '
'nothing is kept, and no intent is locked meanwhile.';
