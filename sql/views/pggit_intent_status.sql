CREATE OR REPLACE FUNCTION public.pggit_intent_status(intent_id text) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    c_chain_columns CONSTANT text[] := ARRAY[
        'intent_id', 'replaced', 'chain_no', 'transaction_id', 'content_hash', 'previous_hash', 'row_hash'
    ];
    v_intent_id text := pggit_internal.readable_intent_id(pggit_intent_status.intent_id);
BEGIN
    RETURN (
        SELECT jsonb_build_object(
            'intent', to_jsonb(i) - '{transition_reason,transition_by}'::text[]
                || jsonb_build_object('expired_at', (
                    SELECT x.expired_at FROM pggit_internal.intent_card AS x WHERE x.id = v_intent_id
                )),
            'open_conflicts', (
                SELECT coalesce(jsonb_agg(to_jsonb(c) ORDER BY c.id), '[]')
                FROM public.v_pggit_open_conflict AS c
                WHERE c.intent_a = v_intent_id OR c.intent_b = v_intent_id
            ),
            'history', (
                SELECT jsonb_agg(to_jsonb(h) - c_chain_columns ORDER BY h.id)
                FROM public.tb_pggit_intent_history AS h WHERE h.intent_id = v_intent_id
            ),
            'earlier_revisions', (
                SELECT coalesce(jsonb_agg(to_jsonb(r) - '{intent_id,is_current}'::text[] ORDER BY r.revision), '[]')
                FROM public.v_pggit_revision AS r WHERE r.intent_id = v_intent_id AND NOT r.is_current
            )
        )
        FROM public.tb_pggit_intent AS i WHERE i.id = v_intent_id
    );
END
$function$;
COMMENT ON FUNCTION public.pggit_intent_status(text) IS
'Everything about one intent as {intent, open_conflicts, history, earlier_revisions}: '
'open conflicts of both sides, with suggestions; what it declared before it was amended. SECURITY DEFINER: '
'works without rights on the tables. Raises P0002 for an unknown id, PI004 for an ambiguous one, 42501 for another '
'agent''s while row_security is on.';
