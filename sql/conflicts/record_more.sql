CREATE OR REPLACE FUNCTION pggit_internal.record_more(p_intent_id text) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_intent public.tb_pggit_intent;
    v_number bigint;
    v_most integer;
    v_found record;
    v_locked public.pggit_conflict_report[];
    v_reports public.pggit_conflict_report[];
    v_errors integer;
    v_warnings integer;
BEGIN
    SELECT i.* INTO v_intent
    FROM public.tb_pggit_intent AS i
    JOIN public.tb_pggit_status AS s ON s.status = i.status
    WHERE i.id = p_intent_id AND s.is_active AND i.unrecorded_errors + i.unrecorded_warnings > 0
        AND NOT EXISTS (
            SELECT FROM public.tb_pggit_conflict AS c
            WHERE c.intent_a = i.id AND c.closed_at IS NULL AND (c.severity = 'error' OR i.unrecorded_errors = 0)
        );
    IF NOT FOUND THEN
        RETURN;
    END IF;

    v_number := pggit_internal.declaration_number(p_intent_id);
    v_most := pggit_internal.setting('conflict_records')::integer;
    LOOP
        v_found := pggit_internal.unrecorded(v_intent, true, v_most);
        -- Intents are locked already, so waiting for others could end in a deadlock: those that another transaction has
        -- locked stay counted. One that was amended meanwhile is the newcomer now, and has looked.
        v_locked := pggit_internal.lock_other_sides(v_found.reports, false);
        v_reports := ARRAY(
            SELECT r FROM unnest(v_locked) AS r WHERE pggit_internal.declaration_number(r.intent_b) < v_number
        );
        EXIT WHEN v_found.reports = '{}' OR EXISTS (
            SELECT FROM unnest(v_reports) AS r
            WHERE r.severity = 'error'
                OR NOT EXISTS (SELECT FROM unnest(v_found.reports) AS f WHERE f.severity = 'error')
        );
        IF EXISTS (
            SELECT FROM public.tb_pggit_intent AS i
            JOIN public.tb_pggit_status AS s ON s.status = i.status
            WHERE s.is_active AND i.id IN (
                SELECT r.intent_b FROM unnest(v_found.reports) AS r EXCEPT SELECT l.intent_b FROM unnest(v_locked) AS l
            )
        ) THEN
            RAISE EXCEPTION 'could not serialize access: those that intent % collides with next are being changed',
                p_intent_id
                USING ERRCODE = 'serialization_failure',
                      DETAIL = 'This settles its conflicts on record, and others are to be recorded in their place.',
                      HINT = 'Run the transaction again.';
        END IF;
    END LOOP;

    SELECT v_found.more_errors + (count(*) FILTER (WHERE r.severity = 'error'))::integer,
           v_found.more_warnings + (count(*) FILTER (WHERE r.severity = 'warning'))::integer
    INTO v_errors, v_warnings
    FROM unnest(v_found.reports) AS r
    WHERE r.intent_b NOT IN (SELECT l.intent_b FROM unnest(v_locked) AS l);
    UPDATE public.tb_pggit_intent AS i
    SET unrecorded_errors = v_errors, unrecorded_warnings = v_warnings
    WHERE i.id = p_intent_id;
    PERFORM pggit_internal.insert_conflicts(v_reports, '{"recorded_later": true}');
END
$function$;
COMMENT ON FUNCTION pggit_internal.record_more(text) IS
'When an intent''s conflicts on record are settled, or all its errors, and it has unrecorded ones, records the worst '
'of those that are left, judged anew. '
'Raises 40001 when other transactions have locked all of these.';
