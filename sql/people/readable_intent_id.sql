CREATE OR REPLACE FUNCTION pggit_internal.readable_intent_id(p_intent_id text) RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_id text := pggit_internal.known_intent_id(p_intent_id);
BEGIN
    IF NOT pggit_internal.belongs_to_agents(v_id, v_id, pggit_internal.reading_agents()) THEN
        RAISE EXCEPTION 'intent % is another agent''s', v_id
            USING ERRCODE = 'insufficient_privilege',
                  DETAIL = 'Row security is on: it shows of others only what a conflict with yours needs.',
                  HINT = 'v_pggit_open_conflict and pggit_get_conflicts() show your conflicts with it; '
                      || 'a coordinator or an auditor reads the rest.';
    END IF;
    RETURN v_id;
END
$function$;
COMMENT ON FUNCTION pggit_internal.readable_intent_id(text) IS
'known_intent_id() of an intent that the caller may read in full. Raises 42501 when it may only know of it.';
