CREATE OR REPLACE FUNCTION pggit_internal.checked_intent_id(p_intent_id text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF p_intent_id IS NULL OR p_intent_id ~ '^[[:space:]]*$' THEN
        RAISE EXCEPTION 'the intent id is %', CASE WHEN p_intent_id IS NULL THEN 'null' ELSE 'empty' END
            USING ERRCODE = CASE WHEN p_intent_id IS NULL THEN 'null_value_not_allowed'
                      ELSE 'invalid_parameter_value' END,
                  HINT = 'Give an id such as int_0123456789ab; pggit_list_intents() shows them.';
    END IF;
    RETURN lower(btrim(p_intent_id));
END
$function$;
COMMENT ON FUNCTION pggit_internal.checked_intent_id(text) IS
'An intent id as a caller typed it, without blanks and in lower case. Raises 22004 or 22023 when there is none.';
