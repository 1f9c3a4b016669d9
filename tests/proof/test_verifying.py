"""Stored intents are proved in pairs and in sequence, and the conflicts learn of it."""

import pytest

from proof.conftest import prove, setting
from steps import call, call_error, conflict, conflicts, intent, one, register, status


def proof_row(connection):
    """Return the only proof that is stored, with its staleness."""
    (row,) = connection.execute("SELECT * FROM v_pggit_proof").fetchall()
    return row


def test_a_proved_conflict_knows_its_outcome_and_who_goes_first(shadow):
    a = register(shadow, "claude-a", "CREATE INDEX i ON customers (email)")
    b = register(shadow, "claude-b", "ALTER TABLE customers DROP COLUMN email")
    row = one(shadow, "pggit_verify_conflict", conflict_id=conflict(shadow, b["id"], "dependency")["id"])
    assert (row["proven_outcome"], row["apply_first"]) == ("ordered", a["id"])
    assert row["proven_at"] is not None and row["severity"] == "error" and row["closed_at"] is None
    stored = proof_row(shadow)
    assert (stored["outcome"], stored["apply_first"], stored["is_stale"]) == ("ordered", a["id"], False)


def test_an_error_that_is_proved_compatible_becomes_an_open_warning_that_says_why(shadow):
    register(shadow, "claude-a", "ALTER TABLE customers ADD COLUMN x int")
    b = register(shadow, "claude-b", "ALTER TABLE customers ADD COLUMN y int")
    found = conflict(shadow, b["id"], "table")
    shadow.execute("UPDATE tb_pggit_conflict SET severity = 'error' WHERE id = %s", (found["id"],))
    row = one(shadow, "pggit_verify_conflict", conflict_id=found["id"])
    assert (row["proven_outcome"], row["severity"], row["closed_at"]) == ("compatible", "warning", None)
    history = shadow.execute(
        "SELECT event, severity, reason, changed_by FROM tb_pggit_conflict_history"
        " WHERE conflict_id = %s ORDER BY id DESC LIMIT 1",
        (found["id"],),
    ).fetchone()
    assert history == {
        "event": "proved",
        "severity": "warning",
        "reason": "compatible: severity error lowered to warning",
        "changed_by": "pggit",
    }
    assert one(shadow, "pggit_mark_in_progress", intent_id=b["id"])["status"] == "in_progress"


def test_an_incompatible_pair_stays_an_error(shadow):
    register(shadow, "claude-a", "ALTER TABLE customers ADD COLUMN x int")
    b = register(shadow, "claude-b", "ALTER TABLE customers ADD COLUMN x text")
    row = one(shadow, "pggit_verify_conflict", conflict_id=conflict(shadow, b["id"], "column")["id"])
    assert (row["proven_outcome"], row["severity"]) == ("incompatible", "error")


def test_verifying_an_intent_proves_every_active_intent_of_others(shadow):
    a = register(shadow, "claude-a", "ALTER TABLE customers ADD COLUMN x int")
    gone = register(shadow, "claude-b", "CREATE TABLE t (x int)")
    one(shadow, "pggit_mark_abandoned", intent_id=gone["id"])
    own = register(shadow, "claude-c", "CREATE TABLE u (x int)")
    other = register(shadow, "claude-d", "CREATE TABLE v (x int)")
    c = register(shadow, "claude-c", "ALTER TABLE orders ADD COLUMN x int")
    proofs = call(shadow, "pggit_verify_intent", intent_id=c["id"])
    assert {frozenset((p["intent_a"], p["intent_b"])) for p in proofs} == {
        frozenset((c["id"], a["id"])),
        frozenset((c["id"], other["id"])),
    }
    assert own["id"] not in str(proofs)
    assert {p["outcome"] for p in proofs} == {"compatible"}
    assert conflicts(shadow, c["id"]) == []


def test_a_conflict_that_was_not_predicted_is_added(shadow):
    """A statement that is put together at run time names a column: no text shows it before it runs."""
    register(shadow, "claude-a", "ALTER TABLE customers DROP COLUMN age")
    hidden = "DO $$BEGIN EXECUTE reverse(')ega( sremotsuc NO i XEDNI ETAERC'); END$$"
    b = register(shadow, "claude-b", hidden)
    assert status(shadow, b["id"]) == "registered"
    (proof,) = call(shadow, "pggit_verify_intent", intent_id=b["id"])
    assert proof["outcome"] == "ordered"
    (added,) = conflicts(shadow, b["id"])
    assert (added["intent_a"], added["conflict_type"], added["severity"]) == (b["id"], "dependency", "error")
    assert (
        added["predicted_outcome"] is None and added["proven_outcome"] == "ordered" and added["apply_first"] == b["id"]
    )
    assert "42703" in added["resolution_suggestions"][0] and "claude-a" in added["resolution_suggestions"][0]
    assert intent(shadow, b["id"])["status"] == "conflicted"
    # Once is enough.
    call(shadow, "pggit_verify_intent", intent_id=b["id"])
    assert len(conflicts(shadow, b["id"])) == 1


def test_a_change_of_the_schema_makes_a_proof_stale(shadow):
    a = register(shadow, "claude-a", "ALTER TABLE customers ADD COLUMN x int")
    register(shadow, "claude-b", "ALTER TABLE orders ADD COLUMN x int")
    call(shadow, "pggit_verify_intent", intent_id=a["id"])
    assert proof_row(shadow)["is_stale"] is False
    shadow.execute("CREATE TABLE news (x int)")
    assert proof_row(shadow)["is_stale"] is True
    call(shadow, "pggit_verify_intent", intent_id=a["id"])
    assert proof_row(shadow)["is_stale"] is False


def test_an_unproven_pair_keeps_its_prediction_and_says_why(shadow):
    setting(shadow, "prove_statements", "ddl")
    register(shadow, "claude-a", "ALTER TABLE customers ADD COLUMN x int")
    b = register(shadow, "claude-b", "ALTER TABLE customers ADD COLUMN x int; DO 'BEGIN END'")
    row = one(shadow, "pggit_verify_conflict", conflict_id=conflict(shadow, b["id"], "column")["id"])
    assert (row["predicted_outcome"], row["proven_outcome"], row["severity"]) == ("incompatible", "unproven", "error")
    assert "prove_statements" in proof_row(shadow)["reason"]


def test_pairs_can_be_fine_and_the_three_still_fail(shadow):
    a = register(
        shadow, "claude-a", "ALTER TABLE customers ADD CONSTRAINT one_contact CHECK (email IS NOT NULL) NOT VALID"
    )
    b = register(
        shadow,
        "claude-b",
        "DO $$BEGIN IF EXISTS (SELECT FROM pg_constraint WHERE conname = 'one_contact') "
        "THEN CREATE TABLE contact_rule (x int); END IF; END$$",
    )
    c = register(
        shadow,
        "claude-c",
        "DO $$BEGIN IF EXISTS (SELECT FROM pg_class WHERE relname = 'contact_rule') "
        "THEN RAISE EXCEPTION 'too many rules' USING ERRCODE = '23514'; END IF; END$$",
    )
    texts = [intent(shadow, i["id"])["schema_changes"] for i in (a, b, c)]
    assert prove(shadow, texts[0], texts[2])["outcome"] == "compatible"
    assert prove(shadow, texts[1], texts[2])["outcome"] == "compatible"
    rows = call(shadow, "pggit_verify_set", intent_ids=[a["id"], b["id"], c["id"]])
    assert [(r["position"], r["intent_id"], r["result"]) for r in rows] == [
        (1, a["id"], "works"),
        (2, b["id"], "works"),
        (3, c["id"], "fails"),
    ]
    assert (
        rows[2]["sqlstate"] == "23514"
        and "too many rules" in rows[2]["message"]
        and rows[2]["statement"].startswith("DO")
    )
    rows = call(shadow, "pggit_verify_set", intent_ids=[c["id"], b["id"], a["id"]])
    assert [r["result"] for r in rows] == ["works", "works", "works"]


def test_what_comes_after_a_failure_is_not_run(shadow):
    a = register(shadow, "claude-a", "ALTER TABLE nowhere ADD COLUMN x int")
    b = register(shadow, "claude-b", "CREATE TABLE t (x int)")
    assert [r["result"] for r in call(shadow, "pggit_verify_set", intent_ids=[a["id"], b["id"]])] == [
        "fails",
        "not run",
    ]
    setting(shadow, "prove_statements", "ddl")
    c = register(shadow, "claude-c", "DO 'BEGIN END'")
    rows = call(shadow, "pggit_verify_set", intent_ids=[b["id"], c["id"], a["id"]])
    assert [r["result"] for r in rows] == ["not run", "unproven", "not run"]
    assert "prove_statements" in rows[1]["message"]


@pytest.mark.parametrize(
    "function, arguments, sqlstate",
    [
        ("pggit_verify_conflict", {"conflict_id": 12345}, "P0002"),
        ("pggit_verify_intent", {"intent_id": "int_000000000000"}, "P0002"),
        ("pggit_verify_set", {"intent_ids": ["int_000000000000"]}, "P0002"),
        ("pggit_prove", {"schema_changes_a": ["SELECT '"], "schema_changes_b": ["SELECT 1"]}, "42601"),
        ("pggit_prove", {"schema_changes_a": None, "schema_changes_b": ["SELECT 1"]}, "22004"),
    ],
)
def test_bad_input(shadow, function, arguments, sqlstate):
    error = call_error(shadow, function, **arguments)
    assert error.sqlstate == sqlstate and error.message_hint


def test_a_set_needs_ids(shadow):
    assert call_error(shadow, "pggit_verify_set", intent_ids=None).sqlstate == "22023"
