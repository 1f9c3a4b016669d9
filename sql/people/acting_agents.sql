CREATE OR REPLACE FUNCTION pggit_internal.acting_agents() RETURNS text[]
LANGUAGE sql VOLATILE PARALLEL UNSAFE
RETURN pggit_internal.agents_of_caller('agent_binding', ARRAY['pggit_coordinator'::name, 'pggit_owner'::name]);
COMMENT ON FUNCTION pggit_internal.acting_agents() IS
'The agent ids that the caller may act as; null when that is any: while agent_binding is off, and for coordinators.';
