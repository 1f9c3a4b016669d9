"""Runs plpgsql_check on every PL/pgSQL function of an installed product; a trigger function with each of its tables."""

import os
import sys
from pathlib import Path

import psycopg
from psycopg import sql

from server import Server, run_psql

ROOT = Path(__file__).resolve().parent.parent.parent

# Each trigger is a case of its own: the table gives NEW and OLD their columns, REFERENCING names the transition tables.
CASES = """
SELECT p.oid::regprocedure::text AS function, coalesce(t.tgrelid, 0) AS relation, t.tgname AS trigger,
       coalesce(t.tgoldtable, '')::text AS old_table, coalesce(t.tgnewtable, '')::text AS new_table,
       p.prorettype = 'trigger'::regtype AND t.oid IS NULL AS is_unused, p.oid AS oid
FROM pg_proc AS p
JOIN pg_language AS l ON l.oid = p.prolang AND l.lanname = 'plpgsql'
LEFT JOIN pg_trigger AS t ON t.tgfoid = p.oid AND NOT t.tgisinternal
WHERE NOT EXISTS (SELECT FROM pg_depend AS d
                  WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
ORDER BY 1, t.tgrelid::regclass::text, 3
"""
CHECK = """
SELECT c.level, c.sqlstate, c.message, c.detail, c.hint, c.lineno, c.statement, c.context
FROM lint.plpgsql_check_function_tb(
    %(oid)s::oid::regprocedure, %(relation)s::oid::regclass, fatal_errors => false, other_warnings => true,
    extra_warnings => true, performance_warnings => true, security_warnings => true,
    oldtable => nullif(%(old_table)s, '')::name, newtable => nullif(%(new_table)s, '')::name
) AS c
"""
# A parameter's name is part of the interface. A step hands on the whole row beside other results.
ACCEPTED = {
    (function, f'name of parameter "{word}" is reserved keyword')
    for function, word in (
        ("pggit_read_events(text,integer)", "limit"),
        ("pggit_unrecorded_conflicts(text,integer,integer)", "limit"),
        ("pggit_unrecorded_conflicts(text,integer,integer)", "offset"),
    )
}
ACCEPTED_ANYWHERE = {'composite OUT variable "intent" is not single argument'}


def findings(connection):
    """Yield one line per finding."""
    connection.row_factory = psycopg.rows.dict_row
    cases = connection.execute(CASES).fetchall()
    if not cases:
        yield "no PL/pgSQL function found: was the product installed?"
    for case in cases:
        if case["is_unused"]:
            yield f"{case['function']}: a trigger function that no trigger uses"
            continue
        name = case["function"] + (f" (trigger {case['trigger']})" if case["trigger"] else "")
        for found in connection.execute(CHECK, case):
            if (case["function"], found["message"]) in ACCEPTED or found["message"] in ACCEPTED_ANYWHERE:
                continue
            place = f"{name} line {found['lineno']}" if found["lineno"] else name
            more = "".join(f"; {found[field]}" for field in ("detail", "hint", "context") if found[field])
            yield f"{place}: {found['level']}: {found['message']}{more}"


def main():
    """Install into a new database on the private test cluster and print what is found."""
    database = f"pggit_test_{os.getpid()}_lint"
    with Server.started(ROOT) as server:
        with psycopg.connect(**server.dsn("postgres"), autocommit=True) as admin:
            admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(database)))
            try:
                with server.installing():
                    result = run_psql(server, database, "-q", "-v", "ON_ERROR_STOP=1", "-f", "install.sql", cwd=ROOT)
                if result.code:
                    sys.exit(f"install.sql failed:\n{result.stderr}")
                with psycopg.connect(**server.dsn(database), autocommit=True) as connection:
                    connection.execute("CREATE SCHEMA lint; CREATE EXTENSION plpgsql_check SCHEMA lint")
                    found = list(findings(connection))
            finally:
                admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database)))
    for line in found:
        print(line)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
