"""conflicted -> in_progress: refused while what the setting start_requires asks for is missing."""

import psycopg
import pytest

from steps import (
    ADD_A,
    ADD_B,
    ADD_PLAN_INT,
    ADD_PLAN_TEXT,
    call_error,
    conflict,
    conflicts,
    error_of,
    mark,
    register,
    resolve,
    status,
)


def setting(db, value):
    """Set what a start requires."""
    db.execute("UPDATE tb_pggit_setting SET value = %s WHERE name = 'start_requires'", (value,))


def with_errors(db):
    """Register two intents that add the same column; return the newcomer, whose conflicts include an error."""
    register(db, "claude-a", ADD_PLAN_TEXT)
    return register(db, "claude-b", ADD_PLAN_INT)


def with_a_warning(db):
    """Register two intents that only meet on the table; return the newcomer."""
    register(db, "claude-a", ADD_A)
    return register(db, "claude-b", ADD_B)


def test_an_unreviewed_error_stands_in_the_way_and_is_named(db):
    row = with_errors(db)
    error = call_error(db, "pggit_mark_in_progress", intent_id=row["id"])
    assert error.sqlstate == "PI002"
    found = conflict(db, row["id"], "column")
    assert f"conflict {found['id']}: column with {found['intent_b']}" in error.message_detail
    assert "pggit_resolve_conflict" in error.message_hint
    assert status(db, row["id"]) == "conflicted"


def test_a_plain_update_is_refused_too(db):
    row = with_errors(db)
    error = error_of(db, "UPDATE tb_pggit_intent SET status = 'in_progress' WHERE id = %s", (row["id"],))
    assert error.sqlstate == "PI002"


def test_warnings_do_not_stand_in_the_way(db):
    row = with_a_warning(db)
    moved = mark(db, row["id"], "in_progress")
    assert moved["status"] == "in_progress"
    assert moved["conflicts_with"] == row["conflicts_with"] != []


def test_once_the_errors_are_resolved_it_starts(db):
    row = with_errors(db)
    for found in conflicts(db, row["id"]):
        if found["severity"] == "error":
            resolve(db, found["id"])
    assert mark(db, row["id"], "in_progress")["status"] == "in_progress"


def test_an_error_that_is_set_to_warning_does_not_stand_in_the_way(db):
    row = with_errors(db)
    resolve(db, conflict(db, row["id"], "column")["id"], "not that bad", severity="WARNING", reviewed=False)
    assert status(db, row["id"]) == "conflicted"
    assert mark(db, row["id"], "in_progress")["status"] == "in_progress"


def test_a_warning_that_is_set_to_error_stands_in_the_way(db):
    row = with_a_warning(db)
    resolve(db, conflicts(db, row["id"])[0]["id"], "worse than it looks", severity="error", reviewed=False)
    assert call_error(db, "pggit_mark_in_progress", intent_id=row["id"]).sqlstate == "PI002"


def test_the_side_that_was_there_is_not_held_up(db):
    first = register(db, "claude-a", ADD_PLAN_TEXT)
    register(db, "claude-b", ADD_PLAN_INT)
    assert mark(db, first["id"], "in_progress")["status"] == "in_progress"


@pytest.mark.parametrize(
    ("value", "warnings_allow", "errors_allow"),
    [("no_unreviewed_error", True, False), ("no_open_conflict", False, False), ("nothing", True, True)],
)
def test_the_setting_tightens_and_relaxes(db, value, warnings_allow, errors_allow):
    setting(db, value)
    for make, allows in ((with_a_warning, warnings_allow), (with_errors, errors_allow)):
        row = make(db)
        if allows:
            assert mark(db, row["id"], "in_progress")["status"] == "in_progress"
        else:
            error = call_error(db, "pggit_mark_in_progress", intent_id=row["id"])
            assert error.sqlstate == "PI002"
            assert error.message_hint
        for left in db.execute("SELECT id FROM tb_pggit_intent WHERE status <> 'abandoned'").fetchall():
            mark(db, left["id"], "abandoned")


def test_with_no_open_conflict_required_every_open_one_is_named(db):
    setting(db, "no_open_conflict")
    row = with_errors(db)
    detail = call_error(db, "pggit_mark_in_progress", intent_id=row["id"]).message_detail
    for found in conflicts(db, row["id"]):
        assert f"conflict {found['id']}:" in detail


@pytest.mark.parametrize("value", ["everything", "", "no"])
def test_a_value_that_does_not_exist_is_refused(db, value):
    with pytest.raises(psycopg.errors.InvalidParameterValue), db.transaction():
        setting(db, value)


def test_a_coordinator_sets_it_and_an_agent_does_not(connect):
    setting(connect(role="pggit_coordinator"), "nothing")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        setting(connect(role="pggit_agent"), "nothing")
