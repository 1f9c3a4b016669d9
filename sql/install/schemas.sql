-- pggit_owner creates its objects itself, so it needs CREATE on public while the installation runs; finish.sql takes it back.
CREATE SCHEMA IF NOT EXISTS pggit_internal;
ALTER SCHEMA pggit_internal OWNER TO pggit_owner;
COMMENT ON SCHEMA pggit_internal IS 'Helpers of pggit. Only its owner uses it; what users call is in public.';
REVOKE ALL ON SCHEMA pggit_internal FROM PUBLIC;
GRANT USAGE ON SCHEMA pggit_internal TO pggit_prover;
GRANT CREATE, USAGE ON SCHEMA public TO pggit_owner;
GRANT USAGE ON SCHEMA public TO pggit_agent, pggit_coordinator, pggit_auditor, pggit_prover;
