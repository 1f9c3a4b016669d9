"""Merging and superseding: a new intent takes the place of others, which end with a pointer to it."""

import psycopg
import pytest

from harness import invariants
from steps import (
    ADD_A,
    ADD_B,
    ADD_PLAN_INT,
    ADD_PLAN_TEXT,
    DROP_EMAIL,
    ELSEWHERE,
    INDEX_EMAIL,
    call,
    call_error,
    conflicts,
    intent,
    mark,
    one,
    register,
    resolve,
    status,
)


def merge(db, *intents, agent="claude-a", feature="joined", **more):
    """Merge intents."""
    ids = [row["id"] for row in intents]
    return one(db, "pggit_merge_intents", intent_ids=ids, agent_id=agent, feature_name=feature, **more)


def supersede(db, intent_id, *schema_changes, **more):
    """Supersede an intent."""
    return one(db, "pggit_supersede_intent", intent_id=intent_id, schema_changes=list(schema_changes), **more)


@pytest.fixture(autouse=True)
def sound(db):
    """Whatever a test does, the registry is sound afterwards and its history verifies."""
    yield
    assert invariants.broken(db) == {}
    assert [row["result"] for row in call(db, "pggit_verify_history")] == ["verified"]


def test_the_statements_stand_in_the_order_given_and_what_is_repeated_once(db):
    first = register(db, "claude-a", ADD_A, "CREATE INDEX i ON users (a); -- fast\nCREATE TABLE t (x int)")
    second = register(db, "claude-b", "alter  table USERS\nadd column A text; INSERT INTO t VALUES (1);", ELSEWHERE)
    third = register(db, "claude-c", "INSERT INTO t VALUES (1)", "create index I on public.users ( a )", ADD_A)
    made = merge(db, second, first, third)
    assert made["schema_changes"] == [
        "alter  table USERS\nadd column A text; INSERT INTO t VALUES (1);",
        ELSEWHERE,
        "CREATE INDEX i ON users (a); -- fast\nCREATE TABLE t (x int)",
        # Data, not DDL: whether it is meant twice nobody knows.
        "INSERT INTO t VALUES (1)",
        # Spelled with its schema it is not the same text in normal form.
        "create index I on public.users ( a )",
    ]
    assert (made["agent_id"], made["feature_name"], made["branch_name"]) == ("claude-a", "joined", "feature/joined_001")


def test_a_change_that_repeats_itself_is_left_as_it_is(db):
    first = register(db, "claude-a", "ANALYZE users", "DROP INDEX i; CREATE INDEX i ON users (a); DROP INDEX i")
    second = register(db, "claude-a", "DROP INDEX i; SELECT 1")
    assert merge(db, first, second)["schema_changes"] == [
        "ANALYZE users", "DROP INDEX i; CREATE INDEX i ON users (a); DROP INDEX i", "SELECT 1",
    ]  # fmt: skip


def test_after_a_set_the_same_words_may_mean_something_else(db):
    first, second = register(db, "claude-a", ADD_A), register(db, "claude-b", "SET search_path = shop", ADD_A)
    assert merge(db, first, second)["schema_changes"] == [ADD_A, "SET search_path = shop", ADD_A]


def test_the_others_end_with_a_pointer_and_their_conflicts_as_joined_forces(db):
    first, second = register(db, "claude-a", ADD_PLAN_TEXT), register(db, "claude-b", ADD_PLAN_INT)
    third = register(db, "claude-c", ADD_PLAN_INT)
    made = merge(db, first, second, reason="one plan for all", changed_by="lead")
    for old in (first, second):
        row = intent(db, old["id"])
        assert (row["status"], row["superseded_by"], row["conflicts_with"]) == ("abandoned", made["id"], [])
        told = one(db, "pggit_intent_status", intent_id=old["id"])["pggit_intent_status"]["history"][-1]
        assert (told["reason"], told["changed_by"]) == (f"merged into {made['id']}: one plan for all", "lead")
        assert told["superseded_by"] == made["id"]
    among = [row for row in conflicts(db, second["id"]) if first["id"] in (row["intent_a"], row["intent_b"])]
    assert {row["resolution"] for row in among} == {"joined_forces"}
    with_third = [row for row in conflicts(db, third["id"]) if row["intent_b"] in (first["id"], second["id"])]
    assert {(row["closed_at"] is None, row["resolution"]) for row in with_third} == {(False, None)}
    # The third meets the new one, which is the newcomer now.
    assert (status(db, third["id"]), made["status"]) == ("registered", "conflicted")
    assert made["conflicts_with"] == [third["id"]]
    first_row = one(db, "pggit_intent_status", intent_id=made["id"])["pggit_intent_status"]["history"][0]
    assert first_row["reason"] == f"in place of {first['id']}, {second['id']}: one plan for all"


def test_what_was_known_of_one_holds_for_all(db):
    first = register(db, "claude-a", ADD_A, tables_affected=["audit"], estimated_duration_ms=5, lease="1 hour")
    second = register(db, "claude-a", ADD_B, risk_level="high", estimated_duration_ms=7, lease="2 hours")
    made = merge(db, first, second)
    assert made["tables_affected"] == ["users", "audit"]
    assert (made["risk_level"], made["estimated_duration_ms"]) == ("high", 12)
    assert str(made["lease"]) == "2:00:00"
    third = register(db, "claude-a", ELSEWHERE, estimated_duration_ms=2**31 - 1)
    assert merge(db, made, third)["estimated_duration_ms"] == 2**31 - 1
    third = register(db, "claude-a", ELSEWHERE)
    made = merge(db, register(db, "claude-a", "DROP TABLE t"), third)
    assert (made["risk_level"], made["risk_reasons"][0]) == ("high", "statement 1 drops table t")


@pytest.mark.parametrize(
    ("ids", "agent", "sqlstate"),
    [
        (None, "claude-a", "22004"),
        ([], "claude-a", "22023"),
        (["first"], "claude-a", "22023"),
        (["first", "first"], "claude-a", "22023"),
        (["first", None], "claude-a", "22023"),
        (["first", "second", None], "claude-a", "22023"),
        (["first", "int_000000000000"], "claude-a", "P0002"),
        (["first", "ended"], "claude-a", "PI001"),
        (["first", "second"], None, "22004"),
        (["first", "second"], "pggit", "22023"),
    ],
)
def test_a_call_that_is_refused_leaves_nothing(db, ids, agent, sqlstate):
    rows = {"first": register(db, "claude-a", ADD_A), "second": register(db, "claude-b", ADD_B)}
    rows["ended"] = register(db, "claude-a", ELSEWHERE)
    mark(db, rows["ended"]["id"], "abandoned")
    given = ids and [rows[name]["id"] if name in rows else name for name in ids]
    diag = call_error(db, "pggit_merge_intents", intent_ids=given, agent_id=agent, feature_name="joined")
    assert (diag.sqlstate, bool(diag.message_hint)) == (sqlstate, True)


def test_only_who_may_act_for_all_of_them_or_a_coordinator_merges(db, connect, login):
    one_of, both = login(member_of=["pggit_agent"]), login(member_of=["pggit_agent"])
    for role, agents in ((one_of, ["claude-a"]), (both, ["claude-a", "claude-b"])):
        for agent in agents:
            call(db, "pggit_bind_agent", role_name=role, agent_id=agent)
    call(db, "pggit_set", name="agent_binding", value="on")
    rows = [register(db, agent, ddl) for agent, ddl in (("claude-a", ADD_A), ("claude-b", ADD_B))]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        merge(connect(user=one_of), *rows)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        merge(connect(user=both), *rows, agent="claude-c")
    made = merge(connect(user=both), *rows)
    assert made["status"] == "registered"
    other = register(db, "claude-c", ELSEWHERE)
    assert merge(connect(user=login(member_of=["pggit_coordinator"])), made, other)["agent_id"] == "claude-a"


def test_a_superseded_intent_gives_its_place_to_the_new_one(db):
    old = register(db, "claude-a", ADD_PLAN_TEXT, feature="plans", tables_affected=["audit"], metadata={"ticket": 7})
    other = register(db, "claude-b", ADD_PLAN_INT)
    mark(db, old["id"], "in_progress")
    new = supersede(db, old["id"], INDEX_EMAIL, reason="another way", changed_by="alice")
    assert (new["agent_id"], new["feature_name"], new["branch_name"]) == ("claude-a", "plans", "feature/plans_002")
    assert (new["status"], new["tables_affected"], new["metadata"]["ticket"]) == (
        "registered", ["users", "audit"], 7,
    )  # fmt: skip
    row = intent(db, old["id"])
    assert (row["status"], row["superseded_by"]) == ("abandoned", new["id"])
    # It had made the other one a newcomer in conflict, which is free now.
    assert status(db, other["id"]) == "registered"
    assert {row["closed_reason"] for row in conflicts(db, old["id"])} == {f"{old['id']} superseded by {new['id']}"}
    assert {row["resolution"] for row in conflicts(db, old["id"])} == {None}
    kinds = db.execute("SELECT payload FROM tb_pggit_event WHERE intent_id = %s ORDER BY id DESC LIMIT 1", (old["id"],))
    assert kinds.fetchone()["payload"]["superseded_by"] == new["id"]
    found = register(db, "claude-c", DROP_EMAIL)["conflicts_with"]
    assert sorted(found) == sorted([new["id"], other["id"]])


def test_a_superseding_intent_is_checked_as_every_registration(db):
    old, other = register(db, "claude-a", ELSEWHERE), register(db, "claude-b", ADD_PLAN_INT)
    new = supersede(db, old["id"], ADD_PLAN_TEXT, feature_name="more", tables_affected=[], metadata={})
    assert (new["status"], new["conflicts_with"], new["feature_name"]) == ("conflicted", [other["id"]], "more")
    diag = call_error(db, "pggit_supersede_intent", intent_id=new["id"], schema_changes=["ALTER TABEL x"])
    assert diag.sqlstate == "42601"
    diag = call_error(db, "pggit_supersede_intent", intent_id=old["id"], schema_changes=[ADD_A])
    assert diag.sqlstate == "PI001"
    for given in (None, []):
        diag = call_error(db, "pggit_supersede_intent", intent_id=new["id"], schema_changes=given)
        assert diag.sqlstate in ("22004", "22023")


def test_a_pointer_that_is_bent_is_found(db):
    old, other = register(db, "claude-a", ADD_A), register(db, "claude-a", ADD_B)
    supersede(db, old["id"], ELSEWHERE)
    with db.transaction(force_rollback=True):
        db.execute("ALTER TABLE tb_pggit_intent DISABLE TRIGGER USER")
        db.execute("UPDATE tb_pggit_intent SET superseded_by = %s WHERE id = %s", (other["id"], old["id"]))
        assert [row["chain"] for row in call(db, "pggit_verify_history")] == [old["id"]]


def test_a_review_with_a_third_party_is_not_handed_on(db):
    """It was of one of them, and the new one says more."""
    third = register(db, "claude-c", ADD_A)
    first, second = register(db, "claude-a", ADD_B), register(db, "claude-a", ELSEWHERE)
    for row in conflicts(db, first["id"]):
        resolve(db, row["id"])
    made = merge(db, first, second)
    assert (made["status"], made["conflicts_with"]) == ("conflicted", [third["id"]])
