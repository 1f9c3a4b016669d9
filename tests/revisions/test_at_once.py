"""Amending while others register, decide, end and prove: whoever comes first, nothing is missed or left over."""

from concurrent.futures import ThreadPoolExecutor
from random import Random

import psycopg
import pytest
from psycopg import IsolationLevel

from harness import invariants
from steps import ADD_PLAN_INT, ADD_PLAN_TEXT, call, conflict, mark, one, register, resolve, wait_until

LEVELS = [IsolationLevel.READ_COMMITTED, IsolationLevel.REPEATABLE_READ, IsolationLevel.SERIALIZABLE]
ORDERS_TEXT, ORDERS_INT = (f"ALTER TABLE billing.orders ADD COLUMN c {kind}" for kind in ("text", "int"))


def amend(db, intent_id, *ddl):
    """Amend an intent."""
    return one(db, "pggit_amend_intent", intent_id=intent_id, schema_changes=list(ddl))


class Scene:
    """One collides with newcomer on orders, and will be amended to collide with other instead."""

    def __init__(self, db):
        self.one = register(db, "claude-a", ORDERS_TEXT)["id"]
        self.other = register(db, "claude-b", ADD_PLAN_TEXT)["id"]
        self.newcomer = register(db, "claude-n", ORDERS_INT)["id"]
        self.friend = register(db, "claude-a", "CREATE TABLE notes (id int)")["id"]
        self.conflict = conflict(db, self.newcomer, "column")["id"]

    def amended(self, db):
        """What all the others meet."""
        return amend(db, self.one, ADD_PLAN_INT)


MEANWHILE = {
    "somebody registers what the new revision touches": lambda db, s: register(db, "claude-x", "DROP TABLE users"),
    "somebody registers what the old revision touched": lambda db, s: register(db, "claude-x", "DROP SCHEMA billing"),
    "it is given up": lambda db, s: mark(db, s.one, "abandoned"),
    "the one it will collide with is given up": lambda db, s: mark(db, s.other, "abandoned"),
    "the one that it collides with is given up": lambda db, s: mark(db, s.newcomer, "abandoned"),
    "work on it begins": lambda db, s: mark(db, s.one, "in_progress"),
    "its conflict is resolved": lambda db, s: resolve(db, s.conflict),
    "its conflict is proved": lambda db, s: one(db, "pggit_verify_conflict", conflict_id=s.conflict),
    "it is amended otherwise": lambda db, s: amend(db, s.one, "ALTER TABLE notes ADD COLUMN c text"),
    "the other one is amended": lambda db, s: amend(db, s.other, "ALTER TABLE billing.orders RENAME COLUMN c TO d"),
    "it is merged with another": lambda db, s: one(
        db, "pggit_merge_intents", intent_ids=[s.one, s.friend], agent_id="claude-a", feature_name="joined"
    ),
    "it is superseded": lambda db, s: one(
        db, "pggit_supersede_intent", intent_id=s.one, schema_changes=["DROP TABLE billing.orders"]
    ),
}
KINDS = ("register", "amend", "amend", "merge", "supersede", "end", "resolve")
# What the second is told where the first has made its wish impossible; 40001 means that trying again will tell.
IMPOSSIBLE = {"PI001", "PI002"}


def check(db):
    """Check that what is on record is what every pair of active intents gives when it is compared now."""
    assert invariants.broken(db) == {}
    assert [row["result"] for row in call(db, "pggit_verify_history")] == ["verified"]
    active = db.execute(
        "SELECT i.id, i.agent_id FROM tb_pggit_intent AS i JOIN tb_pggit_status AS s USING (status) WHERE s.is_active"
    ).fetchall()
    for a in active:
        for b in active:
            if a["id"] < b["id"] and a["agent_id"] != b["agent_id"]:
                found = call(db, "pggit_compare_intents", intent_a=a["id"], intent_b=b["id"])
                known = db.execute(
                    "SELECT conflict_type, predicted_outcome FROM tb_pggit_conflict"
                    " WHERE intent_a IN (%(a)s, %(b)s) AND intent_b IN (%(a)s, %(b)s)"
                    " AND (closed_at IS NULL OR closed_reason = 'reviewed')",
                    {"a": a["id"], "b": b["id"]},
                ).fetchall()
                assert sorted((row["conflict_type"], row["outcome"]) for row in found) == sorted(
                    (row["conflict_type"], row["predicted_outcome"]) for row in known
                )
    gone = db.execute(
        "SELECT c.id FROM tb_pggit_conflict AS c WHERE c.closed_at IS NULL AND EXISTS (SELECT FROM tb_pggit_intent AS i"
        " JOIN tb_pggit_status AS s USING (status) WHERE i.id IN (c.intent_a, c.intent_b) AND s.settles = 'all')"
    ).fetchall()
    assert gone == []


def attempt(connection, act, scene):
    """Do it, and again after a serialization failure; return the SQLSTATE when it has become impossible."""
    for _ in range(3):
        try:
            act(connection, scene)
            connection.commit()
            return None
        except psycopg.errors.SerializationFailure:
            connection.rollback()
        except psycopg.Error as error:
            connection.rollback()
            assert error.sqlstate in IMPOSSIBLE, error
            return error.sqlstate
    raise AssertionError("it never came through")


def sessions(connect, level):
    """Return two connections at an isolation level."""
    both = connect(autocommit=False), connect(autocommit=False)
    for connection in both:
        connection.isolation_level = level
    return both


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.name)
@pytest.mark.parametrize("first", ["the amendment", "the other"])
@pytest.mark.parametrize("meanwhile", MEANWHILE)
def test_who_comes_second_waits_and_sees_what_the_first_has_made(db, connect, meanwhile, first, level):
    scene = Scene(db)
    acts = [lambda connection, s: s.amended(connection), lambda connection, s: MEANWHILE[meanwhile](connection, s)]
    if first == "the other":
        acts.reverse()
    one_session, other = sessions(connect, level)
    with ThreadPoolExecutor(1) as worker:
        acts[0](one_session, scene)
        later = worker.submit(attempt, other, acts[1], scene)
        pid = other.info.backend_pid
        wait_until(
            lambda: later.done()
            or db.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0 AS b", (pid,)).fetchone()["b"],
            "the other waits or is done",
        )
        one_session.commit()
        later.result()
    check(db)


@pytest.mark.parametrize("first", ["the amendment", "the other"])
@pytest.mark.parametrize("meanwhile", MEANWHILE)
def test_with_an_older_snapshot_the_second_fails_or_is_right_anyway(db, connect, meanwhile, first):
    scene = Scene(db)
    acts = [lambda connection, s: s.amended(connection), lambda connection, s: MEANWHILE[meanwhile](connection, s)]
    if first == "the other":
        acts.reverse()
    one_session, other = sessions(connect, IsolationLevel.REPEATABLE_READ)
    other.execute("SELECT count(*) FROM tb_pggit_intent")
    acts[0](one_session, scene)
    one_session.commit()
    attempt(other, acts[1], scene)
    check(db)


def test_many_who_register_amend_merge_and_end_at_once_leave_a_sound_registry(db, connect):
    """Everybody waits for everybody in the same order: nobody is in a deadlock, and no collision is missed."""
    kinds = ("int", "text", "bigint")

    def ddl(random):
        schema, table, column = random.choice(("public", "billing")), random.randrange(3), random.randrange(2)
        return random.choice((
            f"ALTER TABLE {schema}.t{table} ADD COLUMN c{column} {random.choice(kinds)}",
            f"ALTER TABLE {schema}.t{table} DROP COLUMN c{column}",
            f"CREATE INDEX i{column} ON {schema}.t{table} (c{column})",
            "DROP SCHEMA billing CASCADE",
        ))  # fmt: skip

    def work(number):
        random, connection, states = Random(number), connect(), []
        agent = f"claude-{number}"
        for _ in range(14):
            mine = [
                row["id"]
                for row in connection.execute(
                    "SELECT i.id FROM tb_pggit_intent AS i JOIN tb_pggit_status AS s USING (status)"
                    " WHERE s.is_active AND i.agent_id = %s ORDER BY i.created_at",
                    (agent,),
                ).fetchall()
            ]
            kind = random.choice(KINDS) if mine else "register"
            try:
                if kind == "register" or (kind == "merge" and len(mine) < 2):
                    register(connection, agent, ddl(random), feature=f"feature {random.randrange(4)}")
                elif kind == "amend":
                    amend(connection, random.choice(mine), ddl(random), ddl(random))
                elif kind == "merge":
                    call(connection, "pggit_merge_intents", intent_ids=mine[:2], agent_id=agent, feature_name="f 1")
                elif kind == "supersede":
                    one(connection, "pggit_supersede_intent", intent_id=mine[0], schema_changes=[ddl(random)])
                elif kind == "end":
                    mark(connection, mine[0], "abandoned")
                else:
                    rows = call(connection, "pggit_list_conflicts", reviewed=False)
                    rows = [row for row in rows if row["closed_at"] is None]
                    if rows:
                        resolve(connection, random.choice(rows)["id"])
            except psycopg.Error as error:
                # The intent of a conflict may have ended, or been amended, between the look and the call.
                assert error.sqlstate in ("40001", "PI001", "PI006"), (kind, error)
                states.append(error.sqlstate)
        return states

    db.execute("UPDATE tb_pggit_setting SET value = '0' WHERE name = 'conflict_messages'")
    with ThreadPoolExecutor(5) as workers:
        list(workers.map(work, range(5)))
    check(db)
    assert len(db.execute("SELECT FROM tb_pggit_intent WHERE superseded_by IS NOT NULL").fetchall()) > 3
    assert len(db.execute("SELECT FROM tb_pggit_intent WHERE revision > 1").fetchall()) > 3
