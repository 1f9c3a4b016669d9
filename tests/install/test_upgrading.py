"""Over an older version, over agents at work, and after a restore: it is the system that a fresh installation gives."""

import subprocess
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from harness import invariants
from harness.storm import Storm
from steps import ADD_A, ADD_B, conflicts, mark, register, status, wait_until, wait_until_blocked

# The last version before idempotency keys, bound agents and sealed history.
OLDER = "8c6b873d33ca80a5aa475d122b5c1bb6ab723a9d"


@pytest.fixture
def older(repository, tmp_path):
    """Return a folder with an older version, as the repository's history has it."""
    archive = subprocess.run(["git", "archive", OLDER], cwd=repository, capture_output=True)
    if archive.returncode:
        pytest.skip("this copy's history does not reach back to the older version")
    subprocess.run(["tar", "-x", "-C", tmp_path], input=archive.stdout, check=True)
    return tmp_path


def test_over_an_older_version_it_is_as_if_fresh(
    older, fresh_database, template_database, connect, install, dump
):
    assert install(fresh_database, cwd=older).code == 0
    db = connect(database=fresh_database)
    first, second = register(db, "claude-a", ADD_A), register(db, "claude-b", ADD_B)
    gone = register(db, "claude-a", "CREATE TABLE billing.old (id int)")
    mark(db, gone["id"], "abandoned")
    result = install(fresh_database)
    assert result.code == 0, result.stderr
    assert dump(fresh_database) == dump(template_database)
    # What was there is there, and newcomers meet it.
    third = register(db, "claude-c", "ALTER TABLE users ADD COLUMN c text")
    assert sorted(third["conflicts_with"]) == sorted([first["id"], second["id"]])
    assert len(conflicts(db, second["id"])) == 2
    mark(db, first["id"], "abandoned")
    assert status(db, second["id"]) == "registered"
    assert invariants.broken(db) == {}


def test_agents_at_work_meanwhile_notice_nothing(server, database, install, connect):
    storm = Storm(lambda: psycopg.connect(**server.dsn(database), autocommit=True), tables=4)
    with storm.blowing(workers=3):
        storm.wait_for(5)
        for _ in range(2):
            result = install(database)
            assert result.code == 0, result.stderr
            storm.wait_for(5)
    db = connect()
    assert (storm.broken_off, storm.strange) == (0, [])
    with psycopg.connect(**server.dsn(database)) as rows:
        assert storm.lost(rows) == []
    assert invariants.broken(db) == {}


def test_who_locks_in_another_order_is_waited_for_and_in_no_deadlock(server, db, database, connect, psql):
    """A reader has a lock of another table already when the installation has that of the intents."""
    reader = connect(autocommit=False)
    reader.execute("SELECT FROM pggit_internal.footprint")
    with server.installing(), ThreadPoolExecutor(2) as workers:
        installing = workers.submit(psql, "-f", "install.sql", database=database)
        wait_until(
            lambda: db.execute(
                "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = %s AND query LIKE '%%tables_in_use%%'"
                " AND pid <> pg_backend_pid()",
                (database,),
            ).fetchone()["n"],
            "the installation is at the tables",
        )
        # It gives the intents up again and again, so the reader gets there.
        assert reader.execute("SELECT count(*) AS n FROM tb_pggit_intent").fetchone() == {"n": 0}
        assert not installing.done()
        reader.commit()
        result = installing.result()
    assert result.code == 0, result.stderr


def test_who_has_registered_and_not_committed_is_waited_for(server, db, database, connect, psql):
    one = connect(autocommit=False)
    row = register(one, "claude-a", ADD_A)
    with server.installing(), ThreadPoolExecutor(2) as workers:
        installing = workers.submit(psql, "-f", "install.sql", database=database)
        other = connect()
        wait_until(
            lambda: db.execute(
                "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'",
                (database,),
            ).fetchone()["n"],
            "the installation waits",
        )
        later = workers.submit(register, other, "claude-b", ADD_B)
        wait_until_blocked(db, other)
        one.commit()
        assert later.result()["conflicts_with"] == [row["id"]]
        assert installing.result().code == 0


def test_over_a_schema_that_was_restored_without_its_rows_it_is_refused(database, fresh_database, install, dump, psql):
    assert psql(stdin=dump(database), database=fresh_database, variables={"ON_ERROR_STOP": 1}).code == 0
    result = install(fresh_database)
    assert result.code == 3
    assert "the tables of pggit are there, but not their rows" in result.stderr
    assert "Restore both together" in result.stderr
    assert psql("-f", "sql/uninstall.sql", database=fresh_database).code == 0
    assert install(fresh_database).code == 0


@pytest.mark.parametrize("form", ["plain", "custom"])
def test_dumped_and_restored_it_is_the_same_system(
    server, db, database, fresh_database, connect, dump, psql, repository, tmp_path, form
):
    first = register(db, "claude-a", ADD_A, idempotency_key="k")
    mark(db, register(db, "claude-b", ADD_B)["id"], "abandoned")
    if form == "plain":
        done = psql(stdin=dump(database, data=True), database=fresh_database, variables={"ON_ERROR_STOP": 1})
        assert done.code == 0, done.stderr
    else:
        where = ["-h", server.host, "-p", str(server.port), "-U", server.user, "-d"]
        file = str(tmp_path / "dump")
        subprocess.run([server.program("pg_dump"), "-Fc", "-f", file, *where, database], check=True)
        subprocess.run(
            [server.program("pg_restore"), "--exit-on-error", *where, fresh_database, file], check=True
        )
    assert dump(fresh_database) == dump(database)
    there = connect(database=fresh_database)
    query = "SELECT * FROM v_pggit_timeline ORDER BY changed_at"
    assert there.execute(query).fetchall() == db.execute(query).fetchall()
    assert invariants.broken(there) == {}
    assert register(there, "claude-c", "ALTER TABLE users ADD COLUMN c text")["conflicts_with"] == [first["id"]]
    assert register(there, "claude-a", ADD_A, idempotency_key="k")["id"] == first["id"]
