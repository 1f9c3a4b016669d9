CREATE OR REPLACE FUNCTION pggit_internal.worst_reports(
    p_reports public.pggit_conflict_report[], p_most integer,
    OUT reports public.pggit_conflict_report[], OUT more_errors integer, OUT more_warnings integer
)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_worst record;
BEGIN
    reports := p_reports;
    more_errors := 0;
    more_warnings := 0;
    IF coalesce(p_most, 0) = 0 OR cardinality(p_reports) <= p_most THEN
        RETURN;
    END IF;
    -- As the judge does it: errors before warnings, then the newest others; no pair in part, and one at least.
    WITH found AS (
        SELECT r.intent_b, r.severity, r.ordinality AS place FROM unnest(p_reports) WITH ORDINALITY AS r
    ),

    pairs AS (
        SELECT
            f.intent_b,
            row_number() OVER w AS rank,
            sum(count(*)) OVER w AS total
        FROM found AS f
        JOIN public.tb_pggit_intent AS i ON i.id = f.intent_b
        GROUP BY f.intent_b, i.created_at, i.id
        WINDOW w AS (ORDER BY bool_or(f.severity = 'error') DESC, i.created_at DESC, i.id DESC)
    )

    SELECT
        array_agg(p_reports[f.place] ORDER BY f.place) FILTER (WHERE p.rank = 1 OR p.total <= p_most) AS reports,
        count(*) FILTER (WHERE f.severity = 'error' AND p.rank > 1 AND p.total > p_most)::integer AS errors,
        count(*) FILTER (WHERE f.severity = 'warning' AND p.rank > 1 AND p.total > p_most)::integer AS warnings
    INTO v_worst
    FROM found AS f
    JOIN pairs AS p ON p.intent_b = f.intent_b;
    reports := v_worst.reports;
    more_errors := v_worst.errors;
    more_warnings := v_worst.warnings;
END
$function$;
COMMENT ON FUNCTION pggit_internal.worst_reports(public.pggit_conflict_report[], integer) IS
'The worst of an intent''s reports, at most so many, null or 0 meaning all, and how many more there are of either '
'severity.';
