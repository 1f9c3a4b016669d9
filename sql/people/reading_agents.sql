CREATE OR REPLACE FUNCTION pggit_internal.reading_agents() RETURNS text[]
LANGUAGE sql VOLATILE PARALLEL UNSAFE
RETURN pggit_internal.agents_of_caller(
    'row_security', ARRAY['pggit_coordinator'::name, 'pggit_auditor'::name, 'pggit_owner'::name]
);
COMMENT ON FUNCTION pggit_internal.reading_agents() IS
'The agent ids whose intents the caller may read; null when that is all: while row_security is off, and for '
'coordinators and auditors. The functions run as the owner and ask this before they show anything; the policies '
'decide about direct reading.';
