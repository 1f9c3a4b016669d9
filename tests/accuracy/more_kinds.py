"""The third part of the table of kinds: where objects hang together, and where names are taken already."""

from accuracy.generator import NEW_TABLES, Impossible
from accuracy.kinds import comma, indexable, kind, names, not_partition, plain, reference
from accuracy.other_kinds import label, of_type, routine, view

# ---- Inheritance and partitions ------------------------------------------------------------------------------------


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


# ---- Functions in use ----------------------------------------------------------------------------------------------


def own_function(d):
    """Choose one of the functions made for being used."""
    return d.usual(r for r in d.catalog.routines if r.plain.startswith("fn_") and d.left(r.signature))


@kind("CREATE FUNCTION to be used", 3)
def usable_function(d):
    """A function that defaults, checks, indexes, policies can call."""
    name = d.invent("fn_clean", "fn_score", "fn_flag", "fn_key")
    return [f"CREATE FUNCTION {name}(v text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT lower(v) $$"]


@kind("function used", 5)
def use_function(d):
    """A default, check, index, policy, view, generated column that calls a function."""
    found = own_function(d)
    table = d.table("r", not_partition)
    column = d.column(table)
    call, name = f"{found.plain}({column.name}::text)", d.one(["by_function", "called"])
    texts = [each for each in d.columns(table, plain) if each.base in ("text", "character varying")]
    choices = [
        f"ALTER TABLE {table.name} ADD CONSTRAINT {name} CHECK ({call} <> 'x')",
        f"CREATE POLICY {name} ON {table.name} USING ({call} <> 'x')",
        f"CREATE VIEW {d.catalog.beside(table, 'vf_' + table.plain)} AS SELECT {call} AS result FROM {table.name}",
        f"CREATE TRIGGER {name} BEFORE UPDATE ON {table.name} FOR EACH ROW WHEN ({found.plain}('a') <> 'x')"
        " EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    ]
    if column.base in ("text", "character varying"):
        index = d.catalog.quoted("ixf_" + table.plain)
        choices.append(f"CREATE INDEX {index} ON {table.name} ({found.plain}({column.name}))")
        if not column.generated:
            choices.append(f"ALTER TABLE {table.name} ADD COLUMN {name} text GENERATED ALWAYS AS ({call}) STORED")
    if texts:
        choices.append(f"ALTER TABLE {table.name} ALTER COLUMN {texts[0].name} SET DEFAULT {found.plain}('a')")
    chosen = d.one(choices)
    for name in (d.catalog.beside(table, "vf_" + table.plain), d.catalog.quoted("ixf_" + table.plain)):
        if name in chosen:
            d.fresh(name)
    return [chosen]


@kind("used function changed", 5)
def change_used_function(d):
    """It goes, is renamed, moved or made anew."""
    found = own_function(d)
    d.lose(found.signature)
    head = f"FUNCTION {found.plain}(v text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT upper(v) $$"
    return d.one([
        [f"DROP FUNCTION {found.signature}{d.maybe(' CASCADE', 0.6)}"], [f"CREATE OR REPLACE {head}"],
        [f"ALTER FUNCTION {found.signature} RENAME TO {found.plain}_old"], [f"DROP FUNCTION {found.plain} CASCADE"],
        [f"DROP FUNCTION IF EXISTS {found.plain}(text) CASCADE", f"CREATE {head}"],
    ])  # fmt: skip


@kind("function overloads")
def overload(d):
    """A second function of a name, and what names functions without their arguments."""
    found = own_function(d)
    d.lose(found.signature)
    return [d.one([
        f"CREATE FUNCTION {found.plain}(v integer) RETURNS integer LANGUAGE sql AS $$ SELECT v $$",
        f"COMMENT ON FUNCTION {found.plain} IS 'the only one'", f"ALTER FUNCTION {found.plain} STABLE",
        f"DROP FUNCTION {found.plain}(text)", f"CREATE FUNCTION {found.plain}(v text, w integer) RETURNS text"
        " LANGUAGE sql AS $$ SELECT v $$",
    ])]  # fmt: skip


# ---- Views and what hangs on them -----------------------------------------------------------------------------------


@kind("CREATE OR REPLACE VIEW with one more column", 3)
def widen_view(d):
    """A view gets a column at its end."""
    found = view(d)
    d.once("view", found.name)
    query = found.query.replace("\n", " ")
    return [f"CREATE OR REPLACE VIEW {found.name} AS SELECT *, {d.one(['1', '2'])} AS more FROM ({query}) AS q"]


@kind("view around a change", 10)
def view_around(d):
    """A view is dropped, its table changed, and the view made again."""
    found = view(d)
    table = d.catalog.relations[d.one(name for name in found.neighbours if d.catalog.relations[name].kind in "rp")]
    if not d.left(table.name) or table.partition:
        raise Impossible
    column = d.column(table)
    d.lose(found.name)
    query = found.query.replace("\n", " ")
    action = d.one(["ADD COLUMN note text", f"ALTER COLUMN {column.name} SET NOT NULL",
                    f"ALTER COLUMN {column.name} TYPE text USING {column.name}::text"])  # fmt: skip
    return [f"DROP VIEW {found.name}", f"ALTER TABLE {table.name} {action}", f"CREATE VIEW {found.name} AS {query}"]


@kind("GRANT, COMMENT on a view", 2)
def about_view(d):
    """Nothing but words and rights."""
    found = view(d, d.catalog.views + d.catalog.materialized)
    what = "MATERIALIZED VIEW" if found.kind == "m" else "VIEW"
    comment = f"COMMENT ON {what} {found.name} IS {label('seen')}"
    return [d.one([f"GRANT SELECT ON {found.name} TO pg_monitor", comment])]


@kind("INSTEAD OF trigger, rule on a view")
def on_view(d):
    """A view that takes rows."""
    found = view(d)
    name = d.fresh((found.name, "take_rows"))[1]
    return [d.one([
        f"CREATE RULE {name} AS ON INSERT TO {found.name} DO INSTEAD NOTHING",
        f"CREATE TRIGGER {name} INSTEAD OF INSERT ON {found.name} FOR EACH ROW"
        " EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    ])]  # fmt: skip


# ---- Names: taken, automatic, exchanged -----------------------------------------------------------------------------


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


# ---- Keys ----------------------------------------------------------------------------------------------------------


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


# ---- Sequences, types, publications, statistics, rights ------------------------------------------------------------


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


@kind("type used, and changed", 5)
def change_used_type(d):
    """A composite type, enum or domain that columns may have."""
    found = of_type(d, d.one("cde"))
    d.lose(found.name)
    table = d.table("r", not_partition)
    use = f"ALTER TABLE {table.name} ADD COLUMN {d.one(['typed', 'other_typed'])} {found.name}"
    choices = [use, f"CREATE TABLE {d.one(['typed_rows', 'more_rows'])} (id bigint, v {found.name})",
               f"CREATE FUNCTION takes_it(v {found.name}) RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$"]  # fmt: skip
    if found.kind == "c" and found.attributes:
        attribute = d.one(found.attributes).name
        choices += [
            f"ALTER TYPE {found.name} ALTER ATTRIBUTE {attribute} TYPE varchar(77)",
            f"ALTER TYPE {found.name} DROP ATTRIBUTE {attribute}", f"ALTER TYPE {found.name} ADD ATTRIBUTE zip text",
            f"ALTER TYPE {found.name} RENAME ATTRIBUTE {attribute} TO renamed",
            f"ALTER TYPE {found.name} ADD ATTRIBUTE zip text CASCADE",
        ]  # fmt: skip
    if found.kind == "d":
        choices += [f"ALTER DOMAIN {found.name} DROP CONSTRAINT {check}" for check in found.checks]
        choices += [f"ALTER DOMAIN {found.name} RENAME CONSTRAINT {check} TO renamed_check" for check in found.checks]
        choices += [f"ALTER DOMAIN {found.name} ADD CONSTRAINT renamed_check CHECK (VALUE IS NOT NULL)",
                    f"DROP DOMAIN {found.name}", f"DROP DOMAIN {found.name} CASCADE"]  # fmt: skip
    if found.kind == "e":
        choices += [f"DROP TYPE {found.name}", f"DROP TYPE {found.name} CASCADE",
                    f"ALTER TYPE {found.name} RENAME VALUE {label(d.one(found.labels))} TO 'renamed'"]  # fmt: skip
    return [d.one(choices)]


@kind("publication of columns or rows")
def publication_parts(d):
    """A publication that names columns or has a condition, or gets one."""
    table = d.table("r", lambda t: not_partition(t) and any(k.type == "p" for k in t.constraints))
    key = [name for k in table.constraints if k.type == "p" for name in k.columns]
    column = d.column(table, lambda c: not c.generated)
    listed = comma(dict.fromkeys([*key, column.name]))
    ending = d.one([f"({listed})", f"WHERE ({d.condition(column)})", ""])
    if d.catalog.publications and d.maybe("there", 0.5):
        found = d.usual(p for p in d.catalog.publications if d.left(p.name))
        d.lose(found.name)
        return [f"ALTER PUBLICATION {found.name} {d.one(['SET', 'ADD'])} TABLE {table.name} {ending}".rstrip()]
    return [f"CREATE PUBLICATION {d.invent('part_of_it', 'slim_feed')} FOR TABLE {table.name} {ending}".rstrip()]


@kind("CREATE STATISTICS expression")
def expression_statistics(d):
    """Statistics of an expression."""
    table = d.table("r")
    column = d.column(table, indexable)
    name = d.fresh(d.catalog.beside(table, "ste_" + table.plain))
    return [f"CREATE STATISTICS {name} ON (({column.name} IS NULL)) FROM {table.name}"]


@kind("GRANT on columns, all tables, sequences", 2)
def grant_more(d):
    """Rights on parts and on many."""
    table = d.table("rp")
    column, schema = d.column(table), table.schema
    return [d.one([
        f"GRANT UPDATE ({column.name}) ON {table.name} TO pg_monitor",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO pg_read_all_stats",
        f"REVOKE SELECT ON {table.name} FROM pg_monitor", f"GRANT SELECT, INSERT ON {table.name} TO pg_monitor",
        f"GRANT SELECT ON {table.name} TO pg_read_all_stats",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM pg_read_all_stats",
    ])]  # fmt: skip


@kind("COMMENT on a trigger, policy, sequence, schema")
def comment_more(d):
    """Words about parts."""
    table = d.table("rp")
    choices = [f"TRIGGER {t.name} ON {table.name}" for t in table.triggers if d.left(("triggers", table.name, t.name))]
    choices += [f"POLICY {p} ON {table.name}" for p in table.policies if d.left(("policies", table.name, p))]
    choices += [f"SEQUENCE {s.name}" for s in d.catalog.sequences[:3] if d.left(s.name)]
    choices += [f"SCHEMA {s.name}" for s in d.catalog.schemas if d.left(s.name)]
    choices += [f"STATISTICS {s.name}" for s in d.catalog.statistics[:2] if d.left(s.name)]
    return [f"COMMENT ON {d.one(choices)} IS {d.one([label('one'), label('other')])}"]


@kind("SET SCHEMA of a view, function, type, sequence")
def move(d):
    """Something moves into another schema."""
    schema = d.one([each.name for each in d.catalog.schemas])
    found = [("FUNCTION", r.signature) for r in d.catalog.routines if r.plain.startswith("fn_")]
    found += [("VIEW", v.name) for v in d.catalog.views if v.schema != schema]
    found += [("SEQUENCE", s.name) for s in d.catalog.sequences if not s.owned and s.schema != schema]
    found += [("TYPE", t.name) for t in d.catalog.types if t.kind in "ec" and t.schema != schema]
    what, name = d.usual(each for each in found if d.left(each[1]))
    d.lose(name)
    return [f"ALTER {what} {name} SET SCHEMA {schema}"]


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


@kind("DO with a handler", 15)
def guarded(d):
    """What fails is ignored."""
    table = d.table("r", not_partition)
    column = d.column(table)
    done, error = d.one([
        (f"ALTER TABLE {table.name} ADD CONSTRAINT guarded CHECK ({d.condition(column)})", "duplicate_object"),
        (f"ALTER TABLE {table.name} ADD COLUMN guarded text", "duplicate_column"),
        ("CREATE TABLE guarded (id bigint)", "duplicate_table"),
    ])  # fmt: skip
    return [f"DO $$ BEGIN {done}; EXCEPTION WHEN {error} THEN NULL; END $$"]


@kind("CREATE TRIGGER constraint, transition")
def other_trigger(d):
    """Triggers of other kinds."""
    table = d.table("r", not_partition)
    found = d.usual(r for r in d.catalog.routines if r.is_trigger and d.left(r.signature))
    name = d.fresh((table.name, d.one(["later", "touch"])))[1]
    return [d.one([
        f"CREATE CONSTRAINT TRIGGER {name} AFTER INSERT ON {table.name} DEFERRABLE FOR EACH ROW"
        f" EXECUTE FUNCTION {found.signature}",
        f"CREATE TRIGGER {name} AFTER UPDATE ON {table.name} REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT"
        f" EXECUTE FUNCTION {found.signature}",
    ])]  # fmt: skip


@kind("rule that writes elsewhere")
def writing_rule(d):
    """A rule of one table that fills another."""
    table, other = d.table("r"), d.table("r")
    column = d.column(other, plain)
    name = d.fresh((table.name, "copy_rows"))[1]
    return [
        f"CREATE RULE {name} AS ON DELETE TO {table.name} DO ALSO"
        f" UPDATE {other.name} SET {column.name} = {d.literal(column)}"
    ]


@kind("drop of a trigger's function", 3)
def drop_trigger_function(d):
    """A function that triggers call."""
    found = routine(d, lambda r: r.is_trigger)
    d.lose(found.signature)
    return [f"DROP FUNCTION {found.signature}{d.maybe(' CASCADE', 0.6)}"]


@kind("composite index, foreign key", 5)
def composite_key(d):
    """Several columns."""
    table = d.table("r", not_partition)
    columns = d.some(d.columns(table, indexable), 2, 2)
    return [d.one([
        f"CREATE UNIQUE INDEX {d.catalog.quoted('uqi_' + table.plain)} ON {table.name} ({names(columns)})",
        f"ALTER TABLE {table.name} ADD CONSTRAINT {d.catalog.quoted('uqc_' + table.plain)} UNIQUE ({names(columns)})",
    ])]  # fmt: skip
