"""The rows that registrations queue at go with the last active intent on them, and nobody misses anybody by that."""

from concurrent.futures import ThreadPoolExecutor, as_completed

import psycopg
import pytest
from psycopg import IsolationLevel

from harness import invariants
from steps import ADD_A, ADD_B, ELSEWHERE, mark, register, wait_until_blocked

LEVELS = [IsolationLevel.READ_COMMITTED, IsolationLevel.REPEATABLE_READ, IsolationLevel.SERIALIZABLE]
ADD_C = "ALTER TABLE users ADD COLUMN c text"
IN_SCHEMA = "CREATE TABLE billing.invoices (id int)"
DROP_SCHEMA = "DROP SCHEMA billing CASCADE"


@pytest.fixture
def workers():
    """Return an executor for what has to happen while the test does something else."""
    with ThreadPoolExecutor(2) as executor:
        yield executor


def keys(db):
    # That of detectors for all intents is there from the beginning and stays.
    rows = db.execute("SELECT key FROM pggit_internal.object_key WHERE key <> 'detector:'")
    return {row["key"] for row in rows.fetchall()}


def test_with_the_last_intent_the_last_key_goes(db, database):
    made = [
        register(db, agent, *ddl)["id"]
        for agent, ddl in [
            ("claude-a", [ADD_A, IN_SCHEMA]),
            ("claude-b", [ADD_B, ELSEWHERE]),
            ("claude-c", [DROP_SCHEMA, 'CREATE TABLE "a/b/07".t (id int)']),
        ]
    ]
    assert "relation:users" in keys(db)
    mark(db, made[0], "abandoned")
    assert {"relation:users", "schema:billing/00", "relation:orders"} <= keys(db)
    mark(db, made[1], "abandoned")
    assert not {"relation:users", "relation:orders"} & keys(db)
    assert invariants.broken(db) == {}
    db.execute("UPDATE tb_pggit_intent SET status = 'abandoned' WHERE id = %s", (made[2],))
    assert keys(db) == set()


def test_rows_left_over_go_with_the_next_installation(db, database, psql, server):
    register(db, "claude-a", ADD_A)
    db.execute("INSERT INTO pggit_internal.object_key (key) VALUES ('relation:left'), ('schema:left/03')")
    before = keys(db)
    with server.installing():
        assert psql("-f", "install.sql", database=database).code == 0
    assert keys(db) == before - {"relation:left", "schema:left/03"}


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.name)
@pytest.mark.parametrize("end", ["commit", "rollback"])
def test_two_who_wait_for_a_key_that_goes_find_each_other(db, connect, workers, level, end):
    there = register(db, "claude-a", ADD_A)
    ending, one, other = (connect(autocommit=False) for _ in range(3))
    for connection in (ending, one, other):
        connection.isolation_level = level
    mark(ending, there["id"], "abandoned")
    waiting = {}
    for agent, ddl, connection in (("claude-b", ADD_B, one), ("claude-c", ADD_C, other)):
        # Both read the key's row before it goes.
        waiting[workers.submit(register, connection, agent, ddl)] = (agent, ddl, connection)
        wait_until_blocked(db, connection)
    getattr(ending, end)()
    # Either may be first; the other one waits for its commit.
    for later in as_completed(waiting):
        agent, ddl, connection = waiting[later]
        try:
            later.result()
            connection.commit()
        except psycopg.errors.SerializationFailure:
            assert level != IsolationLevel.READ_COMMITTED
            connection.rollback()
            register(connection, agent, ddl)
            connection.commit()
    pairs = db.execute("SELECT count(*) AS n FROM tb_pggit_conflict WHERE closed_at IS NULL").fetchone()["n"]
    assert pairs == (1 if end == "commit" else 3)
    assert invariants.broken(db) == {}


def test_a_key_that_somebody_is_registering_stays_and_nobody_waits(db, connect, workers):
    there = register(db, "claude-a", ADD_A)
    one, other = connect(autocommit=False), connect(autocommit=False)
    # The same agent: it queues at the key, but locks no intent of its own.
    row = register(one, "claude-a", ADD_B)
    ending = connect(options="-c lock_timeout=1")
    mark(ending, there["id"], "abandoned")
    later = workers.submit(register, other, "claude-b", ADD_C)
    wait_until_blocked(db, other)
    one.commit()
    assert later.result()["conflicts_with"] == [row["id"]]
    other.commit()
    assert invariants.broken(db) == {}


@pytest.mark.parametrize("level", LEVELS[1:], ids=lambda level: level.name)
def test_a_key_that_was_made_anew_is_not_taken_for_free_by_an_older_snapshot(db, connect, level):
    there = register(db, "claude-a", ADD_A)
    other = connect(autocommit=False)
    other.isolation_level = level
    other.execute("SELECT 1")
    mark(db, there["id"], "abandoned")
    assert keys(db) == set()
    register(db, "claude-b", ADD_B)
    with pytest.raises(psycopg.errors.SerializationFailure):
        register(other, "claude-c", ADD_C)
        other.commit()
