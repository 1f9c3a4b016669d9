"""Schemas, sequences, extensions, publications and statistics."""

from ..footprint.recorder import shorten
from ..text.names import in_schema_of, quote
from .expressions import uses_of
from .generic import alter_any, owner
from .tables import alter_relation


def create_schema(c, fp, kind, flags):
    """CREATE SCHEMA [IF NOT EXISTS] [name] [AUTHORIZATION role]; what else it creates is read by the caller."""
    detail = {"if_not_exists": True} if c.accept("if", "not", "exists") else {}
    name = None if c.word == "authorization" else quote(c.name())
    if c.accept("authorization"):
        role = c.role()
        name = name or role
        detail["owner"] = role
    fp.add("schema", name, "create", **detail)
    return name


def alter_schema(c, fp, kind, flags):
    """ALTER SCHEMA name RENAME TO | OWNER TO."""
    name = quote(c.name())
    if c.accept("rename", "to"):
        fp.rename("schema", name, quote(c.name()))
    else:
        c.expect("owner", "to")
        fp.alter("schema", name, "owner", c.role())


SEQUENCE_OPTIONS = {"as": "type", "increment": "increment", "minvalue": "minvalue", "maxvalue": "maxvalue",
                    "start": "start", "restart": "restart", "cache": "cache", "cycle": "cycle"}


def alter_sequence(c, fp, kind, flags):
    """ALTER SEQUENCE: options, OWNED BY, or what any relation can."""
    place = c.i
    detail = {"if_exists": True} if c.accept("if", "exists") else {}
    name = c.qualified()
    if c.word in ("rename", "owner", "set", "depends"):
        c.i = place
        alter_relation(c, fp, kind, flags)
        return
    while c.more():
        start = c.i
        if c.accept("owned", "by"):
            fp.alter("sequence", name, "owned by", owner(c, fp, "sequence", name), **detail)
            continue
        c.accept("no")
        option = SEQUENCE_OPTIONS.get(c.next().word)
        if option is None:
            c.fail("sequence option")
        if option == "type":
            c.type()
        else:
            c.accept("with")
            c.accept("by")
            c.accept("-") or c.accept("+")
            if c.kind == "number":
                c.next()
        fp.alter("sequence", name, option, c.text(start, c.i), **detail)


def alter_extension(c, fp, kind, flags):
    """ALTER EXTENSION name UPDATE | SET SCHEMA; ADD and DROP of members are read by the caller."""
    name = quote(c.name())
    if c.accept("update"):
        fp.alter("extension", name, "version", c.rest() or "default")
    elif c.accept("set", "schema"):
        schema = quote(c.name())
        fp.alter("extension", name, "schema", schema)
        fp.use("schema", schema, "member", "extension", name)
    else:
        fp.alter("extension", name, "members", c.text(*c.expression(())))
        c.i = c.end


def create_publication(c, fp, kind, flags):
    """CREATE PUBLICATION name [FOR ALL TABLES | FOR objects] [WITH (...)]."""
    name = quote(c.name())
    row = fp.add("publication", name, "create")
    start = c.i
    if c.accept("for"):
        if c.accept("all", "tables"):
            pass
        else:
            published(c, fp, name)
    if c.accept("with"):
        c.parens()
    row["definition"] = shorten(c.text(start, c.i))


def published(c, fp, name):
    """TABLE t [(columns)] [WHERE (...)], TABLES IN SCHEMA s, ..."""
    schemas = False

    def one():
        nonlocal schemas
        if c.accept("tables", "in", "schema"):
            schemas = True
        elif c.accept("table"):
            schemas = False
        if schemas and c.accept("current_schema"):
            return
        if schemas:
            fp.use("schema", quote(c.name()), "publication", "publication", name)
            return
        c.accept("only")
        table = c.qualified()
        c.accept("*")
        fp.use("table", table, "publication", "publication", name)
        if c.word == "(":
            fp.use_columns(table, c.names(), "publication", "publication", name)
        if c.accept("where"):
            fp.use_found(uses_of(c, *c.parens(), table=table), "publication", "publication", name)
    c.items(one)


def alter_publication(c, fp, kind, flags):
    """ALTER PUBLICATION name ADD | DROP | SET objects, or SET (...), or what any object can."""
    place = c.i
    name = quote(c.name())
    if c.word in ("add", "drop") or (c.word == "set" and c.words[c.i + 1] in ("table", "tables")):
        what = c.next().word
        start = c.i
        published(c, fp, name)
        fp.alter("publication", name, "objects", what + " " + c.text(start, c.i))
    else:
        c.i = place
        alter_any(c, fp, kind, flags)


def create_statistics(c, fp, kind, flags):
    """CREATE STATISTICS [[IF NOT EXISTS] name] [(kinds)] ON elements FROM table."""
    detail = {"if_not_exists": True} if c.accept("if", "not", "exists") else {}
    name = None if c.word == "on" or c.word == "(" else c.qualified()
    start = c.i
    c.skip_parens()
    c.expect("on")
    begin = c.i
    c.until(("from",))
    after = c.i
    c.expect("from")
    table = c.qualified()
    c.i = begin
    columns, uses = [], []

    def element():
        first = c.i
        if c.word == "(":
            c.parens()
            columns.append("expr")
        else:
            columns.append(c.label())
            c.skip_parens()
        uses.append(uses_of(c, first, c.i, table=table))
    c.items(element)
    if c.i != after:
        c.fail("from")
    c.i += 1
    c.parts()
    if name is None:
        name = in_schema_of(table, fp.relation_name(table, columns, "stat"))
        detail["automatic"] = True
    fp.add("statistics", name, "create", definition=shorten(c.text(start, c.i)), **detail)
    fp.use("table", table, "statistics", "statistics", name)
    for each in uses:
        fp.use_found(each, "statistics", "statistics", name)
