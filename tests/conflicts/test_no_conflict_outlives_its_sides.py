"""Registering, reopening and verifying against the end of an intent: no conflict stays open with a side that is gone.

Whatever comes first, whether the other waits for it or has its snapshot from before, and at every isolation level.
"""

import itertools

import psycopg
import pytest
from psycopg import IsolationLevel

from harness import invariants
from steps import (
    ADD_A,
    ADD_B,
    ADD_PLAN_INT,
    ADD_PLAN_TEXT,
    DROP_EMAIL,
    INDEX_EMAIL,
    call,
    conflicts,
    mark,
    register,
    resolve,
    status,
    wait_until,
    wait_until_blocked,
)

LEVELS = [IsolationLevel.READ_COMMITTED, IsolationLevel.REPEATABLE_READ, IsolationLevel.SERIALIZABLE]
RETRY = (psycopg.errors.SerializationFailure, psycopg.errors.DeadlockDetected)
IN_SCHEMA = "CREATE TABLE billing.invoices (id int)"
DROP_SCHEMA = "DROP SCHEMA billing CASCADE"


@pytest.fixture(params=LEVELS, ids=lambda level: level.name)
def two(request, connect):
    """Return two connections without autocommit, at each isolation level."""
    both = connect(autocommit=False), connect(autocommit=False)
    for connection in both:
        connection.isolation_level = request.param
    return both


class Registered:
    """An intent that is there; somebody registers against it."""

    def __init__(self, db, there=ADD_A, newcomer=ADD_B):
        self.there, self.newcomer = register(db, "claude-a", there)["id"], newcomer

    def open(self, db):
        register(db, "claude-b", self.newcomer)


class InSchema(Registered):
    """They meet through a schema that one of them drops."""

    def __init__(self, db):
        # Another member has been there, so the schema's rows are there too.
        register(db, "claude-z", IN_SCHEMA.replace("invoices", "others"))
        super().__init__(db, IN_SCHEMA, DROP_SCHEMA)


class SchemaDropped(Registered):
    """The same, with the drop there first."""

    def __init__(self, db):
        super().__init__(db, DROP_SCHEMA, IN_SCHEMA)


class Reopened(Registered):
    """A conflict was resolved; somebody reopens it."""

    def __init__(self, db):
        super().__init__(db)
        self.conflict = conflicts(db, register(db, "claude-b", self.newcomer)["id"])[0]["id"]
        resolve(db, self.conflict)

    def open(self, db):
        resolve(db, self.conflict, reviewed=False)


class ReopenedByUpdate(Reopened):
    """The same, by plain UPDATE."""

    def open(self, db):
        db.execute("UPDATE tb_pggit_conflict SET reviewed = false WHERE id = %s", (self.conflict,))


class Verified:
    """Two that no prediction brings together; a proof finds that they do not go together."""

    def __init__(self, db):
        db.execute(
            "CREATE TABLE IF NOT EXISTS users (id int, email text); ALTER TABLE users OWNER TO pggit_prover;"
            "GRANT CREATE ON SCHEMA public TO pggit_prover"
        )
        self.there = register(db, "claude-a", "ALTER TABLE users ADD COLUMN plan int")["id"]
        # Its table is not known to be the same one: only a proof runs what the function does.
        db.execute(
            "CREATE OR REPLACE FUNCTION add_plan() RETURNS trigger LANGUAGE plpgsql"
            " AS $$ BEGIN EXECUTE 'ALTER TABLE users ADD COLUMN pl' || 'an int'; RETURN NULL; END $$;"
            "ALTER FUNCTION add_plan() OWNER TO pggit_prover"
        )
        self.other = register(
            db,
            "claude-b",
            "CREATE TABLE starter (id int);"
            "CREATE TRIGGER t AFTER INSERT ON starter FOR EACH STATEMENT EXECUTE FUNCTION add_plan();"
            "INSERT INTO starter VALUES (1)",
        )["id"]
        db.execute("UPDATE tb_pggit_setting SET value = 'all' WHERE name = 'prove_statements'")
        assert conflicts(db, self.other) == []

    def open(self, db):
        call(db, "pggit_verify_intent", intent_id=self.other)


def abandon(db, case):
    mark(db, case.there, "abandoned")


def abandon_by_update(db, case):
    db.execute("UPDATE tb_pggit_intent SET status = 'abandoned' WHERE id = %s", (case.there,))


CASES = [Registered, InSchema, SchemaDropped, Reopened, ReopenedByUpdate, Verified]
ENDS = [abandon, abandon_by_update]


def again(step, *arguments):
    """Run a step until it is no longer asked to try again; what is not possible any more is not done."""
    while True:
        try:
            with arguments[0].transaction():
                step(*arguments)
            return
        except RETRY:
            continue
        except psycopg.Error as error:
            if error.sqlstate not in ("PI001", "PI006"):
                raise
            return


def run(first, second, db, connections, worker, snapshot_before):
    """Run two steps: the second one waits for the first, or has its snapshot from before and comes later."""
    one, other = connections
    if snapshot_before:
        other.execute("SELECT 1")
        first(one)
        one.commit()
        later = worker.submit(second, other)
    else:
        first(one)
        later = worker.submit(second, other)
        while not later.done():
            if db.execute(
                "SELECT cardinality(pg_blocking_pids(%s)) > 0 AS b", (other.info.backend_pid,)
            ).fetchone()["b"]:
                break
        one.commit()
    try:
        later.result()
        other.commit()
    except psycopg.Error as error:
        other.rollback()
        assert isinstance(error, RETRY) or error.sqlstate in ("PI001", "PI006"), error
        again(second, other)
    assert invariants.broken(db) == {}


@pytest.mark.parametrize("case", CASES)
def test_no_conflict_is_open_once_a_side_has_ended(db, two, worker, case):
    """Both orders, each by function and by plain UPDATE, the second one waiting or with a snapshot from before."""
    for end, ends_first, snapshot_before in itertools.product(ENDS, (False, True), (False, True)):
        it = case(db)
        steps = [it.open, lambda c, end=end, it=it: end(c, it)]
        run(*(steps[::-1] if ends_first else steps), db, two, worker, snapshot_before)
        assert status(db, it.there) == "abandoned"
        left = db.execute(
            "SELECT * FROM tb_pggit_conflict WHERE closed_at IS NULL AND %s IN (intent_a, intent_b)", (it.there,)
        ).fetchall()
        assert left == [], (end.__name__, ends_first, snapshot_before)
        for row in db.execute("SELECT id FROM tb_pggit_intent WHERE status <> 'abandoned'").fetchall():
            mark(db, row["id"], "abandoned")


@pytest.mark.parametrize("snapshot_before", [False, True], ids=["waiting", "older snapshot"])
def test_merging_what_has_to_go_first_settles_the_newcomer_s_conflict(db, two, worker, snapshot_before):
    it = Registered(db, INDEX_EMAIL, DROP_EMAIL)
    mark(db, it.there, "in_progress")
    mark(db, it.there, "completed")
    run(it.open, lambda c: mark(c, it.there, "merged"), db, two, worker, snapshot_before)
    assert db.execute("SELECT closed_at IS NULL AS open FROM tb_pggit_conflict").fetchall() == [{"open": False}]


@pytest.mark.parametrize("both", [abandon, abandon_by_update])
def test_both_sides_of_a_conflict_are_abandoned_at_once(db, two, worker, both):
    """The older side's end frees the newcomer, whose own end closes the same conflict."""
    it = Registered(db, ADD_PLAN_TEXT, ADD_PLAN_INT)
    newcomer = register(db, "claude-b", it.newcomer)["id"]
    one, other = two
    # Holds the newcomer, as far as a statement that ends it gets before its trigger runs.
    one.execute("SELECT FROM tb_pggit_intent WHERE id = %s FOR NO KEY UPDATE", (newcomer,))
    later = worker.submit(both, other, it)
    wait_until_blocked(db, other)
    one.execute("UPDATE tb_pggit_intent SET status = 'abandoned' WHERE id = %s", (newcomer,))
    one.commit()
    try:
        later.result()
        other.commit()
    except psycopg.errors.SerializationFailure:
        other.rollback()
        assert other.isolation_level != IsolationLevel.READ_COMMITTED
        again(both, other, it)
    assert {status(db, it.there), status(db, newcomer)} == {"abandoned"}
    assert invariants.broken(db) == {}


def insert(db, intent_id, agent, ddl):
    db.execute(
        "INSERT INTO tb_pggit_intent (id, agent_id, feature_name, schema_changes)"
        " VALUES (%s, %s, %s, jsonb_build_array(%s::text))",
        (intent_id, agent, f"feature of {agent}", ddl),
    )


def test_a_newcomer_that_arrives_while_the_end_waits_is_locked_in_order_too(db, connect, worker):
    """Its id is smaller than that of the intent whose lock is waited for, so that lock has to be given up again."""
    there, newcomer = "int_ffffffffffff", "int_000000000000"
    insert(db, there, "claude-a", ADD_A)
    holding, ending, deciding = (connect(autocommit=False) for _ in range(3))
    holding.execute("SELECT FROM tb_pggit_intent WHERE id = %s FOR SHARE", (there,))
    ends = worker.submit(mark, ending, there, "abandoned")
    wait_until_blocked(db, ending)
    insert(db, newcomer, "claude-b", ADD_B)
    deciding.execute("SELECT FROM tb_pggit_intent WHERE id = %s FOR NO KEY UPDATE", (newcomer,))
    holding.commit()
    wait_until(
        lambda: db.execute(
            "SELECT %s = ANY(pg_blocking_pids(%s)) AS b", (deciding.info.backend_pid, ending.info.backend_pid)
        ).fetchone()["b"],
        "the end waits for the newcomer",
    )
    resolve(deciding, conflicts(db, newcomer)[0]["id"])
    deciding.commit()
    ends.result()
    ending.commit()
    assert (status(db, there), status(db, newcomer)) == ("abandoned", "registered")
    assert invariants.broken(db) == {}


def test_two_who_close_the_conflicts_of_one_intent_free_it_together(db, two, worker):
    """By plain UPDATE, which locks nothing but the conflict."""
    for agent, ddl in (("claude-a", ADD_A), ("claude-c", "ALTER TABLE users ADD COLUMN c text")):
        register(db, agent, ddl)
    newcomer = register(db, "claude-b", ADD_B)["id"]
    first, second = (c["id"] for c in conflicts(db, newcomer))

    def close(connection, conflict_id):
        connection.execute("UPDATE tb_pggit_conflict SET reviewed = true WHERE id = %s", (conflict_id,))

    one, other = two
    close(one, first)
    later = worker.submit(close, other, second)
    wait_until_blocked(db, other)
    one.commit()
    try:
        later.result()
    except psycopg.errors.SerializationFailure:
        assert other.isolation_level != IsolationLevel.READ_COMMITTED
        other.rollback()
        close(other, second)
    other.commit()
    assert status(db, newcomer) == "registered"
    assert invariants.broken(db) == {}
