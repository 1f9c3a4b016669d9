-- pggit_owner creates its objects itself, so it needs CREATE on public during an installation; finish.sql takes it
-- back.
DO $schemas$
DECLARE
    v_owner name := (
        SELECT pg_catalog.pg_get_userbyid(n.nspowner) FROM pg_catalog.pg_namespace AS n
        WHERE n.nspname = 'pggit_internal'
    );
BEGIN
    IF v_owner IS NULL THEN
        CREATE SCHEMA pggit_internal AUTHORIZATION pggit_owner;
    ELSIF v_owner <> 'pggit_owner' THEN
        RAISE EXCEPTION 'schema pggit_internal exists and belongs to "%"', v_owner
            USING ERRCODE = 'duplicate_schema',
                  DETAIL = 'Its owner could put anything beside the helpers of pggit.',
                  HINT = 'Rename or drop that schema, then install again.';
    END IF;
END
$schemas$;
COMMENT ON SCHEMA pggit_internal IS 'Helpers of pggit. Only its owner uses it; what users call is in public.';
REVOKE ALL ON SCHEMA pggit_internal FROM PUBLIC;
GRANT CREATE, USAGE ON SCHEMA public TO pggit_owner;
