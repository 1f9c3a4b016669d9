CREATE OR REPLACE FUNCTION pggit_internal.text_array(p_value jsonb, p_field text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_wrong jsonb;
BEGIN
    IF p_value IS NULL OR p_value = '[]' THEN
        RETURN CASE WHEN p_value IS NOT NULL THEN '{}'::text[] END;
    ELSIF jsonb_typeof(p_value) <> 'array' THEN
        RAISE EXCEPTION '% must be a JSON array of texts', p_field
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('The value is of type %s.', jsonb_typeof(p_value)),
                  HINT = 'Give for example ''["ALTER TABLE users ADD COLUMN email text"]''.';
    END IF;
    v_wrong := jsonb_path_query_first(p_value, 'strict $[*] ? (@.type() != "string" && @.type() != "null")');
    IF v_wrong IS NOT NULL THEN
        RAISE EXCEPTION 'element % of % is of type %',
            (
                SELECT min(e.place) FROM jsonb_array_elements(p_value) WITH ORDINALITY AS e (element, place)
                WHERE jsonb_typeof(e.element) = jsonb_typeof(v_wrong)
            ), p_field, jsonb_typeof(v_wrong)
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Every element must be a text.';
    END IF;
    RETURN ARRAY(SELECT jsonb_array_elements_text(p_value));
END
$function$;
COMMENT ON FUNCTION pggit_internal.text_array(jsonb, text) IS
'A JSON array of texts as an array of text; JSON null becomes null. Raises 22023 for anything else.';
