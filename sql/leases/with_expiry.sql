CREATE OR REPLACE FUNCTION pggit_internal.with_expiry(
    p_report public.pggit_conflict_report
) RETURNS public.pggit_conflict_report
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_report public.pggit_conflict_report := p_report;
    v_expired_at timestamptz := (
        SELECT c.expired_at FROM pggit_internal.intent_card AS c WHERE c.id = p_report.intent_b
    );
BEGIN
    IF v_expired_at IS NOT NULL THEN
        v_report.metadata := v_report.metadata || jsonb_build_object('expired_at', v_expired_at);
        v_report.suggestions := v_report.suggestions || to_jsonb(format(
            'The lease of `%s` (%s) has expired: nobody may be working on it any more. '
            'Ask, or have a coordinator call pggit_expire_intents().',
            v_report.agent_b, v_report.intent_b
        ));
    END IF;
    RETURN v_report;
END
$function$;
COMMENT ON FUNCTION pggit_internal.with_expiry(public.pggit_conflict_report) IS
'A report that also says, in metadata.expired_at and as a suggestion, when the lease of the intent that was there '
'has ended. Not for what is stored: a heartbeat changes it.';
