CREATE OR REPLACE FUNCTION pggit_internal.reachable_statuses(
    p_from text[], p_forward boolean, p_by_anybody boolean DEFAULT false
) RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    WITH RECURSIVE reached (status) AS (
        SELECT f.status FROM unnest(p_from) AS f (status)
        UNION
        SELECT CASE WHEN p_forward THEN t.new_status ELSE t.old_status END::text
        FROM reached AS r
        JOIN public.tb_pggit_transition AS t ON r.status = CASE WHEN p_forward THEN t.old_status ELSE t.new_status END
        -- Transitions to and from conflicted do not count: they lead back to where the intent was.
        WHERE t.old_status <> 'conflicted' AND t.new_status <> 'conflicted'
            AND NOT (p_by_anybody AND (t.allowed_role IS NOT NULL OR t.not_by_author))
    )

    SELECT array_agg(r.status ORDER BY r.status) FROM reached AS r;
END;
COMMENT ON FUNCTION pggit_internal.reachable_statuses(text[], boolean, boolean) IS
'The statuses to which transitions lead from these, or, backward, from which they lead to these; these included. '
'p_by_anybody: only by transitions that do not take somebody in particular.';
