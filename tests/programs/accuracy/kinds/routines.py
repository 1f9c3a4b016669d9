"""Functions, procedures, aggregates, and what uses functions."""

import re

from programs.accuracy.kinds.kind import kind, not_partition, plain


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
