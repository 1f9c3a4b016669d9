"""An intent that collides with more others than one registration records: the worst are on record, no pair is lost."""

import itertools
import random
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from psycopg import IsolationLevel

from harness import invariants
from steps import (
    ADD_A,
    ELSEWHERE,
    call,
    call_error,
    conflicts,
    error_of,
    intent,
    mark,
    messages,
    nothing_written,
    one,
    register,
    resolve,
    status,
    wait_until_blocked,
)


def bound(db, value):
    """Let one registration record so many conflicts."""
    db.execute("UPDATE tb_pggit_setting SET value = %s WHERE name = 'conflict_records'", (str(value),))


def crowd(db, count, first=0):
    """Register so many agents' changes of one table that all commute, so that they collide as warnings."""
    ids = []
    for n in range(first, first + count):
        ids.append(register(db, f"claude-{n}", f"ALTER TABLE users ADD COLUMN c{n} int")["id"])
    return ids


def recorded(db, intent_id, only_open=True):
    """Return with whom the intent has conflicts on record, the newest of them last, as the newcomer."""
    rows = [c for c in conflicts(db, intent_id, only_open) if c["intent_a"] == intent_id]
    return list(dict.fromkeys(c["intent_b"] for c in rows))


def listed(db, intent_id, **page):
    """Return with whom it collides without a record, as listed."""
    rows = call(db, "pggit_unrecorded_conflicts", intent_id=intent_id, **page)
    assert all(row["intent_a"] == intent_id for row in rows)
    return list(dict.fromkeys(row["intent_b"] for row in rows))


def counts(db, intent_id):
    """Return how many errors and warnings are counted beyond those on record."""
    row = intent(db, intent_id)
    return row["unrecorded_errors"], row["unrecorded_warnings"]


# ---- The bound ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("value", "others", "kept"), [(3, 2, 2), (3, 3, 3), (3, 4, 3), (1, 4, 1), (0, 4, 4)])
def test_the_newest_up_to_the_bound_are_recorded_and_the_others_counted(db, value, others, kept):
    bound(db, value)
    there = crowd(db, others)
    made = register(db, "claude-z", ADD_A)
    assert made["status"] == "conflicted"
    assert recorded(db, made["id"]) == there[others - kept :]
    assert sorted(made["conflicts_with"]) == sorted(there[others - kept :])
    assert (made["unrecorded_errors"], made["unrecorded_warnings"]) == (0, others - kept)
    assert listed(db, made["id"]) == there[: others - kept][::-1]
    assert invariants.broken(db) == {}


def test_as_installed_it_is_a_hundred(db):
    setting = db.execute("SELECT value FROM tb_pggit_setting WHERE name = 'conflict_records'").fetchone()
    assert setting["value"] == "100"


def test_errors_come_before_newer_warnings(db):
    bound(db, 2)
    worst = register(db, "claude-e", "ALTER TABLE users ADD COLUMN a int")["id"]
    there = crowd(db, 3)
    made = register(db, "claude-z", ADD_A)
    assert set(recorded(db, made["id"])) == {worst}
    assert {c["severity"] for c in conflicts(db, made["id"])} == {"error", "warning"}  # column, and the table too
    assert counts(db, made["id"]) == (0, 3)
    assert listed(db, made["id"]) == there[::-1]


def test_no_pair_is_recorded_in_part_and_one_always_is(db):
    bound(db, 1)
    first = register(db, "claude-e", "ALTER TABLE users ADD COLUMN a int")["id"]
    second = register(db, "claude-f", "ALTER TABLE users ADD COLUMN a bigint")["id"]
    made = register(db, "claude-z", ADD_A)
    assert [(c["intent_b"], c["conflict_type"]) for c in conflicts(db, made["id"])] == [
        (second, "table"), (second, "column"),
    ]  # fmt: skip
    assert counts(db, made["id"]) == (1, 1)
    assert listed(db, made["id"]) == [first]


def test_messages_tell_the_worst_and_how_many_more_there_are(db):
    bound(db, 3)
    db.execute("UPDATE tb_pggit_setting SET value = '2' WHERE name = 'conflict_messages'")
    register(db, "claude-e", "ALTER TABLE users ADD COLUMN a int")
    crowd(db, 5)
    with messages(db) as heard:
        made = register(db, "claude-z", ADD_A)
    assert [m.severity for m in heard] == ["WARNING", "NOTICE", "WARNING"]
    assert heard[0].text.startswith("column conflict with claude-e")
    assert heard[-1].text == "and 5 more conflicts"
    assert "3 are on record" in heard[-1].detail and "(errors: 0, warnings: 4)" in heard[-1].detail
    assert "pggit_unrecorded_conflicts" in heard[-1].hint
    row = db.execute(
        "SELECT reason FROM tb_pggit_intent_history WHERE intent_id = %s AND new_status = 'conflicted'", (made["id"],)
    ).fetchone()
    assert row["reason"] == "7 conflicts found, 3 of them recorded"
    told = one(db, "pggit_intent_status", intent_id=made["id"])["pggit_intent_status"]
    assert (told["intent"]["unrecorded_warnings"], len(told["open_conflicts"])) == (4, 3)
    seen = db.execute("SELECT open_conflicts, unrecorded_warnings FROM v_pggit_intent WHERE id = %s", (made["id"],))
    assert seen.fetchone() == {"open_conflicts": 3, "unrecorded_warnings": 4}


def test_checking_tells_all_of_them(db):
    bound(db, 1)
    there = crowd(db, 4)
    found = call(db, "pggit_check_conflicts", agent_id="claude-z", feature_name="z", schema_changes=[ADD_A])
    assert [row["intent_b"] for row in found] == there


# ---- The list -------------------------------------------------------------------------------------------------------


def test_every_pair_is_on_record_or_listed_from_both_sides(db):
    bound(db, 2)
    ids = crowd(db, 7)
    for one_id, other in itertools.combinations(ids, 2):
        pair = {one_id, other}
        on_record = any({c["intent_a"], c["intent_b"]} == pair for c in conflicts(db, one_id))
        assert on_record != (other in listed(db, one_id))
        assert on_record != (one_id in listed(db, other))


def test_the_list_comes_in_pages_errors_first(db):
    bound(db, 1)
    errors = [register(db, f"claude-e{n}", f"ALTER TABLE users ADD COLUMN a varchar({n + 1})")["id"] for n in range(3)]
    warnings = crowd(db, 4)
    made = register(db, "claude-z", ADD_A)["id"]
    whole = call(db, "pggit_unrecorded_conflicts", intent_id=made)
    assert list(dict.fromkeys(r["intent_b"] for r in whole)) == errors[1::-1] + warnings[::-1]
    assert all(r["suggestions"] and r["agent_b"] and r["outcome"] for r in whole)
    for size in (1, 2, 3, 5):
        pages = [
            call(db, "pggit_unrecorded_conflicts", intent_id=made, limit=size, offset=at)
            for at in range(0, len(whole), size)
        ]
        assert [row for page in pages for row in page] == whole
        assert all(len(page) == size for page in pages[:-1])
    assert call(db, "pggit_unrecorded_conflicts", intent_id=made, offset=len(whole)) == []
    assert call(db, "pggit_unrecorded_conflicts", intent_id=made, limit=2**31 - 1) == whole


def test_listing_writes_nothing(db):
    bound(db, 1)
    crowd(db, 3)
    made = register(db, "claude-z", ADD_A)["id"]
    with nothing_written(db), db.transaction():
        db.execute("SET TRANSACTION READ ONLY")
        assert len(listed(db, made)) == 2


@pytest.mark.parametrize("page", [{"limit": 0}, {"limit": -1}, {"offset": -1}, {"limit": None}, {"offset": None}])
def test_an_impossible_page_is_refused(db, page):
    made = register(db)["id"]
    error = call_error(db, "pggit_unrecorded_conflicts", intent_id=made, **page)
    assert error.sqlstate == "22023" and error.message_hint


def test_an_intent_that_has_ended_collides_with_nobody(db):
    bound(db, 1)
    crowd(db, 3)
    made = register(db, "claude-z", ADD_A)["id"]
    mark(db, made, "abandoned")
    assert counts(db, made) == (0, 0)
    assert listed(db, made) == []
    assert call_error(db, "pggit_unrecorded_conflicts", intent_id="int_000000000000").sqlstate == "P0002"


# ---- What takes the place of the settled ones -----------------------------------------------------------------------


def test_it_stays_conflicted_until_the_last_one_is_settled(db):
    bound(db, 2)
    there = crowd(db, 5)
    made = register(db, "claude-z", ADD_A)["id"]
    seen = []
    while status(db, made) == "conflicted":
        row = conflicts(db, made, only_open=True)[0]
        seen.append(row["intent_b"])
        resolve(db, row["id"])
        assert invariants.broken(db) == {}
    assert sorted(seen) == sorted(there)
    assert counts(db, made) == (0, 0)
    chain = db.execute("SELECT new_status FROM tb_pggit_intent_history WHERE intent_id = %s ORDER BY id", (made,))
    assert [row["new_status"] for row in chain.fetchall()] == ["registered", "conflicted", "registered"]
    later = [c for c in conflicts(db, made) if c["metadata"].get("recorded_later")]
    assert len(later) == 3
    query = "SELECT conflict_id AS id FROM tb_pggit_event WHERE kind = 'conflict_found' AND intent_id = %s"
    told = db.execute(query, (made,))
    assert {row["id"] for row in told.fetchall()} == {c["id"] for c in conflicts(db, made)}


def test_those_that_end_make_room_too(db):
    bound(db, 2)
    there = crowd(db, 4)
    made = register(db, "claude-z", ADD_A)["id"]
    assert recorded(db, made) == there[2:]
    for intent_id in there[2:]:
        mark(db, intent_id, "abandoned")
    assert (status(db, made), recorded(db, made), counts(db, made)) == ("conflicted", there[:2], (0, 0))
    for intent_id in there[:2]:
        mark(db, intent_id, "abandoned")
    assert (status(db, made), recorded(db, made)) == ("registered", [])
    assert invariants.broken(db) == {}


def test_those_that_ended_before_are_not_recorded(db):
    bound(db, 1)
    there = crowd(db, 4)
    made = register(db, "claude-z", ADD_A)["id"]
    for intent_id in there[:3]:
        mark(db, intent_id, "abandoned")
    assert counts(db, made) == (0, 3)
    resolve(db, conflicts(db, made)[0]["id"])
    assert (status(db, made), counts(db, made), len(conflicts(db, made))) == ("registered", (0, 0), 1)


def test_only_those_that_were_there_first_take_the_place(db):
    bound(db, 1)
    there = crowd(db, 2)
    made = register(db, "claude-z", ADD_A)["id"]
    later = register(db, "claude-y", "ALTER TABLE users ADD COLUMN y int")["id"]
    assert recorded(db, later) == [made]
    after = register(db, "claude-x", "ALTER TABLE users ADD COLUMN x int")["id"]
    assert recorded(db, after) == [later] and made in listed(db, after)
    resolve(db, conflicts(db, made, only_open=True)[0]["id"])
    assert recorded(db, made) == [there[0]]
    resolve(db, [c for c in conflicts(db, made, only_open=True) if c["intent_a"] == made][0]["id"])
    assert status(db, made) == "registered"
    assert listed(db, made) == [after]


def test_errors_that_are_left_keep_it_from_starting_when_those_on_record_are_reviewed(db):
    bound(db, 2)
    for n in range(2):
        register(db, f"claude-e{n}", f"ALTER TABLE users ADD COLUMN a varchar({n + 1})")
    made = register(db, "claude-z", ADD_A)["id"]
    assert counts(db, made) == (1, 1)
    (error,) = [c for c in conflicts(db, made, only_open=True) if c["severity"] == "error"]
    resolve(db, error["id"])
    assert counts(db, made) == (0, 0)
    assert call_error(db, "pggit_mark_in_progress", intent_id=made).sqlstate == "PI002"


def test_an_error_that_becomes_a_warning_brings_the_next_error(db):
    bound(db, 2)
    for n in range(2):
        register(db, f"claude-e{n}", f"ALTER TABLE users ADD COLUMN a varchar({n + 1})")
    made = register(db, "claude-z", ADD_A)["id"]
    (error,) = [c for c in conflicts(db, made, only_open=True) if c["severity"] == "error"]
    resolve(db, error["id"], reviewed=False, severity="warning")
    assert [c["severity"] for c in conflicts(db, made, only_open=True)].count("error") == 1
    assert call_error(db, "pggit_mark_in_progress", intent_id=made).sqlstate == "PI002"
    assert invariants.broken(db) == {}


def test_what_is_recorded_later_does_not_stop_who_has_started(db):
    bound(db, 1)
    crowd(db, 2)
    made = register(db, "claude-z", ADD_A)["id"]
    mark(db, made, "in_progress")
    resolve(db, conflicts(db, made, only_open=True)[0]["id"])
    assert (status(db, made), len(recorded(db, made)), counts(db, made)) == ("in_progress", 1, (0, 0))
    assert intent(db, made)["conflicts_with"] == recorded(db, made)
    assert invariants.broken(db) == {}


def test_a_smaller_bound_later_and_none_at_all(db):
    bound(db, 1)
    there = crowd(db, 5)
    made = register(db, "claude-z", ADD_A)["id"]
    bound(db, 0)
    resolve(db, conflicts(db, made)[0]["id"])
    assert (recorded(db, made), counts(db, made)) == (there[:4], (0, 0))


def test_nobody_else_counts_them(db):
    bound(db, 1)
    crowd(db, 3)
    made = register(db, "claude-z", ADD_A)["id"]
    error = error_of(db, "UPDATE tb_pggit_intent SET unrecorded_warnings = 0 WHERE id = %s", (made,))
    assert (error.sqlstate, error.message_hint is None) == ("PI003", False)
    given = db.execute(
        "INSERT INTO tb_pggit_intent (agent_id, feature_name, schema_changes, unrecorded_errors)"
        " VALUES ('claude-q', 'q', %s, 7) RETURNING unrecorded_errors", (f'["{ELSEWHERE}"]',)
    ).fetchone()  # fmt: skip
    assert given["unrecorded_errors"] == 0


# ---- Amendments -----------------------------------------------------------------------------------------------------


def test_an_amendment_records_the_worst_of_what_is_new(db):
    bound(db, 2)
    there = crowd(db, 4)
    made = register(db, "claude-z", ELSEWHERE)["id"]
    with messages(db) as heard:
        row = one(db, "pggit_amend_intent", intent_id=made, schema_changes=[ADD_A])
    assert row["status"] == "conflicted"
    assert (set(recorded(db, made)), counts(db, made)) == (set(there[2:]), (0, 2))
    assert [m.text for m in heard][-1] == "and 2 more conflicts"
    resolve(db, conflicts(db, made)[0]["id"])
    one(db, "pggit_amend_intent", intent_id=made, schema_changes=[ADD_A, "ALTER TABLE users ADD COLUMN aa int"])
    assert invariants.broken(db) == {}
    one(db, "pggit_amend_intent", intent_id=made, schema_changes=[ELSEWHERE])
    assert (status(db, made), counts(db, made), listed(db, made)) == ("registered", (0, 0), [])


def test_who_is_amended_is_the_newcomer_also_to_those_that_are_not_on_record(db):
    bound(db, 1)
    there = crowd(db, 3)
    made = register(db, "claude-z", ADD_A)["id"]
    assert (recorded(db, made), counts(db, made)) == ([there[2]], (0, 2))
    one(db, "pggit_amend_intent", intent_id=there[0], schema_changes=["ALTER TABLE users ADD COLUMN other int"])
    assert counts(db, there[0])[1] + len(recorded(db, there[0])) > 0
    assert status(db, there[0]) == "conflicted"
    # made has one left that was there before it: the second of the crowd.
    resolve(db, conflicts(db, made, only_open=True)[0]["id"])
    mine = recorded(db, made)
    assert there[0] not in mine and (mine == [there[1]] or there[1] in recorded(db, made, only_open=False))
    assert invariants.broken(db) == {}


# ---- At the same time -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("level", [IsolationLevel.READ_COMMITTED, IsolationLevel.SERIALIZABLE], ids=lambda x: x.name)
def test_two_at_once_find_each_other_at_a_bound_of_one(db, connect, worker, turned, level):
    bound(db, 1)
    worst = register(db, "claude-e", "ALTER TABLE users ADD COLUMN b int")["id"]
    sides = [("claude-a", ADD_A), ("claude-b", "ALTER TABLE users ADD COLUMN b text")]
    sides = sides[::-1] if turned else sides
    one_session, other = connect(autocommit=False), connect(autocommit=False)
    one_session.isolation_level = other.isolation_level = level
    first = register(one_session, *sides[0])["id"]
    later = worker.submit(register, other, *sides[1])
    wait_until_blocked(db, other)
    one_session.commit()
    try:
        second = later.result()["id"]
    except psycopg.errors.SerializationFailure:
        assert level is not IsolationLevel.READ_COMMITTED
        other.rollback()
        second = register(other, *sides[1])["id"]
    other.commit()
    # The error with the third is on record for one of them, so the pair itself is only counted there.
    if sides[1][0] == "claude-b":
        assert recorded(db, second) == [worst]
        assert counts(db, second) == (0, 1)
        assert listed(db, second) == [first] and second in listed(db, first)
    else:
        assert recorded(db, second) == [first] and worst in listed(db, second)
    assert invariants.broken(db) == {}


def test_while_the_last_one_is_in_somebody_s_hands_it_is_to_be_tried_again(db, connect):
    bound(db, 1)
    there = crowd(db, 2)
    made = register(db, "claude-z", ADD_A)["id"]
    other = connect(autocommit=False)
    mark(other, there[0], "in_progress")
    with pytest.raises(psycopg.errors.SerializationFailure) as caught:
        resolve(db, conflicts(db, made)[0]["id"])
    assert made in caught.value.diag.message_primary and caught.value.diag.message_hint
    other.commit()
    resolve(db, conflicts(db, made)[0]["id"])
    assert recorded(db, made) == [there[0]]


def test_one_that_is_in_somebody_s_hands_stays_counted_and_comes_later(db, connect):
    bound(db, 2)
    there = crowd(db, 5)
    made = register(db, "claude-z", ADD_A)["id"]
    other = connect(autocommit=False)
    mark(other, there[2], "in_progress")
    for row in conflicts(db, made):
        resolve(db, row["id"])
    assert (recorded(db, made), counts(db, made)) == ([there[1]], (0, 2))
    other.commit()
    assert listed(db, made) == [there[2], there[0]]
    resolve(db, conflicts(db, made, only_open=True)[0]["id"])
    assert (recorded(db, made), counts(db, made)) == ([there[0], there[2]], (0, 0))


def test_one_that_ends_while_it_is_waited_for_leaves_its_place_to_another(db, connect, worker):
    bound(db, 1)
    there = crowd(db, 2)
    ending, newcomer = connect(autocommit=False), connect()
    mark(ending, there[1], "abandoned")
    later = worker.submit(register, newcomer, "claude-z", ADD_A)
    wait_until_blocked(db, newcomer)
    ending.commit()
    made = later.result()["id"]
    assert (recorded(db, made), counts(db, made)) == ([there[0]], (0, 0))


def test_many_at_once_on_one_table_lose_no_pair(db, connect):
    bound(db, 2)

    def work(seed):
        draw, session, mine = random.Random(seed), connect(), []

        def again(function, *arguments, **more):
            while True:
                try:
                    return function(session, *arguments, **more)
                except psycopg.errors.SerializationFailure:
                    pass
                except psycopg.Error as error:
                    assert error.sqlstate in ("PI001", "PI002", "PI006"), error
                    return None

        for turn in range(8):
            column = draw.choice(["same int", "same text", f"c{seed}_{turn} int"])
            made = again(
                register, f"claude-{seed}", f"ALTER TABLE users ADD COLUMN {column}", feature=f"f{seed} {turn}"
            )
            mine.append(made["id"])
            if draw.random() < 0.4:
                again(mark, mine.pop(0), "abandoned")
            if draw.random() < 0.6:
                again(settle_one)
        return mine

    def settle_one(session):
        row = session.execute("SELECT id FROM tb_pggit_conflict WHERE closed_at IS NULL ORDER BY random() LIMIT 1")
        found = row.fetchone()
        return found and resolve(session, found["id"])

    with ThreadPoolExecutor(4) as workers:
        active = [intent_id for mine in workers.map(work, range(4)) for intent_id in mine]
    assert invariants.broken(db) == {}
    agents = {row["id"]: row["agent_id"] for row in db.execute("SELECT id, agent_id FROM tb_pggit_intent").fetchall()}
    known = {frozenset((c["intent_a"], c["intent_b"])) for i in active for c in conflicts(db, i)}
    for intent_id in active:
        without = listed(db, intent_id)
        expected = {
            other for other in active
            if agents[other] != agents[intent_id] and frozenset((intent_id, other)) not in known
        }  # fmt: skip
        assert set(without) == expected
        # Who is not held by anything has nothing before it that nobody has decided about.
        rows = db.execute("SELECT intent_id, min(id) AS turn FROM tb_pggit_intent_history GROUP BY 1").fetchall()
        turn = {row["intent_id"]: row["turn"] for row in rows}
        if status(db, intent_id) == "registered":
            assert not [other for other in without if turn[other] < turn[intent_id]]
