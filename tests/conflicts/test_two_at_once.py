"""Two who register at the same moment find each other, whatever the timing and the isolation level."""

import itertools
import random
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from psycopg import IsolationLevel

from steps import (
    ADD_A,
    ADD_B,
    DROP_EMAIL,
    ELSEWHERE,
    INDEX_EMAIL,
    conflicts,
    intent,
    mark,
    register,
    wait_until_blocked,
)

LEVELS = [IsolationLevel.READ_COMMITTED, IsolationLevel.REPEATABLE_READ, IsolationLevel.SERIALIZABLE]
IN_SCHEMA = "CREATE TABLE billing.invoices (id int)"
DROP_SCHEMA = "DROP SCHEMA billing CASCADE"

# Pairs that collide, in both orders where the sides differ; the last two share only their feature's name.
PAIRS = {
    "same table": (ADD_A, ADD_B, "x", "y"),
    "index, then drop": (INDEX_EMAIL, DROP_EMAIL, "x", "y"),
    "drop, then index": (DROP_EMAIL, INDEX_EMAIL, "x", "y"),
    "in a schema, then the schema": (IN_SCHEMA, DROP_SCHEMA, "x", "y"),
    "the schema, then in it": (DROP_SCHEMA, IN_SCHEMA, "x", "y"),
    "same feature": (ADD_A, ELSEWHERE, "x", "x"),
}
FEW = ["same table", "in a schema, then the schema", "the schema, then in it", "same feature"]


def at_level(connect, level):
    """Connect without autocommit at an isolation level."""
    connection = connect(autocommit=False)
    connection.isolation_level = level
    return connection


@pytest.mark.parametrize("pair", PAIRS)
def test_the_second_waits_for_the_first_and_then_sees_it(db, connect, worker, pair):
    first_ddl, second_ddl, first_feature, second_feature = PAIRS[pair]
    one, other = connect(autocommit=False), connect(autocommit=False)
    first = register(one, "claude-a", first_ddl, feature=first_feature)
    later = worker.submit(register, other, "claude-b", second_ddl, feature=second_feature)
    wait_until_blocked(db, other)
    one.commit()
    second = later.result()
    other.commit()
    assert second["conflicts_with"] == [first["id"]]
    assert {c["intent_b"] for c in conflicts(db, second["id"])} == {first["id"]}


@pytest.mark.parametrize("level", LEVELS[1:], ids=lambda level: level.name)
@pytest.mark.parametrize("pair", FEW)
def test_with_an_older_snapshot_the_second_fails_and_finds_it_on_retrying(db, connect, worker, level, pair):
    first_ddl, second_ddl, first_feature, second_feature = PAIRS[pair]
    one, other = at_level(connect, level), at_level(connect, level)
    first = register(one, "claude-a", first_ddl, feature=first_feature)
    later = worker.submit(register, other, "claude-b", second_ddl, feature=second_feature)
    wait_until_blocked(db, other)
    one.commit()
    with pytest.raises(psycopg.errors.SerializationFailure):
        later.result()
    other.rollback()
    second = register(other, "claude-b", second_ddl, feature=second_feature)
    other.commit()
    assert second["conflicts_with"] == [first["id"]]


@pytest.mark.parametrize("level", LEVELS[1:], ids=lambda level: level.name)
@pytest.mark.parametrize("pair", FEW)
def test_a_snapshot_from_before_the_other_s_commit_never_hides_it(db, connect, level, pair):
    """The objects are known already: rows that were only locked look unchanged to an older snapshot."""
    first_ddl, second_ddl, first_feature, second_feature = PAIRS[pair]
    for ddl, feature in ((first_ddl, first_feature), (second_ddl, second_feature)):
        mark(db, register(db, "claude-z", ddl, feature=feature)["id"], "abandoned")
    other = at_level(connect, level)
    other.execute("SELECT 1")
    register(db, "claude-a", first_ddl, feature=first_feature)
    with pytest.raises(psycopg.errors.SerializationFailure):
        register(other, "claude-b", second_ddl, feature=second_feature)
        other.commit()


def test_who_rolls_back_is_not_found(db, connect, worker):
    one, other = connect(autocommit=False), connect(autocommit=False)
    register(one, "claude-a", ADD_A)
    later = worker.submit(register, other, "claude-b", ADD_B)
    wait_until_blocked(db, other)
    one.rollback()
    second = later.result()
    other.commit()
    assert (second["status"], second["conflicts_with"]) == ("registered", [])


def test_who_touches_nothing_in_common_does_not_wait(db, connect):
    """Objects of one schema are not in common: sessions have slots of their own in it, 64 of them."""
    one, other = connect(autocommit=False), connect(autocommit=False, options="-c lock_timeout=1")
    while one.info.backend_pid % 64 == other.info.backend_pid % 64:
        other = connect(autocommit=False, options="-c lock_timeout=1")
    register(one, "claude-a", ADD_A, IN_SCHEMA)
    row = register(other, "claude-b", ELSEWHERE, IN_SCHEMA.replace("invoices", "payments"))
    other.commit()
    one.commit()
    assert row["conflicts_with"] == []


def test_an_intent_that_is_being_abandoned_is_not_collided_with(db, connect, worker):
    there = register(db, "claude-a", ADD_A)
    one, other = connect(autocommit=False), connect(autocommit=False)
    mark(one, there["id"], "abandoned")
    later = worker.submit(register, other, "claude-b", ADD_B)
    wait_until_blocked(db, other)
    one.commit()
    row = later.result()
    other.commit()
    assert (row["status"], row["conflicts_with"]) == ("registered", [])


def test_abandoning_waits_for_a_newcomer_and_frees_it(db, connect, worker):
    there = register(db, "claude-a", ADD_A)
    one, other = connect(autocommit=False), connect(autocommit=False)
    newcomer = register(one, "claude-b", ADD_B)
    assert newcomer["status"] == "conflicted"
    later = worker.submit(mark, other, there["id"], "abandoned")
    wait_until_blocked(db, other)
    one.commit()
    later.result()
    other.commit()
    assert intent(db, newcomer["id"])["status"] == "registered"
    assert conflicts(db, newcomer["id"], only_open=True) == []


def test_two_who_move_one_intent_do_not_both_succeed(db, connect, worker):
    row = register(db, "claude-a", ADD_A)
    one, other = connect(autocommit=False), connect(autocommit=False)
    mark(one, row["id"], "abandoned")
    later = worker.submit(mark, other, row["id"], "in_progress")
    wait_until_blocked(db, other)
    one.commit()
    with pytest.raises(psycopg.Error) as caught:
        later.result()
    assert caught.value.diag.sqlstate == "PI001"
    history = db.execute("SELECT new_status FROM tb_pggit_intent_history ORDER BY id").fetchall()
    assert [h["new_status"] for h in history] == ["registered", "abandoned"]


def test_two_who_allocate_branches_of_one_feature_get_two(db, connect, worker):
    one, other = connect(autocommit=False), connect(autocommit=False)
    query = "SELECT pggit_allocate_branch('search') AS name"
    first = one.execute(query).fetchone()["name"]
    later = worker.submit(lambda: other.execute(query).fetchone()["name"])
    wait_until_blocked(db, other)
    one.commit()
    assert {first, later.result()} == {"feature/search_001", "feature/search_002"}


def test_a_thousand_registrations_through_a_few_connections(db, connect):
    """Every pair that collides is found exactly once, and no id or branch is given twice."""
    tables, agents, threads = 125, 8, 6
    work = [
        (
            f"claude-{agent}",
            f"ALTER TABLE t{n} ADD COLUMN c{agent} int; ALTER TABLE t{n + 1} ADD COLUMN d{agent} int",
            n,
        )
        for n in range(0, 2 * tables, 2)
        for agent in range(agents)
    ]
    assert len(work) == 1000
    random.Random(7).shuffle(work)
    shares = [work[n::threads] for n in range(threads)]
    connections = [connect() for _ in shares]

    def run(connection, share):
        for agent, ddl, n in share:
            register(connection, agent, ddl, feature=f"feature {n} of {agent}" if n % 10 else f"shared {n % 40}")

    with ThreadPoolExecutor(threads) as executor:
        for done in [executor.submit(run, *pair) for pair in zip(connections, shares)]:
            done.result()

    rows = db.execute("SELECT id, branch_name, agent_id, feature_name, tables_affected FROM tb_pggit_intent").fetchall()
    assert len({row["id"] for row in rows}) == len({row["branch_name"] for row in rows}) == 1000
    expected = set()
    for a, b in itertools.combinations(rows, 2):
        if a["agent_id"] != b["agent_id"]:
            if set(a["tables_affected"]) & set(b["tables_affected"]):
                expected.add((frozenset((a["id"], b["id"])), "table"))
            if a["feature_name"] == b["feature_name"]:
                expected.add((frozenset((a["id"], b["id"])), "timing"))
    found = db.execute("SELECT intent_a, intent_b, conflict_type FROM tb_pggit_conflict").fetchall()
    pairs = [(frozenset((c["intent_a"], c["intent_b"])), c["conflict_type"]) for c in found]
    assert len(pairs) == len(set(pairs))
    assert set(pairs) == expected


@pytest.mark.parametrize("end", ["commit", "rollback"])
def test_a_branch_that_somebody_names_meanwhile_is_not_given_out(db, connect, worker, end):
    one, other = connect(autocommit=False), connect(autocommit=False)
    one.execute(
        "INSERT INTO tb_pggit_intent (agent_id, feature_name, schema_changes, branch_name)"
        " VALUES ('claude-a', 'y', '[\"CREATE TABLE t (id int)\"]', 'feature/search_001')"
    )
    later = worker.submit(register, other, "claude-b", ELSEWHERE, feature="search")
    wait_until_blocked(db, other)
    getattr(one, end)()
    assert later.result()["branch_name"] == ("feature/search_002" if end == "commit" else "feature/search_001")
