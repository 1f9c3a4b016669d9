"""What a team's detectors find counts as well when an intent has more conflicts than are recorded."""

import pytest

from extensions.conftest import report
from harness import invariants
from steps import call, conflicts, intent, register, resolve, status


@pytest.fixture
def met(team):
    """Return the team, a bound of two conflicts, and five intents that have nothing in common."""
    team.db.execute("UPDATE tb_pggit_setting SET value = '2' WHERE name = 'conflict_records'")
    team.ids = [register(team.db, f"claude-{n}", f"CREATE TABLE t{n} (id int)")["id"] for n in range(5)]
    return team


def others(rows):
    """Return the other sides of conflicts or reports."""
    return [row["intent_b"] for row in rows]


def test_the_worst_of_what_detectors_find_are_recorded(met):
    db = met.db
    error = report(severity=f"CASE WHEN intent_b.id = '{met.ids[0]}' THEN 'error' ELSE 'warning' END")
    met.detector("everybody", error, runs_for="all active")
    made = register(db, "claude-z", "CREATE TABLE z (id int)")
    assert others(conflicts(db, made["id"])) == [met.ids[0], met.ids[4]]
    assert (made["unrecorded_errors"], made["unrecorded_warnings"]) == (0, 3)
    assert others(call(db, "pggit_unrecorded_conflicts", intent_id=made["id"])) == met.ids[3:0:-1]
    seen = []
    while status(db, made["id"]) == "conflicted":
        row = conflicts(db, made["id"], only_open=True)[0]
        seen.append(row["intent_b"])
        resolve(db, row["id"])
        assert invariants.broken(db) == {}
    assert sorted(seen) == sorted(met.ids)
    assert intent(db, made["id"])["unrecorded_warnings"] == 0


def test_a_pair_that_both_detectors_know_is_one_pair(met):
    db = met.db
    met.detector("candidates", report())
    made = register(db, "claude-z", *[f"ALTER TABLE t{n} ADD COLUMN c int" for n in range(5)])
    kept = conflicts(db, made["id"])
    assert len(kept) == len(set(others(kept))) * len({row["conflict_type"] for row in kept})
    assert made["unrecorded_errors"] + made["unrecorded_warnings"] + len(kept) == 5 * len(kept) / len(set(others(kept)))


def test_suggesters_speak_about_what_is_recorded_and_what_is_listed(met):
    db = met.db
    met.detector("everybody", report(), runs_for="all active")
    met.suggester("asked", "SELECT 'asked about ' || intent_b.id")
    made = register(db, "claude-z", "CREATE TABLE z (id int)")
    kept = conflicts(db, made["id"])
    assert others(kept) == met.ids[3:]
    assert all(f"asked about {row['intent_b']}" in row["resolution_suggestions"] for row in kept)
    listed = call(db, "pggit_unrecorded_conflicts", intent_id=made["id"])
    assert all(f"asked about {row['intent_b']}" in row["suggestions"] for row in listed)
