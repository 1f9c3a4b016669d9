CREATE OR REPLACE FUNCTION public.pggit_verify_history(seal text DEFAULT NULL) RETURNS TABLE (
    result text, table_name text, chain text, chain_no integer, history_id bigint, detail text
)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_seal text := lower(btrim(pggit_verify_history.seal, E' \t\r\n'));
BEGIN
    IF v_seal !~ '^[0-9a-f]{64}$' THEN
        RAISE EXCEPTION 'seal must be 64 hexadecimal digits'
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('The value is %s.', pggit_internal.shown(to_json(left(pggit_verify_history.seal, 80))::text)),
                  HINT = 'Give what pggit_seal_history() returned, or nothing.';
    END IF;
    RETURN QUERY SELECT p.* FROM pggit_internal.history_problems(decode(v_seal, 'hex')) AS p;
END
$function$;
COMMENT ON FUNCTION public.pggit_verify_history(text) IS
'Looks for tampering. One row verified, or one row per chain with the first row in it that was changed, removed, '
'inserted or moved; before these the seals, when their record or the given hash is not right. '
'With a seal that was kept outside it finds what anybody did to sealed rows, a superuser who computed the hashes '
'anew included; without one, what breaks a chain. Writes nothing, runs on a read-only standby. SECURITY DEFINER: '
'what is sealed is in pggit_internal. Raises 22023 when seal is not a hash.';
