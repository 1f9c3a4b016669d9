"""Calls the public functions with drawn inputs and judges what comes back."""

import re
from collections import Counter
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from programs.fuzz.inputs import Call, Inputs

# In one transaction that is rolled back, so that intents do not pile up; each call in a savepoint of its own.
BATCH = 100
# PostgreSQL's own, for what is no mistake in a value: limits of the server that a text can reach.
LIMITS = {"54001"}
TIMEOUT_MS = 60_000
# Ours, and PostgreSQL's own: a name that is cut at 63 bytes, and what DDL says that a proof executes.
ANNOUNCED = {"PI010", "PI011", "PI012", "PI013", "PI014", "PI016", "42622", "00000"}

# Tabs and line breaks are for reading; the rest a terminal would obey, or write backwards.
CONTROLS = re.compile("[\x01-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

TYPES = {
    "schema_changes": "text[]", "schema_changes_a": "text[]", "schema_changes_b": "text[]", "tables_affected": "text[]",
    "intent_ids": "text[]", "estimated_duration_ms": "integer", "metadata": "jsonb", "conflict_id": "bigint",
    "reviewed": "boolean", "limit": "integer",
}  # fmt: skip


class Findings:
    """What a run found: problems, how the calls ended, and how much memory the backend took."""

    def __init__(self):
        self.problems, self.endings, self.calls, self.memory_kb = [], Counter(), 0, 0

    def report(self):
        """Return the findings as lines."""
        ended = ", ".join(f"{code} {count}" for code, count in sorted(self.endings.items()))
        lines = [f"{self.calls} calls; ended: {ended}"]
        lines += [f"most memory of a backend: {self.memory_kb // 1024} MB"] if self.memory_kb else []
        return [*lines, f"problems: {len(self.problems)}", *self.problems]


def documented(connection):
    """Return the SQLSTATEs that a caller may get."""
    rows = connection.execute("SELECT sqlstate AS code, meaning FROM v_pggit_error_code").fetchall()
    return {row["code"] for row in rows if not row["meaning"].startswith(("NOTICE", "Internal"))}


def query(call):
    """Return a call as SQL and its parameters."""
    named = [sql.SQL("{} => %s::" + TYPES.get(name, "text")).format(sql.Identifier(name)) for name in call.arguments]
    values = [Jsonb(value) if TYPES.get(name) == "jsonb" else value for name, value in call.arguments.items()]
    return sql.SQL("SELECT * FROM {}({})").format(sql.Identifier(call.function), sql.SQL(", ").join(named)), values


def fault(error, codes):
    """Return what is wrong with an error, or None."""
    diag = error.diag
    said = "\n".join(filter(None, (diag.message_primary, diag.message_detail, diag.message_hint)))
    if diag.sqlstate not in codes:
        return f"SQLSTATE {diag.sqlstate} is not documented"
    if re.search(r"Traceback|plpy\.|PL/Python|pggit_ddl", said):
        return "shows the insides of the reader"
    if not diag.message_primary or not diag.message_hint and diag.sqlstate not in LIMITS:
        return "has no hint"
    return "has control characters, which a terminal would obey" if CONTROLS.search(said) else None


def memory_kb(connection):
    """Return the most memory that a connection's backend has taken, where the system tells."""
    path = Path(f"/proc/{connection.info.backend_pid}/status")
    try:
        found = re.search(r"VmHWM:\s+(\d+)", path.read_text())
    except OSError:
        return 0
    return int(found.group(1)) if found else 0


def ids(connection):
    """Return the ids of intents and the numbers of conflicts."""
    intents = [row["id"] for row in connection.execute("SELECT id FROM tb_pggit_intent ORDER BY created_at, id")]
    return intents, [row["id"] for row in connection.execute("SELECT id FROM tb_pggit_conflict ORDER BY id")]


def run(connect, seed, numbers, say=None):
    """Make the calls with these numbers; connect() gives a connection with rows as dicts, and another after a crash."""
    findings = Findings()
    connection = connect()
    connection.add_notice_handler(lambda diag: _hear(diag, seed, findings))
    codes = documented(connection) | LIMITS
    numbers = list(numbers)
    for start in range(0, len(numbers), BATCH):
        try:
            with connection.transaction(force_rollback=True):
                connection.execute(f"SET LOCAL statement_timeout = {TIMEOUT_MS}")
                for number in numbers[start : start + BATCH]:
                    call = Inputs(seed, number, *ids(connection)).call()
                    make(connection, call, f"SEED={seed} ONLY={number}", codes, findings)
                connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        except psycopg.OperationalError as error:
            if not connection.closed:
                raise
            findings.problems.append(f"SEED={seed} the connection was lost at call {findings.calls}: {error}")
            connection = connect()
            connection.add_notice_handler(lambda diag: _hear(diag, seed, findings))
        except psycopg.Error as error:
            findings.problems.append(f"SEED={seed} calls {numbers[start]} to {start + BATCH}, at their end: {error}")
        findings.memory_kb = max(findings.memory_kb, memory_kb(connection))
        if say and start // BATCH % 100 == 99:
            say(findings)
    connection.close()
    return findings


def _hear(diag, seed, findings):
    """Judge a NOTICE or WARNING."""
    said = "\n".join(filter(None, (diag.message_primary, diag.message_detail, diag.message_hint)))
    if diag.sqlstate not in ANNOUNCED or CONTROLS.search(said):
        findings.problems.append(
            f"SEED={seed} before call {findings.calls}: {diag.severity} {diag.sqlstate}: {said!r}"[:1500]
        )


def make(connection, call, which, codes, findings):
    """Make one call and judge how it ends; which says how to make it again."""
    findings.calls += 1
    try:
        with connection.transaction():
            connection.execute(*query(call)).fetchall()
        findings.endings["works"] += 1
    except psycopg.Error as error:
        if connection.closed:
            findings.problems.append(f"{which} {call.function}: the server went away: {call.arguments!r}"[:1500])
            raise
        findings.endings[error.diag.sqlstate] += 1
        problem = fault(error, codes)
        if problem:
            findings.problems.append(
                f"{which} {call.function}: {problem}: {error.diag.sqlstate}"
                f" {error.diag.message_primary!r} {call.arguments!r}"[:1500]
            )


__all__ = ["CONTROLS", "Call", "Findings", "documented", "fault", "make", "memory_kb", "run"]
