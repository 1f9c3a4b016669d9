"""Which status changes are allowed: exactly those in tb_pggit_transition, with what they need."""

import itertools

import psycopg
import pytest

from steps import ADD_A, ADD_B, ELSEWHERE, call_error, conflicts, error_of, intent, mark, register, resolve, status

STATUSES = ["registered", "conflicted", "in_progress", "completed", "merged", "abandoned"]
FINAL = {"merged", "abandoned"}

# What people may do, and what follows from conflicts; anything else is refused.
ALLOWED = {
    ("registered", "in_progress"),
    ("conflicted", "in_progress"),
    ("in_progress", "completed"),
    ("completed", "merged"),
    ("registered", "abandoned"),
    ("conflicted", "abandoned"),
    ("in_progress", "abandoned"),
    ("completed", "abandoned"),
}
FOLLOWS = {
    ("registered", "conflicted"),
    ("in_progress", "conflicted"),
    ("completed", "conflicted"),
    ("conflicted", "registered"),
    ("conflicted", "completed"),
}
PATHS = {
    "registered": [],
    "in_progress": ["in_progress"],
    "completed": ["in_progress", "completed"],
    "merged": ["in_progress", "completed", "merged"],
    "abandoned": ["abandoned"],
}
MARKABLE = ["in_progress", "completed", "merged", "abandoned"]


def intent_in(db, wanted):
    """Register an intent and bring it to a status; a conflicted one has an open warning."""
    if wanted == "conflicted":
        register(db, "claude-a", ADD_A)
        row = register(db, "claude-b", ADD_B)
    else:
        row = register(db, "claude-b", ELSEWHERE)
        for step in PATHS[wanted]:
            row = mark(db, row["id"], step)
    assert row["status"] == wanted
    return row


def test_the_table_of_transitions_is_the_one_that_people_know(db):
    rows = db.execute("SELECT old_status, new_status, needs FROM tb_pggit_transition").fetchall()
    assert {(r["old_status"], r["new_status"]) for r in rows} == ALLOWED | FOLLOWS
    needs = {(r["old_status"], r["new_status"]): r["needs"] for r in rows}
    assert needs.pop(("conflicted", "in_progress")) == "start_requires"
    for (old, new), need in needs.items():
        expected = "open_conflict" if new == "conflicted" else "nothing"
        assert need == ("no_open_conflict" if (old, new) in FOLLOWS and old == "conflicted" else expected)


def test_the_statuses_are_known_and_two_of_them_are_final(db):
    rows = db.execute("SELECT status, is_active FROM tb_pggit_status ORDER BY position").fetchall()
    assert [row["status"] for row in rows] == STATUSES
    assert {row["status"] for row in rows if not row["is_active"]} == FINAL


@pytest.mark.parametrize("old", STATUSES)
def test_the_functions_allow_and_refuse_what_the_table_says(db, old):
    for new in MARKABLE:
        row = intent_in(db, old)
        if (old, new) in ALLOWED:
            assert mark(db, row["id"], new) == intent(db, row["id"])
            assert status(db, row["id"]) == new
        else:
            error = call_error(db, f"pggit_mark_{new}", intent_id=row["id"])
            # conflicted -> completed is in the table, but a conflict is open
            assert error.sqlstate == ("PI002" if (old, new) in FOLLOWS else "PI001"), (old, new)
            assert row["id"] in error.message_primary and new in error.message_primary
            assert error.message_hint
            assert status(db, row["id"]) == old
        for left in db.execute("SELECT id FROM tb_pggit_intent WHERE status NOT IN ('merged', 'abandoned')").fetchall():
            mark(db, left["id"], "abandoned")


@pytest.mark.parametrize("role", ["postgres", "pggit_owner", "pggit_coordinator"])
@pytest.mark.parametrize("old", STATUSES)
def test_a_plain_update_allows_and_refuses_the_same(db, role, old):
    row = intent_in(db, old)
    db.execute(f"SET ROLE {role}")
    for new in STATUSES:
        update = f"UPDATE tb_pggit_intent SET status = '{new}' WHERE id = '{row['id']}' RETURNING status"
        if new == old:
            assert db.execute(update).fetchone()["status"] == new
        elif (old, new) in ALLOWED:
            with db.transaction(force_rollback=True):
                assert db.execute(update).fetchone()["status"] == new
        else:
            with pytest.raises(psycopg.Error) as caught, db.transaction():
                db.execute(update)
            # conflicted -> registered is in the table, but a conflict is open
            expected = "PI002" if (old, new) in FOLLOWS and old == "conflicted" else "PI001"
            assert caught.value.diag.sqlstate == expected, (old, new)
            assert caught.value.diag.message_hint
        assert status(db, row["id"]) == old


@pytest.mark.parametrize("value", ["done", "", "registred", "merged;"])
def test_a_status_that_does_not_exist_is_refused_and_those_that_do_are_named(db, value):
    row = register(db)
    error = error_of(db, "UPDATE tb_pggit_intent SET status = %s WHERE id = %s", (value, row["id"]))
    assert error.sqlstate == "22023"
    assert f'status "{value}"' in error.message_primary
    assert ", ".join(STATUSES) in error.message_hint


def test_no_status_at_all_is_refused(db):
    register(db)
    assert error_of(db, "UPDATE tb_pggit_intent SET status = NULL").sqlstate in ("PI001", "22004", "23502")


@pytest.mark.parametrize("value", ["In_Progress", "IN_PROGRESS", " in_progress "])
def test_a_status_is_taken_in_any_case(db, value):
    row = register(db)
    db.execute("UPDATE tb_pggit_intent SET status = %s WHERE id = %s", (value, row["id"]))
    assert status(db, row["id"]) == "in_progress"


@pytest.mark.parametrize("new", MARKABLE)
def test_what_is_there_already_is_said(db, new):
    row = intent_in(db, new)
    error = call_error(db, f"pggit_mark_{new}", intent_id=row["id"])
    assert error.sqlstate == "PI001"
    assert "already" in error.message_primary


def test_what_is_possible_instead_is_said(db):
    row = register(db)
    error = call_error(db, "pggit_mark_merged", intent_id=row["id"])
    assert error.message_detail == "From registered it can become: in_progress, abandoned."
    mark(db, row["id"], "abandoned")
    assert "final" in call_error(db, "pggit_mark_merged", intent_id=row["id"]).message_detail


def test_one_update_may_move_several_intents(db, connect):
    rows = [register(db, f"claude-{n}", f"ALTER TABLE users ADD COLUMN c{n} int") for n in range(4)]
    moved = (
        connect(role="pggit_coordinator")
        .execute("UPDATE tb_pggit_intent SET status = 'abandoned' RETURNING *")
        .fetchall()
    )
    assert {row["id"] for row in moved} == {row["id"] for row in rows}
    assert all(row["status"] == "abandoned" and row["conflicts_with"] == [] for row in moved)
    assert all(c["closed_at"] for row in rows for c in conflicts(db, row["id"]))


def test_one_update_in_which_a_single_row_is_refused_moves_none(db):
    first, second = register(db, "claude-a", ADD_A), register(db, "claude-b", ELSEWHERE)
    mark(db, second["id"], "abandoned")
    assert error_of(db, "UPDATE tb_pggit_intent SET status = 'in_progress'").sqlstate == "PI001"
    assert status(db, first["id"]) == "registered"


def test_a_team_can_add_a_status(db):
    db.execute(
        "INSERT INTO tb_pggit_status (status, is_active, position, description)"
        " VALUES ('in_review', true, 45, 'Under review')"
    )
    db.execute(
        "INSERT INTO tb_pggit_transition (old_status, new_status, description) VALUES"
        " ('completed', 'in_review', 'x'), ('in_review', 'merged', 'x')"
    )
    row = register(db, "claude-a", ADD_A)
    for new in ("in_progress", "completed", "in_review"):
        db.execute("UPDATE tb_pggit_intent SET status = %s WHERE id = %s", (new, row["id"]))
    assert register(db, "claude-b", ADD_B)["conflicts_with"] == [row["id"]]
    assert mark(db, row["id"], "merged")["status"] == "merged"


def test_a_row_of_the_transition_table_that_is_removed_is_refused_from_then_on(db):
    db.execute("DELETE FROM tb_pggit_transition WHERE old_status = 'completed' AND new_status = 'abandoned'")
    row = intent_in(db, "completed")
    assert call_error(db, "pggit_mark_abandoned", intent_id=row["id"]).sqlstate == "PI001"


def test_updated_at_moves_and_the_rest_stays(db):
    row = register(db)
    moved = mark(db, row["id"], "in_progress")
    assert moved["updated_at"] > row["updated_at"]
    changed = {name for name in row if row[name] != moved[name]}
    assert changed == {"status", "updated_at"}


def test_every_pair_of_statuses_is_either_in_the_table_or_refused(db):
    """A pair that nobody thought of would be missing from both lists above."""
    assert len(set(itertools.permutations(STATUSES, 2)) - ALLOWED - FOLLOWS) == 30 - len(ALLOWED) - len(FOLLOWS)
    assert not any(old in FINAL for old, _ in ALLOWED | FOLLOWS)


def test_all_the_way(db):
    row = register(db, "claude-b", ELSEWHERE)
    for new in ("in_progress", "completed", "merged"):
        row = mark(db, row["id"], new, reason=f"to {new}", changed_by="alice")
    assert row["status"] == "merged"


def test_a_conflicted_one_all_the_way(db):
    row = intent_in(db, "conflicted")
    for found in conflicts(db, row["id"]):
        resolve(db, found["id"])
    for new in ("in_progress", "completed", "merged"):
        row = mark(db, row["id"], new)
    assert row["status"] == "merged"
