"""THE table of kinds of changes that the generator draws: a name, how often, and a function from a Draw to statements.

How often: of a thousand statements in folders of migrations (7,744 in seven projects), about so many are of that kind.
The most usual ones are held down so that others meet them, and a kind that no folder has is drawn now and then: 1.
A function raises Impossible (mostly through Draw) where the schema has nothing for it. Left out is what only superusers
may do, or what is the cluster's: event triggers, languages, foreign data wrappers, subscriptions, roles, databases.
"""

from collections import namedtuple

from accuracy import catalog
from accuracy.generator import NEW_TABLES, Impossible

Kind = namedtuple("Kind", "name weight draw")
KINDS = []


def kind(name, weight=1):
    """Enter a function into the table."""

    def enter(function):
        KINDS.append(Kind(name, weight, function))
        return function

    return enter


def plain(column):
    """Tell whether a column may get a default."""
    return not (column.generated or column.identity)


def not_partition(table):
    """Tell whether a table's columns are its own."""
    return not table.partition


def comma(parts):
    """Join."""
    return ", ".join(parts)


def names(columns):
    """Join columns' names."""
    return comma(column.name for column in columns)


def indexable(column):
    """Tell whether a btree can order a column's type."""
    return column.base not in ("json", "xml", "point", "box", "tsquery", "polygon", "circle") and column.category != "C"


# ---- Tables --------------------------------------------------------------------------------------------------------


@kind("CREATE TABLE", 40)
def create_table(d):
    """A table with keys, defaults, checks, references."""
    name = d.invent(*NEW_TABLES)
    columns = [
        ("id", d.one(["bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "serial PRIMARY KEY", "uuid PRIMARY KEY"]))
    ]
    columns.append(("name", d.one(["text NOT NULL", "text UNIQUE", "varchar(100) DEFAULT 'x'"])))
    if d.maybe("more", 0.5):
        columns.append(("amount", d.one(["integer CHECK (amount >= 0)", "numeric NOT NULL DEFAULT 0"])))
    target = d.maybe("references", 0.5) and reference(d)
    if target:
        columns.append(
            ("ref_id", f"{target.type} REFERENCES {target.table.name} ({target.name}){d.maybe(' ON DELETE CASCADE')}")
        )
    enums = [each for each in d.catalog.types if each.kind == "e" and d.left(each.name)]
    if enums and d.maybe("enum"):
        columns.append(("state", d.one(enums).name))
    d.new_table(name, [("id", "bigint"), ("name", "text")])
    listed = comma(f"{column} {definition}" for column, definition in columns)
    return [f"CREATE TABLE {d.maybe('IF NOT EXISTS ')}{name} ({listed})"]


def reference(d, table=None):
    """Choose a column that a foreign key can refer to."""
    table = table or d.table("rp", lambda t: any(k.type in "pu" and len(k.columns) == 1 for k in t.constraints))
    keys = {k.columns[0] for k in table.constraints if k.type in "pu" and len(k.columns) == 1}
    column = d.one(column for column in d.columns(table) if column.name in keys)
    return catalog.SimpleNamespace(**{**vars(column), "table": table})


@kind("CREATE TABLE LIKE")
def create_table_like(d):
    """A copy of a table's form."""
    table = d.table("rp")
    name = d.fresh(d.catalog.beside(table, table.plain + "_copy"))
    return [f"CREATE TABLE {name} (LIKE {table.name}{d.maybe(' INCLUDING ALL', 0.5)})"]


@kind("CREATE TABLE AS", 3)
def create_table_as(d):
    """A copy of some of a table's rows."""
    table = d.table("rp")
    name = d.fresh(d.catalog.beside(table, table.plain + "_copy"))
    column = d.column(table)
    return [f"CREATE TABLE {name} AS SELECT {d.one(['*', column.name])} FROM {table.name} WHERE {d.condition(column)}"]


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


@kind("DROP TABLE", 25)
def drop_table(d):
    """A table goes."""
    table = d.table("rp")
    d.lose(table.name)
    return [f"DROP TABLE {d.maybe('IF EXISTS ')}{table.name}{d.maybe(' CASCADE', 0.5)}"]


@kind("DROP and CREATE TABLE", 4)
def recreate_table(d):
    """A table is made anew."""
    table = d.table("r")
    d.lose(table.name)
    columns = comma(f"{column.name} {column.type}" for column in table.columns[:4])
    return [f"DROP TABLE IF EXISTS {table.name} CASCADE", f"CREATE TABLE {table.name} ({columns})"]


@kind("ALTER TABLE RENAME", 5)
def rename_table(d):
    """A table gets another name."""
    table = d.table("rp")
    d.lose(table.name)
    new = d.catalog.quoted(table.plain + d.one(["_old", "_v2"]))
    return [f"ALTER TABLE {d.maybe('IF EXISTS ')}{table.name} RENAME TO {new}"]


@kind("ALTER TABLE swap")
def swap_table(d):
    """A copy takes a table's place."""
    table = d.table("r", not_partition)
    d.lose(table.name)
    new = d.catalog.beside(table, table.plain + "_new")
    return [
        f"CREATE TABLE {new} (LIKE {table.name} INCLUDING DEFAULTS)",
        f"ALTER TABLE {table.name} RENAME TO {d.catalog.quoted(table.plain + '_old')}",
        f"ALTER TABLE {new} RENAME TO {d.catalog.quoted(table.plain)}",
    ]


@kind("ALTER TABLE SET SCHEMA", 2)
def set_schema(d):
    """A table moves into another schema."""
    table = d.table("rp", not_partition)
    schema = d.one([each.name for each in d.catalog.schemas if each.name != table.schema] or ["archive"])
    d.lose(table.name)
    made = [] if any(each.name == schema for each in d.catalog.schemas) else [f"CREATE SCHEMA IF NOT EXISTS {schema}"]
    return [*made, f"ALTER TABLE {table.name} SET SCHEMA {schema}"]


@kind("ALTER TABLE SET storage parameters", 2)
def set_parameters(d):
    """A table's storage parameters."""
    table = d.table("r")
    d.once("parameters", table.name)
    action = d.one(
        ["SET (fillfactor = 70)", "SET (fillfactor = 80)", "SET (autovacuum_enabled = false)", "RESET (fillfactor)"]
    )
    return [f"ALTER TABLE {table.name} {action}"]


@kind("ALTER TABLE ROW LEVEL SECURITY", 4)
def row_security(d):
    """Row level security on, off, forced."""
    table = d.table("rp")
    d.once("rls", table.name)
    return [f"ALTER TABLE {table.name} {d.one(['ENABLE', 'DISABLE', 'FORCE', 'NO FORCE'])} ROW LEVEL SECURITY"]


@kind("ALTER TABLE REPLICA IDENTITY")
def replica_identity(d):
    """What replication tells of old rows."""
    table = d.table("rp")
    choices = ["FULL", "NOTHING", "DEFAULT"]
    not_null = {column.name for column in table.columns if column.not_null}
    indexes = [i for i in table.indexes if i.plain_unique and set(i.columns or ["?"]) <= not_null and d.left(i.name)]
    if indexes:
        choices.append(f"USING INDEX {d.catalog.quoted(d.one(indexes).plain)}")
    d.once("replica identity", table.name)
    return [f"ALTER TABLE {table.name} REPLICA IDENTITY {d.one(choices)}"]


@kind("ALTER TABLE CLUSTER ON")
def cluster_on(d):
    """Which index CLUSTER follows."""
    table = d.table("r", lambda t: t.indexes)
    d.once("cluster", table.name)
    index = d.usual(i for i in table.indexes if d.left(i.name))
    return [f"ALTER TABLE {table.name} {d.one([f'CLUSTER ON {d.catalog.quoted(index.plain)}', 'SET WITHOUT CLUSTER'])}"]


@kind("ALTER TABLE SET LOGGED")
def set_unlogged(d):
    """Written ahead or not."""
    table = d.table("r", lambda t: not t.neighbours and not_partition(t))
    d.once("logged", table.name)
    return [f"ALTER TABLE {table.name} SET {d.one(['UNLOGGED', 'LOGGED'])}"]


@kind("TRUNCATE", 2)
def truncate(d):
    """A table is emptied."""
    return [f"TRUNCATE {d.table('rp').name} CASCADE"]


# ---- Columns -------------------------------------------------------------------------------------------------------


@kind("ALTER TABLE ADD COLUMN", 80)
def add_column(d):
    """A column, as agents add it most."""
    table = d.table("rp", not_partition)
    column = d.new_column(table)
    definition = d.one(["", "", f" DEFAULT {d.literal(column)}", f" NOT NULL DEFAULT {d.literal(column)}"])
    there, missing = d.maybe("IF EXISTS ", 0.1), d.maybe("IF NOT EXISTS ")
    return [f"ALTER TABLE {there}{table.name} ADD COLUMN {missing}{column.name} {column.type}{definition}"]


@kind("ALTER TABLE ADD COLUMN several", 15)
def add_columns(d):
    """Two columns in one statement."""
    table = d.table("rp", not_partition)
    columns = [d.new_column(table), d.new_column(table)]
    return [f"ALTER TABLE {table.name} " + comma(f"ADD COLUMN {column.name} {column.type}" for column in columns)]


@kind("ALTER TABLE ADD COLUMN REFERENCES", 15)
def add_reference(d):
    """A column with a foreign key."""
    table, target = d.table("rp", not_partition), reference(d)
    name = d.invent_column(table, d.catalog.quoted(target.table.plain[:40] + "_ref"))
    key = d.maybe(f" ({target.name})", 0.6)
    return [f"ALTER TABLE {table.name} ADD COLUMN {name} {target.type} REFERENCES {target.table.name}{key}"]


@kind("ALTER TABLE ADD COLUMN serial, identity", 5)
def add_serial(d):
    """A column that counts."""
    table = d.table("r", lambda t: not_partition(t) and not any(column.identity for column in t.columns))
    name = d.invent_column(table, "position", "seq_no")
    definition = d.one(["serial", "bigserial", "bigint GENERATED BY DEFAULT AS IDENTITY"])
    return [f"ALTER TABLE {table.name} ADD COLUMN {name} {definition}"]


@kind("ALTER TABLE ADD COLUMN GENERATED", 3)
def add_generated(d):
    """A column that is computed from another."""
    table = d.table("rp", not_partition)
    column = d.column(table, lambda c: not c.generated)
    name = d.invent_column(table, "computed", "search_key")
    return [f"ALTER TABLE {table.name} ADD COLUMN {name} boolean GENERATED ALWAYS AS ({column.name} IS NULL) STORED"]


@kind("ALTER TABLE DROP COLUMN", 60)
def drop_column(d):
    """A column goes."""
    table = d.table("rp", not_partition)
    column = d.column(table)
    d.lose((table.name, column.name))
    return [f"ALTER TABLE {table.name} DROP COLUMN {d.maybe('IF EXISTS ')}{column.name}{d.maybe(' CASCADE', 0.35)}"]


@kind("ALTER TABLE DROP and ADD COLUMN", 5)
def replace_column(d):
    """A column is made anew with another type."""
    table = d.table("rp", not_partition)
    column = d.column(table)
    d.lose((table.name, column.name))
    return [f"ALTER TABLE {table.name} DROP COLUMN {column.name}{d.maybe(' CASCADE')}, ADD COLUMN {column.name} text"]


@kind("ALTER TABLE RENAME COLUMN", 33)
def rename_column(d):
    """A column gets another name."""
    table = d.table("rp", not_partition)
    column = d.column(table)
    d.lose((table.name, column.name))
    new = d.one([column.plain + "_old", column.plain + "_v2", "status"])
    if any(each.plain == new for each in d.columns(table)):
        raise Impossible
    return [f"ALTER TABLE {table.name} RENAME {d.one(['COLUMN ', ''])}{column.name} TO {d.catalog.quoted(new)}"]


WIDER = {
    "smallint": ["integer"], "integer": ["bigint", "numeric"], "bigint": ["numeric"], "numeric": ["numeric(20,4)"],
    "real": ["double precision"], "character varying": ["text", "varchar(300)"], "text": ["varchar(500)"],
    "date": ["timestamp"], "timestamp without time zone": ["timestamptz"],
    "timestamp with time zone": ["timestamp", "timestamp(3) with time zone"],
    "boolean": ["text"], "uuid": ["text"], "jsonb": ["text"], "json": ["jsonb"],
}  # fmt: skip


@kind("ALTER COLUMN TYPE", 20)
def column_type(d):
    """A column of another type."""
    table = d.table("rp", not_partition)
    column = d.column(table, lambda c: plain(c) and c.base in WIDER)
    d.once("type", table.name, column.name)
    new = d.one(WIDER[column.base])
    using = (
        f" USING {column.name}::{new}"
        if column.base in ("boolean", "uuid", "jsonb", "json")
        else d.maybe(f" USING {column.name}::{new}", 0.1)
    )
    return [f"ALTER TABLE {table.name} ALTER COLUMN {column.name} {d.maybe('SET DATA ')}TYPE {new}{using}"]


@kind("ALTER COLUMN SET DEFAULT", 14)
def set_default(d):
    """A column's default."""
    table = d.table("rp")
    column = d.column(table, plain)
    d.once("default", table.name, column.name)
    return [f"ALTER TABLE {table.name} ALTER {d.maybe('COLUMN ', 0.8)}{column.name} SET DEFAULT {d.literal(column)}"]


@kind("ALTER COLUMN DROP DEFAULT", 6)
def drop_default(d):
    """No default any more."""
    table = d.table("rp")
    column = d.column(table, lambda c: plain(c) and c.default)
    d.once("default", table.name, column.name)
    return [f"ALTER TABLE {table.name} ALTER COLUMN {column.name} DROP DEFAULT"]


@kind("ALTER COLUMN SET NOT NULL", 20)
def set_not_null(d):
    """A column must have a value."""
    table = d.table("rp")
    column = d.column(table, lambda c: not c.not_null)
    d.once("null", table.name, column.name)
    return [f"ALTER TABLE {table.name} ALTER COLUMN {column.name} SET NOT NULL"]


@kind("ALTER COLUMN DROP NOT NULL", 9)
def drop_not_null(d):
    """A column need not have a value."""
    table = d.table("rp", not_partition)
    keys = {name for k in table.constraints if k.type == "p" for name in k.columns}
    column = d.column(table, lambda c: c.not_null and not c.identity and c.name not in keys)
    d.once("null", table.name, column.name)
    return [f"ALTER TABLE {table.name} ALTER COLUMN {column.name} DROP NOT NULL"]


@kind("ALTER COLUMN ADD, SET, DROP IDENTITY", 2)
def identity(d):
    """A column that counts by itself, or no more."""
    table = d.table("r", not_partition)
    column = d.column(table, lambda c: not c.generated and c.base in ("smallint", "integer", "bigint"))
    d.once("default", table.name, column.name)
    change = f"ALTER TABLE {table.name} ALTER COLUMN {column.name}"
    if column.identity:
        return [f"{change} {d.one(['DROP IDENTITY', 'SET GENERATED BY DEFAULT', 'SET GENERATED ALWAYS'])}"]
    before = [f"{change} DROP DEFAULT"] if column.default else []
    return [*before, f"{change} SET NOT NULL", f"{change} ADD GENERATED BY DEFAULT AS IDENTITY"]


@kind("ALTER COLUMN DROP EXPRESSION")
def drop_expression(d):
    """A computed column becomes a plain one."""
    table = d.table("rp", lambda t: any(column.generated for column in t.columns))
    column = d.column(table, lambda c: c.generated)
    d.once("default", table.name, column.name)
    return [f"ALTER TABLE {table.name} ALTER COLUMN {column.name} DROP EXPRESSION"]


@kind("ALTER COLUMN SET STATISTICS, options")
def column_options(d):
    """What ANALYZE collects."""
    table = d.table("r")
    column = d.column(table)
    d.once("statistics", table.name, column.name)
    action = d.one(["SET STATISTICS 500", "SET STATISTICS 1000", "SET (n_distinct = 100)"])
    return [f"ALTER TABLE {table.name} ALTER COLUMN {column.name} {action}"]


@kind("ALTER COLUMN SET STORAGE, COMPRESSION", 5)
def column_storage(d):
    """How large values are kept."""
    table = d.table("r")
    column = d.column(table, lambda c: c.base in ("text", "character varying", "jsonb", "json", "bytea"))
    d.once("storage", table.name, column.name)
    action = d.one(["SET STORAGE EXTERNAL", "SET STORAGE MAIN", "SET COMPRESSION pglz"])
    return [f"ALTER TABLE {table.name} ALTER COLUMN {column.name} {action}"]


@kind("expand and backfill", 20)
def expand(d):
    """A column is added, filled and made obligatory."""
    table = d.table("r", not_partition)
    column = d.new_column(table)
    return [
        f"ALTER TABLE {table.name} ADD COLUMN {column.name} {column.type}",
        f"UPDATE {table.name} SET {column.name} = {d.literal(column)} WHERE {column.name} IS NULL",
        f"ALTER TABLE {table.name} ALTER COLUMN {column.name} SET NOT NULL",
    ]


@kind("INSERT, UPDATE, DELETE", 40)
def data(d):
    """A change of data beside the DDL."""
    table = d.table("r")
    column = d.column(table, plain)
    return [d.one([
        f"UPDATE {table.name} SET {column.name} = {d.literal(column)} WHERE {d.condition(column)}",
        f"DELETE FROM {table.name} WHERE {d.condition(column)}",
        f"INSERT INTO {table.name} ({column.name}) SELECT {column.name} FROM {table.name} WHERE false",
    ])]  # fmt: skip


# ---- Constraints and indexes ---------------------------------------------------------------------------------------


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


def unique_columns(d, table):
    """Choose columns that can be ordered, the pair's first."""
    first = d.column(table, indexable)
    others = [column for column in d.columns(table, indexable) if column is not first]
    return [first, *(d.some(others, 1, 1) if others and d.maybe("two", 0.4) else [])]


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


from accuracy import more_kinds, other_kinds  # noqa: E402, F401  the other parts of the table enter themselves
