CREATE OR REPLACE FUNCTION pggit_internal.checked_extension_name(p_name text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_name text := pggit_internal.checked_text(p_name, 'name', 'freeze_window');
BEGIN
    IF length(v_name) > 63 THEN
        RAISE EXCEPTION 'name is too long: % characters', length(v_name)
            USING ERRCODE = 'string_data_right_truncation',
                  DETAIL = pggit_internal.shown(format(
                      'It begins with %L; 63 characters are allowed.', left(v_name, 40)
                  )),
                  HINT = 'Shorten it.';
    END IF;
    RETURN v_name;
END
$function$;
COMMENT ON FUNCTION pggit_internal.checked_extension_name(text) IS
'What a detector or suggester is to be called. Raises 22004, 22023 or 22001 when it is null, blank, has control '
'characters or is over 63 characters long.';
