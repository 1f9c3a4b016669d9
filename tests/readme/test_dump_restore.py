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
