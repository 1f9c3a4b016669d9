CREATE OR REPLACE FUNCTION pggit_internal.read_intent(
    INOUT intent public.tb_pggit_intent, p_changes text[], p_tables text[], p_check_syntax text, p_use_catalog text,
    p_slot integer,
    OUT footprint jsonb, OUT footprint_rows pggit_internal.footprint[]
)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_read CONSTANT jsonb :=
        pggit_internal.read_declared(p_changes, p_tables, p_check_syntax <> 'off', intent.feature_name);
BEGIN
    footprint := pggit_internal.with_catalog(p_use_catalog, v_read);
    footprint_rows := pggit_internal.footprint_of(intent.id, footprint, p_slot);
    intent.tables_affected := v_read -> 'tables_affected';
    -- A risk level that was given stands, without reasons.
    intent.risk_reasons := NULL;
    IF intent.risk_level IS NULL THEN
        intent.risk_level := v_read ->> 'risk_level';
        intent.risk_reasons := v_read -> 'risk_reasons';
    END IF;

    intent.analysis := v_read -> 'analysis';
    IF v_read -> 'asks' ? 'gone' AND jsonb_path_exists(footprint, '$[*].detail.followed') THEN
        intent.analysis := intent.analysis || jsonb_build_object(
            'objects_followed', jsonb_path_query_first(footprint, '$[*].detail.followed')
        );
    END IF;
    -- No conflicts found in what could not be read means nothing.
    IF v_read -> 'not_analysed' <> '[]' THEN
        PERFORM pggit_internal.announce_analysis(intent.analysis, v_read -> 'not_analysed');
    END IF;
END
$function$;
COMMENT ON FUNCTION pggit_internal.read_intent(public.tb_pggit_intent, text[], text[], text, text, integer) IS
'Step 2 of every declaration: reads its DDL and announces which statements are not analysed (PI011). '
'Returns the intent with tables, risk level and analysis, and its footprint, as jsonb for the judge and as rows. '
'Raises as read_declared() does.';
