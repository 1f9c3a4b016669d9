CREATE OR REPLACE FUNCTION pggit_internal.has_rights_of(p_role name, p_others name[]) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT count(*) > 0 FROM pg_roles AS r WHERE r.rolname = ANY(p_others) AND pg_has_role(p_role, r.oid, 'USAGE');
END;
COMMENT ON FUNCTION pggit_internal.has_rights_of(name, name[]) IS
'Whether a role is, or inherits the rights of, one of the others; a superuser does.';
