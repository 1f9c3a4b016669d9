"""How the time of a call grows with its text: texts of one repeated piece, at a size and at four times it."""

import os
import time
from collections import namedtuple
from pathlib import Path

import psycopg

SIZE = 40_000
FACTOR = 4
REPEATS = 2
# Four times the text in four times the time is 4, quadratic is 16; between them is room for a busy machine.
LIMIT = 9
# Below this nothing is measured but noise: the system counts in steps of 10.
FLOOR_MS = 200

# what -> (beginning, piece, end); {n} in a piece is its number
FAMILIES = {
    "columns of a table": ("CREATE TABLE t (a int", ", c{n} int", ")"),
    "statements": ("", "ALTER TABLE t{n} ADD COLUMN c int;", ""),
    "statements on one table": ("", "ALTER TABLE t ADD COLUMN c{n} int;", ""),
    "one statement again and again": ("", "ALTER TABLE t ADD COLUMN c int;", ""),
    "actions of an ALTER": ("ALTER TABLE t ADD a int", ", ADD COLUMN c{n} int", ""),
    "open parentheses": ("SELECT ", "(", ""),
    "nested parentheses in a default": ("ALTER TABLE t ADD a int DEFAULT ", "(1)+", "1"),
    "brackets": ("SELECT a", "[1]", ""),
    "quotes": ("SELECT '", "''", "'"),
    "quotes that do not end": ("SELECT ", "'a' ", "'"),
    "dollar quotes": ("SELECT ", "$a$x$a$ || ", "''"),
    "dollar tags that do not end": ("SELECT ", "$a{n}$ ", ""),
    "dollars": ("SELECT ", "$", ""),
    "nested comments": ("SELECT 1 ", "/*", ""),
    "comments": ("SELECT 1 ", "/**/", ""),
    "line comments": ("SELECT 1 ", "--\n", ""),
    "comments after operators": ("SELECT 1 ", "+/**/", "1"),
    "slashes and stars": ("SELECT 1 ", "*/", ""),
    "backslashes": ("SELECT E'", "\\\\", "'"),
    "semicolons": ("SELECT 1", ";", ""),
    "blanks": ("SELECT", " ", "1"),
    "line breaks": ("SELECT", "\n", "1"),
    "dots": ("DROP TABLE a", ".a", ""),
    "operators": ("SELECT 1", " +- 1", ""),
    "operator characters": ("SELECT 1 ", "+", "1"),
    "digits": ("SELECT ", "9", ""),
    "a long word": ("SELECT ", "a", ""),
    "a long quoted name": ('DROP TABLE "', "a", '"'),
    "names of a DROP": ("DROP TABLE a", ", t{n}", ""),
    "references": ("CREATE TABLE t (a int", ", c{n} int REFERENCES u{n}", ")"),
    "columns of an index": ("CREATE INDEX ON t (a", ", c{n}", ")"),
    "joins of a view": ("CREATE VIEW v AS SELECT 1 FROM a", " JOIN t{n} ON true", ""),
    "nested queries": ("CREATE VIEW v AS ", "SELECT * FROM (", "SELECT 1"),
    "unions": ("CREATE VIEW v AS SELECT 1", " UNION SELECT a FROM t{n}", ""),
    "WITH queries": ("CREATE VIEW v AS WITH a AS (SELECT 1)", ", w{n} AS (SELECT * FROM t{n})", " SELECT 1"),
    "CASE": ("SELECT ", "CASE WHEN a THEN ", "1"),
    "a body of statements": ("CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC ", "DELETE FROM t{n};", " END"),
    "blocks in a DO": ("DO $$ BEGIN ", "ALTER TABLE t{n} ADD a int;", " END $$"),
    "nested blocks in a DO": ("DO $$ ", "BEGIN ", " $$"),
    "labels of an enum": ("CREATE TYPE e AS ENUM ('a'", ", 'l{n}'", ")"),
    "renames": ("", "ALTER TABLE t{n} RENAME TO u{n};", ""),
    "a chain of renames": ("", "ALTER TABLE t{n} RENAME TO t{n}x;", ""),
    "creating and dropping": ("", "CREATE TABLE t (a int); DROP TABLE t;", ""),
    "schemas": ("", "CREATE TABLE s{n}.t (a int);", ""),
    "search_path": ("", "SET search_path = s{n}; CREATE TABLE t (a int);", ""),
    "grants": ("GRANT SELECT ON a", ", t{n}", " TO r"),
    "keywords": ("ALTER TABLE t ", "ADD ", ""),
    "unicode": ("SELECT '", "😀", "'"),
    "garbage": ("", "x y ' \" $ ; ", ""),
}  # fmt: skip

Call = namedtuple("Call", "query parameters")
Growth = namedtuple("Growth", "family function small_ms large_ms ratio sqlstate")

CALLS = {
    "pggit_footprint": lambda text: Call("SELECT count(*) FROM pggit_footprint(%s)", ([text],)),
    "pggit_detect_conflicts": lambda text: Call(
        "SELECT count(*) FROM pggit_detect_conflicts(%s, %s)", ([text], [text])
    ),
    "pggit_register_intent": lambda text: Call("SELECT id FROM pggit_register_intent('a', 'f', %s)", ([text],)),
    "meeting it": lambda text: Call(
        "WITH b AS MATERIALIZED (SELECT id FROM pggit_register_intent('b', 'g', %s))"
        " SELECT count(*) FROM b, LATERAL (SELECT count(*) FROM pggit_check_conflicts('c', 'h', %s)"
        " WHERE b.id IS NOT NULL) AS c",
        ([text], [text]),
    ),
}


def text_of(family, size):
    """Return a family's text of about this many characters."""
    begin, piece, end = FAMILIES[family]
    parts, length, n = [begin], len(begin), 0
    while length < size:
        parts.append(piece.replace("{n}", str(n)))
        length += len(parts[-1])
        n += 1
    return "".join([*parts, end])


def clock_ms(connection):
    """Return the processor time that a connection's backend has taken, which others on the machine do not change."""
    try:
        fields = Path(f"/proc/{connection.info.backend_pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return time.perf_counter() * 1000  # another system, or another machine
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def milliseconds(connection, call):
    """Return how long a call took, the best of a few, and its SQLSTATE when it failed."""
    times, sqlstate = [], None
    for _ in range(REPEATS):
        began = clock_ms(connection)
        try:
            with connection.transaction(force_rollback=True):
                connection.execute(call.query, call.parameters)
        except psycopg.Error as error:
            if connection.closed:
                raise
            sqlstate = error.diag.sqlstate
        times.append(clock_ms(connection) - began)
        if times[-1] > 1000:
            break
    return min(times), sqlstate


def measured(connection, family, function, size=SIZE):
    """Return how a call's time grows with the text of a family."""
    small, sqlstate = milliseconds(connection, CALLS[function](text_of(family, size)))
    large, sqlstate = milliseconds(connection, CALLS[function](text_of(family, size * FACTOR)))
    return Growth(family, function, small, large, large / max(small, FLOOR_MS / FACTOR), sqlstate)


def too_steep(growth):
    """Tell whether the time grew faster than the text."""
    return growth.large_ms > FLOOR_MS and growth.ratio > LIMIT
