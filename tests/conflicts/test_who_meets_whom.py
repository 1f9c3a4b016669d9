"""Which intents a newcomer is found to be in conflict with."""

import pytest

from steps import (
    ADD_A,
    ADD_B,
    ADD_PLAN_INT,
    ADD_PLAN_TEXT,
    DROP_EMAIL,
    ELSEWHERE,
    INDEX_EMAIL,
    conflict,
    conflicts,
    intent,
    mark,
    register,
    resolve,
)

ADD_C = "ALTER TABLE users ADD COLUMN c text"


def others(db, row):
    """Return the other sides of an intent's open conflicts."""
    return sorted({c["intent_b"] for c in conflicts(db, row["id"], only_open=True) if c["intent_a"] == row["id"]})


def test_three_agents_on_one_table(db):
    first = register(db, "claude-a", ADD_A)
    second = register(db, "claude-b", ADD_B)
    third = register(db, "claude-c", ADD_C)
    assert [intent(db, row["id"])["status"] for row in (first, second, third)] == [
        "registered",
        "conflicted",
        "conflicted",
    ]
    assert first["conflicts_with"] == []
    assert second["conflicts_with"] == [first["id"]]
    assert sorted(third["conflicts_with"]) == sorted([first["id"], second["id"]])
    assert others(db, third) == sorted([first["id"], second["id"]])
    assert intent(db, first["id"])["conflicts_with"] == []


def test_a_conflicted_intent_is_seen_by_everybody_who_comes_later(db):
    rows = [register(db, f"claude-{n}", f"ALTER TABLE users ADD COLUMN c{n} int") for n in range(6)]
    for n, row in enumerate(rows):
        assert sorted(row["conflicts_with"]) == sorted(earlier["id"] for earlier in rows[:n])


def test_a_conflict_s_row_says_everything(db):
    first = register(db, "claude-a", ADD_PLAN_TEXT)
    second = register(db, "claude-b", ADD_PLAN_INT)
    row = conflict(db, second["id"], "column")
    assert (row["intent_a"], row["intent_b"]) == (second["id"], first["id"])
    assert row["affected_objects"] == ["users.plan"]
    assert row["severity"] == "error"
    assert row["predicted_outcome"] == "incompatible"
    assert row["proven_outcome"] is None and row["proven_at"] is None
    assert row["apply_first"] is None
    assert row["reviewed"] is False and row["reviewed_at"] is None and row["reviewed_by"] is None
    assert row["closed_at"] is None and row["closed_reason"] is None
    assert row["created_at"] >= first["created_at"]
    suggestion = row["resolution_suggestions"][0]
    for fact in ("claude-a", first["feature_name"], first["branch_name"], "users.plan"):
        assert fact in suggestion


def test_one_row_per_pair_and_type_with_all_objects(db):
    register(db, "claude-a", ADD_A, "ALTER TABLE orders ADD COLUMN a int", feature="x")
    second = register(db, "claude-b", "ALTER TABLE orders ADD COLUMN b int", ADD_B, feature="x")
    found = {c["conflict_type"]: c["affected_objects"] for c in conflicts(db, second["id"])}
    assert found == {"table": ["orders", "users"], "timing": ["x"]}


@pytest.mark.parametrize(
    ("there", "comes", "conflict_type", "severity", "outcome", "first"),
    [
        (ADD_A, ADD_B, "table", "warning", "compatible", None),
        (ADD_PLAN_TEXT, ADD_PLAN_INT, "column", "error", "incompatible", None),
        (
            "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql RETURN 1",
            "CREATE FUNCTION f(b integer) RETURNS int LANGUAGE sql RETURN 2",
            "function",
            "error",
            "incompatible",
            None,
        ),
        ("CREATE INDEX i ON users (a)", "CREATE INDEX i ON users (b)", "index", "warning", "incompatible", None),
        (
            "ALTER TABLE users ADD CONSTRAINT c CHECK (a > 0)",
            "ALTER TABLE users ADD CONSTRAINT c CHECK (b > 0)",
            "constraint",
            "warning",
            "incompatible",
            None,
        ),
        (INDEX_EMAIL, DROP_EMAIL, "dependency", "error", "ordered", "there"),
        (DROP_EMAIL, INDEX_EMAIL, "dependency", "error", "ordered", "newcomer"),
        ("CREATE VIEW v AS SELECT 1", "CREATE VIEW v AS SELECT 2", "object", "error", "incompatible", None),
    ],
)
def test_each_kind_of_conflict(db, there, comes, conflict_type, severity, outcome, first):
    rows = {"there": register(db, "claude-a", there), "newcomer": register(db, "claude-b", comes)}
    row = conflict(db, rows["newcomer"]["id"], conflict_type)
    assert (row["severity"], row["predicted_outcome"]) == (severity, outcome)
    assert row["apply_first"] == (rows[first]["id"] if first else None)
    assert row["resolution_suggestions"]


def test_the_same_feature_of_two_agents_is_a_conflict_of_its_own(db):
    register(db, "claude-a", ADD_A, feature="search")
    second = register(db, "claude-b", ELSEWHERE, feature="search")
    (row,) = conflicts(db, second["id"])
    assert (row["conflict_type"], row["severity"], row["affected_objects"]) == ("timing", "warning", ["search"])


def test_an_agent_is_not_in_conflict_with_itself(db):
    register(db, "claude-a", ADD_PLAN_TEXT, feature="x")
    again = register(db, "claude-a", ADD_PLAN_INT, "DROP TABLE users", feature="x")
    assert (again["status"], conflicts(db, again["id"])) == ("registered", [])


@pytest.mark.parametrize("path", [[], ["in_progress"], ["in_progress", "completed"]], ids=str)
def test_an_active_intent_collides(db, path):
    first = register(db, "claude-a", ADD_A)
    for step in path:
        mark(db, first["id"], step)
    assert others(db, register(db, "claude-b", ADD_B)) == [first["id"]]
    assert intent(db, first["id"])["status"] == (path or ["registered"])[-1]


@pytest.mark.parametrize("path", [["in_progress", "completed", "merged"], ["abandoned"]], ids=str)
def test_a_final_intent_does_not_collide(db, path):
    first = register(db, "claude-a", ADD_A)
    for step in path:
        mark(db, first["id"], step)
    assert others(db, register(db, "claude-b", ADD_B, feature=first["feature_name"])) == []


def test_a_resolved_conflict_does_not_hide_the_intents_from_others(db):
    first, second = register(db, "claude-a", ADD_A), register(db, "claude-b", ADD_B)
    resolve(db, conflicts(db, second["id"])[0]["id"])
    assert others(db, register(db, "claude-c", ADD_C)) == sorted([first["id"], second["id"]])


def test_what_touches_nothing_in_common_is_no_conflict(db):
    register(db, "claude-a", ADD_A)
    second = register(db, "claude-b", ELSEWHERE)
    assert (second["status"], second["conflicts_with"], conflicts(db, second["id"])) == ("registered", [], [])


@pytest.mark.parametrize("spelling", ["USERS", "public.users", 'Public."users"', "ONLY users", "IF EXISTS users"])
def test_one_table_in_several_spellings_is_one_table(db, spelling):
    first = register(db, "claude-a", ADD_A)
    assert others(db, register(db, "claude-b", f"ALTER TABLE {spelling} ADD COLUMN b int")) == [first["id"]]


@pytest.mark.parametrize("spelling", ['"Users"', "billing.users", "users2"])
def test_another_table_is_another_table(db, spelling):
    register(db, "claude-a", ADD_A)
    assert others(db, register(db, "claude-b", f"ALTER TABLE {spelling} ADD COLUMN b int")) == []


def test_two_who_only_use_a_table_do_not_collide(db):
    register(db, "claude-a", "CREATE TABLE a (user_id int REFERENCES users (id))")
    second = register(db, "claude-b", "CREATE TABLE b (user_id int REFERENCES users (id))")
    assert others(db, second) == []


def test_who_drops_a_schema_meets_who_works_in_it(db):
    first = register(db, "claude-a", "CREATE TABLE billing.invoices (id int)")
    assert others(db, register(db, "claude-b", "DROP SCHEMA billing CASCADE")) == [first["id"]]
    assert others(db, register(db, "claude-c", "CREATE TABLE billing.payments (id int)")) != []


def test_severities_can_be_set_per_type(db, connect):
    coordinator = connect(role="pggit_coordinator")
    coordinator.execute(
        "UPDATE tb_pggit_conflict_rule SET severity_if_compatible = 'error' WHERE conflict_type = 'table'"
    )
    coordinator.execute("UPDATE tb_pggit_conflict_rule SET severity = 'warning' WHERE conflict_type = 'column'")
    register(db, "claude-a", ADD_A, ADD_PLAN_TEXT.replace("users", "people"))
    second = register(db, "claude-b", ADD_B, ADD_PLAN_INT.replace("users", "people"))
    assert conflict(db, second["id"], "column")["severity"] == "warning"
    third = register(db, "claude-c", ADD_C)
    assert {c["severity"] for c in conflicts(db, third["id"])} == {"error"}
