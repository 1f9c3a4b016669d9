CREATE OR REPLACE FUNCTION pggit_internal.reachable_statuses(p_from text [], p_forward boolean) RETURNS text []
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    WITH RECURSIVE reached (status) AS (
        SELECT f.status FROM unnest(p_from) AS f (status)
        UNION
        SELECT CASE WHEN p_forward THEN t.new_status ELSE t.old_status END::text
        FROM reached AS r
        JOIN public.tb_pggit_transition AS t ON r.status = CASE WHEN p_forward THEN t.old_status ELSE t.new_status END
        -- What a conflict does and undoes is no way on: it leads back to where the intent was.
        WHERE t.old_status <> 'conflicted' AND t.new_status <> 'conflicted'
    )

    SELECT array_agg(r.status ORDER BY r.status) FROM reached AS r;
END;
COMMENT ON FUNCTION pggit_internal.reachable_statuses(text [], boolean) IS
'The statuses to which transitions lead from these, or, backward, from which they lead to these; these included.';
REVOKE ALL ON FUNCTION pggit_internal.reachable_statuses(text [], boolean) FROM PUBLIC;
