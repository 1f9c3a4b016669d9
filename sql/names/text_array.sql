CREATE OR REPLACE FUNCTION pggit_internal.text_array(p_value jsonb, p_field text) RETURNS text []
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_wrong record;
BEGIN
    IF p_value IS NULL THEN
        RETURN NULL;
    ELSIF jsonb_typeof(p_value) <> 'array' THEN
        RAISE EXCEPTION '% must be a JSON array of texts', p_field
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('The value is of type %s.', jsonb_typeof(p_value)),
                  HINT = 'Give for example ''["ALTER TABLE users ADD COLUMN email text"]''.';
    END IF;
    SELECT e.place, jsonb_typeof(e.element) AS type INTO v_wrong
    FROM jsonb_array_elements(p_value) WITH ORDINALITY AS e (element, place)
    WHERE jsonb_typeof(e.element) NOT IN ('string', 'null')
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'element % of % is of type %', v_wrong.place, p_field, v_wrong.type
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Every element must be a text.';
    END IF;
    RETURN ARRAY(SELECT e.text FROM jsonb_array_elements_text(p_value) WITH ORDINALITY AS e (text, place) ORDER BY e.place);
END
$function$;
COMMENT ON FUNCTION pggit_internal.text_array(jsonb, text) IS
'A JSON array of texts as an array of text; JSON null becomes null; raises 22023 for anything else.';
REVOKE ALL ON FUNCTION pggit_internal.text_array(jsonb, text) FROM PUBLIC;
