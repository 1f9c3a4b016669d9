"""Many writers and several consumers at the same time, one killed, one transaction open for all of it."""

import collections
import random
import threading
from concurrent.futures import ThreadPoolExecutor

import psycopg

from events.conftest import read
from steps import mark, register

WRITERS, TURNS = 16, 6


def write(connection, number):
    """Register intents that collide with those of others, and move each on; some transactions are rolled back."""
    dice = random.Random(number)
    for turn in range(TURNS):
        with connection.transaction():
            ddl = f"ALTER TABLE t{dice.randrange(4)} ADD COLUMN c{number}_{turn} int"
            row = register(connection, f"claude-{number}", ddl)
        with connection.transaction(force_rollback=turn % 3 == 2):
            mark(connection, row["id"], "abandoned")


def consume(connection, name, finished, got):
    """Read until the writers have finished and nothing is left."""
    while True:
        last = finished.is_set()
        events = read(connection, name, 7)
        got += events
        if last and not events:
            return


def test_every_consumer_gets_every_event_in_order_and_only_a_killed_one_gets_some_again(db, database, connect):
    still_open = connect(autocommit=False)
    late = register(still_open, "claude-late", "CREATE TABLE elsewhere (id int)")
    finished = threading.Event()
    got = {name: [] for name in ("quick", "other", "killed")}
    with ThreadPoolExecutor(WRITERS + 3) as executor:
        writing = [executor.submit(write, connect(), n) for n in range(WRITERS)]
        reading = [executor.submit(consume, connect(), name, finished, got[name]) for name in ("quick", "other")]

        def be_killed():
            """Die with events in hand that were not committed, and begin again: those come once more."""
            victim, again = connect(autocommit=False), connect()
            in_hand = []
            while not in_hand:
                victim.rollback()
                in_hand = read(victim, "killed", 7)
            db.execute("SELECT pg_terminate_backend(%s)", (victim.info.backend_pid,))
            try:
                victim.commit()
            except psycopg.OperationalError:
                got["killed"] += in_hand
            consume(again, "killed", finished, got["killed"])
            return in_hand

        killed = executor.submit(be_killed)
        for done in writing:
            done.result()
        finished.set()
        for done in reading:
            done.result()
        in_hand = killed.result()

    every = {row["id"] for row in db.execute("SELECT id FROM tb_pggit_event").fetchall()}
    for name, events in got.items():
        times = collections.Counter(event["id"] for event in events)
        again = {number for number, count in times.items() if count > 1}
        assert set(times) == every, name
        assert again == ({event["id"] for event in in_hand} if name == "killed" else set())
        status = {}
        for event in events[len(in_hand) if name == "killed" else 0 :]:
            facts = event["payload"]
            if event["kind"] in ("registered", "status_changed"):
                assert status.get(event["intent_id"]) == facts.get("old_status"), (name, event)
                status[event["intent_id"]] = facts["new_status"]
            elif event["kind"] == "conflict_found":
                status[event["conflict_id"]] = "open"
            else:
                assert status[event["conflict_id"]] == "open", (name, event)
    assert len(every) > 2 * WRITERS * TURNS * 0.5

    still_open.commit()
    for name in got:
        assert [event["intent_id"] for event in read(db, name)] == [late["id"]]
