"""An intent that is held for a time expires unless there is a sign of life; it protects until it is abandoned."""

import json
from datetime import timedelta

import psycopg
import pytest

from events.conftest import read
from steps import (
    ADD_A,
    ADD_B,
    DROP_EMAIL,
    ELSEWHERE,
    INDEX_EMAIL,
    call,
    call_error,
    conflicts,
    error_of,
    intent,
    mark,
    messages,
    one,
    register,
    status,
    wait_until_blocked,
)

HOUR = timedelta(hours=1)


def held_for(row):
    """Return how long an intent is held from its registration or last change, to the minute."""
    return row["expires_at"] and timedelta(minutes=round((row["expires_at"] - row["updated_at"]).total_seconds() / 60))


def expire(db):
    """Abandon what has expired and return the ids."""
    return [row["id"] for row in call(db, "pggit_expire_intents")]


def default(db, seconds):
    """Set how long intents are held that say nothing."""
    db.execute("UPDATE tb_pggit_setting SET value = %s WHERE name = 'lease_seconds'", (str(seconds),))


def test_without_a_lease_an_intent_is_held_for_ever(db, database, stop_clock):
    row = register(db)
    stop_clock("1000 years")
    assert (row["expires_at"], expire(db), status(db, row["id"])) == (None, [], "registered")


def test_the_setting_is_for_those_that_say_nothing(db, database):
    default(db, 7200)
    rows = [
        register(db, "claude-a", ADD_A),
        register(db, "claude-b", ADD_B, lease=HOUR),
        register(db, "claude-c", ELSEWHERE, lease=timedelta(0)),
        db.execute(
            "INSERT INTO tb_pggit_intent (agent_id, feature_name, schema_changes, lease)"
            " VALUES ('claude-d', 'd', '[\"CREATE TABLE d (id int)\"]', '3 hours') RETURNING *"
        ).fetchone(),
    ]
    assert [held_for(row) for row in rows] == [2 * HOUR, HOUR, None, 3 * HOUR]


def test_a_heartbeat_begins_the_lease_anew(db, database, stop_clock):
    row = register(db, lease=HOUR)
    stop_clock("50 minutes")
    assert one(db, "pggit_heartbeat", intent_id=row["id"])["expires_at"] - row["expires_at"] > 0.8 * HOUR
    stop_clock("100 minutes")
    assert expire(db) == []
    stop_clock("111 minutes")
    assert expire(db) == [row["id"]]


def test_a_heartbeat_may_change_the_lease_and_end_it(db, database):
    row = register(db)
    assert held_for(one(db, "pggit_heartbeat", intent_id=row["id"], lease=HOUR)) == HOUR
    assert held_for(one(db, "pggit_heartbeat", intent_id=row["id"], lease=2 * HOUR)) == 2 * HOUR
    assert held_for(one(db, "pggit_heartbeat", intent_id=row["id"])) == 2 * HOUR
    assert held_for(one(db, "pggit_heartbeat", intent_id=row["id"], lease=timedelta(0))) is None
    default(db, 3600)
    assert held_for(one(db, "pggit_heartbeat", intent_id=row["id"])) is None


def test_what_has_expired_is_shown_as_such_everywhere_at_once(db, database, stop_clock, psql):
    first = register(db, "claude-a", ADD_A, lease=HOUR)
    second = register(db, "claude-b", ADD_B)
    stop_clock("59 minutes")
    assert db.execute("SELECT count(expired_at) AS n FROM v_pggit_intent").fetchone()["n"] == 0
    assert "expired" not in psql("-f", "sql/psql/list_intents.sql").stdout
    stop_clock("61 minutes")
    (shown,) = db.execute("SELECT id, status, expired_at FROM v_pggit_intent WHERE expired_at IS NOT NULL").fetchall()
    assert shown == {"id": first["id"], "status": "registered", "expired_at": first["expires_at"]}
    (open_one,) = db.execute("SELECT expired_a, expired_b FROM v_pggit_open_conflict").fetchall()
    assert open_one == {"expired_a": None, "expired_b": first["expires_at"]}
    assert one(db, "pggit_intent_status", intent_id=first["id"])["pggit_intent_status"]["intent"]["expired_at"]
    assert one(db, "pggit_intent_status", intent_id=second["id"])["pggit_intent_status"]["intent"]["expired_at"] is None

    checked = call(db, "pggit_check_conflicts", agent_id="claude-c", feature_name="c", schema_changes=[ADD_A])
    expired = {report["agent_b"]: "expired_at" in report["metadata"] for report in checked}
    assert expired == {"claude-a": True, "claude-b": False}
    for report in checked:
        assert ("has expired" in report["suggestions"][-1]) == expired[report["agent_b"]]

    for script in ("list_intents", "status", "conflicts"):
        variables = {"intent": first["id"]} if script == "status" else {}
        assert "lease expired" in psql("-f", f"sql/psql/{script}.sql", variables=variables).stdout, script
    listed = psql("-f", "sql/psql/list_intents.sql", variables={"format": "json"}).stdout
    assert [row["expired_at"] is not None for row in json.loads(listed)] == [False, True]


def test_what_has_expired_still_protects_and_who_meets_it_is_told_so(db, database, stop_clock):
    first = register(db, "claude-a", INDEX_EMAIL, lease=HOUR)
    stop_clock("2 hours")
    with messages(db) as heard:
        row = register(db, "claude-b", DROP_EMAIL)
    assert row["conflicts_with"] == [first["id"]]
    assert all("Its lease expired at " in message.detail for message in heard) and heard
    # a heartbeat would make it wrong, so it is not stored with the conflict
    assert all("expired_at" not in found["metadata"] for found in conflicts(db, row["id"]))
    with pytest.raises(psycopg.Error) as caught:
        mark(db, row["id"], "in_progress")
    assert caught.value.diag.sqlstate == "PI002"


def test_a_heartbeat_after_the_end_brings_it_back(db, database, stop_clock):
    row = register(db, lease=HOUR)
    stop_clock("2 hours")
    one(db, "pggit_heartbeat", intent_id=row["id"])
    assert db.execute("SELECT expired_at FROM v_pggit_intent").fetchone() == {"expired_at": None}
    assert expire(db) == []


@pytest.mark.parametrize("steps", [[], ["in_progress"], ["in_progress", "completed"]])
def test_expiring_abandons_with_a_reason_frees_the_others_and_is_told(db, database, stop_clock, steps):
    first = register(db, "claude-a", ADD_A, lease=HOUR)
    for step in steps:
        mark(db, first["id"], step)
    second = register(db, "claude-b", ADD_B)
    read(db)
    stop_clock("2 hours")
    (row,) = call(db, "pggit_expire_intents")
    assert (row["id"], row["status"]) == (first["id"], "abandoned")
    assert (status(db, second["id"]), intent(db, second["id"])["conflicts_with"]) == ("registered", [])
    (entry,) = db.execute("SELECT * FROM tb_pggit_intent_history WHERE new_status = 'abandoned'").fetchall()
    assert entry["reason"].startswith("lease expired at ") and entry["reason"].endswith(" UTC")
    told = read(db)
    assert [event["kind"] for event in told][:2] == ["lease_expired", "status_changed"]
    assert told[0]["intent_id"] == first["id"] and "expired_at" in told[0]["payload"]
    assert expire(db) == []
    assert db.execute("SELECT count(expired_at) AS n FROM v_pggit_intent").fetchone()["n"] == 0


def test_what_is_final_is_not_held_any_more(db, database, stop_clock):
    row = register(db, lease=HOUR)
    mark(db, row["id"], "abandoned", reason="not needed")
    error = call_error(db, "pggit_heartbeat", intent_id=row["id"])
    assert (error.sqlstate, error.message_detail) == ("PI001", "not needed") and error.message_hint
    stop_clock("2 hours")
    assert expire(db) == []


def test_impossible_leases_and_intents_are_refused(db, database):
    row = register(db)
    minus = timedelta(seconds=-1)
    insert = (
        "INSERT INTO tb_pggit_intent (agent_id, feature_name, schema_changes, lease)"
        " VALUES ('x', 'x', '[\"SELECT 1\"]', '-1 s')"
    )
    assert error_of(db, insert).sqlstate == "22023"
    assert call_error(db, "pggit_heartbeat", intent_id=row["id"], lease=minus).sqlstate == "22023"
    arguments = {"agent_id": "x", "feature_name": "x", "schema_changes": [ADD_A]}
    assert call_error(db, "pggit_register_intent", **arguments, lease=minus).sqlstate == "22023"
    for intent_id, sqlstate in (("int_000000000000", "P0002"), (row["id"][:8], "P0002"), (None, "22004")):
        assert call_error(db, "pggit_heartbeat", intent_id=intent_id).sqlstate == sqlstate


def test_a_heartbeat_that_comes_first_saves_the_intent(db, database, connect, worker, stop_clock):
    row, other = register(db, "claude-a", ADD_A, lease=HOUR), register(db, "claude-b", ELSEWHERE, lease=HOUR)
    stop_clock("2 hours")
    holder, sweeper = connect(autocommit=False), connect()
    one(holder, "pggit_heartbeat", intent_id=row["id"])
    later = worker.submit(expire, sweeper)
    wait_until_blocked(db, sweeper)
    holder.commit()
    assert later.result() == [other["id"]]
    assert status(db, row["id"]) == "registered"


def test_a_heartbeat_that_comes_second_learns_that_it_is_over(db, database, connect, worker, stop_clock):
    row = register(db, lease=HOUR)
    stop_clock("2 hours")
    holder, sweeper = connect(), connect(autocommit=False)
    assert expire(sweeper) == [row["id"]]
    later = worker.submit(one, holder, "pggit_heartbeat", intent_id=row["id"])
    wait_until_blocked(db, holder)
    sweeper.commit()
    with pytest.raises(psycopg.Error) as caught:
        later.result()
    assert caught.value.diag.sqlstate == "PI001"
    assert "lease expired" in caught.value.diag.message_detail


def test_one_that_meets_an_expired_intent_meanwhile_is_freed_too(db, database, connect, worker, stop_clock):
    row = register(db, "claude-a", ADD_A, lease=HOUR)
    stop_clock("2 hours")
    newcomer, sweeper = connect(autocommit=False), connect()
    second = register(newcomer, "claude-b", ADD_B)
    later = worker.submit(expire, sweeper)
    wait_until_blocked(db, sweeper)
    newcomer.commit()
    assert later.result() == [row["id"]]
    assert status(db, second["id"]) == "registered"
    assert conflicts(db, second["id"], only_open=True) == []


def test_two_sweepers_at_once_end_each_intent_once(db, database, connect, worker, stop_clock):
    rows = [register(db, f"claude-{n}", f"CREATE TABLE t{n} (id int)", lease=HOUR) for n in range(3)]
    stop_clock("2 hours")
    first, second = connect(autocommit=False), connect()
    assert sorted(expire(first)) == sorted(row["id"] for row in rows)
    later = worker.submit(expire, second)
    wait_until_blocked(db, second)
    first.commit()
    assert later.result() == []
    assert db.execute("SELECT count(*) AS n FROM tb_pggit_event WHERE kind = 'lease_expired'").fetchone()["n"] == 3


def test_only_who_may_act_for_the_agent_keeps_its_intent_alive(hidden):
    row = register(hidden.a, "claude-a", lease=HOUR)
    assert one(hidden.a, "pggit_heartbeat", intent_id=row["id"])["id"] == row["id"]
    assert one(hidden.coordinator, "pggit_heartbeat", intent_id=row["id"])["id"] == row["id"]
    with pytest.raises(psycopg.errors.NoDataFound):
        one(hidden.b, "pggit_heartbeat", intent_id=row["id"])
    one(hidden.coordinator, "pggit_set", name="row_security", value="off")
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="may not act as agent"):
        one(hidden.b, "pggit_heartbeat", intent_id=row["id"])
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        call(hidden.a, "pggit_expire_intents")


def test_no_session_can_tell_another_time(db, connect):
    agent = connect(role="pggit_agent")
    for statement in (
        "INSERT INTO pggit_internal.stopped_clock (shows) VALUES (now())",
        "SELECT * FROM pggit_internal.clock",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            agent.execute(statement)


def test_a_heartbeat_for_what_was_given_up_without_a_reason_is_told_so_all_the_same(db):
    row = register(db)
    mark(db, row["id"], "abandoned")
    error = call_error(db, "pggit_heartbeat", intent_id=row["id"])
    assert (error.sqlstate, error.message_detail) == ("PI001", "No reason was given.")
    other = register(db)
    mark(db, other["id"], "abandoned", reason="over\x1b[31m")
    assert call_error(db, "pggit_heartbeat", intent_id=other["id"]).message_detail == "over?[31m"
