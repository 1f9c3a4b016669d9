"""Constraints, and the keys that others refer to."""

from types import SimpleNamespace

from programs.accuracy.draw import NEW_TABLES, Impossible
from programs.accuracy.kinds.indexes import unique_columns
from programs.accuracy.kinds.kind import indexable, kind, names, not_partition


@kind("ADD CHECK", 8)
def add_check(d):
    """A condition that rows fulfil."""
    table = d.table("rp")
    column = d.column(table)
    name = d.one(
        ["", f"CONSTRAINT {d.catalog.quoted(table.plain + '_' + column.plain + '_check')} ", "CONSTRAINT valid_values "]
    )
    if name:
        d.fresh((table.name, name))
    return [f"ALTER TABLE {table.name} ADD {name}CHECK ({d.condition(column)}){d.maybe(' NOT VALID')}"]


@kind("ADD UNIQUE", 10)
def add_unique(d):
    """Values that differ."""
    table = d.table("r")
    columns = unique_columns(d, table)
    name = d.one(["", f"CONSTRAINT {d.catalog.quoted('uq_' + table.plain)} "])
    if name:
        d.fresh(name)
    return [f"ALTER TABLE {table.name} ADD {name}UNIQUE ({names(columns)})"]


@kind("ADD PRIMARY KEY", 10)
def add_primary_key(d):
    """A table without one gets one."""
    table = d.table("r", lambda t: not_partition(t) and not any(k.type == "p" for k in t.constraints))
    d.once("primary key", table.name)
    return [f"ALTER TABLE {table.name} ADD PRIMARY KEY ({d.column(table, indexable).name})"]


@kind("DROP and ADD PRIMARY KEY", 5)
def change_primary_key(d):
    """A table gets another one."""
    table = d.table("r", lambda t: not_partition(t) and any(k.type == "p" for k in t.constraints))
    d.once("primary key", table.name)
    key = d.one(k for k in table.constraints if k.type == "p" and d.left((table.name, k.name)))
    d.lose((table.name, key.name))
    columns = unique_columns(d, table)
    return [
        f"ALTER TABLE {table.name} DROP CONSTRAINT {key.name} CASCADE",
        f"ALTER TABLE {table.name} ADD PRIMARY KEY ({names(columns)})",
    ]


def reference(d, table=None):
    """Choose a column that a foreign key can refer to."""
    table = table or d.table("rp", lambda t: any(k.type in "pu" and len(k.columns) == 1 for k in t.constraints))
    keys = {k.columns[0] for k in table.constraints if k.type in "pu" and len(k.columns) == 1}
    column = d.one(column for column in d.columns(table) if column.name in keys)
    return SimpleNamespace(**{**vars(column), "table": table})


@kind("ADD FOREIGN KEY", 40)
def add_foreign_key(d):
    """A column refers to a key."""
    table, target = d.table("rp", not_partition), reference(d)
    column = d.one(column for column in d.columns(table) if column.type == target.type and column.name != target.name)
    name = d.one(["", f"CONSTRAINT {d.catalog.quoted('fk_' + table.plain)} "])
    if name:
        d.fresh((table.name, name))
    ending = d.one(["", " ON DELETE CASCADE", " NOT VALID" if table.kind == "r" else "", " DEFERRABLE"])
    key = f"FOREIGN KEY ({column.name}) REFERENCES {target.table.name} ({target.name})"
    return [f"ALTER TABLE {table.name} ADD {name}{key}{ending}"]


@kind("ADD EXCLUDE")
def add_exclude(d):
    """Values that do not overlap."""
    table = d.table("r")
    column = d.column(table, indexable)
    return [f"ALTER TABLE {table.name} ADD EXCLUDE USING btree ({column.name} WITH =)"]


@kind("ADD CONSTRAINT USING INDEX", 2)
def add_using_index(d):
    """A unique index becomes a constraint."""
    table = d.table("r", lambda t: not_partition(t))
    column = d.column(table, indexable)
    name = d.fresh(d.catalog.quoted(f"{table.plain}_{column.plain}_uq"))
    return [
        f"CREATE UNIQUE INDEX {name} ON {table.name} ({column.name})",
        f"ALTER TABLE {table.name} ADD CONSTRAINT {name} UNIQUE USING INDEX {name}",
    ]


def constraint(d, types):
    """Choose a table and one of its constraints."""

    def fitting(table):
        return [k for k in table.constraints if k.type in types and d.left((table.name, k.name))]

    table = d.table("rp", lambda t: not_partition(t) and fitting(t))
    chosen = d.usual(fitting(table))
    return table, chosen


@kind("DROP CONSTRAINT", 35)
def drop_constraint(d):
    """A constraint goes."""
    table, found = constraint(d, "cfpux")
    d.lose((table.name, found.name))
    return [f"ALTER TABLE {table.name} DROP CONSTRAINT {d.maybe('IF EXISTS ')}{found.name}{d.maybe(' CASCADE', 0.3)}"]


@kind("DROP and ADD CONSTRAINT", 15)
def replace_constraint(d):
    """A constraint is made anew, as it was or otherwise."""
    table, found = constraint(d, "cf")
    d.lose((table.name, found.name))
    definition = found.definition
    if found.type == "c" and d.maybe("another", 0.6):
        definition = f"CHECK ({d.condition(d.column(table))})"
    elif found.type == "f" and d.maybe("another", 0.6):
        definition = (
            definition.replace(" ON DELETE CASCADE", "")
            if "ON DELETE" in definition
            else definition.replace(" NOT VALID", "") + " ON DELETE CASCADE"
        )
    if "DEFERRABLE ON" in definition or "DEFERRED ON" in definition:
        raise Impossible
    return [
        f"ALTER TABLE {table.name} DROP CONSTRAINT {d.maybe('IF EXISTS ')}{found.name}",
        f"ALTER TABLE {table.name} ADD CONSTRAINT {found.name} {definition}",
    ]


@kind("RENAME CONSTRAINT", 6)
def rename_constraint(d):
    """A constraint gets another name."""
    table, found = constraint(d, "cfpux")
    d.lose((table.name, found.name))
    new = d.catalog.quoted(found.plain[:55] + d.one(["_old", "_v2"]))
    return [f"ALTER TABLE {table.name} RENAME CONSTRAINT {found.name} TO {new}"]


@kind("VALIDATE, ALTER CONSTRAINT", 5)
def alter_constraint(d):
    """A foreign key is checked now, or later."""
    table, found = constraint(d, "f")
    d.once("constraint", table.name, found.name)
    return [f"ALTER TABLE {table.name} " + d.one([
        f"VALIDATE CONSTRAINT {found.name}", f"ALTER CONSTRAINT {found.name} DEFERRABLE INITIALLY DEFERRED",
        f"ALTER CONSTRAINT {found.name} NOT DEFERRABLE",
    ])]  # fmt: skip


@kind("REFERENCES a key", 20)
def references_key(d):
    """A foreign key, with or without the columns that it refers to."""
    target = reference(d)
    column = d.maybe(f" ({target.name})", 0.5)
    other = d.table("r", not_partition)
    made = d.one([name for name in NEW_TABLES if name not in d.catalog.names and d.left(name)])
    definition = f"{d.one(['target_id', 'other_id'])} {target.type} REFERENCES {target.table.name}{column}"
    choices = [
        f"CREATE TABLE {d.fresh(made)} (id bigint PRIMARY KEY, {definition})",
        f"ALTER TABLE {other.name} ADD COLUMN {definition}",
    ]
    return [d.one(choices)]


@kind("the key that references need", 8)
def needed_key(d):
    """A primary key or unique constraint, or its index, goes or changes."""
    table = d.table("r", lambda t: not_partition(t) and any(k.type in "pu" for k in t.constraints))
    key = d.one(k for k in table.constraints if k.type in "pu" and d.left((table.name, k.name)))
    d.lose((table.name, key.name))
    head = f"ALTER TABLE {table.name}"
    return d.one([
        [f"{head} DROP CONSTRAINT {key.name}{d.maybe(' CASCADE', 0.5)}"],
        [f"{head} DROP CONSTRAINT {key.name} CASCADE", f"{head} ADD CONSTRAINT {key.name} {key.definition}"],
        [f"{head} ALTER COLUMN {key.columns[0]} TYPE text USING {key.columns[0]}::text"],
        [f"{head} DROP COLUMN {key.columns[0]}{d.maybe(' CASCADE', 0.6)}"],
    ])  # fmt: skip


@kind("constraint and index of one name", 4)
def constraint_index(d):
    """A key's constraint and index have one name: what is done to one is done to both."""
    table = d.table("r", lambda t: not_partition(t) and any(k.type in "pux" for k in t.constraints))
    found = d.usual(k for k in table.constraints if k.type in "pux" and d.left((table.name, k.name)))
    d.lose((table.name, found.name))
    name, new = d.catalog.beside(table, found.plain), d.catalog.quoted(found.plain[:50] + "_named")
    return [d.one([
        f"ALTER TABLE {table.name} RENAME CONSTRAINT {found.name} TO {new}", f"ALTER INDEX {name} RENAME TO {new}",
        f"ALTER TABLE {table.name} DROP CONSTRAINT {found.name}{d.maybe(' CASCADE', 0.6)}",
        f"COMMENT ON INDEX {name} IS 'the key'", f"COMMENT ON CONSTRAINT {found.name} ON {table.name} IS 'the key'",
        f"ALTER TABLE {table.name} REPLICA IDENTITY DEFAULT", f"ALTER TABLE {table.name} CLUSTER ON {found.name}",
        f"ALTER INDEX {name} SET (fillfactor = 60)",
    ])]  # fmt: skip


@kind("composite index, foreign key", 5)
def composite_key(d):
    """Several columns."""
    table = d.table("r", not_partition)
    columns = d.some(d.columns(table, indexable), 2, 2)
    return [d.one([
        f"CREATE UNIQUE INDEX {d.catalog.quoted('uqi_' + table.plain)} ON {table.name} ({names(columns)})",
        f"ALTER TABLE {table.name} ADD CONSTRAINT {d.catalog.quoted('uqc_' + table.plain)} UNIQUE ({names(columns)})",
    ])]  # fmt: skip
