"""Each consumer gets every event, an intent's in order, none twice unless it says so by rolling back."""


import psycopg
import pytest
from psycopg import IsolationLevel

from events.conftest import kinds, read
from steps import ADD_A, ELSEWHERE, call, call_error, mark, messages, one, register, wait_until_blocked


def ids(events):
    """Return the events' numbers."""
    return [event["id"] for event in events]


def test_each_consumer_gets_every_event_once_and_goes_on_where_it_stopped(db):
    for n in range(3):
        register(db, "claude-a", f"CREATE TABLE t{n} (id int)")
    every = ids(db.execute("SELECT id FROM tb_pggit_event ORDER BY id").fetchall())
    assert ids(read(db, "x")) == every
    assert read(db, "x") == []
    parts = [read(db, "y", 2), read(db, "y", 2)]
    assert [ids(part) for part in parts] == [every[:2], every[2:]]


def test_what_is_written_while_a_batch_is_read_comes_after_it(db, database):
    for n in range(3):
        register(db, "claude-a", f"CREATE TABLE t{n} (id int)")
    first = read(db, "x", 1)
    register(db, "claude-a", "CREATE TABLE t3 (id int)")
    rest = [read(db, "x", 1) for _ in range(4)]
    assert sum([ids(first)] + [ids(part) for part in rest], []) == sorted(
        ids(db.execute("SELECT id FROM tb_pggit_event").fetchall())
    )


def test_a_consumer_that_rolls_back_gets_them_again(db, database, connect):
    register(db)
    session = connect(autocommit=False)
    first = read(session)
    session.rollback()
    again = read(session)
    session.commit()
    assert first == again != []
    assert read(session) == []


def test_an_open_transaction_stops_nobody_and_its_events_come_when_it_commits(db, database, connect):
    """Ids are drawn before the commit: those of the one that commits late are smaller than what was read already."""
    late = connect(autocommit=False)
    early = register(late, "claude-late", ELSEWHERE)
    seen = []
    for n in range(3):
        register(db, "claude-a", f"CREATE TABLE t{n} (id int)")
        seen += read(db)
    assert len(seen) == 3 and early["id"] not in {event["intent_id"] for event in seen}
    late.commit()
    (event,) = read(db)
    assert event["intent_id"] == early["id"] and event["id"] < seen[0]["id"]
    assert read(db) == []


def test_late_commits_in_any_order_are_each_given_once(db, database, connect):
    sessions = [connect(autocommit=False) for _ in range(4)]
    rows = [register(session, f"claude-{n}", f"CREATE TABLE t{n} (id int)") for n, session in enumerate(sessions)]
    for n in (2, 0, 3, 1):
        assert read(db) == []
        sessions[n].commit()
        assert [event["intent_id"] for event in read(db)] == [rows[n]["id"]]
    assert read(db) == []


def test_a_transaction_that_rolls_back_leaves_no_gap_that_somebody_waits_for(db, database, connect):
    session = connect(autocommit=False)
    register(session, "claude-x", ELSEWHERE)
    row = register(db)
    assert [event["intent_id"] for event in read(db)] == [row["id"]]
    session.rollback()
    assert read(db) == []


def test_who_reads_and_writes_in_one_transaction_gets_its_own_events_later_and_once(db, database, connect):
    session = connect(autocommit=False)
    before = register(session, "claude-a", ADD_A)
    assert read(session) == []
    after = register(session, "claude-b", ELSEWHERE)
    # others' transactions that end meanwhile move the snapshot past this one's number
    other = register(db, "claude-c", "CREATE TABLE c (id int)")
    assert [event["intent_id"] for event in read(session)] == [other["id"]]
    session.commit()
    assert [event["intent_id"] for event in read(db)] == [before["id"], after["id"]]


@pytest.mark.parametrize("first_holds_a_number", [True, False])
def test_an_intent_s_events_come_in_order_though_transaction_numbers_do_not(
    db, database, connect, worker, first_holds_a_number
):
    """The second transaction is older by its number, waits for the first one at the intent, and follows it."""
    row = register(db)
    read(db)
    second, first = connect(autocommit=False), connect(autocommit=False)
    if first_holds_a_number:
        second.execute("SELECT pg_current_xact_id()")
    mark(first, row["id"], "in_progress")
    later = worker.submit(mark, second, row["id"], "completed")
    wait_until_blocked(db, second)
    first.commit()
    later.result()
    between = read(db)
    second.commit()
    told = between + read(db)
    assert [event["payload"]["new_status"] for event in told] == ["in_progress", "completed"]


def test_two_sessions_of_one_consumer_share_the_events(db, database, connect, worker):
    for n in range(4):
        register(db, "claude-a", f"CREATE TABLE t{n} (id int)")
    one_, other = connect(autocommit=False), connect(autocommit=False)
    first = ids(read(one_, "x", 2))
    later = worker.submit(read, other, "x", 100)
    wait_until_blocked(db, other)
    one_.commit()
    second = ids(later.result())
    other.commit()
    assert len(first) == len(second) == 2 and not set(first) & set(second)


def test_when_the_first_session_dies_the_second_gets_its_events(db, database, connect, worker):
    row = register(db)
    one_, other = connect(autocommit=False), connect(autocommit=False)
    read(one_, "x")
    later = worker.submit(read, other, "x")
    wait_until_blocked(db, other)
    db.execute("SELECT pg_terminate_backend(%s)", (one_.info.backend_pid,))
    assert [event["intent_id"] for event in later.result()] == [row["id"]]


def test_two_who_begin_a_consumer_at_once_share_it(db, database, connect, worker):
    register(db)
    one_, other = connect(autocommit=False), connect(autocommit=False)
    assert len(read(one_, "new")) == 1
    later = worker.submit(read, other, "new")
    wait_until_blocked(db, other)
    one_.commit()
    assert later.result() == []


@pytest.mark.parametrize("level", [IsolationLevel.REPEATABLE_READ, IsolationLevel.SERIALIZABLE])
def test_an_older_snapshot_reads_what_it_sees_and_skips_nothing(db, database, connect, level):
    register(db, "claude-a", ADD_A)
    session = connect(autocommit=False)
    session.isolation_level = level
    session.execute("SELECT count(*) FROM tb_pggit_intent")
    register(db, "claude-b", ELSEWHERE)
    seen = read(session, "x")
    session.commit()
    assert len(seen) == 1
    assert len(read(db, "x")) == 1
    session.execute("SELECT count(*) FROM tb_pggit_intent")
    register(db, "claude-c", "CREATE TABLE c (id int)")
    read(db, "x")
    with pytest.raises(psycopg.errors.SerializationFailure):
        read(session, "x")


def test_savepoints_hide_nothing(db, database, connect):
    session = connect(autocommit=False)
    kept = []
    for n in range(4):
        with session.transaction(force_rollback=n % 2 == 0):
            row = register(session, "claude-a", f"CREATE TABLE t{n} (id int)")
            kept += [row["id"]] if n % 2 else []
    session.commit()
    assert [event["intent_id"] for event in read(db)] == kept


def test_after_a_restore_where_transaction_numbers_are_smaller_nothing_is_lost_or_given_twice(db, database, connect):
    """As a dump brings it from another cluster: one consumer has a part of it, another nothing, a third all."""
    late = connect(autocommit=False)
    register(db, "claude-a", "CREATE TABLE t0 (id int)")
    register(late, "claude-late", "CREATE TABLE t1 (id int)")
    for n in range(2, 5):
        register(db, "claude-a", f"CREATE TABLE t{n} (id int)")
    part, everything = read(db, "part", 2), read(db, "all")
    late.commit()
    everything += read(db, "all")
    read(db, "none", 1)
    db.execute("UPDATE tb_pggit_consumer SET done = ROW(0, '0', '{}'), batch = NULL, batch_position = NULL"
               " WHERE consumer = 'none'")
    # the other cluster, far ahead of this one
    db.execute("UPDATE pggit_internal.event_generation SET system_identifier = 1")
    shift = "(({})::text::bigint + 1000000000000)::text::xid8"
    db.execute(f"UPDATE tb_pggit_event SET transaction_id = {shift.format('transaction_id')}")
    for moment in ("done", "batch"):
        db.execute(
            f"UPDATE tb_pggit_consumer SET {moment} = ROW(({moment}).generation, {shift.format(f'({moment}).xmax')},"
            f" ARRAY(SELECT {shift.format('x')} FROM unnest(({moment}).in_progress) AS x))"
            f" WHERE {moment} IS NOT NULL AND ({moment}).generation > 0"
        )

    new = register(db, "claude-b", ELSEWHERE)
    every = sorted(ids(db.execute("SELECT id FROM tb_pggit_event").fetchall()))
    assert len(every) == 6
    assert sorted(ids(part) + ids(read(db, "part")) + ids(read(db, "part"))) == every
    assert ids(read(db, "none", 4)) + ids(read(db, "none", 4)) == every
    (event,) = read(db, "all")
    assert event["intent_id"] == new["id"]
    assert sorted([*ids(everything), event["id"]]) == every
    late_here = connect(autocommit=False)
    register(late_here, "claude-c", "CREATE TABLE c (id int)")
    assert read(db, "all") == []
    late_here.commit()
    assert len(read(db, "all")) == 1


def test_two_who_write_first_after_a_restore_count_one_generation(db, database, connect, worker):
    register(db)
    db.execute("UPDATE pggit_internal.event_generation SET system_identifier = 1")
    one_, other = connect(autocommit=False), connect(autocommit=False)
    register(one_, "claude-b", ELSEWHERE)
    later = worker.submit(register, other, "claude-c", "CREATE TABLE c (id int)")
    wait_until_blocked(db, other)
    one_.commit()
    later.result()
    other.commit()
    assert [event["generation"] for event in read(db)] == [1, 2, 2]


@pytest.mark.parametrize(
    ("arguments", "sqlstate"),
    [
        ({"consumer": None, "limit": 1}, "22004"),
        ({"consumer": " ", "limit": 1}, "22023"),
        ({"consumer": "x" * 256, "limit": 1}, "22001"),
        ({"consumer": "x", "limit": None}, "22004"),
        ({"consumer": "x", "limit": 0}, "22023"),
        ({"consumer": "x", "limit": -1}, "22023"),
    ],
)
def test_impossible_names_and_limits_are_refused(db, arguments, sqlstate):
    assert call_error(db, "pggit_read_events", **arguments).sqlstate == sqlstate


def test_nobody_takes_another_role_s_events_but_a_coordinator(db, connect, login):
    owner, agent = connect(user=login(["pggit_agent"])), connect(user=login(["pggit_agent"]))
    coordinator = connect(user=login(["pggit_coordinator"]))
    register(db)
    assert len(read(owner, "mine", 1)) == 1
    for function, more in (("pggit_read_events", {"limit": 1}), ("pggit_drop_consumer", {})):
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="is another role's"):
            call(agent, function, consumer="mine", **more)
    register(db, "claude-b", ELSEWHERE)
    assert len(read(coordinator, "mine")) == 1
    assert one(owner, "pggit_drop_consumer", consumer="mine")["consumer"] == "mine"
    assert len(read(agent, "mine")) == 2


def test_dropping_what_is_not_there_is_refused(db):
    assert call_error(db, "pggit_drop_consumer", consumer="x").sqlstate == "P0002"


# ---- Retention ------------------------------------------------------------------------------------------------------


def prune(db):
    """Prune and return (removed, of those unread by somebody)."""
    row = one(db, "pggit_prune_events")
    return row["pruned"], row["unread"]


def test_what_everybody_has_read_goes_after_its_time_and_what_somebody_has_not_stays(db, database, stop_clock):
    for n in range(3):
        register(db, "claude-a", f"CREATE TABLE t{n} (id int)")
    read(db, "quick")
    read(db, "slow", 1)
    assert prune(db) == (0, 0)
    stop_clock("31 days")
    assert prune(db) == (1, 0)
    assert len(read(db, "slow")) == 2
    assert prune(db) == (2, 0)


def test_after_the_longer_time_the_unread_goes_too_and_that_is_said(db, database, stop_clock):
    register(db)
    read(db, "quick")
    register(db, "claude-b", ELSEWHERE)
    db.execute("UPDATE tb_pggit_setting SET value = '5' WHERE name = 'unread_events_kept_days'")
    db.execute("UPDATE tb_pggit_setting SET value = '3' WHERE name = 'events_kept_days'")
    stop_clock("4 days")
    assert prune(db) == (1, 0)
    stop_clock("6 days")
    with messages(db) as heard:
        assert prune(db) == (1, 1)
    assert [(m.sqlstate, m.detail) for m in heard] == [("PI030", "quick")]


def test_an_open_reader_of_a_known_consumer_keeps_its_events(db, database, connect, stop_clock):
    register(db)
    read(db, "x")
    register(db, "claude-b", ELSEWHERE)
    reader = connect(autocommit=False)
    assert len(read(reader, "x")) == 1
    stop_clock("31 days")
    assert prune(db) == (1, 0)
    reader.rollback()
    assert kinds(read(reader, "x")) == ["registered"]
    reader.commit()
    assert prune(db) == (1, 0)


def test_a_consumer_that_is_dropped_is_waited_for_no_longer(db, database, stop_clock):
    register(db)
    read(db, "x", 1)
    register(db, "claude-b", ELSEWHERE)
    stop_clock("31 days")
    assert prune(db) == (1, 0)
    one(db, "pggit_drop_consumer", consumer="x")
    assert prune(db) == (1, 0)
