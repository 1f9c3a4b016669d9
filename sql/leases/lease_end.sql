CREATE OR REPLACE FUNCTION pggit_internal.lease_end(
    p_lease interval, p_lease_seconds text DEFAULT pggit_internal.setting('lease_seconds')
) RETURNS timestamptz
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_lease CONSTANT interval := coalesce(p_lease, make_interval(secs => p_lease_seconds::integer));
BEGIN
    IF v_lease < interval '0' THEN
        RAISE EXCEPTION 'lease must not be negative'
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('The value is %s.', v_lease),
                  HINT = 'Give for example ''2 hours'', or 0 for an intent that never expires.';
    ELSIF v_lease = interval '0' THEN
        RETURN NULL;
    END IF;
    RETURN (SELECT c.shows + v_lease FROM pggit_internal.clock AS c);
END
$function$;
COMMENT ON FUNCTION pggit_internal.lease_end(interval, text) IS
'When a lease that begins now ends; null is as long as the setting lease_seconds says, 0 never ends. '
'Raises 22023 for a negative one.';
