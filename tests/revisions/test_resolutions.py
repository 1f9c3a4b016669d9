"""The four ways to resolve a conflict: each is one call, is suggested where it fits, and stays on record."""

import psycopg
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
    error_of,
    mark,
    one,
    register,
    resolve,
    status,
)

SET_1, SET_2 = (f"ALTER TABLE users ALTER COLUMN plan SET DEFAULT {value}" for value in (1, 2))


def pair(db, first_ddl, second_ddl, conflict_type):
    """Register two and return (first, second, their conflict)."""
    first, second = register(db, "claude-a", first_ddl), register(db, "claude-b", second_ddl)
    return first, second, conflict(db, second["id"], conflict_type)


def completed(db, intent_id):
    """Bring an intent to completed, whatever else of it is open."""
    for row in conflicts(db, intent_id, only_open=True):
        resolve(db, row["id"])
    mark(db, intent_id, "in_progress")
    mark(db, intent_id, "completed")


@pytest.mark.parametrize("end", ["merged", "abandoned"])
def test_one_after_the_other_holds_the_second_back_until_the_first_has_ended(db, end):
    first, second, row = pair(db, SET_1, SET_2, "column")
    way = {"resolution": "One_After_The_Other", "apply_first": second["id"].upper()}
    done = resolve(db, row["id"], reviewed_by="lead", **way)
    assert (done["resolution"], done["apply_first"], done["reviewed"]) == ("one_after_the_other", second["id"], True)
    for number in (first["id"], second["id"]):
        completed(db, number)
    diag = call_error(db, "pggit_mark_merged", intent_id=first["id"])
    assert (diag.sqlstate, "lead" in diag.message_detail, second["id"] in diag.message_primary) == ("PI035", True, True)
    diag = error_of(db, "UPDATE tb_pggit_intent SET status = 'merged' WHERE id = %s", (first["id"],))
    assert diag.sqlstate == "PI035"
    mark(db, second["id"], end)
    assert mark(db, first["id"], "merged")["status"] == "merged"


def test_the_one_held_back_may_be_given_up(db):
    first, second, row = pair(db, SET_1, SET_2, "column")
    resolve(db, row["id"], resolution="one_after_the_other", apply_first=second["id"])
    assert mark(db, first["id"], "abandoned")["status"] == "abandoned"


def test_where_only_one_order_works_it_need_not_be_said_and_cannot_be_another(db):
    first, second, row = pair(db, INDEX_EMAIL, DROP_EMAIL, "dependency")
    arguments = {"conflict_id": row["id"], "resolution_notes": "x", "resolution": "one_after_the_other"}
    diag = call_error(db, "pggit_resolve_conflict", **arguments, apply_first=second["id"])
    assert (diag.sqlstate, first["id"] in diag.message_detail) == ("22023", True)
    assert resolve(db, row["id"], resolution="one_after_the_other")["apply_first"] == first["id"]


def test_reopening_or_deciding_otherwise_takes_the_order_back(db):
    first, second, row = pair(db, SET_1, SET_2, "column")
    resolve(db, row["id"], resolution="one_after_the_other", apply_first=first["id"])
    opened = resolve(db, row["id"], reviewed=False)
    assert (opened["resolution"], opened["apply_first"]) == (None, None)
    resolve(db, row["id"], resolution="one_after_the_other", apply_first=first["id"])
    accepted = resolve(db, row["id"], resolution="risk_accepted")
    assert (accepted["resolution"], accepted["apply_first"]) == ("risk_accepted", None)
    completed(db, second["id"])
    assert mark(db, second["id"], "merged")["status"] == "merged"
    # Who has ended cannot wait any more.
    diag = call_error(
        db, "pggit_resolve_conflict", conflict_id=row["id"], resolution_notes="too late",
        resolution="one_after_the_other", apply_first=first["id"],
    )  # fmt: skip
    assert diag.sqlstate == "PI006"


def test_an_order_that_works_stays_known_when_it_is_reopened(db):
    first, _, row = pair(db, INDEX_EMAIL, DROP_EMAIL, "dependency")
    resolve(db, row["id"], resolution="one_after_the_other")
    assert resolve(db, row["id"], reviewed=False)["apply_first"] == first["id"]


def test_an_amendment_after_which_they_do_not_collide_lifts_the_order(db):
    first, second, row = pair(db, SET_1, SET_2, "column")
    resolve(db, row["id"], resolution="one_after_the_other", apply_first=first["id"])
    completed(db, second["id"])
    one(db, "pggit_amend_intent", intent_id=first["id"], schema_changes=[ADD_A])
    assert conflict(db, second["id"], "column")["closed_reason"] == f"{first['id']} amended"
    assert mark(db, second["id"], "merged")["status"] == "merged"


@pytest.mark.parametrize("level", ["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"])
def test_who_marks_it_merged_with_an_older_snapshot_does_not_miss_the_decision(db, connect, level):
    first, second, row = pair(db, SET_1, SET_2, "column")
    completed(db, second["id"])
    other = connect(autocommit=False)
    other.execute(f"SET TRANSACTION ISOLATION LEVEL {level}")
    other.execute("SELECT count(*) FROM tb_pggit_conflict")
    resolve(db, row["id"], resolution="one_after_the_other", apply_first=first["id"])
    with pytest.raises(psycopg.Error) as caught:
        mark(other, second["id"], "merged")
        other.commit()
    assert caught.value.sqlstate == ("PI035" if level == "READ COMMITTED" else "40001")


@pytest.mark.parametrize(
    ("given", "sqlstate"),
    [
        ({"resolution": "prayer"}, "22023"),
        ({"resolution": "one_after_the_other"}, "22004"),
        ({"resolution": "one_after_the_other", "apply_first": "int_000000000000"}, "22023"),
        ({"resolution": "risk_accepted", "apply_first": "int_000000000000"}, "22023"),
        ({"apply_first": "int_000000000000"}, "22023"),
        ({"resolution": "risk_accepted", "reviewed": False}, "22023"),
    ],
)
def test_what_makes_no_sense_is_refused_with_advice(db, given, sqlstate):
    _, _, row = pair(db, SET_1, SET_2, "column")
    diag = call_error(db, "pggit_resolve_conflict", conflict_id=row["id"], resolution_notes="x", **given)
    assert (diag.sqlstate, bool(diag.message_hint)) == (sqlstate, True)


def test_a_coordinator_records_it_by_plain_update_too(db, connect, login):
    first, second, row = pair(db, INDEX_EMAIL, DROP_EMAIL, "dependency")
    lead = connect(user=login(member_of=["pggit_coordinator"]))
    lead.execute(
        "UPDATE tb_pggit_conflict SET reviewed = true, resolution = 'one_after_the_other', resolution_notes = 'so'"
        " WHERE id = %s",
        (row["id"],),
    )
    completed(db, second["id"])
    assert call_error(db, "pggit_mark_merged", intent_id=second["id"]).sqlstate == "PI035"
    assert status(db, first["id"]) == "registered"


def test_what_was_chosen_cannot_be_rewritten_unseen(db):
    _, _, row = pair(db, SET_1, SET_2, "column")
    resolve(db, row["id"], resolution="risk_accepted")
    with db.transaction(force_rollback=True):
        db.execute("ALTER TABLE tb_pggit_conflict DISABLE TRIGGER USER")
        db.execute("UPDATE tb_pggit_conflict SET resolution = 'scope_changed' WHERE id = %s", (row["id"],))
        assert [problem["chain"] for problem in call(db, "pggit_verify_history")] == [str(row["id"])]


@pytest.mark.parametrize(
    ("ddl", "conflict_type", "fitting"),
    [
        ((ADD_A, ADD_B), "table", {"risk_accepted"}),
        ((INDEX_EMAIL, DROP_EMAIL), "dependency", {"one_after_the_other", "scope_changed"}),
        ((SET_1, SET_2), "column", {"one_after_the_other", "scope_changed"}),
        ((ADD_PLAN_TEXT, ADD_PLAN_INT), "column", {"scope_changed", "joined_forces"}),
    ],
)
def test_the_last_suggestion_is_the_calls_that_fit_and_they_work_as_they_stand(db, ddl, conflict_type, fitting):
    _, _, row = pair(db, *ddl, conflict_type)
    text = row["resolution_suggestions"][-1]
    calls = text.removeprefix("In one call: ").removesuffix(".").split("; or ")
    rows = db.execute("SELECT * FROM tb_pggit_resolution WHERE fits_outcomes @> ARRAY[%s]", (row["predicted_outcome"],))
    assert {way["resolution"] for way in rows.fetchall()} == fitting and len(calls) == len(fitting)
    for suggested in calls:
        with db.transaction(force_rollback=True):
            db.execute("SELECT " + suggested.replace("other DDL", "CREATE TABLE other (id int)"))
            done = conflict(db, row["intent_a"], conflict_type)
            assert done["resolution"] in fitting and done["closed_at"] is not None
