CREATE OR REPLACE FUNCTION public.pggit_list_conflicts(reviewed boolean DEFAULT NULL, severity text DEFAULT NULL)
RETURNS SETOF public.tb_pggit_conflict
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
-- A plan from when there was little to read would read everything, long after.
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_severity text :=
        pggit_internal.checked_choice(pggit_list_conflicts.severity, 'severity', pggit_internal.severities());
    v_readable text[] := pggit_internal.reading_agents();
BEGIN
    RETURN QUERY
    SELECT c.* FROM public.tb_pggit_conflict AS c
    WHERE (pggit_list_conflicts.reviewed IS NULL OR c.reviewed = pggit_list_conflicts.reviewed)
        AND (v_severity IS NULL OR c.severity = v_severity)
        AND (v_readable IS NULL OR pggit_internal.belongs_to_agents(c.intent_a, c.intent_b, v_readable))
    ORDER BY c.id DESC;
END
$function$;
COMMENT ON FUNCTION public.pggit_list_conflicts(boolean, text) IS
'Conflicts, newest first; null filters nothing. '
'A conflict that fell away was not reviewed, but has closed_at. '
'SECURITY DEFINER: works without rights on the table. '
'Raises 22023 for a severity that does not exist.';
