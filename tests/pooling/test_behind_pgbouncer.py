"""PgBouncer in transaction mode: a client's transactions run in connections that others have used before."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from psycopg import sql
from psycopg.rows import dict_row

from harness import pooler as harness_pooler
from harness.pooler import KEEPS_PREPARED, Pooler
from harness.storm import REGISTER, Storm
from programs.fuzz.inputs import Inputs
from security.people import bound, hidden  # noqa: F401
from steps import ADD_A, ADD_B, ADD_PLAN_INT, ADD_PLAN_TEXT, call, messages, one, register

pytestmark = pytest.mark.skipif(
    harness_pooler.PROGRAM is None, reason="PgBouncer is not installed (Debian, Ubuntu: apt-get install pgbouncer)"
)

# What a session can be left with; the proof of a session's cleanliness is that two rows are equal.
LEFT_BEHIND = """
SELECT current_user AS current, session_user AS login, pg_my_temp_schema() AS temporary,
    (SELECT jsonb_object_agg(name, setting) FROM pg_settings WHERE source IN ('session', 'interactive')) AS settings,
    (SELECT jsonb_agg(name) FROM pg_prepared_statements) AS prepared,
    (SELECT jsonb_agg(name) FROM pg_cursors WHERE name <> '') AS cursors,
    (SELECT jsonb_agg(c) FROM pg_listening_channels() AS c) AS channels,
    (SELECT jsonb_agg(l.objid) FROM pg_locks AS l WHERE l.locktype = 'advisory' AND l.pid = pg_backend_pid()) AS locks
"""


@pytest.fixture
def pooled(server, database):
    """Return a factory: pooled(connections, users) starts a PgBouncer and returns a function that opens clients."""
    open_ones, poolers = [], []

    def start(connections, *users):
        context = Pooler.started(server, connections, users)
        poolers.append(context)
        pooler = context.__enter__()

        def client(user="postgres", **more):
            connection = pooler.connect(database, user, **{"row_factory": dict_row, **more})
            open_ones.append(connection)
            return connection

        return client

    yield start
    for connection in open_ones:
        connection.close()
    for context in poolers:
        context.__exit__(None, None, None)


def pid(client):
    """Return the server connection that a client's next statement runs in."""
    return client.execute("SELECT pg_backend_pid() AS pid").fetchone()["pid"]


def test_clients_that_share_few_connections_register_check_and_move(pooled, db):
    client = pooled(2)
    clients = [client() for _ in range(8)]

    def work(number):
        mine = register(clients[number], f"claude-{number}", f"ALTER TABLE users ADD COLUMN c{number} int")
        met = call(clients[number], "pggit_check_conflicts", agent_id="x", feature_name="f", schema_changes=[ADD_A])
        assert one(clients[number], "pggit_mark_in_progress", intent_id=mine["id"])["status"] == "in_progress"
        return mine, met, pid(clients[number])

    with ThreadPoolExecutor(8) as executor:
        done = list(executor.map(work, range(8)))
    assert len({number for *_, number in done}) <= 2
    ids = [mine["id"] for mine, *_ in done]
    pairs = db.execute("SELECT intent_a, intent_b FROM tb_pggit_conflict WHERE conflict_type = 'table'").fetchall()
    assert {frozenset(pair.values()) for pair in pairs} == {frozenset((a, b)) for a in ids for b in ids if a != b}
    assert all(any(row["intent_b"] == mine["id"] for row in met) for mine, met, _ in done)


def test_a_storm_through_it_loses_and_halves_nothing(pooled, db, connect):
    client = pooled(3)
    storm = Storm(lambda: client(row_factory=psycopg.rows.tuple_row))
    with storm.blowing(workers=9):
        storm.wait_for(40)
    rows = connect(row_factory=psycopg.rows.tuple_row)
    assert (storm.lost(rows), storm.half_written(rows), storm.strange) == ([], {}, [])


def test_a_conflict_is_told_to_the_client_that_registered(pooled):
    client = pooled(1)
    first, second = client(), client()
    with messages(first) as heard_by_first, messages(second) as heard_by_second:
        register(first, "claude-a", ADD_PLAN_TEXT)
        register(second, "claude-b", ADD_PLAN_INT)
    assert not heard_by_first
    assert {message.sqlstate for message in heard_by_second} == {"PI010"}


@pytest.fixture
def gate(login, maintenance):
    """Return a login role that may become others with SET ROLE, and has no rights of its own."""

    def new(*roles):
        name = login()
        maintenance.execute(sql.SQL("ALTER ROLE {} NOINHERIT").format(sql.Identifier(name)))
        for role in roles:
            maintenance.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(role), sql.Identifier(name)))
        return name

    return new


def test_who_one_is_holds_for_one_transaction_in_one_shared_connection(hidden, pooled, gate):  # noqa: F811
    """Binding and row security, by turns as two agents and an auditor, without any of them keeping what it was."""
    entrance = gate(*hidden.roles.values())
    client = pooled(1, entrance)
    clients = {who: client(entrance) for who in ("a", "b", "auditor")}
    seen = set()
    for turn in range(4):
        for who, agent_id in (("a", "claude-a"), ("b", "claude-b")):
            session, other = clients[who], {"a": "claude-b", "b": "claude-a"}[who]
            with session.transaction():
                session.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(hidden.roles[who])))
                ddl = f"ALTER TABLE users ADD COLUMN {who}{turn} int"
                assert register(session, agent_id, ddl, feature=f"{who} {turn}")["agent_id"] == agent_id
                assert {row["agent_id"] for row in call(session, "pggit_list_intents")} == {agent_id}
                own = session.execute("SELECT DISTINCT agent_id FROM tb_pggit_intent").fetchall()
                assert own == [{"agent_id": agent_id}]
                seen.add(pid(session))
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="may not act as agent"):
                with session.transaction():
                    session.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(hidden.roles[who])))
                    register(session, other, ddl, feature="not mine")
            # Without SET LOCAL ROLE it is the entrance's role again, which may do nothing.
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                call(session, "pggit_list_intents")
        session = clients["auditor"]
        with session.transaction():
            session.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(hidden.roles["auditor"])))
            assert len(call(session, "pggit_list_intents")) == 2 * (turn + 1)
            seen.add(pid(session))
    assert len(seen) == 1


def test_who_logs_in_is_who_one_is(hidden, pooled):  # noqa: F811
    client = pooled(2, *hidden.roles.values())
    a, b = client(hidden.roles["a"]), client(hidden.roles["b"])
    register(a, "claude-a", ADD_A)
    register(b, "claude-b", ADD_B)
    assert {row["agent_id"] for row in call(a, "pggit_list_intents")} == {"claude-a"}
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="may not act as agent"):
        register(b, "claude-a", ADD_A, feature="not mine")


def test_no_function_leaves_anything_in_the_connection(pooled, gate):
    """Calls of every function, right and wrong, each a transaction: the next client finds the connection as it was."""
    entrance = gate("pggit_coordinator")
    client = pooled(1, entrance)
    caller, next_client = client(entrance), client(entrance)
    before = (pid(next_client), next_client.execute(LEFT_BEHIND).fetchone())
    called, worked = set(), 0
    for number in range(250):
        given = Inputs("pooling", number, [], []).call()
        called.add(given.function)
        try:
            with caller.transaction():
                caller.execute("SET LOCAL ROLE pggit_coordinator")
                call(caller, given.function, **given.arguments)
            worked += 1
        except psycopg.Error as error:
            assert not caller.broken, error
        assert (pid(next_client), next_client.execute(LEFT_BEHIND).fetchone()) == before, given
    assert len(called) > 15 and worked > 50
    for leaving in ("SET work_mem = '1MB'", "SELECT pg_advisory_lock(1)", "LISTEN pggit", "PREPARE p AS SELECT 1"):
        next_client.execute(leaving)
        after = next_client.execute(LEFT_BEHIND).fetchone()
        assert after != before[1], "the check sees what is left"
        before = (before[0], after)


def test_the_reader_keeps_nothing_of_what_it_read(db):
    """It stays in the connection's interpreter, which strangers use one after the other."""
    for text in ("CREATE TABLE secret_table (secret_column int)", "ALTER TABLE secret_table (((", "'secret_text"):
        try:
            call(db, "pggit_check_conflicts", agent_id="a", feature_name="f", schema_changes=[text])
            register(db, "claude-a", text)
            register(db, "claude-b", text)
        except psycopg.Error:
            continue
    db.execute(
        "CREATE FUNCTION pg_temp.what_is_kept() RETURNS SETOF text LANGUAGE plpython3u AS $$\n"
        "import sys, types\n"
        "seen, found, read = set(), [], 0\n"
        "todo = [m for n, m in sys.modules.items() if n.startswith('pggit_ddl_')] + list(GD.values())\n"
        "while todo:\n"
        "    thing = todo.pop()\n"
        "    if id(thing) in seen: continue\n"
        "    seen.add(id(thing))\n"
        "    if isinstance(thing, str):\n"
        "        read += 1\n"
        "        if 'secret_' in thing: found.append(thing)\n"
        "    elif isinstance(thing, dict): todo += [*thing.keys(), *thing.values()]\n"
        "    elif isinstance(thing, (list, tuple, set, frozenset)): todo += thing\n"
        "    elif hasattr(thing, 'cache_info'): found.append('a cache: %r' % thing)\n"
        "    elif isinstance(thing, types.FunctionType): todo += [thing.__defaults__, thing.__dict__]\n"
        "    elif hasattr(thing, '__dict__') and (getattr(thing, '__module__', None) or getattr(thing, '__name__', ''))"
        ".startswith('pggit_ddl_'): todo.append(dict(vars(thing)))\n"
        "return ['%d texts' % (read > 500), *found]\n$$"
    )
    assert db.execute("SELECT array_agg(k) AS kept FROM pg_temp.what_is_kept() AS k").fetchone() == {
        "kept": ["1 texts"]
    }
    (row,) = db.execute(
        "SELECT array_agg(p.proname) AS kept FROM pg_proc AS p JOIN pg_language AS l ON l.oid = p.prolang"
        " WHERE l.lanname = 'plpython3u' AND p.pronamespace = 'pggit_internal'::regnamespace"
        " AND p.proname <> 'load_reader' AND (p.prosrc ~ '\\mSD\\M' OR p.prosrc ~ '\\mGD\\[[^]]*\\]\\s*=')"
    ).fetchall()
    assert row == {"kept": None}


def test_consumers_read_each_event_once_from_any_connection(pooled, db):
    client = pooled(2)
    clients = [client() for _ in range(4)]
    for number in range(6):
        register(db, f"claude-{number}", f"ALTER TABLE users ADD COLUMN c{number} int")
    total = db.execute("SELECT count(*) AS n FROM tb_pggit_event").fetchone()["n"]

    def read(connection):
        given = []
        while rows := call(connection, "pggit_read_events", consumer="team", limit=3):
            given += [row["id"] for row in rows]
        return given

    with ThreadPoolExecutor(4) as executor:
        given = [number for numbers in executor.map(read, clients) for number in numbers]
    assert len(given) == len(set(given)) == total


def test_connections_that_are_open_go_on_after_an_upgrade(pooled, psql, database):
    client = pooled(1)
    before, after = client(), client()
    register(before, "claude-a", ADD_A)
    connection = pid(before)
    done = psql("-q", "-v", "ON_ERROR_STOP=1", "-f", "install.sql", database=database)
    assert done.code == 0, done.stderr
    assert len(register(after, "claude-b", ADD_B)["conflicts_with"]) == 1
    assert pid(after) == connection


def test_what_is_cancelled_through_it_leaves_nothing(pooled, db, connect):
    client = pooled(1)
    holder, waiting = connect(), client()
    with holder.transaction(), ThreadPoolExecutor(1) as executor:
        register(holder, "claude-a", ADD_A)
        with waiting.transaction():
            waiting_pid = pid(waiting)
            running = executor.submit(register, waiting, "claude-b", ADD_B)
            blocked = "SELECT cardinality(pg_blocking_pids(%s)) > 0 AS it_is"
            while not db.execute(blocked, (waiting_pid,)).fetchone()["it_is"]:
                assert not running.done()
            waiting.cancel()
            with pytest.raises(psycopg.errors.QueryCanceled):
                running.result()
            raise psycopg.Rollback
    assert [row["agent_id"] for row in call(db, "pggit_list_intents")] == ["claude-a"]
    assert len(register(client(), "claude-b", ADD_B)["conflicts_with"]) == 1


@pytest.mark.skipif(
    (harness_pooler.version() or (0,)) < KEEPS_PREPARED,
    reason="prepared statements in transaction mode take PgBouncer 1.21 or later",
)
def test_prepared_statements_of_clients_work_in_whichever_connection(pooled, db):
    client = pooled(2)
    clients = [client() for _ in range(6)]

    def work(number):
        rows = []
        for turn in range(8):
            ddl = f"ALTER TABLE t{turn} ADD COLUMN c{number} int"
            values = (f"claude-{number}", f"f {number} {turn}", [ddl], None)
            rows.append(clients[number].execute(REGISTER, values, prepare=True).fetchone())
        return rows

    with ThreadPoolExecutor(6) as executor:
        made = [row["id"] for rows in executor.map(work, range(6)) for row in rows]
    assert len(set(made)) == 48
    (row,) = db.execute("SELECT count(*) AS n FROM tb_pggit_conflict WHERE conflict_type = 'table'").fetchall()
    assert row["n"] == 8 * 15
