"""Which events there are, what stands in them, and who hears of them by NOTIFY."""

import json

import pytest

from events.conftest import kinds, read
from steps import ADD_A, ADD_B, ADD_PLAN_INT, ADD_PLAN_TEXT, conflict, conflicts, mark, one, register, resolve


def test_each_entry_of_the_histories_is_one_event_in_its_order(db):
    first, second = register(db, "claude-a", ADD_A), register(db, "claude-b", ADD_B)
    found = conflicts(db, second["id"])[0]["id"]
    resolve(db, found, "asked", reviewed=False)
    resolve(db, found)
    resolve(db, found, "not after all", reviewed=False)
    mark(db, first["id"], "abandoned")
    events = read(db)
    assert kinds(events) == [
        "registered",
        "registered",
        "conflict_found",
        "status_changed",
        "conflict_noted",
        "conflict_reviewed",
        "status_changed",
        "conflict_reopened",
        "status_changed",
        "status_changed",
        "conflict_fell_away",
        "status_changed",
    ]
    entries = db.execute(
        "SELECT (SELECT count(*) FROM tb_pggit_intent_history) + (SELECT count(*) FROM tb_pggit_conflict_history) AS n"
    ).fetchone()["n"]
    assert len(events) == entries
    assert events[-3]["payload"] == {
        "kind": "status_changed",
        "intent_id": first["id"],
        "old_status": "registered",
        "new_status": "abandoned",
    }
    assert events[2]["payload"] == {
        "kind": "conflict_found",
        "intent_id": second["id"],
        "other_intent_id": first["id"],
        "conflict_id": found,
        "conflict_type": "table",
        "severity": "warning",
        "outcome": "compatible",
    }


def test_what_is_rolled_back_was_no_event(db, database, connect):
    session = connect(autocommit=False)
    register(session)
    session.rollback()
    assert read(db) == []


def test_payloads_have_neither_ddl_nor_names_and_stay_small_whatever_the_names_are(db):
    long = "\U0001f680" * 250
    secret = "ALTER TABLE users ADD COLUMN secret_column text" + ", ADD COLUMN c text" * 500
    register(db, long, secret, feature=long + "1", metadata={"note": "secret_note" * 1000})
    second = register(db, long + "b", secret, feature=long + "2")
    for found in conflicts(db, second["id"]):
        resolve(db, found["id"], "secret_notes" * 1000)
    mark(db, second["id"], "abandoned", reason="secret_reason" * 1000, changed_by=long)
    for event in read(db):
        text = json.dumps(event["payload"])
        assert len(text) < 1000
        assert "secret" not in text and "\U0001f680" not in text and "\\ud83d" not in text


def heard(listener):
    """Return what has been announced to a listener so far; a round trip brings what is under way."""
    listener.execute("SELECT 1")
    return [(n.channel, json.loads(n.payload)) for n in listener.notifies(timeout=0)]


@pytest.fixture
def listener(database, connect):
    """Return a session that listens."""
    session = connect()
    session.execute("LISTEN pggit")
    return session


def story(db):
    """Let something of every sort happen."""
    first, second = register(db, "claude-a", ADD_PLAN_TEXT), register(db, "claude-b", ADD_PLAN_INT)
    resolve(db, conflict(db, second["id"], "column")["id"])
    mark(db, first["id"], "abandoned")


def test_every_event_can_be_announced_with_its_payload_and_id(db, database, listener):
    db.execute("UPDATE tb_pggit_setting SET value = 'all' WHERE name = 'notify'")
    story(db)
    expected = [("pggit", {**event["payload"], "event_id": event["id"]}) for event in read(db)]
    assert heard(listener) == expected and expected


@pytest.mark.parametrize("value", [None, "nothing"])
def test_the_setting_says_which_are_announced_and_as_installed_those_of_conflicts_are(db, database, listener, value):
    if value:
        db.execute("UPDATE tb_pggit_setting SET value = %s WHERE name = 'notify'", (value,))
    story(db)
    told = [payload["kind"] for _, payload in heard(listener)]
    every = [kind for kind in kinds(read(db)) if kind.startswith("conflict_")]
    assert told == ([] if value else every) and every


def test_under_row_security_the_channel_which_anybody_can_hear_tells_no_more_than_a_number(hidden, connect, login):
    hidden.db.execute("UPDATE tb_pggit_setting SET value = 'all' WHERE name = 'notify'")
    stranger = connect(user=login())
    stranger.execute("LISTEN pggit")
    row = register(hidden.a, "claude-a", ADD_A)
    events = read(hidden.coordinator)
    assert events[0]["intent_id"] == row["id"]
    assert heard(stranger) == [("pggit", {"event_id": event["id"]}) for event in events]


def test_under_row_security_agents_get_the_events_of_their_intents_and_conflicts(hidden):
    first, second = register(hidden.a, "claude-a", ADD_A), register(hidden.b, "claude-b", ADD_B)
    mark(hidden.b, second["id"], "in_progress")
    everything = kinds(read(hidden.coordinator, "all"))
    assert everything == ["registered", "registered", "conflict_found", "status_changed", "status_changed"]
    assert kinds(read(hidden.auditor, "audit")) == everything
    for who, expected in (
        (hidden.a, ["registered", "conflict_found"]),
        (hidden.b, ["registered", "conflict_found", "status_changed", "status_changed"]),
    ):
        assert kinds(read(who, f"of {who.info.user}")) == expected
        assert kinds(who.execute("SELECT kind FROM tb_pggit_event ORDER BY id").fetchall()) == expected
        mine = who.execute("SELECT consumer FROM tb_pggit_consumer").fetchall()
        assert mine == [{"consumer": f"of {who.info.user}"}]
    assert first["id"] in {event["other_intent_id"] for event in read(hidden.b, "once more")}


def test_proving_is_told_too(db):
    register(db, "claude-a", "CREATE TABLE proof_x (id int)")
    second = register(db, "claude-b", "CREATE TABLE proof_x (id text)")
    read(db)
    one(db, "pggit_verify_conflict", conflict_id=conflicts(db, second["id"])[0]["id"])
    assert "conflict_proved" in kinds(read(db))
