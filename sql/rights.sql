-- Who may do what, on one screen. PUBLIC may do nothing, and neither may a role that is not named here: an installation
-- takes back what somebody granted on an object of pggit, also by default privileges.
-- To work through the functions takes no right on a table; those are for plain SQL and for reading.
CREATE TEMPORARY TABLE pggit_right (
    what text NOT NULL,
    things text[] NOT NULL,
    agent boolean NOT NULL,
    coordinator boolean NOT NULL,
    auditor boolean NOT NULL,
    columns text NOT NULL DEFAULT ''
) ON COMMIT DROP;

-- noqa: disable=LT01
INSERT INTO pg_temp.pggit_right (what, things, agent, coordinator, auditor, columns) VALUES
-- what is granted on which things                                                  agent coordinator auditor
('EXECUTE', '{pggit_register_intent, pggit_allocate_branch, pggit_heartbeat}',      true, true, false, ''),
('EXECUTE', '{pggit_amend_intent, pggit_merge_intents, pggit_supersede_intent}',    true, true, false, ''),
('EXECUTE', '{pggit_mark_in_progress, pggit_mark_completed, pggit_mark_merged}',    true, true, false, ''),
('EXECUTE', '{pggit_mark_abandoned, pggit_move_intent}',                            true, true, false, ''),
('EXECUTE', '{pggit_prove, pggit_verify_conflict, pggit_verify_intent}',            true, true, false, ''),
('EXECUTE', '{pggit_verify_set}',                                                   true, true, false, ''),

('EXECUTE', '{pggit_check_conflicts, pggit_compare_intents, pggit_footprint}',      true, true, true, ''),
('EXECUTE', '{pggit_detect_conflicts, pggit_get_intent, pggit_list_intents}',       true, true, true, ''),
('EXECUTE', '{pggit_intent_status, pggit_get_conflicts, pggit_list_conflicts}',     true, true, true, ''),
('EXECUTE', '{pggit_unrecorded_conflicts, pggit_status_graph, pggit_version}',      true, true, true, ''),
('EXECUTE', '{pggit_read_events, pggit_drop_consumer}',                             true, true, true, ''),
('EXECUTE', '{pggit_schema_lines, pggit_schema_fingerprint}',                       true, true, true, ''),

('EXECUTE', '{pggit_seal_history, pggit_verify_history}',                           false,  true, true, ''),

('EXECUTE', '{pggit_resolve_conflict, pggit_expire_intents, pggit_prune_events}',   false,  true, false, ''),
('EXECUTE', '{pggit_set}',                                                          false,  true, false, ''),
('EXECUTE', '{pggit_bind_agent, pggit_unbind_agent}',                               false,  true, false, ''),
('EXECUTE', '{pggit_add_status, pggit_remove_status}',                              false,  true, false, ''),
('EXECUTE', '{pggit_add_transition, pggit_remove_transition}',                      false,  true, false, ''),
('EXECUTE', '{pggit_add_detector, pggit_remove_detector}',                          false,  true, false, ''),
('EXECUTE', '{pggit_add_suggester, pggit_remove_suggester}',                        false,  true, false, ''),
('EXECUTE', '{pggit_add_conflict_type, pggit_remove_conflict_type}',                false,  true, false, ''),

('SELECT',  '{tb_pggit_intent, tb_pggit_intent_history, v_pggit_intent}',           true, true, true, ''),
('SELECT',  '{tb_pggit_conflict, tb_pggit_conflict_history}',                       true, true, true, ''),
('SELECT',  '{v_pggit_open_conflict, v_pggit_revision, v_pggit_timeline}',          true, true, true, ''),
('SELECT',  '{tb_pggit_proof, v_pggit_proof, tb_pggit_resolution}',                 true, true, true, ''),
('SELECT',  '{tb_pggit_setting, tb_pggit_setting_history, tb_pggit_seal}',          true, true, true, ''),
('SELECT',  '{tb_pggit_status, tb_pggit_transition, tb_pggit_conflict_rule}',       true, true, true, ''),
('SELECT',  '{tb_pggit_agent_binding, tb_pggit_event, tb_pggit_consumer}',          true, true, true, ''),
('SELECT',  '{tb_pggit_detector, tb_pggit_suggester, v_pggit_extension}',           true, true, true, ''),
('SELECT',  '{v_pggit_error_code}',                                                 true, true, true, ''),
('USAGE',   '{pggit_conflict_report, pggit_proof}',                                 true, true, true, ''),

('UPDATE',  '{tb_pggit_intent}',        false, true, false, 'status, transition_reason, transition_by'),
('UPDATE',  '{tb_pggit_conflict}',      false, true, false,
            'reviewed, resolution_notes, reviewed_by, severity, resolution'),
('UPDATE',  '{tb_pggit_conflict_rule}', false, true, false, 'severity, severity_if_compatible'),
('UPDATE',  '{tb_pggit_setting}',       false, true, false, 'value'),

-- In pggit_internal, where nobody can name them: what the policies call, and the view under the public ones.
('EXECUTE', '{agents_of, extension_problem}',                                       true, true, true, ''),
('SELECT',  '{intent_card}',                                                        true, true, true, '');

-- noqa: enable=LT01
DO $rights$
DECLARE
    c_roles CONSTANT text[] := ARRAY['pggit_owner', 'pggit_prover', 'pggit_runner'];
    v_command text;
    v_missing text;
BEGIN
    -- What is made later is nobody's either.
    FOR v_command IN
        SELECT format('ALTER DEFAULT PRIVILEGES FOR ROLE %s%s REVOKE ALL ON %s FROM %s', d.defaclrole::regrole,
                   coalesce(' IN SCHEMA ' || nullif(d.defaclnamespace, 0)::regnamespace, ''),
                   CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS'
                       WHEN 'T' THEN 'TYPES' ELSE 'SCHEMAS' END,
                   CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END)
        FROM pg_default_acl AS d
        CROSS JOIN LATERAL aclexplode(d.defaclacl) AS a
        WHERE d.defaclrole::regrole::text = ANY(c_roles) AND a.grantee <> d.defaclrole
        UNION ALL
        SELECT format('ALTER DEFAULT PRIVILEGES FOR ROLE %s REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC', r.name)
        FROM unnest(c_roles) AS r (name)
    LOOP
        EXECUTE v_command;
    END LOOP;

    FOR v_command IN
        WITH things AS (
            SELECT p.proname AS name, 'ROUTINE ' || p.oid::regprocedure AS thing, p.proowner AS owner,
                   coalesce(p.proacl, acldefault('f', p.proowner)) AS acl
            FROM pg_proc AS p
            WHERE p.pronamespace = 'pggit_internal'::regnamespace OR p.pronamespace = 'public'::regnamespace
                AND p.proname LIKE 'pggit\_%' AND p.proowner = 'pggit_owner'::regrole
            UNION ALL
            SELECT c.relname, CASE c.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || c.oid::regclass, c.relowner,
                   c.relacl || (
                       SELECT array_agg(x.acl) FROM pg_attribute AS t CROSS JOIN LATERAL unnest(t.attacl) AS x (acl)
                       WHERE t.attrelid = c.oid
                   )
            FROM pg_class AS c
            WHERE c.relkind IN ('r', 'v', 'S') AND c.relowner = 'pggit_owner'::regrole
                AND (c.relnamespace = 'pggit_internal'::regnamespace OR c.relname ~ '^(tb|v)_pggit_')
            UNION ALL
            SELECT t.typname, 'TYPE ' || t.oid::regtype, t.typowner, coalesce(t.typacl, acldefault('T', t.typowner))
            FROM pg_type AS t JOIN pg_class AS c ON c.oid = t.typrelid
            WHERE c.relkind = 'c' AND t.typowner = 'pggit_owner'::regrole AND t.typname LIKE 'pggit\_%'
        )
        SELECT s.command
        FROM (
            -- With what was handed on.
            SELECT DISTINCT format('REVOKE ALL ON %s FROM %s CASCADE', t.thing,
                       CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END), 1
            FROM things AS t
            CROSS JOIN LATERAL aclexplode(t.acl) AS a
            WHERE a.grantee <> t.owner
            UNION ALL
            SELECT format('GRANT %s%s ON %s TO %s', r.what, coalesce(' (' || nullif(r.columns, '') || ')', ''), t.thing,
                       w.role), 2
            FROM pg_temp.pggit_right AS r
            CROSS JOIN LATERAL unnest(r.things) AS n (name)
            JOIN things AS t ON t.name = n.name
            CROSS JOIN LATERAL (VALUES
                ('pggit_agent', r.agent), ('pggit_coordinator', r.coordinator), ('pggit_auditor', r.auditor)
            ) AS w (role, may)
            WHERE w.may
            UNION ALL
            -- The owner calls what belongs to the superuser who installed, to the prover and to the runner. The prover
            -- calls what compares schemas, and its own run_order() and run_statements().
            SELECT format('GRANT EXECUTE ON %s TO pggit_owner', t.thing), 3
            FROM things AS t
            WHERE t.thing LIKE 'ROUTINE %' AND t.owner <> 'pggit_owner'::regrole
                AND t.name NOT IN ('run_order', 'run_statements')
            UNION ALL
            SELECT format('GRANT EXECUTE ON %s TO pggit_prover', t.thing), 4
            FROM things AS t
            WHERE t.name IN ('object_identity', 'proof_lock_timeout', 'schema_lines', 'touched_objects',
                             'pggit_schema_lines', 'pggit_schema_fingerprint')
        ) AS s (command, step)
        ORDER BY s.step
    LOOP
        EXECUTE v_command;
    END LOOP;

    SELECT string_agg(x.name, ', ' ORDER BY x.name) INTO v_missing
    FROM (
        SELECT p.proname::text AS name FROM pg_proc AS p
        WHERE p.pronamespace = 'public'::regnamespace AND p.proname LIKE 'pggit\_%'
            AND p.proowner = 'pggit_owner'::regrole
        UNION
        SELECT c.relname::text FROM pg_class AS c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v') AND c.relname ~ '^(tb|v)_pggit_'
            AND c.relowner = 'pggit_owner'::regrole
    ) AS x
    WHERE x.name NOT IN (SELECT unnest(r.things) FROM pg_temp.pggit_right AS r);
    IF v_missing IS NOT NULL THEN
        RAISE EXCEPTION 'sql/rights.sql does not say who may use %', v_missing
            USING ERRCODE = 'internal_error', HINT = 'Add it to the list there.';
    END IF;
    SELECT string_agg(n.name, ', ' ORDER BY n.name) INTO v_missing
    FROM pg_temp.pggit_right AS r
    CROSS JOIN LATERAL unnest(r.things) AS n (name)
    WHERE NOT EXISTS (
        SELECT FROM pg_proc AS p
        WHERE p.proname = n.name AND p.pronamespace IN ('public'::regnamespace, 'pggit_internal'::regnamespace)
        UNION ALL
        SELECT FROM pg_class AS c
        WHERE c.relname = n.name AND c.relnamespace IN ('public'::regnamespace, 'pggit_internal'::regnamespace)
    );
    IF v_missing IS NOT NULL THEN
        RAISE EXCEPTION 'sql/rights.sql names what does not exist: %', v_missing
            USING ERRCODE = 'internal_error', HINT = 'Correct its spelling there, or take it out.';
    END IF;
END
$rights$;
GRANT USAGE ON SCHEMA pggit_internal TO pggit_prover;
GRANT USAGE ON SCHEMA public TO pggit_agent, pggit_coordinator, pggit_auditor, pggit_prover, pggit_runner;
