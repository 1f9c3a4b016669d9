"""The floor: the rows that a registration writes, written by plain INSERTs in one PL/pgSQL function.

The tables of schema floor have the same columns, indexes and constraints. The function is made from the rows that a
real registration has left, so it writes what that wrote, under another name.
"""

import re

from psycopg import sql
from psycopg.rows import tuple_row

from programs.bench.filling import COLUMNS, SEED, TABLES

KEYS = """
SELECT c.conname, pg_get_constraintdef(c.oid) FROM pg_constraint AS c
WHERE c.conrelid = %s::regclass AND c.contype = 'f'
"""
# A session locks a row of its own of each schema.
OWN_SLOT = re.compile(r"(?<=^schema:public/)[0-9]{2}$")
UPSERTED = {"branch_counter": "last_number", "object_key": "registrations"}
PRIMARY_KEY = "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'p'"


def build(connection):
    """Make schema floor from what is in the registry now, with floor.write(name text)."""
    rows = connection.cursor(row_factory=tuple_row)
    seed = rows.execute("SELECT id FROM tb_pggit_intent WHERE feature_name = %s", (SEED,)).fetchone()[0]
    rows.execute("DROP SCHEMA IF EXISTS floor CASCADE")
    rows.execute("CREATE SCHEMA floor")
    statements = []
    for table, which in TABLES.items():
        bare = table.partition(".")[2]
        columns = rows.execute(COLUMNS, (table,)).fetchall()
        names = ", ".join(name for name, *_ in columns)
        texts = ", ".join(f"o.{name}::text" for name, *_ in columns)
        written = rows.execute(f"SELECT {texts} FROM {table} AS o WHERE {which}", {"id": seed}).fetchall()
        rows.execute(f"CREATE TABLE floor.{bare} (LIKE {table} INCLUDING ALL)")
        rows.execute(f"INSERT INTO floor.{bare} ({names}) SELECT {names} FROM {table}")
        values = ",\n".join("(" + ", ".join(map(literal, row, columns)) + ")" for row in written)
        statement = f"INSERT INTO floor.{bare} AS t ({names}) VALUES\n{values}"
        if bare in UPSERTED:
            key = rows.execute(PRIMARY_KEY, (f"floor.{bare}",)).fetchone()[0]
            counter = UPSERTED[bare]
            statement += f"\nON CONFLICT ON CONSTRAINT {key} DO UPDATE SET {counter} = t.{counter} + 1"
        statements.append(statement)
    for table in TABLES:
        for name, definition in rows.execute(KEYS, (table,)).fetchall():
            definition = definition.replace("REFERENCES tb_pggit_intent", "REFERENCES floor.tb_pggit_intent")
            if "floor." in definition:
                rows.execute(f"ALTER TABLE floor.{table.partition('.')[2]} ADD CONSTRAINT {name} {definition}")
    body = ";\n".join(
        [*statements[:0], *sorted(statements, key=lambda s: "object_key" not in s and "branch_counter" not in s)]
    )
    rows.execute(
        sql.SQL("CREATE FUNCTION floor.write(p_name text) RETURNS text LANGUAGE plpgsql AS {}").format(
            sql.Literal(
                "DECLARE v_id text := 'int_' || left(replace(gen_random_uuid()::text, '-', ''), 12);\n"
                f"BEGIN\n{body};\nRETURN v_id;\nEND"
            )
        )
    )
    rows.execute("ANALYZE")


def literal(value, column):
    """Return the expression for a value of the seed: its name and id are the new row's own."""
    name, is_text, is_json = column
    if value is None:
        return "NULL"
    if name in ("id", "intent_id"):
        return "v_id"
    if name in ("created_at", "updated_at", "changed_at"):
        return "clock_timestamp()"
    if name == "transaction_id":
        return "pg_current_xact_id()"
    if name == "key" and OWN_SLOT.search(value):
        return f"'{OWN_SLOT.sub('', value)}' || lpad((pg_backend_pid() % 64)::text, 2, '0')"
    quoted = "'" + value.replace("'", "''") + "'"
    if is_text or is_json:
        whole = quoted.replace(SEED, "' || p_name || '")
        return f"({whole}){'::jsonb' if is_json else ''}"
    return quoted
