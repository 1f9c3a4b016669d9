"""A small `make stress`: every pair finds itself once, forced in both orders and running free; a miss would be seen."""

import asyncio

import pytest

from programs import stress
from steps import ADD_A, ADD_B, register


@pytest.fixture
def run(server, database):
    """Return a function that makes a stress in the test's database."""
    return lambda: stress.Stress(server.dsn(database))


def test_every_pair_is_found_once_and_nobody_is_in_a_deadlock(run):
    it = run()
    asyncio.run(it.run(pairs=30, connections=6, steps=60))
    assert it.judge() == {}
    assert {word: it.total(word) for word in ("missed", "duplicates", "deadlocks", "other errors")} == {
        "missed": 0,
        "duplicates": 0,
        "deadlocks": 0,
        "other errors": 0,
    }
    held = [count for (name, *_), count in it.counts.items() if name == "forced"]
    assert all(count["forced"] == count["pairs"] > 0 for count in held)


def test_without_the_locks_it_sees_pairs_that_miss_each_other(run, db, connect):
    db.execute(
        "CREATE OR REPLACE FUNCTION pggit_internal.lock_object_keys("
        "p_footprint pggit_internal.footprint [], p_common text []) RETURNS void"
        " LANGUAGE plpgsql AS $$ BEGIN"
        " INSERT INTO pggit_internal.object_key SELECT 'nobody''s ' || gen_random_uuid(); END $$"
    )
    it = run()
    asyncio.run(it.pairs(stress.LEVELS[0], ["table", "function"], [1, 2], forced=True))
    assert it.total("forced") == 0, "nobody waits any more"
    one = connect(autocommit=False)
    first = register(one, "claude-a", ADD_A)
    second = register(db, "claude-b", ADD_B)
    one.commit()
    it.expected[frozenset((first["id"], second["id"]))] = (it.counts["by", "hand", "table"], "table")
    assert "a footprint's keys have their rows" in it.judge()
    assert it.total("missed") == 1
