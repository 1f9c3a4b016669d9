"""The history: every status change and every event of a conflict, with who, why and when."""

import pytest

from steps import ADD_A, ADD_B, DROP_EMAIL, INDEX_EMAIL, conflict, conflicts, mark, register, resolve


def history(db, intent_id):
    """Return an intent's history as (old, new, reason, changed_by, db_role)."""
    rows = db.execute("SELECT * FROM tb_pggit_intent_history WHERE intent_id = %s ORDER BY id", (intent_id,)).fetchall()
    return [(r["old_status"], r["new_status"], r["reason"], r["changed_by"], r["db_role"]) for r in rows]


def conflict_history(db, conflict_id):
    """Return a conflict's history as (event, severity, reason, changed_by, db_role)."""
    rows = db.execute(
        "SELECT * FROM tb_pggit_conflict_history WHERE conflict_id = %s ORDER BY id", (conflict_id,)
    ).fetchall()
    return [(r["event"], r["severity"], r["reason"], r["changed_by"], r["db_role"]) for r in rows]


def test_the_registration_is_the_first_entry(db):
    row = register(db, "claude-a")
    assert history(db, row["id"]) == [(None, "registered", None, "claude-a", "postgres")]


def test_every_step_says_who_why_and_through_which_role(db, connect):
    agent, coordinator = connect(role="pggit_agent"), connect(role="pggit_coordinator")
    row = register(agent, "claude-a")
    mark(agent, row["id"], "in_progress", reason="sprint 7", changed_by="alice")
    mark(coordinator, row["id"], "completed")
    coordinator.execute(
        "UPDATE tb_pggit_intent SET status = 'merged', transition_reason = 'green', transition_by = 'bob'"
        " WHERE id = %s",
        (row["id"],),
    )
    assert history(db, row["id"]) == [
        (None, "registered", None, "claude-a", "pggit_agent"),
        ("registered", "in_progress", "sprint 7", "alice", "pggit_agent"),
        ("in_progress", "completed", None, "pggit_coordinator", "pggit_coordinator"),
        ("completed", "merged", "green", "bob", "pggit_coordinator"),
    ]


def test_a_login_role_is_recorded_by_its_own_name(db, connect, login):
    user = login(member_of=["pggit_agent"])
    row = register(connect(user=user), "claude-a")
    mark(connect(user=user, role="pggit_agent"), row["id"], "abandoned", changed_by="somebody else")
    assert history(db, row["id"]) == [
        (None, "registered", None, "claude-a", user),
        ("registered", "abandoned", None, "somebody else", "pggit_agent"),
    ]


def test_the_whole_story_of_a_conflict_exactly(db, connect):
    first = register(db, "claude-a", ADD_A)
    second = register(db, "claude-b", ADD_B)
    found = conflicts(db, second["id"])[0]["id"]
    coordinator = connect(role="pggit_coordinator")
    resolve(coordinator, found, "asked", reviewed_by="alice", reviewed=False)
    resolve(coordinator, found, "agreed", reviewed_by="alice")
    resolve(coordinator, found, "not after all", severity="error", reviewed=False)
    mark(db, first["id"], "abandoned", reason="superseded", changed_by="claude-a")
    resolve(db, found, "for the record")
    assert history(db, second["id"]) == [
        (None, "registered", None, "claude-b", "postgres"),
        ("registered", "conflicted", "1 conflict found", "pggit", "postgres"),
        ("conflicted", "registered", f"conflict {found} reviewed", "pggit", "pggit_coordinator"),
        ("registered", "conflicted", f"conflict {found} reopened", "pggit", "pggit_coordinator"),
        ("conflicted", "registered", f"conflict {found} fell away: {first['id']} abandoned", "pggit", "postgres"),
    ]
    assert history(db, first["id"]) == [
        (None, "registered", None, "claude-a", "postgres"),
        ("registered", "abandoned", "superseded", "claude-a", "postgres"),
    ]
    assert conflict_history(db, found) == [
        ("found", "warning", "table: users", "pggit", "postgres"),
        ("noted", "warning", "asked", "alice", "pggit_coordinator"),
        ("reviewed", "warning", "agreed", "alice", "pggit_coordinator"),
        ("reopened", "error", "not after all", "pggit_coordinator", "pggit_coordinator"),
        ("fell_away", "error", f"{first['id']} abandoned", "pggit", "postgres"),
        ("reviewed", "error", "for the record", "postgres", "postgres"),
    ]


def test_a_merge_that_settles_a_conflict_is_told_on_both_sides(db):
    first, second = register(db, "claude-a", INDEX_EMAIL), register(db, "claude-b", DROP_EMAIL)
    for step in ("in_progress", "completed", "merged"):
        mark(db, first["id"], step)
    found = conflict(db, second["id"], "dependency")["id"]
    assert conflict_history(db, found)[-1][0] == "fell_away"
    assert history(db, second["id"])[-1][:2] == ("conflicted", "registered")
    assert [entry[1] for entry in history(db, first["id"])] == ["registered", "in_progress", "completed", "merged"]


def test_every_status_an_intent_ever_had_follows_from_the_one_before(db):
    rows = [register(db, f"claude-{n}", f"ALTER TABLE users ADD COLUMN c{n} int") for n in range(4)]
    mark(db, rows[1]["id"], "in_progress")
    mark(db, rows[0]["id"], "abandoned")
    for found in conflicts(db, rows[3]["id"], only_open=True):
        resolve(db, found["id"])
    for row in rows:
        entries = history(db, row["id"])
        assert entries[0][0] is None
        assert [old for old, *_ in entries[1:]] == [new for _, new, *_ in entries[:-1]]
        assert (
            entries[-1][1]
            == db.execute("SELECT status FROM tb_pggit_intent WHERE id = %s", (row["id"],)).fetchone()["status"]
        )


def test_an_update_that_changes_no_status_adds_nothing(db):
    row = register(db)
    db.execute("UPDATE tb_pggit_intent SET status = status, risk_level = 'HIGH' WHERE id = %s", (row["id"],))
    assert len(history(db, row["id"])) == 1


def test_the_timeline_tells_intents_and_conflicts_in_one(db):
    first, second = register(db, "claude-a", ADD_A), register(db, "claude-b", ADD_B)
    found = conflicts(db, second["id"])[0]["id"]
    resolve(db, found)
    rows = db.execute("SELECT * FROM v_pggit_timeline ORDER BY changed_at").fetchall()
    told = [(row["intent_id"], row["event"]) for row in rows]
    assert told[0] == (first["id"], "registered")
    assert set(told[1:4]) == {
        (second["id"], "registered"),
        (second["id"], "conflict found"),
        (second["id"], "registered -> conflicted"),
    }
    assert set(told[4:]) == {(second["id"], "conflict reviewed"), (second["id"], "conflicted -> registered")}
    assert {row["conflict_id"] for row in rows if row["event"].startswith("conflict ")} == {found}


@pytest.mark.parametrize("function", ["in_progress", "abandoned"])
def test_a_reason_may_be_long_and_of_any_text(db, function):
    reason = "because\n\tof 'this' -- and that; 🚀 " * 300
    row = register(db)
    mark(db, row["id"], function, reason=reason)
    assert history(db, row["id"])[-1][2] == reason
