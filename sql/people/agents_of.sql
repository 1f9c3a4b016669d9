CREATE OR REPLACE FUNCTION pggit_internal.agents_of(p_role name) RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT coalesce(array_agg(DISTINCT b.agent_id::text), '{}')
    FROM public.tb_pggit_agent_binding AS b
    JOIN pg_roles AS r ON r.rolname = b.role_name
    WHERE pg_has_role(p_role, r.oid, 'USAGE');
END;
COMMENT ON FUNCTION pggit_internal.agents_of(name) IS
'The agent ids that a role is bound to, itself or through a role whose rights it inherits. SECURITY DEFINER: '
'the policies call it for those who may not read others'' bindings.';
