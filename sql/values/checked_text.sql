CREATE OR REPLACE FUNCTION pggit_internal.checked_text(p_value text, p_field text, p_example text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    c_max_length CONSTANT integer := 255;
    v_value text := btrim(p_value);
BEGIN
    IF NOT pggit_internal.is_readable(ARRAY[p_value]) THEN
        PERFORM pggit_internal.refuse_encoding(ARRAY[p_value], p_field);
    END IF;
    IF p_value IS NULL THEN
        RAISE EXCEPTION '% must not be null', p_field
            USING ERRCODE = 'null_value_not_allowed',
                  HINT = format('Give a name, for example %s => %L.', p_field, p_example);
    ELSIF p_value ~ '^[[:space:]]*$' THEN
        RAISE EXCEPTION '% must not be blank', p_field
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = pggit_internal.shown(format('The value is %L.', left(p_value, 60))),
                  HINT = format('Give a name, for example %s => %L.', p_field, p_example);
    ELSIF v_value ~ E'[\\u0001-\\u001f\\u007f-\\u009f]' THEN
        RAISE EXCEPTION '% must not contain control characters', p_field
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('Character %s of %s is one.',
                      length(substring(v_value from E'^[^\\u0001-\\u001f\\u007f-\\u009f]*')) + 1,
                      pggit_internal.shown(to_json(left(v_value, 60))::text)),
                  HINT = 'Leave tabs, line breaks and other control characters out.';
    ELSIF length(v_value) > c_max_length THEN
        RAISE EXCEPTION '% is too long: % characters', p_field, length(v_value)
            USING ERRCODE = 'string_data_right_truncation',
                  DETAIL = format('It begins with %L; %s characters are allowed.', left(v_value, 40), c_max_length),
                  HINT = 'Shorten it; longer descriptions fit in metadata.';
    END IF;
    RETURN v_value;
END
$function$;
COMMENT ON FUNCTION pggit_internal.checked_text(text, text, text) IS
'A name that a caller gave, without blanks around it. Raises 22004, 22023 or 22001 when it is null, blank, has '
'control characters or is over 255 characters long.';
