"""What the README says about dumping and restoring: schema and data together; data alone is no way."""

import subprocess

import pytest

from harness.server import clean_environment
from steps import ADD_A, ADD_B, contents, mark, register

TRIGGERS = """
SELECT tgrelid::regclass::text AS relation, tgname, tgenabled::text AS enabled
FROM pg_trigger WHERE NOT tgisinternal ORDER BY relation, tgname
"""


@pytest.fixture
def filled(db):
    """Register two intents in conflict, one of them under way."""
    first = register(db, "claude-a", ADD_A)
    register(db, "claude-b", ADD_B)
    mark(db, first["id"], "in_progress")
    return db


def seal(db):
    """Seal the history and return the hash."""
    return db.execute("SELECT pggit_seal_history() AS seal").fetchone()["seal"]


@pytest.fixture
def program(server):
    """Return a function that runs one of the server's programs on a database."""

    def run(name, *arguments, database, stdin=""):
        target = ["-h", server.host, "-p", str(server.port), "-U", server.user, "-d", database]
        return subprocess.run(
            [server.program(name), *target, *arguments],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            env=clean_environment(),
        )

    return run


def test_schema_and_data_come_back_as_they_were(filled, database, fresh_database, program, connect):
    dump = program("pg_dump", database=database)
    restored = program("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", database=fresh_database, stdin=dump.stdout)
    assert (restored.returncode, restored.stderr) == (0, "")
    there = connect(database=fresh_database)
    assert contents(there) == contents(filled)
    assert there.execute(TRIGGERS).fetchall() == filled.execute(TRIGGERS).fetchall()
    assert len(register(there, "claude-c", ADD_A)["conflicts_with"]) == 2


@pytest.mark.parametrize("form", ["custom", "plain"])
def test_a_seal_from_before_verifies_what_came_back(
    filled, database, fresh_database, program, connect, tmp_path, form
):
    verify, kept = "SELECT result FROM pggit_verify_history(%s)", seal(filled)
    dump = program("pg_dump", f"--format={form}", f"--file={tmp_path / 'dump'}", database=database)
    assert (dump.returncode, dump.stderr) == (0, "")
    restore = ("pg_restore",) if form == "custom" else ("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f")
    restored = program(*restore, str(tmp_path / "dump"), database=fresh_database)
    assert (restored.returncode, restored.stderr) == (0, "")
    there = connect(database=fresh_database)
    assert there.execute(verify, (kept,)).fetchall() == [{"result": "verified"}]
    made = register(there, "claude-c", ADD_A)
    assert there.execute(verify, (kept,)).fetchall() == [{"result": "verified"}]
    assert there.execute(verify, (seal(there),)).fetchall() == [{"result": "verified"}]
    there.execute("ALTER TABLE tb_pggit_intent_history DISABLE TRIGGER ALL")
    there.execute("UPDATE tb_pggit_intent_history SET changed_by = 'x' WHERE intent_id <> %s", (made["id"],))
    assert {row["result"] for row in there.execute(verify, (kept,)).fetchall()} == {"changed"}


def test_a_history_that_comes_from_a_cluster_with_higher_transaction_numbers_verifies_too(
    db, database, fresh_database, program, connect
):
    """What is written after the restore has lower numbers than what is under the seal."""
    verify = "SELECT result FROM pggit_verify_history(%s)"
    definition = db.execute("SELECT pg_get_functiondef('pggit_internal.chain_intent_history()'::regprocedure) AS text")
    text = definition.fetchone()["text"]
    ahead = text.replace("pg_current_xact_id();", "(pg_current_xact_id()::text::bigint + 5000000000)::text::xid8;")
    assert ahead != text
    db.execute(ahead)
    register(db, "claude-a", ADD_A)
    kept = seal(db)
    db.execute(text)
    dump = program("pg_dump", database=database)
    assert program("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", database=fresh_database, stdin=dump.stdout).stderr == ""
    there = connect(database=fresh_database)
    register(there, "claude-c", ADD_A)
    assert there.execute(verify, (kept,)).fetchall() == [{"result": "verified"}]
    assert there.execute(verify, (seal(there),)).fetchall() == [{"result": "verified"}]


def test_data_alone_is_refused_by_the_triggers(filled, database, new_database, template_database, program):
    dump = program("pg_dump", "--data-only", "--table=public.tb_pggit_intent", database=database)
    target = new_database(template_database)
    restored = program("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", database=target, stdin=dump.stdout)
    assert "an intent begins as registered" in restored.stderr


def test_triggers_that_were_disabled_and_enabled_are_put_right_by_install_sql(db, database, psql):
    """Which is what a restore with --data-only --disable-triggers does to them."""
    before = db.execute(TRIGGERS).fetchall()
    db.execute("ALTER TABLE tb_pggit_intent DISABLE TRIGGER ALL")
    db.execute("ALTER TABLE tb_pggit_intent ENABLE TRIGGER ALL")
    assert db.execute(TRIGGERS).fetchall() != before
    assert psql("-q", "-f", "install.sql", database=database).code == 0
    assert db.execute(TRIGGERS).fetchall() == before
