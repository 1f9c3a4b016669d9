"""Names, of every family: taken, chosen by PostgreSQL, exchanged, not there."""

from programs.accuracy.draw import NEW_TABLES, Impossible
from programs.accuracy.kinds.kind import indexable, kind, not_partition


@kind("a name that PostgreSQL would choose", 10)
def automatic_name(d):
    """Something by the name that another index, constraint or sequence would get by itself."""
    table = d.table("r", not_partition)
    column = d.column(table, indexable)
    base = f"{table.plain}_{column.plain}"
    key, idx, check = (d.catalog.quoted(base[:50] + ending) for ending in ("_key", "_idx", "_check"))
    return [d.one([
        f"CREATE INDEX {d.catalog.quoted(base[:50] + '_idx')} ON {table.name} ({column.name})",
        f"CREATE UNIQUE INDEX {key} ON {table.name} ({column.name})", f"CREATE INDEX ON {table.name} ({column.name})",
        f"ALTER TABLE {table.name} ADD UNIQUE ({column.name})",
        f"ALTER TABLE {table.name} ADD CONSTRAINT {check} CHECK ({d.condition(column)})",
        f"ALTER TABLE {table.name} ADD CHECK ({d.condition(column)})",
        f"CREATE TABLE {d.catalog.beside(table, base[:50] + '_idx')} (id bigint)",
        f"CREATE SEQUENCE {d.catalog.beside(table, base[:50] + '_key')}",
    ])]  # fmt: skip


@kind("something that is there already")
def there_already(d):
    """IF NOT EXISTS where it exists: nothing happens, unless the other change removes it."""
    table = d.table("r", not_partition)
    column = d.column(table)
    choices = [
        f"CREATE TABLE IF NOT EXISTS {table.name} (id bigint)",
        f"ALTER TABLE {table.name} ADD COLUMN IF NOT EXISTS {column.name} {column.type}",
    ]
    choices += [f"CREATE INDEX IF NOT EXISTS {d.catalog.quoted(i.plain)} ON {table.name} ({column.name})"
                for i in table.indexes if d.left(i.name)][:2]  # fmt: skip
    choices += [f"CREATE SEQUENCE IF NOT EXISTS {s.name}" for s in d.catalog.sequences[:1] if d.left(s.name)]
    choices += [f"CREATE SCHEMA IF NOT EXISTS {s.name}" for s in d.catalog.schemas[:1]]
    return [d.one(choices)]


@kind("DROP IF EXISTS of what is not there", 4)
def not_there(d):
    """Nothing happens, unless the other change makes it."""
    table = d.table("rp")
    missing = d.one([name for name in NEW_TABLES if name not in d.catalog.names])
    enum = d.one([name for name in ("state", "visibility", "stage", "phase", "mode") if name not in d.catalog.names])
    column = d.one(["status", "note", "priority", "external_id"])
    if any(each.name == column for each in table.columns) or table.partition:
        raise Impossible
    return [d.one([
        f"DROP TABLE IF EXISTS {missing}", f"DROP TYPE IF EXISTS {enum}",
        f"ALTER TABLE {table.name} DROP COLUMN IF EXISTS {column}",
        f"ALTER TABLE {table.name} DROP CONSTRAINT IF EXISTS valid_values",
        f"DROP INDEX IF EXISTS {d.catalog.beside(table, 'ix_' + table.plain)}",
        f"DROP VIEW IF EXISTS {d.catalog.beside(table, 'v_' + table.plain)}",
        "DROP FUNCTION IF EXISTS is_ready(integer)", f"DROP TRIGGER IF EXISTS touch ON {table.name}",
        f"DROP POLICY IF EXISTS readable ON {table.name}",
    ])]  # fmt: skip


@kind("RENAME chain", 4)
def rename_chain(d):
    """Several renames in one change, or a rename and a drop."""
    table = d.table("r", not_partition)
    first, second = d.some(d.columns(table), 2, 2)
    d.lose((table.name, first.name), (table.name, second.name), table.name)
    head, new = f"ALTER TABLE {table.name}", d.catalog.quoted(table.plain + "_old")
    moved = d.catalog.beside(table, table.plain + "_old")
    return d.one([
        [f"{head} RENAME COLUMN {first.name} TO swap", f"{head} RENAME COLUMN {second.name} TO {first.name}",
         f"{head} RENAME COLUMN swap TO {second.name}"],
        [f"{head} RENAME COLUMN {first.name} TO gone", f"{head} DROP COLUMN gone{d.maybe(' CASCADE')}"],
        [f"{head} RENAME TO {new}", f"ALTER TABLE {moved} RENAME COLUMN {first.name} TO renamed"],
        [f"{head} RENAME TO {new}", f"ALTER TABLE {moved} RENAME TO {d.catalog.quoted(table.plain)}"],
        [f"{head} RENAME TO {new}", f"DROP TABLE {moved} CASCADE"],
        [f"{head} RENAME COLUMN {first.name} TO archived", f"{head} ADD COLUMN {first.name} {first.type}"],
        [f"{head} ADD COLUMN temporary text", f"{head} RENAME COLUMN temporary TO note"],
        [f"{head} ADD COLUMN temporary text", f"{head} DROP COLUMN temporary"],
    ])  # fmt: skip
