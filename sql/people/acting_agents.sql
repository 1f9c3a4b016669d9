CREATE OR REPLACE FUNCTION pggit_internal.acting_agents() RETURNS text[]
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_caller name;
BEGIN
    IF pggit_internal.setting('agent_binding') = 'off' THEN
        RETURN NULL;
    END IF;
    v_caller := pggit_internal.known_caller();
    IF pggit_internal.has_rights_of(v_caller, ARRAY['pggit_coordinator', 'pggit_owner']) THEN
        RETURN NULL;
    END IF;
    RETURN pggit_internal.agents_of(v_caller);
END
$function$;
COMMENT ON FUNCTION pggit_internal.acting_agents() IS
'The agent ids that the caller may act as; null when that is any: while agent_binding is off, and for coordinators.';
