-- Roles belong to the whole cluster: another database may have made them already.
DO $roles$
DECLARE
    v_role text;
    v_meaning text;
BEGIN
    FOR v_role, v_meaning IN
        VALUES ('pggit_owner', 'pggit: owns every object of pggit; nobody logs in as it'),
               ('pggit_prover',
                'pggit: runs declared DDL in proofs, and may touch only what an administrator grants to it'),
               ('pggit_runner', 'pggit: calls the team''s own detectors and suggesters, and has no right of its own'),
               ('pggit_agent', 'pggit: registers and checks intents, moves them on, reads'),
               ('pggit_coordinator',
                'pggit: an agent who also resolves conflicts, changes statuses by UPDATE, settings and severities'),
               ('pggit_auditor', 'pggit: reads everything, changes nothing')
    LOOP
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles AS r WHERE r.rolname = v_role) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', v_role);
                EXECUTE format('COMMENT ON ROLE %I IS %L', v_role, v_meaning);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL; -- An installation in another database was a moment earlier.
            END;
        ELSIF (SELECT r.rolcanlogin OR r.rolsuper FROM pg_catalog.pg_roles AS r WHERE r.rolname = v_role)
              AND v_role IN ('pggit_owner', 'pggit_prover', 'pggit_runner') THEN
            RAISE EXCEPTION 'role "%" exists and can log in or is a superuser', v_role
                USING ERRCODE = 'duplicate_object',
                      DETAIL = 'pggit''s SECURITY DEFINER functions would run with its rights.',
                      HINT = format('ALTER ROLE %I NOLOGIN NOSUPERUSER, or rename it, then install again.', v_role);
        END IF;
    END LOOP;
END
$roles$;
