"""Who may do what: PUBLIC nothing, and each role what its name says."""

import psycopg
import pytest

from steps import ADD_A, ADD_B, call, conflicts, mark, register, resolve

AGENTS = {"agent", "coordinator"}
ALL = {"agent", "coordinator", "auditor"}
ROLES = ["nobody", "agent", "coordinator", "auditor"]

FUNCTIONS = {
    "pggit_register_intent": AGENTS,
    "pggit_allocate_branch": AGENTS,
    "pggit_mark_in_progress": AGENTS,
    "pggit_mark_completed": AGENTS,
    "pggit_mark_merged": AGENTS,
    "pggit_mark_abandoned": AGENTS,
    "pggit_resolve_conflict": {"coordinator"},
    "pggit_check_conflicts": ALL,
    "pggit_get_intent": ALL,
    "pggit_list_intents": ALL,
    "pggit_intent_status": ALL,
    "pggit_get_conflicts": ALL,
    "pggit_list_conflicts": ALL,
    "pggit_detect_conflicts": ALL,
    "pggit_compare_intents": ALL,
    "pggit_footprint": ALL,
    "pggit_read_events": ALL,
    "pggit_drop_consumer": ALL,
    "pggit_prune_events": {"coordinator"},
    "pggit_heartbeat": AGENTS,
    "pggit_expire_intents": {"coordinator"},
    "pggit_seal_history": {"coordinator", "auditor"},
    "pggit_verify_history": {"coordinator", "auditor"},
}

# The columns that a coordinator may update; every other right to change a table is nobody's.
UPDATES = {
    "tb_pggit_intent": {"status", "transition_reason", "transition_by"},
    "tb_pggit_conflict": {"reviewed", "resolution_notes", "reviewed_by", "severity", "resolution"},
    "tb_pggit_setting": {"value"},
    "tb_pggit_conflict_rule": {"severity", "severity_if_compatible"},
}


@pytest.fixture
def as_role(login):
    """Return the name of a role: that of the product, or a login without any right."""
    nobody = login()
    return lambda role: nobody if role == "nobody" else f"pggit_{role}"


@pytest.mark.parametrize("function", FUNCTIONS)
def test_each_function_is_for_those_it_is_meant_for(shared_db, as_role, function):
    (row,) = shared_db.execute("SELECT p.oid FROM pg_proc AS p WHERE p.proname = %s", (function,)).fetchall()
    may = {
        role
        for role in ROLES
        if shared_db.execute(
            "SELECT has_function_privilege(%s, %s::oid, 'EXECUTE') AS may", (as_role(role), row["oid"])
        ).fetchone()["may"]
    }
    assert may == FUNCTIONS[function]


def test_no_function_is_open_to_public(shared_db, as_role):
    rows = shared_db.execute(
        "SELECT p.oid::regprocedure::text AS name FROM pg_proc AS p"
        " WHERE (p.pronamespace = 'pggit_internal'::regnamespace OR p.proname LIKE 'pggit\\_%%')"
        " AND has_function_privilege(%s, p.oid, 'EXECUTE')",
        (as_role("nobody"),),
    ).fetchall()
    assert rows == []


def test_nothing_in_public_is_open_to_public(shared_db, as_role):
    rows = shared_db.execute(
        "SELECT c.relname FROM pg_class AS c"
        " WHERE c.relkind IN ('r', 'v') AND (c.relname LIKE 'tb\\_pggit\\_%%' OR c.relname LIKE 'v\\_pggit\\_%%')"
        " AND (has_table_privilege(%(role)s, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')"
        "      OR has_any_column_privilege(%(role)s, c.oid, 'SELECT, INSERT, UPDATE, REFERENCES'))",
        {"role": as_role("nobody")},
    ).fetchall()
    assert rows == []


def test_the_helpers_are_their_owner_s_alone(shared_db, as_role):
    for role in ROLES:
        assert shared_db.execute(
            "SELECT has_schema_privilege(%s, 'pggit_internal', 'USAGE, CREATE') AS may", (as_role(role),)
        ).fetchone() == {"may": False}
    rows = shared_db.execute(
        "SELECT c.relname, r.role FROM pg_class AS c,"
        " unnest(ARRAY['pggit_agent', 'pggit_coordinator', 'pggit_auditor']) AS r (role)"
        " WHERE c.relnamespace = 'pggit_internal'::regnamespace AND c.relkind IN ('r', 'v', 'S')"
        " AND (c.relkind <> 'S' AND has_table_privilege(r.role, c.oid, 'SELECT, INSERT, UPDATE, DELETE'))"
    ).fetchall()
    # what the views show of a conflict's sides: read through them only, because nobody can name it
    assert {row["relname"] for row in rows} == {"intent_card"}
    writes = "SELECT has_table_privilege(%s, 'pggit_internal.intent_card', 'INSERT, UPDATE, DELETE, TRUNCATE') AS may"
    for role in ("agent", "coordinator", "auditor"):
        assert shared_db.execute(writes, (as_role(role),)).fetchone() == {"may": False}


def test_tables_and_views_are_read_by_all_three_and_written_by_nobody(shared_db, as_role):
    relations = shared_db.execute(
        "SELECT c.oid, c.relname AS name FROM pg_class AS c WHERE c.relnamespace = 'public'::regnamespace"
        " AND c.relkind IN ('r', 'v') AND (c.relname LIKE 'tb\\_pggit\\_%' OR c.relname LIKE 'v\\_pggit\\_%')"
    ).fetchall()
    assert len(relations) >= 12
    for relation in relations:
        for role in ("agent", "coordinator", "auditor"):
            may = shared_db.execute(
                "SELECT has_table_privilege(%(role)s, %(oid)s::oid, 'SELECT') AS reads,"
                " has_table_privilege(%(role)s, %(oid)s::oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')"
                " AS writes, has_any_column_privilege(%(role)s, %(oid)s::oid, 'INSERT, REFERENCES') AS writes_some",
                {"role": as_role(role), "oid": relation["oid"]},
            ).fetchone()
            assert may == {"reads": True, "writes": False, "writes_some": False}, (relation["name"], role)
            updated = {
                row["attname"]
                for row in shared_db.execute(
                    "SELECT a.attname FROM pg_attribute AS a WHERE a.attrelid = %(oid)s AND a.attnum > 0"
                    " AND NOT a.attisdropped AND has_column_privilege(%(role)s, a.attrelid, a.attnum, 'UPDATE')",
                    {"role": as_role(role), "oid": relation["oid"]},
                ).fetchall()
            }
            assert updated == (UPDATES.get(relation["name"], set()) if role == "coordinator" else set())


def test_the_roles_cannot_log_in_and_own_nothing_but_what_they_are_for(shared_db):
    rows = shared_db.execute(
        "SELECT r.rolname, r.rolcanlogin, r.rolsuper, r.rolcreaterole, r.rolcreatedb, r.rolbypassrls, r.rolreplication"
        " FROM pg_roles AS r"
        " WHERE r.rolname IN ('pggit_owner', 'pggit_prover', 'pggit_runner', 'pggit_agent', 'pggit_coordinator',"
        " 'pggit_auditor')"
    ).fetchall()
    assert len(rows) == 6
    for row in rows:
        assert [name for name, value in row.items() if value is True] == [], row["rolname"]


def test_the_owner_cannot_make_objects_in_public_after_installing(shared_db):
    assert shared_db.execute("SELECT has_schema_privilege('pggit_owner', 'public', 'CREATE') AS may").fetchone() == {
        "may": False
    }


def test_no_security_definer_function_is_a_superuser_s_and_each_has_its_search_path(shared_db):
    rows = shared_db.execute(
        "SELECT p.oid::regprocedure::text AS name, p.proowner::regrole::text AS owner, r.rolsuper, p.proconfig"
        " FROM pg_proc AS p JOIN pg_roles AS r ON r.oid = p.proowner"
        " WHERE p.prosecdef AND (p.pronamespace = 'pggit_internal'::regnamespace OR p.proname LIKE 'pggit\\_%')"
    ).fetchall()
    assert len(rows) > 15
    for row in rows:
        assert not row["rolsuper"], row["name"]
        (path,) = [setting for setting in row["proconfig"] if setting.startswith("search_path=")]
        assert path.endswith("pg_temp"), row["name"]
        if row["owner"] != "pggit_prover":
            assert path == "search_path=pg_catalog, pg_temp", row["name"]


def test_every_function_has_its_search_path_or_was_parsed_with_one(shared_db):
    rows = shared_db.execute(
        "SELECT p.oid::regprocedure::text AS name FROM pg_proc AS p"
        " WHERE (p.pronamespace = 'pggit_internal'::regnamespace OR p.proname LIKE 'pggit\\_%')"
        " AND NOT EXISTS (SELECT FROM unnest(p.proconfig) AS s (setting) WHERE s.setting LIKE 'search_path=%pg_temp')"
        " AND (p.prosqlbody IS NULL OR p.prosecdef)"
    ).fetchall()
    assert rows == []


def test_only_functions_that_read_text_are_in_an_untrusted_language(shared_db):
    rows = shared_db.execute(
        "SELECT p.proname, p.prosecdef, p.pronamespace::regnamespace::text AS schema FROM pg_proc AS p"
        " JOIN pg_language AS l ON l.oid = p.prolang WHERE l.lanname = 'plpython3u'"
        " AND (p.pronamespace = 'pggit_internal'::regnamespace OR p.proname LIKE 'pggit\\_%')"
    ).fetchall()
    assert rows
    for row in rows:
        assert row["schema"] == "pggit_internal" and not row["prosecdef"], row["proname"]


def test_somebody_without_a_role_gets_nowhere(db, connect, login):
    row = register(db)
    nobody = connect(user=login())
    statements = [
        "SELECT * FROM tb_pggit_intent",
        "SELECT * FROM v_pggit_intent",
        "SELECT * FROM pggit_internal.footprint",
        "SELECT pggit_internal.load_reader()",
        "INSERT INTO tb_pggit_intent (agent_id, feature_name, schema_changes) VALUES ('a', 'f', '[\"SELECT 1\"]')",
        f"SELECT * FROM pggit_get_intent('{row['id']}')",
        f"SELECT pggit_mark_abandoned('{row['id']}')",
        "SET ROLE pggit_owner",
        "SET ROLE pggit_agent",
    ]
    for statement in statements:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            nobody.execute(statement)


def test_agents_work_through_the_functions_without_rights_on_the_tables(db, connect, login):
    agent = connect(user=login(member_of=["pggit_agent"]))
    register(agent, "claude-a", ADD_A)
    row = register(agent, "claude-b", ADD_B)
    assert row["status"] == "conflicted"
    assert mark(agent, row["id"], "in_progress")["status"] == "in_progress"
    assert len(call(agent, "pggit_list_intents")) == 2
    for statement in (
        "INSERT INTO tb_pggit_intent (agent_id, feature_name, schema_changes) VALUES ('a', 'f', '[\"SELECT 1\"]')",
        "UPDATE tb_pggit_intent SET status = 'abandoned'",
        "DELETE FROM tb_pggit_intent",
        "SELECT pggit_resolve_conflict(1, 'mine wins')",
        "UPDATE tb_pggit_conflict SET reviewed = true",
        "UPDATE tb_pggit_setting SET value = 'nothing'",
        "INSERT INTO tb_pggit_intent_history (intent_id, new_status, changed_by, db_role) VALUES ('x', 'x', 'x', 'x')",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            agent.execute(statement)


def test_a_coordinator_decides_and_changes_statuses(db, connect, login):
    coordinator = connect(user=login(member_of=["pggit_coordinator"]))
    register(coordinator, "claude-a", ADD_A)
    row = register(coordinator, "claude-b", ADD_B)
    assert resolve(coordinator, conflicts(db, row["id"])[0]["id"])["reviewed"]
    coordinator.execute("UPDATE tb_pggit_intent SET status = 'in_progress' WHERE id = %s", (row["id"],))
    for statement in (
        "UPDATE tb_pggit_intent SET agent_id = 'x'",
        "UPDATE tb_pggit_intent SET conflicts_with = '[]'",
        "UPDATE tb_pggit_conflict SET closed_at = now()",
        "INSERT INTO tb_pggit_transition VALUES ('merged', 'registered', 'nothing', 'x')",
        "DELETE FROM tb_pggit_conflict",
        "TRUNCATE tb_pggit_intent_history",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            coordinator.execute(statement)


def test_an_auditor_reads_everything_and_changes_nothing(db, connect, login):
    register(db, "claude-a", ADD_A)
    row = register(db, "claude-b", ADD_B)
    auditor = connect(user=login(member_of=["pggit_auditor"]))
    assert len(call(auditor, "pggit_list_intents")) == 2
    assert call(auditor, "pggit_intent_status", intent_id=row["id"])
    assert auditor.execute("SELECT * FROM v_pggit_timeline").fetchall()
    assert auditor.execute("SELECT * FROM tb_pggit_intent_history").fetchall()
    for function, arguments in (
        ("pggit_mark_abandoned", {"intent_id": row["id"]}),
        ("pggit_allocate_branch", {"feature_name": "x"}),
        ("pggit_register_intent", {"agent_id": "a", "feature_name": "f", "schema_changes": [ADD_A]}),
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            call(auditor, function, **arguments)
