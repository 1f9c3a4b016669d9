CREATE OR REPLACE FUNCTION pggit_internal.known_intent_id(p_intent_id text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_id text := pggit_internal.find_intent_id(p_intent_id);
BEGIN
    IF v_id IS NULL THEN
        RAISE EXCEPTION 'intent "%" does not exist', pggit_internal.shown(left(p_intent_id, 60))
            USING ERRCODE = 'no_data_found',
                  HINT = 'SELECT id, agent_id, feature_name, status FROM pggit_list_intents(); shows those that do.';
    END IF;
    RETURN v_id;
END
$function$;
COMMENT ON FUNCTION pggit_internal.known_intent_id(text) IS
'The id of the one intent whose id begins with this. Raises P0002 when there is none, PI004 when there are several.';
