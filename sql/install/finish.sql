REVOKE CREATE ON SCHEMA public FROM pggit_owner;

SET LOCAL client_min_messages = notice;
DO $finish$
DECLARE
    v_result jsonb;
BEGIN
    -- The reader has to answer before anybody depends on it. If it does not, nothing is installed.
    v_result := pggit_internal.read_change(ARRAY['ALTER TABLE users ADD COLUMN stripe_id text'], true, NULL);
    IF v_result -> 'tables_affected' IS DISTINCT FROM '["users"]'::jsonb THEN
        RAISE EXCEPTION 'the DDL reader does not answer as it should'
            USING ERRCODE = 'internal_error', DETAIL = v_result::text,
                  HINT = 'Check that the files under plpython/pggit_ddl are complete.';
    END IF;

    -- A session that counts a generation is waited for until it commits, so let it not be a long transaction.
    PERFORM pggit_internal.event_generation();

    -- What rolled back while an intent ended.
    PERFORM pggit_internal.drop_unneeded_keys(NULL);

    IF has_schema_privilege('public', 'public', 'CREATE') THEN
        RAISE WARNING 'PUBLIC may create objects in schema public'
            USING DETAIL = 'Anybody could add an overload of a pggit function there, and calls would become ambiguous.',
                  HINT = 'REVOKE CREATE ON SCHEMA public FROM PUBLIC;';
    END IF;
END
$finish$;
