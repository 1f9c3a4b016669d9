"""With an idempotency key a registration that is tried again returns the first one, and writes nothing."""


import psycopg
import pytest
from psycopg import IsolationLevel

from harness import invariants
from steps import (
    ADD_A,
    ADD_B,
    ELSEWHERE,
    call,
    call_error,
    error_of,
    mark,
    messages,
    nothing_written,
    register,
    wait_until_blocked,
)

LEVELS = [IsolationLevel.READ_COMMITTED, IsolationLevel.REPEATABLE_READ, IsolationLevel.SERIALIZABLE]
INSERT = (
    "INSERT INTO tb_pggit_intent (agent_id, feature_name, schema_changes, idempotency_key)"
    " VALUES ('claude-a', 'f', %s, 'k')"
)


def test_the_second_call_returns_the_first_intent_says_so_and_writes_nothing(db):
    register(db, "claude-z", ADD_B)
    first = register(db, "claude-a", ADD_A, idempotency_key="PAY-17", metadata={"b": 1, "a": [2]})
    assert (first["idempotency_key"], first["status"]) == ("PAY-17", "conflicted")
    with nothing_written(db), messages(db) as heard:
        again = register(db, "claude-a", ADD_A, idempotency_key=" PAY-17 ", metadata={"a": [2], "b": 1})
    assert again == first
    (said,) = heard
    assert (said.severity, said.sqlstate) == ("NOTICE", "PI013")
    assert first["id"] in said.text and "Nothing was written" in said.detail


def test_what_has_become_of_it_meanwhile_is_returned(db):
    first = register(db, "claude-a", ADD_A, idempotency_key="k")
    mark(db, first["id"], "abandoned")
    again = register(db, "claude-a", ADD_A, idempotency_key="k")
    assert (again["id"], again["status"]) == (first["id"], "abandoned")


def test_without_a_key_and_with_another_agent_s_key_it_is_another_registration(db):
    ids = {
        register(db, agent, ELSEWHERE, feature="f", **more)["id"]
        for agent in ("claude-a", "claude-b")
        for more in ({}, {}, {"idempotency_key": "k"}, {"idempotency_key": "l"})
    }
    assert len(ids) == 8
    assert invariants.broken(db) == {}


@pytest.mark.parametrize(
    "other",
    [
        {"feature": "another"},
        {"schema_changes": [ADD_B]},
        {"schema_changes": [ADD_A, ADD_B]},
        {"tables_affected": ["orders"]},
        {"estimated_duration_ms": 5},
        {"risk_level": "high"},
        {"metadata": {"ticket": "x"}},
    ],
    ids=lambda other: next(iter(other)),
)
def test_a_key_that_stands_for_something_else_is_refused(db, other):
    first = register(db, "claude-a", ADD_A, feature="f", idempotency_key="k")
    arguments = {"feature_name": other.get("feature", "f"), "schema_changes": [ADD_A], **other}
    arguments.pop("feature", None)
    error = call_error(db, "pggit_register_intent", agent_id="claude-a", idempotency_key="k", **arguments)
    assert error.sqlstate == "PI007"
    assert first["id"] in error.message_detail and "another key" in error.message_hint


@pytest.mark.parametrize(("key", "sqlstate"), [("", "22023"), ("a\tb", "22023"), ("x" * 256, "22001")])
def test_an_impossible_key_is_refused(db, key, sqlstate):
    error = call_error(
        db,
        "pggit_register_intent",
        agent_id="claude-a",
        feature_name="f",
        schema_changes=[ADD_A],
        idempotency_key=key,
    )
    assert error.sqlstate == sqlstate
    assert "idempotency_key" in error.message_primary


def test_a_registration_that_was_rolled_back_leaves_its_key_free(db):
    with pytest.raises(psycopg.errors.DivisionByZero), db.transaction():
        gone = register(db, "claude-a", ADD_A, idempotency_key="k")
        db.execute("SELECT 1 / 0")
    row = register(db, "claude-a", ADD_B, idempotency_key="k")
    assert row["id"] != gone["id"]


def test_a_plain_insert_takes_the_key_and_is_refused_one_that_is_taken(db):
    db.execute(INSERT, ('["SELECT 1"]',))
    error = error_of(db, INSERT, ('["SELECT 1"]',))
    assert error.sqlstate == "23505"
    assert "registered before" in error.message_primary and "pggit_register_intent" in error.message_hint
    assert error_of(db, INSERT + " ON CONFLICT DO NOTHING", ('["SELECT 2"]',)).sqlstate == "PI007"
    (row,) = call(
        db,
        "pggit_register_intent",
        agent_id="claude-a",
        feature_name="f",
        schema_changes=["SELECT 1"],
        idempotency_key="k",
    )
    assert row == db.execute("SELECT * FROM tb_pggit_intent").fetchone()


def test_the_key_of_an_intent_cannot_be_changed(db):
    register(db, "claude-a", ADD_A, idempotency_key="k")
    assert error_of(db, "UPDATE tb_pggit_intent SET idempotency_key = 'l'").sqlstate == "PI003"
    assert error_of(db, "UPDATE tb_pggit_intent SET idempotency_key = NULL").sqlstate == "PI003"


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.name)
@pytest.mark.parametrize("end", ["commit", "rollback"])
def test_at_the_same_moment_the_second_waits_and_gets_the_first(db, connect, worker, level, end):
    one, other = connect(autocommit=False), connect(autocommit=False)
    one.isolation_level = other.isolation_level = level
    first = register(one, "claude-a", ADD_A, idempotency_key="k")
    later = worker.submit(register, other, "claude-a", ADD_A, idempotency_key="k")
    wait_until_blocked(db, other)
    getattr(one, end)()
    if end == "commit" and level != IsolationLevel.READ_COMMITTED:
        with pytest.raises(psycopg.errors.SerializationFailure):
            later.result()
        other.rollback()
        second = register(other, "claude-a", ADD_A, idempotency_key="k")
    else:
        second = later.result()
    other.commit()
    assert (second["id"] == first["id"]) == (end == "commit")
    assert db.execute("SELECT count(*) AS n FROM tb_pggit_intent").fetchone() == {"n": 1}
    assert invariants.broken(db) == {}


def test_a_snapshot_from_before_the_first_call_does_not_make_a_second_intent(db, connect):
    other = connect(autocommit=False)
    other.isolation_level = IsolationLevel.REPEATABLE_READ
    other.execute("SELECT 1")
    register(db, "claude-a", ADD_A, idempotency_key="k")
    with pytest.raises(psycopg.errors.SerializationFailure):
        register(other, "claude-a", ADD_A, idempotency_key="k")
