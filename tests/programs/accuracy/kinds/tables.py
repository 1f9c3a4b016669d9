"""Tables as a whole: made, dropped, renamed, moved, filled, how they are stored."""

from programs.accuracy.draw import NEW_TABLES
from programs.accuracy.kinds.constraints import reference
from programs.accuracy.kinds.kind import comma, kind, not_partition, plain


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


@kind("several actions in one ALTER TABLE", 15)
def several(d):
    """As migration tools write it."""
    table = d.table("rp", not_partition)
    column, other = d.new_column(table), d.column(table, lambda c: plain(c) and not c.not_null)
    d.once("null", table.name, other.name)
    actions = [
        f"ADD COLUMN {column.name} {column.type}", f"ALTER COLUMN {other.name} SET NOT NULL",
        f"ADD CONSTRAINT several_check CHECK ({d.condition(other)})",
        f"ALTER COLUMN {other.name} SET DEFAULT {d.literal(other)}",
    ]  # fmt: skip
    return [f"ALTER TABLE {table.name} {comma(d.some(actions, 2, 3))}"]


@kind("ALTER TABLE SET storage parameters", 2)
def set_parameters(d):
    """A table's storage parameters."""
    table = d.table("r")
    d.once("parameters", table.name)
    action = d.one(
        ["SET (fillfactor = 70)", "SET (fillfactor = 80)", "SET (autovacuum_enabled = false)", "RESET (fillfactor)"]
    )
    return [f"ALTER TABLE {table.name} {action}"]


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
