CREATE OR REPLACE FUNCTION public.pggit_detect_conflicts(schema_changes_a text[], schema_changes_b text[])
RETURNS SETOF public.pggit_conflict_report
LANGUAGE sql STABLE PARALLEL RESTRICTED
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT r.*
    FROM pggit_internal.judge_sides(
        pggit_internal.read_declared(pggit_detect_conflicts.schema_changes_a, NULL, false, NULL),
        json_build_array(pggit_internal.read_declared(pggit_detect_conflicts.schema_changes_b, NULL, false, NULL)),
        NULL, NULL
    ) AS j
    CROSS JOIN LATERAL unnest(j.reports) AS r;
END;
COMMENT ON FUNCTION public.pggit_detect_conflicts(text[], text[]) IS
'How two changes collide by their text alone, with the default severities; suggestions are addressed to the author of '
'the first. '
'Reads no table, writes nothing. '
'SECURITY DEFINER: the detector is in pggit_internal. '
'Raises 22004, 22023 or 42601 for text that cannot be read.';
