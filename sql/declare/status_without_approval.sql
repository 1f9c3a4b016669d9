CREATE OR REPLACE FUNCTION pggit_internal.status_without_approval(p_intent_id text, p_status text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_free text[] := pggit_internal.reachable_statuses(ARRAY['registered'], true, true);
BEGIN
    IF p_status = ANY(v_free) THEN
        RETURN p_status;
    END IF;
    RETURN coalesce((
        SELECT h.old_status::text FROM public.tb_pggit_intent_history AS h
        WHERE h.intent_id = p_intent_id AND h.old_status = ANY(v_free) ORDER BY h.id DESC LIMIT 1
    ), 'registered');
END
$function$;
COMMENT ON FUNCTION pggit_internal.status_without_approval(text, text) IS
'The status, if anybody can bring an intent there; else the last one of the intent for which that holds: '
'where it was before somebody who had to approved of it.';
