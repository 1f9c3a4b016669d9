CREATE OR REPLACE FUNCTION pggit_internal.merged_reports(p_reports public.pggit_conflict_report[])
RETURNS public.pggit_conflict_report[]
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    -- One row per pair and type, as everywhere: two that found the same type add up, and the worse of them counts.
    SELECT coalesce(array_agg(jsonb_populate_record(p_reports[m.place], m.together) ORDER BY m.place), '{}')
    FROM (
        SELECT
            min(r.ordinality) AS place,
            jsonb_build_object(
                'affected_objects', (
                    SELECT coalesce(jsonb_agg(DISTINCT o.name), '[]')
                    FROM jsonb_path_query(jsonb_agg(r.affected_objects), '$[*][*]') AS o (name)
                ),
                'severity', CASE WHEN bool_or(r.severity = 'error') THEN 'error' ELSE 'warning' END,
                'outcome', CASE
                    WHEN bool_or(r.outcome = 'incompatible') OR count(DISTINCT r.apply_first) > 1 THEN 'incompatible'
                    WHEN bool_or(r.outcome = 'ordered') THEN 'ordered'
                    WHEN bool_or(r.outcome = 'divergent') THEN 'divergent'
                    ELSE min(r.outcome)
                END,
                'apply_first', CASE
                    WHEN bool_or(r.outcome = 'incompatible') IS NOT TRUE AND count(DISTINCT r.apply_first) = 1
                        THEN min(r.apply_first)
                END,
                'suggestions', (
                    SELECT coalesce(jsonb_agg(s.text), '[]')
                    FROM jsonb_path_query(jsonb_agg(r.suggestions ORDER BY r.ordinality), '$[*][*]') AS s (text)
                ),
                -- Who found it adds up, too; of two facts of one name the later detector's stays.
                'metadata', (
                    SELECT coalesce(jsonb_object_agg(f.key, f.value ORDER BY f.place), '{}')
                    FROM jsonb_array_elements(jsonb_agg(r.metadata ORDER BY r.ordinality))
                    WITH ORDINALITY AS d (metadata, place)
                    CROSS JOIN LATERAL (
                        SELECT e.key, e.value, d.place FROM jsonb_each(d.metadata) AS e WHERE e.key <> 'detectors'
                    ) AS f
                ) || coalesce((
                    SELECT jsonb_build_object('detectors', jsonb_agg(DISTINCT n.name))
                    FROM jsonb_path_query(jsonb_agg(r.metadata), '$[*].detectors[*]') AS n (name)
                    HAVING count(*) > 0
                ), '{}')
            ) AS together
        FROM unnest(p_reports) WITH ORDINALITY AS r
        GROUP BY r.intent_b, r.conflict_type
    ) AS m;
END;
COMMENT ON FUNCTION pggit_internal.merged_reports(public.pggit_conflict_report[]) IS
'Reports about one intent with one per pair and conflict type: objects, suggestions and facts together, the '
'severer severity, the worse outcome.';
