CREATE OR REPLACE FUNCTION pggit_internal.write_declaration(
    p_intent public.tb_pggit_intent, p_footprint_rows pggit_internal.footprint[],
    p_reports public.pggit_conflict_report[], p_reason text, p_changed_by text
) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_recorded CONSTANT integer := cardinality(p_reports);
    v_found CONSTANT integer := v_recorded + p_intent.unrecorded_errors + p_intent.unrecorded_warnings;
BEGIN
    INSERT INTO pggit_internal.footprint SELECT f.* FROM unnest(p_footprint_rows) AS f;
    PERFORM pggit_internal.record_transition(
        p_intent.id, NULL, 'registered', p_reason, coalesce(p_changed_by, p_intent.agent_id),
        pggit_internal.intent_content(p_intent)
    );
    IF p_reports = '{}' THEN
        RETURN;
    END IF;

    PERFORM pggit_internal.insert_conflicts(p_reports, '{}');
    PERFORM pggit_internal.record_transition(
        p_intent.id, 'registered', 'conflicted',
        format('%s %s found', v_found, CASE v_found WHEN 1 THEN 'conflict' ELSE 'conflicts' END)
            || CASE WHEN v_found > v_recorded THEN format(', %s of them recorded', v_recorded) ELSE '' END,
        'pggit'
    );
    PERFORM pggit_internal.announce_conflicts(p_reports, p_intent.unrecorded_errors, p_intent.unrecorded_warnings);
END
$function$;
COMMENT ON FUNCTION pggit_internal.write_declaration(
    public.tb_pggit_intent, pggit_internal.footprint[], public.pggit_conflict_report[], text, text
) IS
'Steps 5 and 6 of a registration, write and announce: what belongs to an intent''s row, which the caller writes: '
'footprint, history, conflicts.';
