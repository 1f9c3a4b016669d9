CREATE OR REPLACE FUNCTION pggit_internal.refresh_intent(p_intent_id text, p_opened boolean, p_reason text) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_open jsonb;
BEGIN
    -- The functions have locked it already. Two plain UPDATEs that close a conflict each have not: only a statement
    -- after the wait sees what the other one closed.
    PERFORM FROM public.tb_pggit_intent AS i WHERE i.id = p_intent_id FOR NO KEY UPDATE;
    IF NOT p_opened THEN
        PERFORM pggit_internal.record_more(p_intent_id);
    END IF;
    v_open := pggit_internal.conflicting_intents(p_intent_id);
    UPDATE public.tb_pggit_intent AS i
    SET conflicts_with = v_open,
        status = n.status,
        transition_reason = p_reason,
        transition_by = 'pggit'
    FROM public.tb_pggit_intent AS o
    JOIN public.tb_pggit_status AS s ON s.status = o.status
    CROSS JOIN LATERAL (SELECT CASE
        WHEN p_opened AND v_open <> '[]' AND s.is_active THEN 'conflicted'
        WHEN o.status = 'conflicted' AND v_open = '[]' THEN coalesce(o.status_before_conflict, 'registered')
        ELSE o.status
    END AS status) AS n
    WHERE i.id = p_intent_id AND o.id = i.id AND (o.status <> n.status OR o.conflicts_with <> v_open);
END
$function$;
COMMENT ON FUNCTION pggit_internal.refresh_intent(text, boolean, text) IS
'Brings an intent in line with its open conflicts: sets conflicts_with, makes it conflicted when one was opened, and '
'returns it to its former status when none is left, recorded or not.';
