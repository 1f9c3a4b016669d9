CREATE OR REPLACE FUNCTION public.pggit_unrecorded_conflicts(
    intent_id text, "limit" integer DEFAULT 100, "offset" integer DEFAULT 0
) RETURNS SETOF public.pggit_conflict_report
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_last CONSTANT bigint := pggit_unrecorded_conflicts."offset"::bigint + pggit_unrecorded_conflicts."limit";
    v_intent public.tb_pggit_intent;
    v_intent_id text;
BEGIN
    -- The settings are where an installation holds up newcomers: they must be what is read first.
    PERFORM pggit_internal.setting('row_security');
    v_intent_id := pggit_internal.readable_intent_id(pggit_unrecorded_conflicts.intent_id);
    IF pggit_unrecorded_conflicts."limit" < 1 OR pggit_unrecorded_conflicts."offset" < 0 OR v_last IS NULL THEN
        RAISE EXCEPTION 'limit must be at least 1, and offset at least 0'
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('They are %s and %s.', coalesce(pggit_unrecorded_conflicts."limit"::text, 'null'),
                      coalesce(pggit_unrecorded_conflicts."offset"::text, 'null')),
                  HINT = 'Leave them out for the first 100; "limit" => 100, "offset" => 100 gives the next.';
    END IF;
    SELECT i.* INTO v_intent
    FROM public.tb_pggit_intent AS i
    JOIN public.tb_pggit_status AS s ON s.status = i.status
    WHERE i.id = v_intent_id AND s.is_active;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT x.*
    FROM (
        SELECT r AS report, row_number() OVER () AS found,
               bool_or(r.severity = 'error') OVER (PARTITION BY r.intent_b) AS is_error
        -- As many more as one pair may have: the worst are cut between pairs.
        FROM pggit_internal.unrecorded(v_intent, false, least(
            v_last + (SELECT count(*) FROM public.tb_pggit_conflict_rule), 2000000000
        )::integer) AS u
        CROSS JOIN LATERAL unnest(u.reports) AS r
    ) AS f
    JOIN public.tb_pggit_intent AS o ON o.id = (f.report).intent_b
    CROSS JOIN LATERAL pggit_internal.with_expiry(f.report) AS x
    ORDER BY f.is_error DESC, o.created_at DESC, o.id DESC, f.found
    LIMIT pggit_unrecorded_conflicts."limit" OFFSET pggit_unrecorded_conflicts."offset";
END
$function$;
COMMENT ON FUNCTION public.pggit_unrecorded_conflicts(text, integer, integer) IS
'How an active intent collides with those with which it has no conflict on record, because the setting '
'conflict_records left no room for it. '
'Judged now, whichever of the two declared first, with suggestions to the agent of the intent asked about. '
'Errors first, then the newest others; limit and offset give one page. '
'Writes nothing, runs on a read-only standby. '
'SECURITY DEFINER: footprints are in pggit_internal. '
'Raises P0002 for an unknown id, PI004 for an ambiguous one, 42501 for another agent''s while row security is on, '
'22023 for an impossible page.';
