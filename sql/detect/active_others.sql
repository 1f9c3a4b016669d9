CREATE OR REPLACE FUNCTION pggit_internal.active_others(p_agent_id text) RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF NOT EXISTS (SELECT FROM public.tb_pggit_detector AS d WHERE d.runs_for = 'all active') THEN
        RETURN ARRAY[]::text[];
    END IF;
    RETURN ARRAY(
        SELECT i.id::text FROM public.tb_pggit_intent AS i
        JOIN public.tb_pggit_status AS s ON s.status = i.status
        WHERE s.is_active AND i.agent_id <> p_agent_id
        ORDER BY i.id
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.active_others(text) IS
'The active intents of other agents, in id order, about which a detector that runs for all active intents is asked; '
'none where there is no such detector.';
