CREATE OR REPLACE FUNCTION pggit_internal.suggested_calls(p_conflict public.tb_pggit_conflict) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_outcome text := coalesce(p_conflict.predicted_outcome, 'unproven')::text;
BEGIN
    RETURN coalesce((
        SELECT to_jsonb('In one call: ' || string_agg(
            format(r.call, p_conflict.id, p_conflict.intent_a, p_conflict.intent_b, coalesce(p_conflict.apply_first, p_conflict.intent_b)),
            '; or ' ORDER BY r.position
        ) || '.')
        FROM public.tb_pggit_resolution AS r
        WHERE v_outcome = ANY(r.fits_outcomes)
    ), '[]');
END
$function$;
COMMENT ON FUNCTION pggit_internal.suggested_calls(public.tb_pggit_conflict) IS
'The calls that fit a conflict that was found, as one more suggestion: '
'the ways of tb_pggit_resolution for its outcome.';
