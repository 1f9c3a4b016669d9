CREATE OR REPLACE FUNCTION public.pggit_verify_set(intent_ids text[])
RETURNS TABLE ("position" integer, intent_id text, result text, sqlstate text, message text, statement text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_ids text[];
    v_changes jsonb;
    v_obstacle record;
    v_error jsonb;
    v_failed integer;
BEGIN
    IF coalesce(cardinality(pggit_verify_set.intent_ids), 0) = 0 THEN
        RAISE EXCEPTION 'intent_ids is %', CASE WHEN pggit_verify_set.intent_ids IS NULL THEN 'null' ELSE 'empty' END
            USING ERRCODE = 'invalid_parameter_value',
                HINT = 'Give the ids in the order in which they would be applied.';
    END IF;
    SELECT array_agg(pggit_internal.readable_intent_id(i.id) ORDER BY i.place) INTO v_ids
    FROM unnest(pggit_verify_set.intent_ids) WITH ORDINALITY AS i (id, place);

    SELECT jsonb_agg(jsonb_build_object(
        'change', i.place, 'statements', pggit_internal.provable_statements(pggit_internal.declared_changes(i.id))
    ) ORDER BY i.place) INTO v_changes
    FROM unnest(v_ids) WITH ORDINALITY AS i (id, place);

    SELECT o.place, o.obstacle INTO v_obstacle
    FROM (
        SELECT i.place, pggit_internal.proof_obstacle(
            v_changes -> (i.place::integer - 1) -> 'statements', pggit_internal.intent_side(i.id) -> 'footprint'
        ) AS obstacle
        FROM unnest(v_ids) WITH ORDINALITY AS i (id, place)
    ) AS o
    WHERE o.obstacle IS NOT NULL
    ORDER BY o.place
    LIMIT 1;
    IF FOUND THEN
        RETURN QUERY
        SELECT i.place::integer, i.id, CASE WHEN i.place = v_obstacle.place THEN 'unproven' ELSE 'not run' END,
               NULL::text, CASE WHEN i.place = v_obstacle.place THEN v_obstacle.obstacle END, NULL::text
        FROM unnest(v_ids) WITH ORDINALITY AS i (id, place)
        ORDER BY i.place;
        RETURN;
    END IF;

    v_error := pggit_internal.run_sequence(v_changes);
    v_failed := (v_error ->> 'change')::integer;
    RETURN QUERY
    SELECT i.place::integer, i.id,
           CASE WHEN v_error IS NULL OR i.place < v_failed THEN 'works'
               WHEN i.place > v_failed THEN 'not run'
               WHEN pggit_internal.unproven_reason(v_error ->> 'sqlstate') IS NOT NULL THEN 'unproven'
               ELSE 'fails'
           END,
           CASE WHEN i.place = v_failed THEN v_error ->> 'sqlstate' END,
           CASE WHEN i.place = v_failed THEN v_error ->> 'message' END,
           CASE WHEN i.place = v_failed THEN v_error ->> 'statement' END
    FROM unnest(v_ids) WITH ORDINALITY AS i (id, place)
    ORDER BY i.place;
END
$function$;
COMMENT ON FUNCTION public.pggit_verify_set(text[]) IS
'Executes intents one after the other in the order given, once, and rolls back: '
'pairs can be fine and the whole still fail. One row per intent: '
'works, fails (with SQLSTATE, message and statement), unproven (with the reason) or not run. SECURITY DEFINER: '
'the declared text itself runs with the rights of pggit_prover. '
'Raises 22023 for no ids, P0002 for an unknown one, PI004 for an ambiguous one, 42501 for another agent''s while '
'row_security is on.';
