"""Partitions, and tables that inherit."""

from programs.accuracy.draw import Impossible
from programs.accuracy.kinds.kind import indexable, kind, not_partition, plain


@kind("CREATE TABLE INHERITS")
def create_table_inherits(d):
    """A child of a table."""
    table = d.table("r", not_partition)
    name = d.fresh(d.catalog.beside(table, table.plain + "_child"))
    return [f"CREATE TABLE {name} (extra text) INHERITS ({table.name})"]


@kind("CREATE TABLE PARTITION BY")
def create_partitioned(d):
    """A partitioned table with a partition."""
    name = d.invent("measurements", "events_by_day", "usage_log")
    return [
        f"CREATE TABLE {name} (id bigint NOT NULL, at date NOT NULL) PARTITION BY RANGE (at)",
        f"CREATE TABLE {name}_default PARTITION OF {name} DEFAULT",
    ]


@kind("CREATE TABLE PARTITION OF", 3)
def create_partition(d):
    """One more partition."""
    table = d.table("p", lambda t: t.partition_key and d.left(t.name))
    bound = partition_bound(d, table)
    name = d.fresh(d.catalog.beside(table, table.plain + d.one(["_part_a", "_part_b"])))
    return [f"CREATE TABLE {name} PARTITION OF {table.name} {bound}"]


def partition_bound(d, table):
    """Choose a bound that collides with few."""
    if table.partition_key.startswith("HASH"):
        raise Impossible
    key = table.partition_key.partition("(")[2].rstrip(")")
    column = d.one(column for column in table.columns if column.name == key)
    number = column.base in ("smallint", "integer", "bigint", "numeric")
    low, high = d.one(
        [("901", "902"), ("902", "903")]
        if number
        else [("'2091-01-01'", "'2091-02-01'"), ("'2092-01-01'", "'2092-02-01'")]
    )
    if table.partition_key.startswith("LIST"):
        text = number or column.base in ("text", "character varying", "date")
        return f"FOR VALUES IN ({low if text else d.literal(column)})"
    return f"FOR VALUES FROM ({low}) TO ({high})"


@kind("ALTER TABLE ATTACH PARTITION")
def attach_partition(d):
    """A table of the same form becomes a partition."""
    table = d.table("p", lambda t: t.partition_key)
    bound = partition_bound(d, table)
    name = d.fresh(d.catalog.beside(table, table.plain + "_part_a"))
    return [
        f"CREATE TABLE {name} (LIKE {table.name} INCLUDING ALL)",
        f"ALTER TABLE {table.name} ATTACH PARTITION {name} {bound}",
    ]


@kind("ALTER TABLE DETACH PARTITION")
def detach_partition(d):
    """A partition becomes a table."""
    child = d.one(t for t in d.catalog.tables if t.partition and d.left(t.name) and parent_of(d, t))
    d.lose(child.name)
    return [f"ALTER TABLE {parent_of(d, child).name} DETACH PARTITION {child.name}"]


def parent_of(d, child):
    """Return the partitioned table whose name a partition's name begins with."""
    parents = [t for t in d.catalog.tables if t.partition_key and child.plain.startswith(t.plain + "_")]
    return parents[0] if parents else None


@kind("ALTER TABLE INHERIT")
def inherit(d):
    """A copy becomes a child."""
    table = d.table("r", not_partition)
    name = d.fresh(d.catalog.beside(table, table.plain + "_child"))
    return [
        f"CREATE TABLE {name} (LIKE {table.name} INCLUDING CONSTRAINTS)",
        f"ALTER TABLE {name} INHERIT {table.name}",
    ]


def child_of(d, where=None):
    """Choose a table that inherits from another, or is a partition of it, and its parent."""

    def fitting(table):
        return table.parents and d.left(table.parents[0]) and (where is None or where(table))

    child = d.table("rp", fitting)
    return child, d.catalog.relations[child.parents[0]]


@kind("CREATE TABLE child")
def create_child(d):
    """A child with a column of its own, one that the parent may get."""
    parent = d.table("r", not_partition)
    name = d.fresh(d.catalog.beside(parent, parent.plain + d.one(["_kept", "_2024"])))
    return [f"CREATE TABLE {name} ({d.one(['status text', 'note text', 'extra integer'])}) INHERITS ({parent.name})"]


@kind("ALTER child", 2)
def alter_child(d):
    """What a parent's change may reach, changed in the child."""
    child, parent = child_of(d)
    own = [column for column in d.columns(child) if column.name not in {each.name for each in parent.columns}]
    column = d.column(child, plain)
    choices = [
        f"ALTER COLUMN {column.name} SET NOT NULL", f"ALTER COLUMN {column.name} SET DEFAULT {d.literal(column)}",
        f"ALTER COLUMN {column.name} DROP DEFAULT", f"ADD CONSTRAINT valid_values CHECK ({d.condition(column)})",
        f"ALTER COLUMN {column.name} SET STATISTICS 200",
    ]  # fmt: skip
    if not child.partition:
        choices.append(f"ADD COLUMN {d.one(['status', 'note', 'archived_at'])} text")
        choices += [f"DROP COLUMN {each.name}" for each in own[:2]]
        choices += [f"RENAME COLUMN {each.name} TO status" for each in own[:1] if each.name != "status"]
    choices += [f"DROP CONSTRAINT {k.name}" for k in child.constraints[:2]]
    d.once("child", child.name)
    return [f"ALTER TABLE {child.name} {d.one(choices)}"]


@kind("ALTER parent", 2)
def alter_parent(d):
    """A change that reaches the children, or says that it does not."""
    _, parent = child_of(d)
    column = d.column(parent, plain)
    only = d.maybe("ONLY ", 0.25)
    choices = [
        f"ADD COLUMN {d.one(['status', 'note', 'archived_at'])} {d.one(['text', 'text', 'integer'])}",
        f"DROP COLUMN {column.name}{d.maybe(' CASCADE')}", f"RENAME COLUMN {column.name} TO renamed",
        f"ALTER COLUMN {column.name} SET NOT NULL", f"ALTER COLUMN {column.name} SET DEFAULT {d.literal(column)}",
        f"ADD CONSTRAINT valid_values CHECK ({d.condition(column)})",
    ]  # fmt: skip
    choices += [f"DROP CONSTRAINT {k.name}" for k in parent.constraints if k.type == "c"]
    d.once("parent", parent.name)
    return [f"ALTER TABLE {only}{parent.name} {d.one(choices)}"]


@kind("child leaves, goes, is renamed")
def child_leaves(d):
    """A child no more."""
    child, parent = child_of(d)
    d.lose(child.name)
    leave = f"DETACH PARTITION {child.name}" if child.partition else None
    return [d.one([
        f"ALTER TABLE {parent.name} {leave}" if leave else f"ALTER TABLE {child.name} NO INHERIT {parent.name}",
        f"DROP TABLE {child.name}", f"ALTER TABLE {child.name} RENAME TO {d.catalog.quoted(child.plain + '_old')}",
    ])]  # fmt: skip


@kind("DROP parent")
def drop_parent(d):
    """What has children goes."""
    _, parent = child_of(d)
    d.lose(parent.name)
    return [f"DROP TABLE {parent.name}{d.maybe(' CASCADE', 0.6)}"]


@kind("CREATE INDEX on a partitioned table", 2)
def index_partitioned(d):
    """An index that every partition gets, or the table only."""
    table = d.table("p", lambda t: t.partition_key)
    column = d.column(table, indexable)
    only = d.maybe("ONLY ", 0.25)
    name = d.maybe(d.fresh(d.catalog.quoted("ixp_" + table.plain)) + " ", 0.5)
    return [f"CREATE INDEX {name}ON {only}{table.name} ({column.name})"]


@kind("CREATE INDEX on a partition")
def index_partition(d):
    """An index that one partition gets."""
    child, _ = child_of(d, lambda t: t.partition)
    column = d.column(child, indexable)
    return [f"CREATE INDEX ON {child.name} ({column.name})"]
