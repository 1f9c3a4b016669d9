CREATE OR REPLACE FUNCTION pggit_internal.agents_of_caller(p_setting text, p_exempt name[]) RETURNS text[]
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_caller name;
BEGIN
    IF pggit_internal.setting(p_setting) = 'off' THEN
        RETURN NULL;
    END IF;
    v_caller := pggit_internal.certain_caller();
    IF pggit_internal.has_rights_of(v_caller, p_exempt)
       OR p_setting = 'row_security' AND (SELECT r.rolbypassrls FROM pg_roles AS r WHERE r.rolname = v_caller) THEN
        RETURN NULL;
    END IF;
    RETURN pggit_internal.agents_of(v_caller);
END
$function$;
COMMENT ON FUNCTION pggit_internal.agents_of_caller(text, name[]) IS
'The agent ids that the caller is bound to. Null while the setting is off, and for who has the rights of an exempt '
'role: these are bound to nothing.';
