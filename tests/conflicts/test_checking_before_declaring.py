"""check, compare and detect: what registering would find, without registering."""

import pytest

from steps import (
    ADD_A,
    ADD_B,
    ADD_PLAN_INT,
    ADD_PLAN_TEXT,
    DROP_EMAIL,
    ELSEWHERE,
    INDEX_EMAIL,
    call,
    conflicts,
    mark,
    nothing_written,
    register,
)

COLUMNS = [
    "intent_a",
    "agent_a",
    "feature_a",
    "intent_b",
    "agent_b",
    "feature_b",
    "conflict_type",
    "affected_objects",
    "severity",
    "outcome",
    "apply_first",
    "suggestions",
    "metadata",
]


def check(db, agent, *ddl, feature="mine", **more):
    """Check a change, which must leave no trace."""
    with nothing_written(db):
        return call(db, "pggit_check_conflicts", agent_id=agent, feature_name=feature, schema_changes=list(ddl), **more)


@pytest.mark.parametrize(
    ("there", "comes"),
    [
        (ADD_A, ADD_B),
        (ADD_PLAN_TEXT, ADD_PLAN_INT),
        (INDEX_EMAIL, DROP_EMAIL),
        (DROP_EMAIL, INDEX_EMAIL),
        (ADD_A, ELSEWHERE),
        ("SELECT 1", "DROP TABLE users"),
    ],
)
def test_checking_says_what_registering_then_finds(db, there, comes):
    first = register(db, "claude-a", there, feature="theirs")
    reports = check(db, "claude-b", comes, feature="theirs")
    second = register(db, "claude-b", comes, feature="theirs")
    found = conflicts(db, second["id"])
    assert [
        (r["conflict_type"], r["affected_objects"], r["severity"], r["outcome"], r["intent_b"]) for r in reports
    ] == [
        (c["conflict_type"], c["affected_objects"], c["severity"], c["predicted_outcome"], c["intent_b"]) for c in found
    ]
    for report, row in zip(reports, found):
        assert list(report) == COLUMNS
        assert report["intent_a"] is None
        assert (report["agent_a"], report["feature_a"]) == ("claude-b", "theirs")
        assert (report["agent_b"], report["feature_b"]) == ("claude-a", "theirs")
        assert report["apply_first"] == {first["id"]: first["id"], second["id"]: "a", None: None}[row["apply_first"]]
        assert report["suggestions"]


def test_an_agent_s_own_intents_are_left_out(db):
    register(db, "claude-a", ADD_PLAN_TEXT)
    assert check(db, "claude-a", ADD_PLAN_INT) == []
    assert check(db, " claude-a ", ADD_PLAN_INT) == []


def test_only_active_intents_count(db):
    row = register(db, "claude-a", ADD_A)
    assert len(check(db, "claude-b", ADD_B)) == 1
    mark(db, row["id"], "abandoned")
    assert check(db, "claude-b", ADD_B) == []


def test_several_others_are_told_oldest_first(db):
    rows = [register(db, f"claude-{n}", f"ALTER TABLE users ADD COLUMN c{n} int") for n in range(4)]
    assert [r["intent_b"] for r in check(db, "claude-z", ADD_A)] == [row["id"] for row in rows]


def test_tables_named_beside_the_ddl_are_checked_too(db):
    row = register(db, "claude-a", ADD_A)
    (report,) = check(db, "claude-b", "SELECT 1", tables_affected=["Users"])
    assert (report["intent_b"], report["conflict_type"]) == (row["id"], "table")


def test_severities_in_force_are_used(db):
    db.execute("UPDATE tb_pggit_conflict_rule SET severity_if_compatible = 'error' WHERE conflict_type = 'table'")
    register(db, "claude-a", ADD_A)
    assert [r["severity"] for r in check(db, "claude-b", ADD_B)] == ["error"]


def test_detecting_needs_no_intents_and_leaves_names_out(db):
    register(db, "claude-a", ADD_A)
    with nothing_written(db):
        reports = call(db, "pggit_detect_conflicts", schema_changes_a=[DROP_EMAIL], schema_changes_b=[INDEX_EMAIL])
    (report,) = [r for r in reports if r["conflict_type"] == "dependency"]
    assert list(report) == COLUMNS
    assert [report[name] for name in COLUMNS[:6]] == [None] * 6
    assert (report["outcome"], report["apply_first"], report["severity"]) == ("ordered", "b", "error")
    assert "the other change" in report["suggestions"][0].lower()


@pytest.mark.parametrize(("a", "b"), [(ADD_A, ADD_B), (ADD_PLAN_TEXT, ADD_PLAN_INT), (INDEX_EMAIL, DROP_EMAIL)])
def test_detecting_is_the_same_from_either_side(db, a, b):
    there = call(db, "pggit_detect_conflicts", schema_changes_a=[a], schema_changes_b=[b])
    back = call(db, "pggit_detect_conflicts", schema_changes_a=[b], schema_changes_b=[a])
    turned = {"a": "b", "b": "a", None: None}
    assert [(r["conflict_type"], r["affected_objects"], r["outcome"], r["apply_first"]) for r in there] == [
        (r["conflict_type"], r["affected_objects"], r["outcome"], turned[r["apply_first"]]) for r in back
    ]


def test_detecting_between_what_has_nothing_in_common_finds_nothing(db):
    assert call(db, "pggit_detect_conflicts", schema_changes_a=[ADD_A], schema_changes_b=[ELSEWHERE]) == []


def test_comparing_two_intents_says_what_registering_said(db):
    first = register(db, "claude-a", INDEX_EMAIL, feature="x")
    second = register(db, "claude-b", DROP_EMAIL, feature="x")
    with nothing_written(db):
        reports = call(db, "pggit_compare_intents", intent_a=second["id"], intent_b=first["id"])
    assert [(r["conflict_type"], r["severity"], r["outcome"], r["apply_first"]) for r in reports] == [
        (c["conflict_type"], c["severity"], c["predicted_outcome"], c["apply_first"])
        for c in conflicts(db, second["id"])
    ]
    for report in reports:
        assert (report["intent_a"], report["agent_a"], report["feature_a"]) == (second["id"], "claude-b", "x")
        assert (report["intent_b"], report["agent_b"], report["feature_b"]) == (first["id"], "claude-a", "x")


def test_comparing_works_for_one_agent_and_for_what_is_over(db):
    first, second = register(db, "claude-a", ADD_PLAN_TEXT), register(db, "claude-a", ADD_PLAN_INT)
    mark(db, first["id"], "abandoned")
    reports = call(db, "pggit_compare_intents", intent_a=first["id"], intent_b=second["id"])
    assert "column" in {r["conflict_type"] for r in reports}


def test_comparing_counts_tables_named_beside_the_ddl(db):
    first = register(db, "claude-a", "SELECT 1", tables_affected=["users"])
    second = register(db, "claude-b", ADD_B)
    reports = call(db, "pggit_compare_intents", intent_a=first["id"], intent_b=second["id"])
    assert [r["conflict_type"] for r in reports] == ["table"]
