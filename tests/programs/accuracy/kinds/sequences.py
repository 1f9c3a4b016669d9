"""Sequences, and the columns that use or own them."""

from programs.accuracy.draw import Impossible
from programs.accuracy.kinds.kind import kind, label, not_partition, plain


@kind("CREATE SEQUENCE", 2)
def create_sequence(d):
    """A sequence."""
    name = d.invent("order_numbers", "invoice_numbers", "ticket_numbers")
    return [f"CREATE SEQUENCE {d.maybe('IF NOT EXISTS ')}{name} START {d.rng.choice((1, 1000))}"]


@kind("ALTER SEQUENCE", 2)
def alter_sequence(d):
    """A sequence's steps."""
    found = d.usual(s for s in d.catalog.sequences if d.left(s.name))
    d.once("sequence", found.name)
    choices = ["INCREMENT BY 5", "INCREMENT BY 10", "CACHE 10", "MAXVALUE 30000"]
    if not found.owned:
        choices += ["RENAME TO renamed_seq", "OWNED BY NONE"]
    return [f"ALTER SEQUENCE {found.name} {d.one(choices)}"]


@kind("DROP SEQUENCE")
def drop_sequence(d):
    """A sequence goes."""
    found = d.usual(s for s in d.catalog.sequences if d.left(s.name))
    d.lose(found.name)
    return [f"DROP SEQUENCE {found.name}{' CASCADE' if found.owned else d.maybe(' CASCADE')}"]


@kind("SET DEFAULT nextval")
def use_sequence(d):
    """A column counts by a sequence that is there."""
    found = d.usual(s for s in d.catalog.sequences if d.left(s.name))
    table = d.table("rp")
    column = d.column(table, lambda c: plain(c) and c.base in ("integer", "bigint", "numeric", "text"))
    d.once("default", table.name, column.name)
    return [f"ALTER TABLE {table.name} ALTER COLUMN {column.name} SET DEFAULT nextval({label(found.name)})"]


@kind("sequence owned by a column")
def owned_sequence(d):
    """A sequence that goes with its column."""
    free = [s for s in d.catalog.sequences if d.left(s.name) and not s.owned]
    table = d.table("r", not_partition)
    column = d.column(table)
    if free and d.maybe("there", 0.6):
        found = d.usual(free)
        if found.schema != table.schema:
            raise Impossible
        d.lose(found.name)
        return [f"ALTER SEQUENCE {found.name} OWNED BY {table.name}.{column.name}"]
    name = d.fresh(d.catalog.beside(table, d.one(["ticket_numbers", "counter"])))
    return [f"CREATE SEQUENCE {name} OWNED BY {table.name}.{column.name}"]
