"""sql/uninstall.sql takes everything away again that is the product's, and nothing else."""

import pytest

from steps import ADD_A, ADD_B, contents, register

ROLES = ["agent", "auditor", "coordinator", "owner", "prover", "runner"]


@pytest.fixture
def uninstall(server, psql):
    """Return a function that runs uninstall.sql."""

    def run(database, **options):
        with server.installing():
            return psql("-f", "sql/uninstall.sql", database=database, **options)

    return run


def test_everything_is_gone_and_the_roles_that_another_database_uses_stay(
    db, database, fresh_database, connect, uninstall, dump
):
    register(db, "claude-a", ADD_A)
    register(db, "claude-b", ADD_B)
    result = uninstall(database)
    assert result.code == 0, result.stderr
    connect(database=fresh_database).execute("CREATE EXTENSION plpython3u")
    assert dump(database) == dump(fresh_database)
    roles = db.execute(
        "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", ([f"pggit_{r}" for r in ROLES],)
    ).fetchall()
    assert len(roles) == 6
    assert result.stderr.count("WARNING:  role pggit_") == 6


def test_the_roles_go_with_the_last_database(db, fresh_database, own_roles, install, uninstall):
    folder, prefix = own_roles
    assert install(fresh_database, cwd=folder).code == 0
    query = "SELECT rolname FROM pg_roles WHERE rolname LIKE %s ORDER BY rolname"
    made = [row["rolname"] for row in db.execute(query, (prefix + "\\_%",)).fetchall()]
    assert made == [f"{prefix}_{role}" for role in ROLES]
    result = uninstall(fresh_database, cwd=folder)
    assert (result.code, result.stderr) == (0, "")
    assert db.execute(query, (prefix + "\\_%",)).fetchall() == []


def test_it_can_be_installed_again(database, template_database, install, uninstall, dump):
    assert uninstall(database).code == 0
    assert install(database).code == 0
    assert dump(database) == dump(template_database)


def test_where_it_is_not_installed_that_is_said(fresh_database, uninstall):
    result = uninstall(fresh_database)
    assert result.code == 3
    assert "pggit is not installed" in result.stderr and "HINT:" in result.stderr


def test_what_somebody_built_on_it_stops_it_and_nothing_is_removed(db, database, uninstall, dump):
    register(db)
    db.execute("CREATE VIEW our_intents AS SELECT id, status FROM tb_pggit_intent")
    before, rows = dump(database), contents(db)
    result = uninstall(database)
    assert result.code == 3
    assert "our_intents" in result.stderr
    assert dump(database) == before
    assert contents(db) == rows


@pytest.mark.parametrize("role", ["pggit_prover", "pggit_runner", "pggit_agent", "pggit_coordinator", "pggit_auditor"])
def test_what_somebody_gave_to_one_of_the_roles_is_not_removed_with_it(db, database, uninstall, role):
    db.execute("CREATE TABLE ours (id int)")
    db.execute(f"ALTER TABLE ours OWNER TO {role}")
    result = uninstall(database)
    assert db.execute("SELECT to_regclass('ours') IS NOT NULL AS there").fetchone() == {"there": True}
    assert result.code == 3
    assert "table ours" in result.stderr and "HINT:" in result.stderr


def test_rights_that_somebody_gave_to_one_of_the_roles_do_not_stop_it(db, database, uninstall):
    db.execute("CREATE TABLE ours (id int)")
    db.execute("GRANT ALL ON ours TO pggit_prover, pggit_agent")
    db.execute("GRANT USAGE ON SCHEMA public TO pggit_prover")
    assert uninstall(database).code == 0
    assert db.execute("SELECT to_regclass('ours') IS NOT NULL AS there").fetchone() == {"there": True}


def test_without_the_rights_it_is_refused(db, database, uninstall, login, dump):
    before = dump(database)
    assert uninstall(database, user=login()).code == 3
    assert dump(database) == before
