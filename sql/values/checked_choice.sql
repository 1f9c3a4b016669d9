CREATE OR REPLACE FUNCTION pggit_internal.checked_choice(p_value text, p_field text, p_choices text[]) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_value text := lower(btrim(p_value));
BEGIN
    IF v_value IS NULL OR v_value = ANY(p_choices) THEN
        RETURN v_value;
    END IF;
    RAISE EXCEPTION '% "%" does not exist', p_field, pggit_internal.shown(left(p_value, 60))
        USING ERRCODE = 'invalid_parameter_value',
              HINT = format('Use one of: %s.', array_to_string(p_choices, ', '));
END
$function$;
COMMENT ON FUNCTION pggit_internal.checked_choice(text, text, text[]) IS
'A word that must be one of several, in any case, returned in lower case; null stays null. Raises 22023 naming the '
'choices.';
