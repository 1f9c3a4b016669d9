"""Indexes, and statistics over columns and expressions."""

from programs.accuracy.draw import Impossible
from programs.accuracy.kinds.kind import indexable, kind, names, not_partition


def unique_columns(d, table):
    """Choose columns that can be ordered, the pair's first."""
    first = d.column(table, indexable)
    others = [column for column in d.columns(table, indexable) if column is not first]
    return [first, *(d.some(others, 1, 1) if others and d.maybe("two", 0.4) else [])]


@kind("CREATE INDEX", 80)
def create_index(d):
    """An index with a name, or one that PostgreSQL names."""
    table = d.table("rp")
    columns = unique_columns(d, table)
    name = d.one(
        [
            "",
            d.catalog.quoted(f"idx_{table.plain}_{columns[0].plain}") + " ",
            d.catalog.quoted(f"ix_{table.plain}") + " ",
        ]
    )
    if name:
        d.fresh(name)
    only = "CONCURRENTLY " if table.kind == "r" and d.maybe("yes", 0.25) else ""
    missing = d.maybe("IF NOT EXISTS ") if name else ""
    ending = d.one(
        [
            "",
            "",
            "",
            f" WHERE {d.condition(columns[-1])}",
            " INCLUDE (%s)" % d.column(table, lambda c: not c.generated).name,
        ]
    )
    unique = d.maybe("UNIQUE ", 0.15) if table.kind == "r" else ""
    return [f"CREATE {unique}INDEX {only}{missing}{name}ON {table.name} ({names(columns)}){ending}"]


@kind("CREATE INDEX expression, method", 15)
def create_other_index(d):
    """An index on an expression, or of another method."""
    table = d.table("rp")
    column = d.column(table, indexable)
    name = d.fresh(d.catalog.quoted(f"idx_{table.plain}_{column.plain}"))
    choices = [f"(({column.name} IS NULL))"]
    if column.base in ("text", "character varying"):
        choices += [f"(lower({column.name}))", f"USING hash ({column.name})"]
    elif column.base in ("integer", "bigint", "date", "timestamp with time zone", "timestamp without time zone"):
        choices += [f"USING brin ({column.name})", f"({column.name} DESC NULLS LAST)"]
    elif column.base == "jsonb":
        choices += [f"USING gin ({column.name})", f"(({column.name} ->> 'x'))"]
    return [f"CREATE INDEX {name} ON {table.name} {d.one(choices)}"]


def index(d):
    """Choose a table's own index."""
    table = d.table("rp", lambda t: not_partition(t) and any(i.own and d.left(i.name) for i in t.indexes))
    found = d.usual(i for i in table.indexes if i.own and d.left(i.name))
    return table, found


@kind("DROP INDEX", 30)
def drop_index(d):
    """An index goes."""
    table, found = index(d)
    d.lose(found.name)
    only = "CONCURRENTLY " if table.kind == "r" and d.maybe("yes", 0.2) else ""
    return [f"DROP INDEX {only}{d.maybe('IF EXISTS ')}{found.name}"]


@kind("DROP and CREATE INDEX", 10)
def replace_index(d):
    """An index is made anew under its name."""
    table, found = index(d)
    d.lose(found.name)
    columns = unique_columns(d, table)
    return [
        f"DROP INDEX {d.maybe('IF EXISTS ', 0.5)}{found.name}",
        f"CREATE INDEX {d.catalog.quoted(found.plain)} ON {table.name} ({names(columns)})",
    ]


@kind("ALTER INDEX RENAME", 5)
def rename_index(d):
    """An index gets another name."""
    table, found = index(d)
    d.lose(found.name)
    new = d.catalog.quoted(found.plain[:55] + d.one(["_old", "_v2"]))
    return [f"ALTER INDEX {d.maybe('IF EXISTS ')}{found.name} RENAME TO {new}"]


@kind("ALTER INDEX SET, REINDEX", 2)
def alter_index(d):
    """An index's storage."""
    table, found = index(d)
    if table.kind == "p":
        raise Impossible
    d.once("index", found.name)
    return [
        d.one(
            [
                f"ALTER INDEX {found.name} SET (fillfactor = 70)",
                f"ALTER INDEX {found.name} SET (fillfactor = 80)",
                f"REINDEX INDEX {found.name}",
            ]
        )
    ]


@kind("CREATE STATISTICS")
def create_statistics(d):
    """Statistics over two columns."""
    table = d.table("rp")
    columns = d.some(d.columns(table, indexable), 2, 2)
    return [f"CREATE STATISTICS {d.fresh(d.catalog.quoted('st_' + table.plain))} ON {names(columns)} FROM {table.name}"]


@kind("DROP, ALTER STATISTICS")
def drop_statistics(d):
    """They go, or get another target."""
    found = d.near(d.catalog.statistics, lambda s: s.tables)
    d.lose(found.name)
    return [
        d.one(
            [
                f"DROP STATISTICS {found.name}",
                f"ALTER STATISTICS {found.name} SET STATISTICS 200",
                f"ALTER STATISTICS {found.name} RENAME TO st_renamed",
            ]
        )
    ]


@kind("CREATE STATISTICS expression")
def expression_statistics(d):
    """Statistics of an expression."""
    table = d.table("r")
    column = d.column(table, indexable)
    name = d.fresh(d.catalog.beside(table, "ste_" + table.plain))
    return [f"CREATE STATISTICS {name} ON (({column.name} IS NULL)) FROM {table.name}"]
