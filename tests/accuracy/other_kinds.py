"""The second part of the table of kinds: everything that is not a table, column, constraint or index."""

import re

from accuracy.generator import Impossible
from accuracy.kinds import comma, indexable, kind, names, not_partition, plain

# ---- Views ---------------------------------------------------------------------------------------------------------


@kind("CREATE VIEW", 15)
def create_view(d):
    """A view on the pair's table."""
    table = d.table("rp")
    columns = [d.column(table), *d.some(d.columns(table), 1, 2)]
    columns = list({column.name: column for column in columns}.values())
    name = d.fresh(d.catalog.beside(table, d.one([f"v_{table.plain}", f"active_{table.plain}"])))
    listed = d.one([names(columns), names(columns), "*"])
    where = d.maybe(f" WHERE {d.condition(columns[0])}", 0.5)
    return [f"CREATE {d.maybe('OR REPLACE ')}VIEW {name} AS SELECT {listed} FROM {table.name}{where}"]


@kind("CREATE VIEW join", 5)
def create_join(d):
    """A view on two tables."""
    table, other = d.table("rp"), d.table("rp")
    if table is other:
        raise Impossible
    a, b = d.column(table, indexable), d.column(other, indexable)
    name = d.fresh(d.catalog.beside(table, f"v_{table.plain}"))
    return [
        f"CREATE VIEW {name} AS SELECT t.{a.name} AS one, o.{b.name} AS other"
        f" FROM {table.name} AS t LEFT JOIN {other.name} AS o ON t.{a.name} IS NOT NULL"
    ]


def view(d, found=None):
    """Choose a view that is there, one about the pair's tables mostly."""
    return d.near(d.catalog.views if found is None else found, lambda v: v.neighbours)


@kind("CREATE OR REPLACE VIEW", 3)
def replace_view(d):
    """A view's query changes."""
    found = view(d)
    d.once("view", found.name)
    query = found.query.replace("\n", " ")
    return [
        f"CREATE OR REPLACE VIEW {found.name} AS "
        + d.one([query, f"SELECT * FROM ({query}) AS q LIMIT 10", f"SELECT * FROM ({query}) AS q LIMIT 20"])
    ]


@kind("DROP VIEW", 8)
def drop_view(d):
    """A view goes."""
    found = view(d)
    d.lose(found.name)
    return [f"DROP VIEW {d.maybe('IF EXISTS ')}{found.name}{d.maybe(' CASCADE')}"]


@kind("DROP and CREATE VIEW", 8)
def recreate_view(d):
    """A view is made anew."""
    found = view(d)
    d.lose(found.name)
    query = found.query.replace("\n", " ")
    return [
        f"DROP VIEW IF EXISTS {found.name}",
        f"CREATE VIEW {found.name} AS " + d.one([query, f"SELECT * FROM ({query}) AS q LIMIT 10"]),
    ]


@kind("ALTER VIEW")
def alter_view(d):
    """A view gets another name, column name or default."""
    found = view(d)
    column = d.one(found.columns)
    action = d.one(
        [
            "RENAME TO " + d.catalog.quoted(found.plain + "_old"),
            f"RENAME COLUMN {column.name} TO renamed",
            f"ALTER COLUMN {column.name} DROP DEFAULT",
            "SET (security_barrier = true)",
        ]
    )
    if action.startswith("RENAME"):
        d.lose(found.name)
    return [f"ALTER VIEW {found.name} {action}"]


@kind("CREATE VIEW on view", 2)
def view_on_view(d):
    """A view on a view."""
    found = view(d, d.catalog.views + d.catalog.materialized)
    name = d.fresh(d.catalog.beside(found, "v_" + found.plain))
    return [f"CREATE VIEW {name} AS SELECT {d.one(found.columns).name} FROM {found.name}"]


@kind("CREATE MATERIALIZED VIEW", 2)
def create_materialized(d):
    """A view that keeps its rows, with an index."""
    table = d.table("rp")
    column = d.column(table, indexable)
    name = d.fresh(d.catalog.beside(table, f"mv_{table.plain}"))
    return [
        f"CREATE MATERIALIZED VIEW {name} AS SELECT {column.name} FROM {table.name}",
        *([f"CREATE INDEX ON {name} ({column.name})"] if d.maybe("yes", 0.5) else []),
    ]


@kind("DROP, ALTER, REFRESH MATERIALIZED VIEW", 2)
def alter_materialized(d):
    """One that is there."""
    found = view(d, d.catalog.materialized)
    action = d.one(
        [
            "DROP MATERIALIZED VIEW {}",
            "ALTER MATERIALIZED VIEW {} RENAME TO mv_renamed",
            "REFRESH MATERIALIZED VIEW {}",
            "CREATE INDEX ON {} (%s)" % d.one(found.columns).name,
        ]
    )
    d.lose(found.name)
    return [action.format(found.name)]


# ---- Routines, triggers, policies, rules ---------------------------------------------------------------------------


@kind("CREATE FUNCTION", 15)
def create_function(d):
    """A function, in SQL or PL/pgSQL, that reads the pair's table or not."""
    table = d.table("rp")
    column = d.column(table)
    name = d.invent("normalize_name", "count_rows", "is_ready", "next_due")
    arguments = d.one(["n integer", "n text", "n integer DEFAULT 1"])
    head = f"CREATE {d.maybe('OR REPLACE ', 0.6)}FUNCTION {name}({arguments}) RETURNS bigint"
    body = f"SELECT count({column.name}) FROM {table.name}"
    return [d.one([
        f"{head} LANGUAGE sql STABLE AS $$ {body} $$",
        f"{head} LANGUAGE sql STABLE BEGIN ATOMIC {body}; END",
        f"{head} LANGUAGE plpgsql AS $$ BEGIN RETURN ({body}); END $$",
        f"{head} LANGUAGE sql IMMUTABLE AS $$ SELECT {d.rng.randint(1, 2)}::bigint $$",
    ])]  # fmt: skip


@kind("CREATE FUNCTION of a table's type")
def create_row_function(d):
    """A function that takes or gives a table's rows."""
    table = d.table("rp")
    name = d.invent("rows_of_table", "row_is_empty", "all_rows")
    return [
        d.one(
            [
                f"CREATE FUNCTION {name}(r {table.name}) RETURNS boolean LANGUAGE sql AS $$ SELECT r IS NULL $$",
                f"CREATE FUNCTION {name}() RETURNS SETOF {table.name} LANGUAGE sql AS $$ SELECT * FROM {table.name} $$",
            ]
        )
    ]


def routine(d, where=None):
    """Choose a routine that is there."""
    return d.usual(
        r for r in d.catalog.routines if r.kind != "aggregate" and d.left(r.signature) and (where is None or where(r))
    )


@kind("CREATE OR REPLACE FUNCTION", 15)
def replace_function(d):
    """A function's body or properties change."""
    found = routine(d)
    d.once("routine", found.signature)
    definition = found.definition.strip()
    if found.kind == "function" and "\n COST " not in definition:
        definition = re.sub(
            r"\n LANGUAGE (\w+)\n",
            lambda m: f"\n LANGUAGE {m[1]}\n COST {d.rng.choice((50, 60))}\n",
            definition,
            count=1,
        )
    return [definition]


@kind("DROP FUNCTION", 5)
def drop_function(d):
    """A function goes."""
    found = routine(d)
    d.lose(found.signature)
    return [f"DROP {found.kind.upper()} {d.maybe('IF EXISTS ')}{found.signature}{d.maybe(' CASCADE', 0.5)}"]


@kind("DROP and CREATE FUNCTION", 3)
def recreate_function(d):
    """A function is made anew."""
    found = routine(d)
    d.lose(found.signature)
    return [
        f"DROP {found.kind.upper()} IF EXISTS {found.signature}{d.maybe(' CASCADE', 0.3)}",
        found.definition.strip(),
    ]


@kind("ALTER FUNCTION", 2)
def alter_function(d):
    """A function gets another name, volatility or setting."""
    found = routine(d, lambda r: r.kind == "function")
    action = d.one(
        [
            "RENAME TO " + d.catalog.quoted(found.plain + "_old"),
            "STABLE",
            "VOLATILE",
            "SET search_path = pg_catalog",
            "SECURITY DEFINER",
        ]
    )
    d.lose(found.signature)
    return [f"ALTER FUNCTION {found.signature} {action}"]


@kind("CREATE PROCEDURE", 2)
def create_procedure(d):
    """A procedure."""
    body = f"BEGIN RAISE NOTICE 'done {d.rng.randint(1, 2)}'; END"
    name = d.invent("clean_up", "refresh_all", "rotate_keys")
    return [f"CREATE OR REPLACE PROCEDURE {name}(n integer) LANGUAGE plpgsql AS $$ {body} $$"]


@kind("CREATE, DROP AGGREGATE")
def create_aggregate(d):
    """An aggregate."""
    found = [r for r in d.catalog.routines if r.kind == "aggregate" and d.left(r.signature)]
    if found and d.maybe("drop", 0.6):
        chosen = d.one(found)
        d.lose(chosen.signature)
        return [f"DROP AGGREGATE {chosen.signature}"]
    start = d.rng.randint(0, 1)
    name = d.invent("total_of", "sum_of", "grand_total")
    return [f"CREATE AGGREGATE {name}(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '{start}')"]


@kind("CREATE TRIGGER", 18)
def create_trigger(d):
    """A function and a trigger that calls it."""
    table = d.table("r")
    existing = [r for r in d.catalog.routines if r.is_trigger and d.left(r.signature)]
    before = []
    if existing and d.maybe("there", 0.5):
        function = d.one(existing).signature
    else:
        before = [
            f"CREATE OR REPLACE FUNCTION {d.fresh('touch_row')}() RETURNS trigger LANGUAGE plpgsql"
            " AS $$ BEGIN RETURN NEW; END $$"
        ]
        function = "touch_row()"
    name = d.fresh((table.name, d.one(["touch", d.catalog.quoted(f"trg_{table.plain}")])))[1]
    column = d.column(table)
    event = d.one(["BEFORE UPDATE", f"BEFORE UPDATE OF {column.name}", "AFTER INSERT", "BEFORE INSERT OR UPDATE"])
    when = d.maybe(f" WHEN (NEW.{column.name} IS NOT NULL)", 0.2 if plain(column) else 0)
    return [
        *before,
        f"CREATE {d.maybe('OR REPLACE ')}TRIGGER {name} {event} ON {table.name}"
        f" FOR EACH ROW{when} EXECUTE FUNCTION {function}",
    ]


def part(d, which):
    """Choose a table and its trigger, policy or rule."""

    def fitting(table):
        return [each for each in getattr(table, which) if d.left((which, table.name, name_of(each)))]

    table = d.table("rp", lambda t: not_partition(t) and fitting(t))
    found = d.usual(fitting(table))
    d.lose((which, table.name, name_of(found)))
    return table, found


def name_of(each):
    """Return the name of a trigger, policy or rule."""
    return each if isinstance(each, str) else each.name


@kind("DROP TRIGGER", 9)
def drop_trigger(d):
    """A trigger goes, or is made anew."""
    table, found = part(d, "triggers")
    again = [found.definition] if d.maybe("again", 0.4) else []
    return [f"DROP TRIGGER {d.maybe('IF EXISTS ', 0.5)}{found.name} ON {table.name}", *again]


@kind("ALTER TRIGGER, ENABLE, DISABLE TRIGGER", 4)
def alter_trigger(d):
    """A trigger gets another name, or rests."""
    table, found = part(d, "triggers")
    return [d.one([
        f"ALTER TRIGGER {found.name} ON {table.name} RENAME TO trg_renamed",
        f"ALTER TABLE {table.name} DISABLE TRIGGER {found.name}",
        f"ALTER TABLE {table.name} ENABLE ALWAYS TRIGGER {found.name}",
    ])]  # fmt: skip


@kind("CREATE POLICY", 5)
def create_policy(d):
    """Who sees which rows."""
    table = d.table("rp")
    name = d.fresh((table.name, d.one(["tenant_rows", "readable"])))[1]
    command = d.one(
        [
            f"FOR SELECT USING ({d.condition(d.column(table))})",
            f"USING ({d.condition(d.column(table))})",
            f"FOR INSERT WITH CHECK ({d.condition(d.column(table))})",
        ]
    )
    security = [f"ALTER TABLE {table.name} ENABLE ROW LEVEL SECURITY"] if d.maybe("on", 0.4) else []
    return [*security, f"CREATE POLICY {name} ON {table.name} {command}"]


@kind("ALTER, DROP POLICY", 4)
def alter_policy(d):
    """A policy that is there."""
    table, found = part(d, "policies")
    return [d.one([
        f"DROP POLICY {d.maybe('IF EXISTS ')}{found} ON {table.name}",
        f"ALTER POLICY {found} ON {table.name} RENAME TO renamed_policy",
        f"ALTER POLICY {found} ON {table.name} TO pg_monitor", f"ALTER POLICY {found} ON {table.name} TO PUBLIC",
    ])]  # fmt: skip


@kind("CREATE RULE")
def create_rule(d):
    """A rule on the pair's table."""
    table = d.table("r")
    column = d.column(table)
    name = d.fresh((table.name, "keep_rows"))[1]
    where = f"OLD.{column.name} IS {d.maybe('NOT ', 0.5)}NULL"
    return [
        f"CREATE {d.maybe('OR REPLACE ', 0.5)}RULE {name} AS ON DELETE TO {table.name} WHERE {where} DO INSTEAD NOTHING"
    ]


@kind("DROP, ALTER RULE")
def drop_rule(d):
    """A rule that is there."""
    table, found = part(d, "rules")
    return [
        d.one(
            [
                f"DROP RULE {d.maybe('IF EXISTS ')}{found} ON {table.name}",
                f"ALTER RULE {found} ON {table.name} RENAME TO renamed_rule",
                f"ALTER TABLE {table.name} DISABLE RULE {found}",
            ]
        )
    ]


# ---- Types, sequences, schemas -------------------------------------------------------------------------------------


def of_type(d, letter):
    """Choose a type that is there, one that the pair's tables use mostly."""
    return d.near([t for t in d.catalog.types if t.kind == letter], lambda t: t.used_by)


def label(text):
    """Return a string constant."""
    return "'" + text.replace("'", "''") + "'"


@kind("CREATE TYPE ENUM", 20)
def create_enum(d):
    """An enum, made in the usual ways."""
    name, values = d.invent("state", "visibility", "stage", "phase"), d.one(["'on', 'off'", "'on', 'off', 'paused'"])
    made = f"CREATE TYPE {name} AS ENUM ({values})"
    return [d.one([made, made, f"DO $$ BEGIN {made}; EXCEPTION WHEN duplicate_object THEN NULL; END $$"])]


@kind("ALTER TYPE ADD VALUE", 16)
def add_value(d):
    """One more value."""
    found = of_type(d, "e")
    d.once("enum", found.name)
    place = d.one(["", "", f" AFTER {label(d.usual(found.labels))}", f" BEFORE {label(d.usual(found.labels))}"])
    new = label(d.one(["archived", "deleted", "paused"]))
    return [f"ALTER TYPE {found.name} ADD VALUE {d.maybe('IF NOT EXISTS ')}{new}{place}"]


@kind("ALTER TYPE RENAME VALUE", 2)
def rename_value(d):
    """A value gets another name."""
    found = of_type(d, "e")
    d.once("enum", found.name)
    new = label(d.one(["renamed", "archived"]))
    return [f"ALTER TYPE {found.name} RENAME VALUE {label(d.usual(found.labels))} TO {new}"]


@kind("ALTER TYPE RENAME", 3)
def rename_type(d):
    """A type gets another name."""
    found = of_type(d, d.one("ecd"))
    d.lose(found.name)
    new = d.catalog.quoted(found.plain + "_old")
    return [f"ALTER {'DOMAIN' if found.kind == 'd' else 'TYPE'} {found.name} RENAME TO {new}"]


@kind("enum rebuilt by rename", 5)
def rebuild_enum(d):
    """An enum is renamed, made anew, and its columns moved."""
    found = of_type(d, "e")
    d.lose(found.name)
    old = d.catalog.beside(found, found.plain + "_old")
    columns = [(t, c) for t in d.catalog.tables for c in t.columns if c.type == found.name and not t.partition]
    if any(c.generated or not d.left(t.name) for t, c in columns):
        raise Impossible
    statements = [f"ALTER TYPE {found.name} RENAME TO {d.catalog.quoted(found.plain + '_old')}"]
    statements.append(
        f"CREATE TYPE {found.name} AS ENUM ({comma(map(label, [*found.labels, d.one(['extra', 'other'])]))})"
    )
    for table, column in columns:
        if column.default:
            statements.append(f"ALTER TABLE {table.name} ALTER COLUMN {column.name} DROP DEFAULT")
        statements.append(
            f"ALTER TABLE {table.name} ALTER COLUMN {column.name} TYPE {found.name}"
            f" USING {column.name}::text::{found.name}"
        )
    return [*statements, f"DROP TYPE {old}"]


@kind("DROP TYPE", 9)
def drop_type(d):
    """A type goes."""
    found = of_type(d, d.one("ecdr"))
    d.lose(found.name)
    cascade = d.maybe(" CASCADE", 0.7 if found.used_by else 0.2)
    return [f"DROP {'DOMAIN' if found.kind == 'd' else 'TYPE'} {d.maybe('IF EXISTS ')}{found.name}{cascade}"]


@kind("ADD COLUMN of an own type", 10)
def add_typed_column(d):
    """A column of a type that is there."""
    table, found = d.table("rp", not_partition), of_type(d, d.one("ecd"))
    return [f"ALTER TABLE {table.name} ADD COLUMN {d.invent_column(table, 'mode', 'level')} {found.name}"]


@kind("CREATE TYPE composite")
def create_composite(d):
    """A composite type."""
    return [
        f"CREATE TYPE {d.invent('address', 'contact', 'person_name')} AS (street text{d.maybe(', city text', 0.5)})"
    ]


@kind("ALTER TYPE attributes")
def alter_composite(d):
    """A composite type's attributes."""
    found = of_type(d, "c")
    d.once("composite", found.name)
    attribute = d.usual(found.attributes)
    return [
        f"ALTER TYPE {found.name} "
        + d.one(
            [
                "ADD ATTRIBUTE zip text",
                "ADD ATTRIBUTE zip integer",
                f"DROP ATTRIBUTE {attribute.name}",
                f"RENAME ATTRIBUTE {attribute.name} TO renamed",
            ]
        )
    ]


@kind("CREATE DOMAIN")
def create_domain(d):
    """A domain."""
    name = d.invent("email_address", "web_address", "short_text")
    return [f"CREATE DOMAIN {name} AS text CHECK (VALUE {d.one(['LIKE', '~~*'])} '%@%')"]


@kind("ALTER DOMAIN")
def alter_domain(d):
    """A domain's default or checks."""
    found = of_type(d, "d")
    d.once("domain", found.name)
    choices = [
        "SET DEFAULT NULL",
        "SET NOT NULL",
        "DROP NOT NULL",
        "ADD CONSTRAINT short CHECK (VALUE IS NOT NULL) NOT VALID",
        "ADD CHECK (VALUE IS NOT NULL) NOT VALID",
    ]
    choices += [f"DROP CONSTRAINT {check}" for check in found.checks]
    return [f"ALTER DOMAIN {found.name} {d.one(choices)}"]


@kind("CREATE TYPE RANGE")
def create_range(d):
    """A range type."""
    name = d.invent("float_range", "price_range", "span")
    return [f"CREATE TYPE {name} AS RANGE (SUBTYPE = {d.one(['float8', 'numeric'])})"]


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


@kind("CREATE SCHEMA", 2)
def create_schema(d):
    """A schema, with a table in it mostly."""
    name = d.invent("archive", "reporting", "staging", "legacy")
    return [
        f"CREATE SCHEMA {d.maybe('IF NOT EXISTS ', 0.5)}{name}",
        *([f"CREATE TABLE {name}.entries (id bigint)"] if d.maybe("table", 0.5) else []),
    ]


@kind("DROP, ALTER SCHEMA")
def drop_schema(d):
    """A schema goes, or gets another name."""
    found = d.near(d.catalog.schemas, lambda s: [t.name for t in d.catalog.tables if t.schema == s.name])
    d.lose(found.name, *(t.name for t in d.catalog.tables if t.schema == found.name))
    return [d.one([f"DROP SCHEMA {found.name} CASCADE", f"ALTER SCHEMA {found.name} RENAME TO renamed_schema"])]


@kind("CREATE TABLE in a schema", 2)
def table_in_schema(d):
    """A table in a schema that is there."""
    found = d.usual(s for s in d.catalog.schemas if d.left(s.name))
    return [f"CREATE TABLE {d.fresh(found.name + '.entries')} (id bigint PRIMARY KEY)"]


@kind("CREATE, DROP EXTENSION", 2)
def extension(d):
    """An extension that any owner of a database may install."""
    return [f"CREATE EXTENSION {d.maybe('IF NOT EXISTS ', 0.5)}{d.fresh(d.usual(d.catalog.extensions))}"]


# ---- Publications, comments, rights --------------------------------------------------------------------------------


@kind("CREATE PUBLICATION")
def create_publication(d):
    """A publication of the pair's table."""
    table = d.table("r", lambda t: any(k.type == "p" for k in t.constraints))
    return [f"CREATE PUBLICATION {d.invent('changes', 'exported', 'feed')} FOR TABLE {table.name}"]


@kind("ALTER, DROP PUBLICATION")
def alter_publication(d):
    """A publication that is there."""
    found = d.near(d.catalog.publications, lambda p: p.tables or [])
    table = d.table("r")
    d.lose(found.name)
    there = table.name in (found.tables or [])
    return [
        d.one(
            [
                f"DROP PUBLICATION {found.name}",
                f"ALTER PUBLICATION {found.name} {'DROP' if there else 'ADD'} TABLE {table.name}",
                f"ALTER PUBLICATION {found.name} SET (publish = 'insert')",
            ]
        )
    ]


@kind("COMMENT", 5)
def comment(d):
    """A comment on something of the pair's table."""
    table = d.table("rp")
    what = d.one([f"TABLE {table.name}", f"COLUMN {table.name}.{d.column(table).name}"])
    d.once("comment", what)
    return [f"COMMENT ON {what} IS {d.one(['NULL', label('what it is'), label('what it means')])}"]


@kind("COMMENT on other objects")
def comment_on_part(d):
    """A comment on a constraint, index, function or type."""
    table = d.table("rp", lambda t: t.constraints or t.indexes)
    choices = [f"CONSTRAINT {k.name} ON {table.name}" for k in table.constraints if d.left((table.name, k.name))]
    choices += [f"INDEX {i.name}" for i in table.indexes if d.left(i.name)]
    choices += [
        f"FUNCTION {r.signature}" for r in d.catalog.routines[:2] if r.kind == "function" and d.left(r.signature)
    ]
    choices += [f"TYPE {t.name}" for t in d.catalog.types[:2] if t.kind in "ec" and d.left(t.name)]
    return [f"COMMENT ON {d.one(choices)} IS {d.one([label('one'), label('other')])}"]


@kind("GRANT, REVOKE on a table", 5)
def grant(d):
    """Rights on the pair's table or a column of it."""
    table = d.table("rp")
    right = d.one(["SELECT", "INSERT", "ALL", f"SELECT ({d.column(table).name})"])
    return [
        d.one(
            [
                f"GRANT {right} ON {table.name} TO {d.one(['PUBLIC', 'pg_monitor'])}",
                f"REVOKE {right} ON {table.name} FROM {d.one(['PUBLIC', 'pg_monitor'])}",
            ]
        )
    ]


@kind("GRANT on other objects", 2)
def grant_other(d):
    """Rights on a function, sequence, schema or type."""
    choices = [
        f"{r.kind.upper()} {r.signature}"
        for r in d.catalog.routines[:5]
        if r.kind != "aggregate" and d.left(r.signature)
    ]
    rights = [f"EXECUTE ON {each}" for each in choices]
    rights += [f"USAGE ON SEQUENCE {s.name}" for s in d.catalog.sequences[:5] if d.left(s.name)]
    rights += [f"USAGE ON SCHEMA {s.name}" for s in d.catalog.schemas if d.left(s.name)]
    rights += [f"USAGE ON TYPE {t.name}" for t in d.catalog.types[:5] if d.left(t.name)]
    chosen = d.one(rights)
    return [d.one([f"GRANT {chosen} TO pg_monitor", f"REVOKE {chosen} FROM PUBLIC"])]


@kind("ALTER DEFAULT PRIVILEGES")
def default_privileges(d):
    """Rights on tables to come."""
    d.once("default privileges")
    return [f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {d.one(['SELECT', 'INSERT'])} ON TABLES TO pg_monitor"]


@kind("CREATE COLLATION, CAST, OPERATOR")
def other_objects(d):
    """Rare kinds."""
    return [d.one([
        f"CREATE COLLATION {d.invent('plain_order', 'c_order')} FROM \"C\"",
        f"CREATE OPERATOR {d.fresh('===')} (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4eq)",
        f"CREATE TEXT SEARCH CONFIGURATION {d.invent('own_words', 'our_words')} (COPY = pg_catalog.english)",
    ])]  # fmt: skip
