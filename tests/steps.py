"""What the tests of the SQL product do again and again: calls, looks at what is stored, errors, waiting for a lock."""

import contextlib
import time
from collections import namedtuple

import psycopg
import pytest
from psycopg import sql
from psycopg.types.json import Jsonb

# Two that meet on the table only, and commute.
ADD_A = "ALTER TABLE users ADD COLUMN a text"
ADD_B = "ALTER TABLE users ADD COLUMN b text"
# One column, two types: whoever comes second fails.
ADD_PLAN_TEXT = "ALTER TABLE users ADD COLUMN plan text"
ADD_PLAN_INT = "ALTER TABLE users ADD COLUMN plan integer"
# The index must come first: after the drop there is nothing to index.
INDEX_EMAIL = "CREATE INDEX idx_users_email ON users (email)"
DROP_EMAIL = "ALTER TABLE users DROP COLUMN email"
# Meets none of the others.
ELSEWHERE = "CREATE TABLE orders (id bigint PRIMARY KEY)"

Message = namedtuple("Message", "severity sqlstate text detail hint")

DEADLINE = 30


def call(db, function, /, **arguments):
    """Call a function by parameter names and return its rows."""
    named = [
        sql.SQL("{} => {}").format(
            sql.Identifier(name), sql.Literal(Jsonb(value) if isinstance(value, dict) else value)
        )
        for name, value in arguments.items()
    ]
    query = sql.SQL("SELECT * FROM {}({})").format(sql.Identifier(function), sql.SQL(", ").join(named))
    return db.execute(query).fetchall()


def one(db, function, /, **arguments):
    """Call a function that returns exactly one row."""
    (row,) = call(db, function, **arguments)
    return row


def register(db, agent="claude-a", *schema_changes, feature=None, **more):
    """Register an intent; a feature that nobody else has unless one is named."""
    return one(
        db,
        "pggit_register_intent",
        agent_id=agent,
        feature_name=feature or f"feature of {agent}",
        schema_changes=list(schema_changes or [ADD_A]),
        **more,
    )


def intent(db, intent_id):
    """Return an intent as it is now."""
    return db.execute("SELECT * FROM tb_pggit_intent WHERE id = %s", (intent_id,)).fetchone()


def status(db, intent_id):
    """Return an intent's status as it is now."""
    return intent(db, intent_id)["status"]


def conflicts(db, intent_id, only_open=False):
    """Return an intent's conflicts, oldest first."""
    rows = call(db, "pggit_get_conflicts", intent_id=intent_id)
    return [row for row in rows if not only_open or row["closed_at"] is None]


def conflict(db, intent_id, conflict_type):
    """Return the one conflict of this type that an intent has."""
    (row,) = [row for row in conflicts(db, intent_id) if row["conflict_type"] == conflict_type]
    return row


def resolve(db, conflict_id, notes="agreed", **more):
    """Resolve a conflict."""
    return one(db, "pggit_resolve_conflict", conflict_id=conflict_id, resolution_notes=notes, **more)


def mark(db, intent_id, new_status, **more):
    """Move an intent through the function for that status."""
    return one(db, f"pggit_mark_{new_status}", intent_id=intent_id, **more)


def contents(db):
    """Return every row of every table of the product, as text."""
    tables = db.execute(
        "SELECT c.oid::regclass::text AS name FROM pg_class AS c WHERE c.relkind = 'r'"
        " AND (c.relnamespace = 'pggit_internal'::regnamespace"
        "      OR c.relnamespace = 'public'::regnamespace AND c.relname LIKE 'tb\\_pggit\\_%')"
    ).fetchall()
    return {
        table["name"]: sorted(
            row["t"] for row in db.execute(f"SELECT t::text AS t FROM {table['name']} AS t").fetchall()
        )
        for table in tables
    }


@contextlib.contextmanager
def nothing_written(db):
    """Check that what happens inside leaves no trace in any table."""
    before = contents(db)
    yield
    assert contents(db) == before


def error_of(db, query, parameters=None):
    """Run a statement that must fail and return its diagnostics; nothing of it may stay, in any table."""
    with nothing_written(db), pytest.raises(psycopg.Error) as caught, db.transaction():
        # Checks of what was written before must not get in this statement's way.
        db.execute("SET CONSTRAINTS ALL IMMEDIATE")
        db.execute("SET CONSTRAINTS ALL DEFERRED")
        db.execute(query, parameters)
    return caught.value.diag


def call_error(db, function, /, **arguments):
    """Call a function that must fail and return the error's diagnostics; nothing of it may stay, in any table."""
    with nothing_written(db), pytest.raises(psycopg.Error) as caught, db.transaction():
        call(db, function, **arguments)
    return caught.value.diag


@contextlib.contextmanager
def messages(db):
    """Collect the NOTICEs and WARNINGs that arrive inside."""
    heard = []

    def hear(diag):
        heard.append(
            Message(
                diag.severity_nonlocalized,
                diag.sqlstate,
                diag.message_primary,
                diag.message_detail,
                diag.message_hint,
            )
        )

    db.add_notice_handler(hear)
    try:
        yield heard
    finally:
        db.remove_notice_handler(hear)


def wait_until(condition, what):
    """Wait for a condition that another session brings about."""
    deadline = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain until {what}"
        time.sleep(0.005)


def wait_until_blocked(db, connection):
    """Wait until another connection's statement waits for somebody's lock."""
    pid = connection.info.backend_pid
    wait_until(
        lambda: db.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0 AS blocked", (pid,)).fetchone()["blocked"],
        "the other session is blocked",
    )
