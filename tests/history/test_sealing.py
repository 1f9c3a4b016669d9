"""Sealing and verifying: what was not tampered with verifies, whatever went on meanwhile."""

import re
import threading

import psycopg
import pytest

from steps import (
    ADD_A,
    ADD_B,
    ELSEWHERE,
    call_error,
    conflicts,
    mark,
    messages,
    register,
    resolve,
    wait_until_blocked,
)


def seal(db):
    """Seal the history and return the hash."""
    return db.execute("SELECT pggit_seal_history() AS seal").fetchone()["seal"]


def verify(db, kept=None):
    """Return what verifying says."""
    return db.execute("SELECT * FROM pggit_verify_history(%s)", (kept,)).fetchall()


def results(db, kept=None):
    """Return what verifying found, without the details."""
    return [row["result"] for row in verify(db, kept)]


def fill(db):
    """Register, collide, decide, change a setting."""
    first, second = register(db, "claude-a", ADD_A), register(db, "claude-b", ADD_B)
    found = conflicts(db, second["id"])[0]["id"]
    resolve(db, found, "agreed")
    resolve(db, found, "not after all", severity="error", reviewed=False)
    db.execute("UPDATE tb_pggit_setting SET value = 'nothing' WHERE name = 'start_requires'")
    mark(db, second["id"], "in_progress")
    mark(db, first["id"], "abandoned")
    return first, second, found


def unguard(db, *tables):
    """Take the triggers off, as a superuser can."""
    db.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in tables or ("tb_pggit_intent_history",):
        db.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")


def test_a_new_installation_verifies(db):
    assert results(db) == ["verified"]
    assert results(db, seal(db)) == ["verified"]


def test_what_went_on_normally_verifies_against_every_seal(db):
    kept = [seal(db)]
    first, second, found = fill(db)
    kept.append(seal(db))
    db.execute("UPDATE tb_pggit_conflict SET metadata = '{\"ticket\": 7}' WHERE id = %s", (found,))
    db.execute("UPDATE tb_pggit_intent SET risk_level = 'high', metadata = '{}' WHERE id = %s", (second["id"],))
    kept += [seal(db), seal(db)]
    mark(db, second["id"], "completed")
    assert len(set(kept)) == 4
    for one in (*kept, None):
        assert results(db, one) == ["verified"]
    detail = verify(db, kept[1])[0]["detail"]
    assert re.search(r"\d+ rows in \d+ chains; \d+ of them are under seal 2 of \d{4}-\d\d-\d\d", detail)


def test_a_seal_is_64_hexadecimal_digits_and_may_have_been_copied_carelessly(db):
    kept = seal(db)
    assert re.fullmatch("[0-9a-f]{64}", kept)
    assert results(db, f" {kept.upper()}\n") == ["verified"]


@pytest.mark.parametrize("given", ["", "abc", "g" * 64, "0" * 63, "0" * 65, "\\x" + "0" * 62])
def test_what_is_no_hash_is_refused(db, given):
    error = call_error(db, "pggit_verify_history", seal=given)
    assert error.sqlstate == "22023"
    assert "pggit_seal_history()" in error.message_hint


def test_a_hash_that_no_seal_has_is_said_to_be_unknown(db):
    seal(db)
    assert results(db, "0" * 64) == ["unknown seal"]


def test_each_seal_counts_only_what_is_new(db):
    """32 bytes for a row of the history, once."""
    size = "SELECT coalesce(sum(length(bodies)), 0) AS bytes FROM pggit_internal.sealed_chain"
    total = "SELECT history_rows AS rows FROM tb_pggit_seal ORDER BY seal_no DESC LIMIT 1"
    for step in (fill, lambda db: None, lambda db: register(db, "claude-c", ELSEWHERE)):
        step(db)
        seal(db)
        rows = sum(
            db.execute(f"SELECT count(*) AS n FROM tb_pggit_{kind}_history").fetchone()["n"]
            for kind in ("intent", "conflict", "setting")
        )
        assert db.execute(size).fetchone()["bytes"] == 32 * rows
        assert db.execute(total).fetchone()["rows"] == rows


# ---- While others are at work --------------------------------------------------------------------------------------


@pytest.mark.parametrize("others_meanwhile", [False, True])
def test_what_was_written_before_a_seal_and_committed_after_it_raises_no_alarm(
    db, database, connect, others_meanwhile
):
    """With others_meanwhile the seal's snapshot lists the late one; without, it began last and no snapshot lists it."""
    writer, nested, aborted = (connect(autocommit=False) for _ in range(3))
    register(writer, "claude-late", ADD_A)
    with nested.transaction(), nested.transaction():
        nested.execute("SELECT 1")
    nested.execute("SAVEPOINT inside")
    register(nested, "claude-nested", ELSEWHERE)
    nested.execute("RELEASE SAVEPOINT inside")
    register(aborted, "claude-gone", "CREATE TABLE gone (id int)")
    if others_meanwhile:
        register(db, "claude-quick", "CREATE TABLE quick (id int)")
    db.execute("SET lock_timeout = '5s'")
    kept = seal(db)
    writer.commit()
    nested.commit()
    aborted.rollback()
    register(db, "claude-b", ADD_B)
    assert results(db, kept) == ["verified"]
    assert results(db, seal(db)) == ["verified"]
    assert results(db, kept) == ["verified"]


def test_a_transaction_may_write_seal_and_write_again(db, database, connect):
    own = connect(autocommit=False)
    register(own, "claude-a", ADD_A)
    kept = seal(own)
    register(own, "claude-b", ADD_B)
    assert results(own, kept) == ["verified"]
    own.commit()
    assert results(db, kept) == ["verified"]


def test_nobody_who_registers_waits_for_a_seal(db, database, connect):
    sealing = connect(autocommit=False)
    kept = seal(sealing)
    db.execute("SET lock_timeout = '5s'")
    fill(db)
    sealing.commit()
    assert results(db, kept) == ["verified"]


@pytest.mark.parametrize("end", ["commit", "rollback"])
def test_two_seals_at_once_come_one_after_the_other(db, database, connect, end):
    fill(db)
    one, other, kept = connect(autocommit=False), connect(), []
    kept.append(seal(one))
    waiting = threading.Thread(target=lambda: kept.append(seal(other)))
    waiting.start()
    wait_until_blocked(db, other)
    getattr(one, end)()
    waiting.join()
    assert results(db, kept[1]) == ["verified"]
    assert results(db, kept[0]) == (["verified"] if end == "commit" else ["unknown seal"])
    numbers = db.execute("SELECT array_agg(seal_no ORDER BY seal_no) AS numbers FROM tb_pggit_seal").fetchone()
    assert numbers == {"numbers": [1, 2] if end == "commit" else [1]}


def test_seals_that_are_set_while_many_write_all_verify(db, database, connect):
    shared = register(db, "claude-shared", ADD_A)
    stop, failures = threading.Event(), []

    def write(number):
        connection = writers[number]
        try:
            for turn in range(12):
                with connection.transaction():
                    made = register(connection, f"claude-{number}", f"CREATE TABLE t{number}_{turn} (id int)")
                    connection.execute(
                        "UPDATE tb_pggit_setting SET value = %s WHERE name = 'conflict_messages'", (str(turn),)
                    )
                mark(connection, made["id"], "in_progress")
                with connection.transaction():
                    found = register(connection, f"claude-{number}", f"ALTER TABLE users ADD COLUMN c{number} int")
                for row in conflicts(connection, found["id"], only_open=True)[:1]:
                    resolve(connection, row["id"])
        except psycopg.Error as error:
            failures.append(error)

    writers = [connect() for _ in range(3)]
    threads = [threading.Thread(target=write, args=(number,)) for number in range(len(writers))]
    sealer, kept = connect(), []

    def keep_sealing():
        while not stop.is_set():
            kept.append(seal(sealer))

    sealing = threading.Thread(target=keep_sealing)
    for thread in (*threads, sealing):
        thread.start()
    for thread in threads:
        thread.join()
    stop.set()
    sealing.join()
    assert failures == []
    mark(db, shared["id"], "abandoned")
    assert len(kept) > 1
    for one in (kept[0], kept[len(kept) // 2], kept[-1], None):
        assert verify(db, one)[0]["result"] == "verified", verify(db, one)[:5]


# ---- Where and how it is verified ----------------------------------------------------------------------------------


def test_it_verifies_where_nothing_can_be_written(db, database, connect):
    fill(db)
    kept = seal(db)
    reader = connect(role="pggit_auditor", options="-c default_transaction_read_only=on")
    assert results(reader, kept) == results(reader) == ["verified"]


# psycopg reads no times but ISO ones.
SAME_WITHOUT_TIMES = [
    f"SELECT status FROM pggit_register_intent('{agent}', '{agent}', ARRAY['{ddl}'])"
    for agent, ddl in (("claude-a", ADD_A), ("claude-b", ADD_B))
] + [
    "SELECT reviewed FROM pggit_resolve_conflict(1, 'agreed')",
    "SELECT reviewed FROM pggit_resolve_conflict(1, 'not after all', reviewed => false)",
    "UPDATE tb_pggit_setting SET value = 'nothing' WHERE name = 'start_requires'",
    "SELECT role_name FROM pggit_bind_agent('pggit_agent', 'claude-a')",
]


@pytest.mark.parametrize(
    "settings",
    [
        "SET timezone = 'Asia/Kolkata'; SET datestyle = 'SQL, DMY'; SET bytea_output = 'escape'",
        "SET timezone = 'America/St_Johns'; SET standard_conforming_strings = off; SET quote_all_identifiers = on",
        "SET client_encoding = 'LATIN1'; SET extra_float_digits = 0; SET search_path = pg_temp, public",
    ],
)
def test_what_one_session_wrote_another_with_other_settings_verifies(db, database, connect, settings):
    other = connect()
    other.execute(settings)
    for statement in SAME_WITHOUT_TIMES:
        other.execute(statement)
    kept = other.execute("SELECT pggit_seal_history() AS seal").fetchone()["seal"]
    assert results(db, kept) == ["verified"]
    fill(db)
    kept = seal(db)
    found = other.execute("SELECT result FROM pggit_verify_history(%s)", (kept,)).fetchall()
    assert found == [{"result": "verified"}]


# ---- What is found -------------------------------------------------------------------------------------------------


def test_without_a_seal_from_outside_what_breaks_a_chain_is_found_and_that_is_all(db):
    first, second, _ = fill(db)
    unguard(db)
    change = "UPDATE tb_pggit_intent_history SET reason = 'other' WHERE intent_id = %s AND new_status = 'abandoned'"
    db.execute(change, (first["id"],))
    (row,) = verify(db)
    assert (row["result"], row["chain"], row["chain_no"]) == ("changed", first["id"], 2)
    db.execute(
        "UPDATE tb_pggit_intent_history AS h SET row_hash = pggit_internal.link_hash(h.chain_no, h.previous_hash,"
        " pggit_internal.intent_history_body(h)) WHERE h.intent_id = %s AND h.chain_no = 2",
        (first["id"],),
    )
    assert results(db) == ["verified"]


def test_who_computes_everything_anew_down_to_an_earlier_seal_has_to_change_the_later_ones_too(db):
    """Row, chain, what was sealed of it and both seals: inside everything is in order, only the hash outside is not."""
    first, *_ = fill(db)
    seal(db)
    register(db, "claude-c", ELSEWHERE)
    kept = seal(db)
    unguard(db, "tb_pggit_intent_history", "tb_pggit_seal", "pggit_internal.sealed_chain")
    of_chain = "h.intent_id = %(id)s AND h.chain_no = 2"
    for statement in (
        f"UPDATE tb_pggit_intent_history AS h SET reason = 'other' WHERE {of_chain}",
        "UPDATE tb_pggit_intent_history AS h SET row_hash = pggit_internal.link_hash(h.chain_no, h.previous_hash,"
        f" pggit_internal.intent_history_body(h)) WHERE {of_chain}",
        "UPDATE pggit_internal.sealed_chain AS c SET bodies = overlay(c.bodies PLACING"
        " pggit_internal.intent_history_body(h) FROM (2 - c.first_no) * 32 + 1 FOR 32)"
        f" FROM tb_pggit_intent_history AS h WHERE c.chain = h.intent_id AND {of_chain}",
        "UPDATE tb_pggit_seal AS s SET seal_hash = pggit_internal.seal_hash(s) WHERE s.seal_no = 1",
        "UPDATE tb_pggit_seal AS s SET previous_hash = b.seal_hash FROM tb_pggit_seal AS b"
        " WHERE s.seal_no = 2 AND b.seal_no = 1",
        "UPDATE tb_pggit_seal AS s SET seal_hash = pggit_internal.seal_hash(s) WHERE s.seal_no = 2",
    ):
        assert db.execute(statement, {"id": first["id"]}).rowcount == 1, statement
    assert results(db) == ["verified"]
    assert results(db, kept)[0] == "unknown seal"


def test_a_link_is_another_with_another_number_another_link_before_or_another_row(db):
    row = db.execute(
        "SELECT count(DISTINCT pggit_internal.link_hash(n, decode(before, 'hex'), sha256(decode(body, 'hex')))) AS n"
        " FROM (VALUES (1), (2), (256)) AS a (n), (VALUES (NULL), ('00'), ('01')) AS b (before),"
        " (VALUES ('00'), ('01')) AS c (body)"
    ).fetchone()
    assert row == {"n": 3 * 3 * 2}


def test_each_broken_chain_is_named_once_with_its_first_row(db):
    first, second, found = fill(db)
    kept = seal(db)
    unguard(db)
    db.execute("UPDATE tb_pggit_intent_history SET changed_by = 'somebody'")
    db.execute("DELETE FROM tb_pggit_intent_history WHERE intent_id = %s AND chain_no > 2", (second["id"],))
    rows = verify(db, kept)
    assert {(row["chain"], row["chain_no"], row["result"]) for row in rows} == {
        (first["id"], 1, "changed"),
        (second["id"], 1, "changed"),
    }
    assert all(row["table_name"] == "tb_pggit_intent_history" and row["history_id"] for row in rows)


def test_tampering_that_came_before_a_later_seal_is_found_all_the_same(db):
    """A later seal adds what is new; it does not bless what has become of the old."""
    first, *_ = fill(db)
    seal(db)
    unguard(db)
    db.execute("DELETE FROM tb_pggit_intent_history WHERE intent_id = %s AND chain_no = 2", (first["id"],))
    kept = seal(db)
    (row,) = verify(db, kept)
    assert (row["result"], row["chain"], row["chain_no"]) == ("removed", first["id"], 2)


def test_sealing_warns_of_rows_that_do_not_continue_their_chain(db):
    _, second, _ = fill(db)
    unguard(db)
    db.execute("DELETE FROM tb_pggit_intent_history WHERE intent_id = %s AND chain_no = 2", (second["id"],))
    with messages(db) as heard:
        kept = seal(db)
    (warning,) = heard
    assert (warning.severity, warning.sqlstate) == ("WARNING", "PI015")
    assert warning.text.startswith("2 rows ") or warning.text.startswith("3 rows ")
    (row,) = verify(db, kept)
    assert (row["result"], row["chain"], row["chain_no"]) == ("removed", second["id"], 2)


def test_a_row_is_chained_whatever_way_it_arrives(db):
    """Even one that a superuser writes by hand, with hashes of his own, in a replication role."""
    row = register(db)
    db.execute("SET session_replication_role = replica")
    db.execute(
        "INSERT INTO tb_pggit_intent_history"
        " (intent_id, old_status, new_status, changed_by, db_role, chain_no, row_hash, changed_at)"
        " VALUES (%s, 'registered', 'completed', 'x', 'x', 77, 'y', '2001-01-01'),"
        " (%s, 'completed', 'registered', 'x', 'x', 77, 'y', now())",
        (row["id"], row["id"]),
    )
    db.execute("RESET session_replication_role")
    numbers = db.execute(
        "SELECT chain_no, changed_at > now() - interval '1 day' AS now FROM tb_pggit_intent_history ORDER BY id"
    )
    assert [(r["chain_no"], r["now"]) for r in numbers.fetchall()] == [(1, True), (2, True), (3, True)]
    assert results(db) == ["verified"]


# ---- Elsewhere and later -------------------------------------------------------------------------------------------


def test_installing_again_changes_nothing_of_it(db, database, psql):
    fill(db)
    kept = seal(db)
    rows = db.execute("SELECT count(*) AS n FROM tb_pggit_setting_history").fetchone()
    assert psql("-q", "-f", "install.sql", database=database).code == 0
    assert db.execute("SELECT count(*) AS n FROM tb_pggit_setting_history").fetchone() == rows
    assert results(db, kept) == ["verified"]
