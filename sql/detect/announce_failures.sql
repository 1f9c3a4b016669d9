CREATE OR REPLACE FUNCTION pggit_internal.announce_failures(p_failures jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_failures jsonb;
    v_failure jsonb;
BEGIN
    -- Once per function, with its first error: it may have failed for a thousand pairs.
    SELECT jsonb_agg(f.first || jsonb_build_object('times', f.times) ORDER BY f.place) INTO v_failures
    FROM (
        SELECT min(e.place) AS place, (array_agg(e.failure ORDER BY e.place))[1] AS first, count(*) AS times
        FROM jsonb_array_elements(p_failures) WITH ORDINALITY AS e (failure, place)
        GROUP BY e.failure ->> 'kind', e.failure ->> 'name'
    ) AS f;
    FOR v_failure IN SELECT e.failure FROM jsonb_array_elements(v_failures) AS e (failure) LOOP
        RAISE WARNING '% "%" failed: %', v_failure ->> 'kind', v_failure ->> 'name', v_failure ->> 'message'
            USING ERRCODE = 'PI034',
                  DETAIL = format('SQLSTATE %s, in %s of its calls. What it has to say is missing; everything else is as ever.',
                      v_failure ->> 'sqlstate', v_failure ->> 'times'),
                  HINT = 'Tell who added it, see v_pggit_extension; a coordinator can remove it.';
    END LOOP;
    RETURN v_failures;
END
$function$;
COMMENT ON FUNCTION pggit_internal.announce_failures(jsonb) IS
'One WARNING (PI034) per detector or suggester that failed; returns {kind, name, sqlstate, message, times} of '
'each, as kept in extension_errors.';
