"""A registry with many active intents, made fast: copies of one that was registered, under other names."""

from psycopg.rows import tuple_row

AGENTS = 20
SEED = "seedling"
REGISTER = """
SELECT id FROM pggit_register_intent(
    'gardener-0', 'seedling', ARRAY['ALTER TABLE seedling ADD COLUMN height integer', 'CREATE INDEX ON seedling (height)']
)
"""
# What is replaced by a copy's own name or number stands in every text column.
COPY = """
INSERT INTO {table} ({columns})
SELECT {values}
FROM {table} AS o CROSS JOIN generate_series(%(first)s::integer, %(last)s::integer) AS n (number)
WHERE {which}
"""
TABLES = {
    "public.tb_pggit_intent": "o.id = %(id)s",
    "pggit_internal.footprint": "o.intent_id = %(id)s",
    "public.tb_pggit_intent_history": "o.intent_id = %(id)s",
    "public.tb_pggit_event": "o.intent_id = %(id)s",
    "pggit_internal.branch_counter": "o.slug = 'seedling'",
    "pggit_internal.object_key": "o.key IN ('feature:seedling', 'relation:seedling')",
}
COLUMNS = """
SELECT a.attname, a.atttypid IN ('text'::regtype, 'varchar'::regtype) AS is_text, a.atttypid = 'jsonb'::regtype AS is_json
FROM pg_attribute AS a
WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attidentity = '' AND a.attgenerated = ''
ORDER BY a.attnum
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


def fill(connection, count):
    """Bring the registry to this many copies. The connection is a superuser's; triggers are off meanwhile."""
    rows = connection.cursor(row_factory=tuple_row)
    rows.execute(FILLED, (SEED, SEED + "%"))
    first, seed = rows.fetchone()
    if seed is None:
        first, seed = 1, rows.execute(REGISTER).fetchone()[0]
    with connection.transaction():
        for table, which in TABLES.items():
            columns = rows.execute(COLUMNS, (table,)).fetchall()
            rows.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
            rows.execute(
                COPY.format(
                    table=table,
                    columns=", ".join(name for name, *_ in columns),
                    values=", ".join(copied(*column) for column in columns),
                    which=which,
                ),
                {"first": first, "last": count - 1, "id": seed},
            )
            rows.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
            for (trigger,) in rows.execute(OWN_TRIGGERS, (table,)).fetchall():
                rows.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}")
