"""A registry with many active intents, made fast: copies of one that was registered, under other names."""

import contextlib

from psycopg.rows import tuple_row

AGENTS = 20
SEED = "seedling"
REGISTER = """
SELECT id FROM pggit_register_intent(
    'gardener-0', 'seedling',
    ARRAY['ALTER TABLE seedling ADD COLUMN height integer', 'CREATE INDEX ON seedling (height)']
)
"""
# What is replaced by a copy's own name or number stands in every text column.
COPY = """
INSERT INTO {table} ({columns})
SELECT {values}
FROM {table} AS o CROSS JOIN generate_series(%(first)s::integer, %(last)s::integer) AS n (number)
WHERE {which}
ON CONFLICT DO NOTHING
"""
# The rows of object_key that a footprint locks: of a schema, that of the session's slot.
LOCKED = """o.key IN (
    SELECT coalesce(pggit_internal.slot_key(f.key, f.slot), f.key) FROM pggit_internal.footprint AS f
    WHERE f.intent_id = %(id)s
)"""
TABLES = {
    "public.tb_pggit_intent": "o.id = %(id)s",
    "pggit_internal.footprint": "o.intent_id = %(id)s",
    "public.tb_pggit_intent_history": "o.intent_id = %(id)s",
    "public.tb_pggit_event": "o.intent_id = %(id)s",
    "pggit_internal.branch_counter": "o.slug = 'seedling'",
    "pggit_internal.object_key": LOCKED,
}
COLUMNS = """
SELECT a.attname, a.atttypid IN ('text'::regtype, 'varchar'::regtype), a.atttypid = 'jsonb'::regtype
FROM pg_attribute AS a
WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attidentity = '' AND a.attgenerated = ''
ORDER BY a.attnum
"""
CONFLICTS = """
INSERT INTO tb_pggit_conflict
    (intent_a, intent_b, conflict_type, affected_objects, severity, resolution_suggestions, predicted_outcome)
SELECT 'int_' || lpad(to_hex(n + 1), 12, '0'), 'int_' || lpad(to_hex(n), 12, '0'),
    'table', '["seedling"]', 'warning', '[]', 'compatible'
FROM generate_series(1, %s) AS n
"""
FILLED = """
SELECT count(*), min(id) FILTER (WHERE feature_name = %s) FROM tb_pggit_intent WHERE feature_name LIKE %s
"""
OWN_TRIGGERS = "SELECT quote_ident(tgname) FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal"


def copied(column, is_text, is_json):
    """Return the expression for a column of a copy."""
    if column in ("id", "intent_id"):
        return "'int_' || lpad(to_hex(n.number), 12, '0')"
    if column == "agent_id":
        return f"'gardener-' || mod(n.number, {AGENTS})"
    if column in ("created_at", "updated_at"):
        return f"o.{column} + n.number * interval '1 millisecond'"
    if is_text:
        return f"replace(o.{column}, '{SEED}', '{SEED}_' || n.number)"
    if is_json:
        return f"replace(o.{column}::text, '{SEED}', '{SEED}_' || n.number)::jsonb"
    return f"o.{column}"


@contextlib.contextmanager
def triggers_off(rows, table):
    """Have no trigger of the table fire meanwhile; the product's own fire always, again."""
    rows.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
    yield
    rows.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
    for (trigger,) in rows.execute(OWN_TRIGGERS, (table,)).fetchall():
        rows.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}")


def fill(connection, count, conflicts=0):
    """Bring the registry to this many copies, so many of them in conflict with the next.

    The connection is a superuser's; triggers are off meanwhile.
    """
    rows = connection.cursor(row_factory=tuple_row)
    rows.execute(FILLED, (SEED, SEED + "%"))
    first, seed = rows.fetchone()
    if seed is None:
        first, seed = 1, rows.execute(REGISTER).fetchone()[0]
    with connection.transaction():
        for table, which in TABLES.items():
            columns = rows.execute(COLUMNS, (table,)).fetchall()
            with triggers_off(rows, table):
                rows.execute(
                    COPY.format(
                        table=table,
                        columns=", ".join(name for name, *_ in columns),
                        values=", ".join(copied(*column) for column in columns),
                        which=which,
                    ),
                    {"first": first, "last": count - 1, "id": seed},
                )
        if conflicts:
            with triggers_off(rows, "public.tb_pggit_conflict"):
                rows.execute(CONFLICTS, (conflicts,))
