CREATE OR REPLACE FUNCTION pggit_internal.reading_agents() RETURNS text[]
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_caller name;
BEGIN
    IF pggit_internal.setting('row_security') = 'off' THEN
        RETURN NULL;
    END IF;
    v_caller := pggit_internal.known_caller();
    IF pggit_internal.has_rights_of(v_caller, ARRAY['pggit_coordinator', 'pggit_auditor', 'pggit_owner'])
       OR (SELECT r.rolbypassrls FROM pg_roles AS r WHERE r.rolname = v_caller) THEN
        RETURN NULL;
    END IF;
    RETURN pggit_internal.agents_of(v_caller);
END
$function$;
COMMENT ON FUNCTION pggit_internal.reading_agents() IS
'The agent ids whose intents the caller may read; null when that is all: '
'while row_security is off, and for coordinators and auditors. What the functions, which run as the owner, ask '
'before they show anything; direct reading is the policies''.';
