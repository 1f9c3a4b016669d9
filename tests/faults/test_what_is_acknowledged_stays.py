"""A small `make faults`: servers killed in the middle of a storm, statements cancelled, a standby promoted."""

import pytest

from programs import faults


def test_a_killed_server_and_a_killed_backend_lose_nothing(server):
    found = faults.killed(server, kills=4, more=4)
    assert (found.facts["servers killed"], found.facts["backends killed"]) == (3, 1)
    assert found.facts["acknowledged"] > 0
    assert found.bad == []


def test_a_standby_answers_and_after_its_promotion_has_everything(server):
    found = faults.standby(server, more=9)
    assert found.facts["before the promotion"] > 9
    assert found.bad == []


def test_what_is_cancelled_leaves_nothing_half_done(server):
    found = faults.cancelled(server, more=25)
    assert found.facts["broken off"] > 0
    assert found.bad == []


@pytest.mark.skipif(faults.PROGRAM is None, reason="PgBouncer is not installed")
def test_behind_a_pooler_whose_connections_end_nothing_is_lost(server):
    found = faults.pooled(server, more=15)
    assert found.facts["ended"] > 0 and found.facts["broken off"] > 0
    assert found.bad == []


def test_what_is_lost_or_half_written_would_be_seen(server, database, db):
    storm = faults.Storm(lambda: faults.psycopg.connect(**server.dsn(database), autocommit=True), tables=2)
    with storm.blowing(workers=2):
        storm.wait_for(3)
    with faults.psycopg.connect(**server.dsn(database), autocommit=True) as rows:
        assert (storm.lost(rows), storm.half_written(rows)) == ([], {})
        storm.registered["int_000000000000"] = ("a", "k", ["int_111111111111"])
        storm.ended.add("int_000000000000")
        assert [line.split()[0] for line in storm.lost(rows)] == ["intent", "conflict", "end", "key"]
        rows.execute("DELETE FROM pggit_internal.footprint")
        assert "an active intent has a footprint" in storm.half_written(rows)
