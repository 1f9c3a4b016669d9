"""How conflicts end and come back, and what that does to the intents on both sides."""

import pytest

from steps import (
    ADD_A,
    ADD_B,
    ADD_PLAN_INT,
    ADD_PLAN_TEXT,
    DROP_EMAIL,
    INDEX_EMAIL,
    call,
    call_error,
    conflict,
    conflicts,
    intent,
    mark,
    one,
    register,
    resolve,
    status,
)

ADD_C = "ALTER TABLE users ADD COLUMN c text"


def pair(db, there=ADD_A, comes=ADD_B):
    """Register two intents that collide."""
    return register(db, "claude-a", there), register(db, "claude-b", comes)


def test_the_last_resolution_frees_the_newcomer(db):
    _, second = pair(db, ADD_PLAN_TEXT, ADD_PLAN_INT)
    open_ones = conflicts(db, second["id"])
    for n, found in enumerate(open_ones, 1):
        resolve(db, found["id"])
        assert status(db, second["id"]) == ("registered" if n == len(open_ones) else "conflicted")
    row = intent(db, second["id"])
    assert row["conflicts_with"] == []
    assert row["status_before_conflict"] is None


def test_with_two_others_each_leaves_conflicts_with_in_turn(db):
    first, second = pair(db)
    third = register(db, "claude-c", ADD_C)
    by_other = {c["intent_b"]: c["id"] for c in conflicts(db, third["id"])}
    resolve(db, by_other[first["id"]])
    assert intent(db, third["id"])["conflicts_with"] == [second["id"]]
    assert status(db, third["id"]) == "conflicted"
    resolve(db, by_other[second["id"]])
    assert intent(db, third["id"])["conflicts_with"] == []
    assert status(db, third["id"]) == "registered"


def test_resolving_returns_the_conflict_s_row(db):
    _, second = pair(db)
    row = resolve(db, conflicts(db, second["id"])[0]["id"], "b waits for a", reviewed_by="alice")
    assert row["reviewed"] is True and row["reviewed_at"] is not None
    assert (row["resolution_notes"], row["reviewed_by"], row["closed_reason"]) == ("b waits for a", "alice", "reviewed")
    assert row["closed_at"] == row["reviewed_at"]
    assert row == conflicts(db, second["id"])[0]


def test_who_resolved_is_the_role_when_nobody_is_named(db, connect):
    _, second = pair(db)
    row = resolve(connect(role="pggit_coordinator"), conflicts(db, second["id"])[0]["id"])
    assert row["reviewed_by"] == "pggit_coordinator"


def test_abandoning_the_one_that_was_there_frees_the_newcomer(db):
    first, second = pair(db, ADD_PLAN_TEXT, ADD_PLAN_INT)
    mark(db, first["id"], "abandoned")
    row = intent(db, second["id"])
    assert (row["status"], row["conflicts_with"]) == ("registered", [])
    for found in conflicts(db, second["id"]):
        assert found["closed_at"] is not None
        assert found["closed_reason"] == f"{first['id']} abandoned"
        assert found["reviewed"] is False


def test_abandoning_the_newcomer_leaves_the_other_as_it_is(db):
    first, second = pair(db)
    before = intent(db, first["id"])
    row = mark(db, second["id"], "abandoned")
    assert (row["status"], row["conflicts_with"]) == ("abandoned", [])
    assert row == intent(db, second["id"])
    assert intent(db, first["id"]) == before
    assert conflicts(db, first["id"], only_open=True) == []


def test_abandoning_one_of_two_others_leaves_the_newcomer_conflicted(db):
    first, second = pair(db)
    third = register(db, "claude-c", ADD_C)
    mark(db, first["id"], "abandoned")
    row = intent(db, third["id"])
    assert (row["status"], row["conflicts_with"]) == ("conflicted", [second["id"]])
    assert status(db, second["id"]) == "registered"


def test_merging_what_has_to_go_first_settles_the_conflict(db):
    first, second = pair(db, INDEX_EMAIL, DROP_EMAIL)
    assert conflict(db, second["id"], "dependency")["apply_first"] == first["id"]
    mark(db, first["id"], "in_progress")
    mark(db, first["id"], "completed")
    assert status(db, second["id"]) == "conflicted"
    mark(db, first["id"], "merged")
    found = conflict(db, second["id"], "dependency")
    assert found["closed_reason"] == f"{first['id']} merged"
    assert status(db, second["id"]) == "registered"


def test_merging_the_newcomer_that_has_to_go_first_settles_it_too(db):
    first, second = pair(db, DROP_EMAIL, INDEX_EMAIL)
    resolve(db, conflict(db, second["id"], "dependency")["id"], "index first", severity="warning", reviewed=False)
    for step in ("in_progress", "completed", "merged"):
        row = mark(db, second["id"], step)
    assert row["conflicts_with"] == []
    assert conflict(db, second["id"], "dependency")["closed_reason"] == f"{second['id']} merged"
    assert status(db, first["id"]) == "registered"


def test_merging_what_has_to_go_second_settles_nothing(db):
    first, second = pair(db, DROP_EMAIL, INDEX_EMAIL)
    for step in ("in_progress", "completed", "merged"):
        mark(db, first["id"], step)
    assert conflict(db, second["id"], "dependency")["closed_at"] is None
    assert status(db, second["id"]) == "conflicted"


@pytest.mark.parametrize(("there", "comes"), [(ADD_A, ADD_B), (ADD_PLAN_TEXT, ADD_PLAN_INT)])
def test_merging_settles_nothing_that_has_no_order(db, there, comes):
    first, second = pair(db, there, comes)
    for step in ("in_progress", "completed", "merged"):
        mark(db, first["id"], step)
    assert conflicts(db, second["id"], only_open=True) == conflicts(db, second["id"])
    row = intent(db, second["id"])
    assert (row["status"], row["conflicts_with"]) == ("conflicted", [first["id"]])
    for found in conflicts(db, second["id"]):
        resolve(db, found["id"])
    assert status(db, second["id"]) == "registered"


def test_in_progress_stays_in_progress_when_its_last_warning_is_resolved(db):
    _, second = pair(db)
    mark(db, second["id"], "in_progress")
    resolve(db, conflicts(db, second["id"])[0]["id"])
    row = intent(db, second["id"])
    assert (row["status"], row["conflicts_with"]) == ("in_progress", [])


@pytest.mark.parametrize("path", [[], ["in_progress"], ["in_progress", "completed"]], ids=str)
def test_reopening_makes_the_newcomer_conflicted_and_closing_gives_its_status_back(db, path):
    _, second = pair(db)
    found = conflicts(db, second["id"])[0]
    resolve(db, found["id"])
    for step in path:
        mark(db, second["id"], step)
    former = status(db, second["id"])
    reopened = resolve(db, found["id"], "not settled after all", reviewed=False)
    assert (reopened["reviewed"], reopened["reviewed_at"], reopened["closed_at"], reopened["closed_reason"]) == (
        (False,) + (None,) * 3
    )
    row = intent(db, second["id"])
    assert (row["status"], row["status_before_conflict"]) == ("conflicted", former)
    assert row["conflicts_with"] == second["conflicts_with"]
    resolve(db, found["id"], "now it is")
    row = intent(db, second["id"])
    assert (row["status"], row["conflicts_with"], row["status_before_conflict"]) == (former, [], None)


def test_reopening_one_while_another_is_open_adds_its_other_side(db):
    first, second = pair(db)
    third = register(db, "claude-c", ADD_C)
    by_other = {c["intent_b"]: c["id"] for c in conflicts(db, third["id"])}
    resolve(db, by_other[first["id"]])
    resolve(db, by_other[first["id"]], "again", reviewed=False)
    assert sorted(intent(db, third["id"])["conflicts_with"]) == sorted([first["id"], second["id"]])


@pytest.mark.parametrize("ended", ["there", "newcomer"])
def test_a_conflict_of_an_intent_that_is_final_is_not_reopened(db, ended):
    first, second = pair(db)
    found = conflicts(db, second["id"])[0]
    resolve(db, found["id"])
    gone = first if ended == "there" else second
    mark(db, gone["id"], "abandoned")
    error = call_error(db, "pggit_resolve_conflict", conflict_id=found["id"], resolution_notes="again", reviewed=False)
    assert error.sqlstate == "PI006"
    assert gone["id"] in error.message_detail and "abandoned" in error.message_detail
    assert error.message_hint


def test_a_conflict_that_fell_away_can_be_reviewed_and_stays_closed(db):
    first, second = pair(db)
    mark(db, first["id"], "abandoned")
    found = conflicts(db, second["id"])[0]
    row = resolve(db, found["id"], "for the record")
    assert row["reviewed"] is True
    assert (row["closed_at"], row["closed_reason"]) == (found["closed_at"], found["closed_reason"])
    assert status(db, second["id"]) == "registered"


def test_reviewing_twice_keeps_the_first_time_and_the_last_notes(db):
    _, second = pair(db)
    found = conflicts(db, second["id"])[0]
    first_time = resolve(db, found["id"], "one")
    again = resolve(db, found["id"], "two", severity="Error")
    assert again["reviewed_at"] == first_time["reviewed_at"]
    assert again["closed_at"] == first_time["closed_at"]
    assert (again["resolution_notes"], again["severity"]) == ("two", "error")


def test_a_note_alone_closes_nothing(db):
    _, second = pair(db)
    row = resolve(db, conflicts(db, second["id"])[0]["id"], "asked claude-a", reviewed=False)
    assert (row["reviewed"], row["closed_at"], row["resolution_notes"]) == (False, None, "asked claude-a")
    assert status(db, second["id"]) == "conflicted"


def test_a_coordinator_resolves_by_plain_update_just_as_well(db, connect):
    _, second = pair(db)
    connect(role="pggit_coordinator").execute(
        "UPDATE tb_pggit_conflict SET reviewed = true, resolution_notes = 'agreed', reviewed_by = 'alice'"
    )
    found = conflicts(db, second["id"])[0]
    assert found["reviewed_at"] is not None
    assert (found["closed_reason"], found["closed_at"]) == ("reviewed", found["reviewed_at"])
    row = intent(db, second["id"])
    assert (row["status"], row["conflicts_with"]) == ("registered", [])


def test_list_conflicts_is_newest_first_and_filters(db):
    _, second = pair(db)
    register(db, "claude-d", ADD_PLAN_TEXT.replace("users", "people"))
    fourth = register(db, "claude-e", ADD_PLAN_INT.replace("users", "people"))
    every = call(db, "pggit_list_conflicts")
    assert [row["id"] for row in every] == sorted((row["id"] for row in every), reverse=True)
    assert {row["intent_a"] for row in every} == {second["id"], fourth["id"]}
    assert {row["severity"] for row in call(db, "pggit_list_conflicts", severity="ERROR")} == {"error"}
    warnings = call(db, "pggit_list_conflicts", severity="Warning")
    assert len(warnings) + len(call(db, "pggit_list_conflicts", severity="error")) == len(every)
    settled = resolve(db, warnings[0]["id"])
    assert [row["id"] for row in call(db, "pggit_list_conflicts", reviewed=True)] == [settled["id"]]
    assert settled["id"] not in {row["id"] for row in call(db, "pggit_list_conflicts", reviewed=False)}


def test_get_conflicts_shows_either_side_open_and_closed(db):
    first, second = pair(db)
    third = register(db, "claude-c", ADD_C)
    resolve(db, conflicts(db, second["id"])[0]["id"])
    assert {(c["intent_a"], c["intent_b"]) for c in call(db, "pggit_get_conflicts", intent_id=second["id"])} == {
        (second["id"], first["id"]),
        (third["id"], second["id"]),
    }
    assert one(db, "pggit_get_intent", intent_id=third["id"])["status"] == "conflicted"
