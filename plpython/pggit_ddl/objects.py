"""Readers for kinds of objects with a reader of their own, tables and routines aside, and for all the others."""

from .constraints import read_constraint
from .expressions import uses_of
from .footprint import routine_name, shorten
from .names import canonical, in_schema_of, quote
from .routines import literal, or_replace, renaming, signature
from .tables import alter_relation, as_query

# -- how a statement refers to an object: each returns (name, parent, key, details)


def by_name(c):
    """[schema.]name"""
    return c.qualified(), None, None, {}


def by_bare_name(c):
    """The name of what is in no schema."""
    return canonical(c.parts()), None, None, {}


def by_signature(c):
    """name [(argument types)]"""
    name, args, _ = signature(c)
    return routine_name(name, args), None, "routine:" + name, {"name": name, "args": args}


def on_table(c):
    """name ON [DOMAIN] table"""
    name = quote(c.name())
    c.expect("on")
    domain = c.accept("domain")
    return name, c.qualified(), None, {"touch": False} if domain else {}


def by_column(c):
    """[schema.]table.column"""
    parts = c.parts()
    if len(parts) < 2:
        c.fail("column")
    return quote(parts[-1]), c.resolve(parts[:-1]), None, {}


def operator_name(c):
    """[schema.]operator"""
    parts = []
    while c.at_name():
        parts.append(c.name())
        c.expect(".")
    symbol = c.next()
    if not symbol.word or symbol.word.strip("+-*/<>=~!@#%^&|`?"):
        c.fail("operator")
    return symbol.text if not parts or parts == ["public"] else quote(parts[-1]) + "." + symbol.text


def by_operator(c):
    """[schema.]operator (left, right)"""
    name = operator_name(c)
    types = c.listed(lambda: "none" if c.accept("none") else c.type()[0])
    return "%s(%s)" % (name, ",".join(types)), None, None, {}


def by_method(c):
    """name USING index method"""
    name = c.qualified()
    c.expect("using")
    return name + " using " + quote(c.name()), None, None, {}


def by_cast(c):
    """(source AS target)"""
    c.expect("(")
    source = c.type()[0]
    c.expect("as")
    target = c.type()[0]
    c.expect(")")
    return "(%s as %s)" % (source, target), None, None, {}


def by_transform(c):
    """FOR type LANGUAGE language"""
    c.expect("for")
    name = c.type()[0]
    c.expect("language")
    return "for %s language %s" % (name, quote(c.name())), None, None, {}


def by_mapping(c):
    """FOR role SERVER server"""
    c.expect("for")
    role = c.role()
    c.expect("server")
    return "for %s server %s" % (role, quote(c.name())), None, None, {}


def by_role(c):
    """A role, CURRENT_USER and its kin, or ALL"""
    return c.next().word if c.word == "all" else c.role(), None, None, {}


def by_type(c):
    """A type, which may be a built-in one."""
    return c.type()[0], None, None, {}


def by_number(c):
    """The oid of a large object."""
    if c.kind != "number":
        c.fail("number")
    return c.next().text, None, None, {}


# -- any kind


def create_any(c, fp, kind, flags):
    """CREATE kind [IF NOT EXISTS] name definition."""
    detail = or_replace(flags)
    if c.accept("if", "not", "exists"):
        detail["if_not_exists"] = True
    name, parent, key, more = kind.reference(c)
    if kind.name == "sequence" and "temporary" in flags:
        name = fp.temporary(name)
    detail.update(more)
    row = fp.add(kind.name, name, "create", parent, key, **detail)
    start = c.i
    while c.more():
        if c.accept("owned", "by"):
            owner(c, fp, kind.name, name)
        elif (c.accept("execute", "function") or c.accept("execute", "procedure") or c.accept("handler")
              or c.accept("inline") or c.accept("validator")):
            fp.use_routine(c.qualified(), "trigger", kind.name, name)
        elif c.accept("schema") and c.at_name():
            fp.use("schema", quote(c.name()), "member", kind.name, name)
        elif c.accept("foreign", "data", "wrapper"):
            fp.use("foreign data wrapper", quote(c.name()), "expression", kind.name, name)
        else:
            c.next()
    row["definition"] = shorten(c.text(start, c.end))


def alter_any(c, fp, kind, flags):
    """ALTER kind name RENAME TO | OWNER TO | SET SCHEMA | anything else."""
    detail = {"if_exists": True} if c.accept("if", "exists") else {}
    name, parent, key, more = kind.reference(c)
    detail.update(more)
    new_name = None
    if parent is not None:
        if c.accept("rename", "to"):
            new_name = quote(c.name())
    else:
        new_name = renaming(c, name)
    if new_name:
        fp.rename(kind.name, name, new_name, parent, key, **detail)
    elif c.accept("owner", "to"):
        fp.alter(kind.name, name, "owner", c.role(), parent, key=key, **detail)
    elif c.at("no", "depends") or c.at("depends"):
        fp.alter(kind.name, name, "extension", c.rest(), parent, key=key, **detail)
    else:
        fp.alter(kind.name, name, "definition", c.text(*c.expression(())), parent, key=key, **detail)
        c.i = c.end


def drop_any(c, fp, kind):
    """DROP kind [CONCURRENTLY] [IF EXISTS] name, ... [CASCADE | RESTRICT]."""
    detail = {}
    if c.accept("concurrently"):
        detail["concurrently"] = True
    if c.accept("if", "exists"):
        detail["if_exists"] = True
    found = c.items(lambda: kind.reference(c))
    if c.accept("cascade"):
        detail["cascade"] = True
    else:
        c.accept("restrict")
    if c.accept("with") or c.word == "(":  # DROP DATABASE ... WITH (FORCE)
        c.parens()
    for name, parent, key, more in found:
        fp.add(kind.name, name, "drop", parent, key, **dict(more, **detail))


# -- operators


def create_operator(c, fp, kind, flags):
    """CREATE OPERATOR name (properties): the types of its arguments are among them."""
    name, (start, stop) = operator_name(c), c.parens()
    types, used, functions = {"leftarg": "none", "rightarg": "none"}, [], []
    after, c.i = c.i, start
    while c.i < stop:
        what = c.label()
        if c.accept("="):
            if what in types:
                types[what], user_type, _ = c.type()
                used.append(user_type)
            elif what in ("function", "procedure"):
                functions.append(c.qualified())
            c.until((",",))
        c.accept(",")
    c.i = after
    shown = "%s(%s,%s)" % (name, types["leftarg"], types["rightarg"])
    fp.add("operator", shown, "create", definition=shorten(c.text(start, stop)))
    for user_type in used:
        fp.use_type(user_type, "column type", "operator", shown)
    for function in functions:
        fp.use_routine(function, "expression", "operator", shown)


def create_operator_class(c, fp, kind, flags):
    """CREATE OPERATOR CLASS name [DEFAULT] FOR TYPE type USING method ..."""
    name = c.qualified()
    start = c.i
    c.accept("default")
    c.expect("for", "type")
    user_type = c.type()[1]
    c.expect("using")
    shown = name + " using " + quote(c.name())
    fp.add(kind.name, shown, "create", definition=shorten(c.text(start, c.end)))
    fp.use_type(user_type, "column type", kind.name, shown)
    c.i = c.end


# -- schemas


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


# -- views


def create_view(c, fp, kind, flags):
    """CREATE [OR REPLACE] [RECURSIVE] [MATERIALIZED] VIEW name [(columns)] ... AS query."""
    detail = or_replace(flags)
    if c.accept("if", "not", "exists"):
        detail["if_not_exists"] = True
    name = c.qualified()
    if "temporary" in flags:
        name = fp.temporary(name)
    row = fp.add(kind.name, name, "create", **detail)
    start, first = c.i, len(fp.rows)
    if c.word == "(":
        row["columns"] = [quote(column) for column in c.names()]
    while not c.accept("as"):
        if c.accept("with") or c.at("("):
            c.parens()
        elif c.accept("using") or c.accept("tablespace"):
            c.name()
        else:
            c.fail("as")
    end = c.end
    if c.words[end - 2:end] == ["check", "option"]:
        c.end = end - (4 if c.words[end - 3] in ("cascaded", "local") else 3)
    as_query(c, fp, kind.name, name, row, start)
    c.i = c.end = end
    row["definition"] = shorten(c.text(start, end))
    if "recursive" in flags:
        fp.rows[first:] = [each for each in fp.rows[first:] if name not in (each.object_name, each.parent_name)]


# -- triggers, rules, policies


def create_trigger(c, fp, kind, flags):
    """CREATE [OR REPLACE] [CONSTRAINT] TRIGGER name { BEFORE | AFTER | INSTEAD OF } event ON table ... EXECUTE ..."""
    name = quote(c.name())
    start = c.i
    columns = []
    while not c.accept("on"):
        if c.accept("update", "of"):
            columns = c.items(c.name)
        else:
            c.next()
    table = c.qualified()
    row = fp.add("trigger", name, "create", table, **or_replace(flags))
    fp.use("table", table, "trigger", "trigger", name)
    fp.use_columns(table, columns, "trigger", "trigger", name)
    while not (c.accept("execute", "function") or c.accept("execute", "procedure")):
        if c.accept("from"):
            fp.use("table", c.qualified(), "trigger", "trigger", name)
        elif c.accept("when"):
            fp.use_found(uses_of(c, *c.parens(), table=table, rows_of=table), "trigger", "trigger", name)
        else:
            c.next()
    fp.use_routine(c.qualified(), "trigger", "trigger", name)
    c.parens()
    row["definition"] = shorten(c.text(start, c.i))


def create_rule(c, fp, kind, flags):
    """CREATE [OR REPLACE] RULE name AS ON event TO table [WHERE condition] DO [ALSO | INSTEAD] actions."""
    name = quote(c.name())
    start = c.i
    c.expect("as", "on")
    c.next()
    c.expect("to")
    table = c.qualified()
    row = fp.add("rule", name, "create", table, **or_replace(flags))
    fp.use("table", table, "rule", "rule", name)
    begin = c.i
    c.until(("do",))
    if c.i > begin:
        fp.use_found(uses_of(c, begin, c.i, table=table, rows_of=table), "rule", "rule", name)
    c.expect("do")
    c.accept_any(("also", "instead"))
    if not c.accept("nothing"):
        found = uses_of(c, c.i, c.end, rows_of=table)
        fp.use_found(found, "rule", "rule", name)
    c.i = c.end
    row["definition"] = shorten(c.text(start, c.end))


def create_policy(c, fp, kind, flags):
    """CREATE POLICY name ON table ..."""
    name = quote(c.name())
    c.expect("on")
    table = c.qualified()
    start = c.i
    row = fp.add("policy", name, "create", table)
    fp.use("table", table, "policy", "policy", name)
    policy_clauses(c, fp, name, table)
    row["definition"] = shorten(c.text(start, c.end))


def alter_policy(c, fp, kind, flags):
    """ALTER POLICY name ON table RENAME TO | TO roles, USING, WITH CHECK."""
    name = quote(c.name())
    c.expect("on")
    table = c.qualified()
    if c.accept("rename", "to"):
        fp.rename("policy", name, quote(c.name()), table)
        return
    for clause, text in policy_clauses(c, fp, name, table):
        fp.alter("policy", name, clause, shorten(text), table)


def policy_clauses(c, fp, name, table):
    """AS, FOR, TO, USING and WITH CHECK of a policy: (clause, text) of each."""
    found = []
    while c.more():
        start = c.i
        if c.accept("as") or c.accept("for"):
            c.next()
        elif c.accept("to"):
            c.items(c.role)
        elif c.accept("using") or c.accept("with", "check"):
            fp.use_found(uses_of(c, *c.parens(), table=table), "policy", "policy", name)
        else:
            c.fail("policy")
        clause = "check" if c.words[start] == "with" else c.words[start]
        found.append((clause, c.text(start, c.i)))
    return found


# -- types and domains


def create_type(c, fp, kind, flags):
    """CREATE TYPE name [AS ENUM (...) | AS RANGE (...) | AS (attributes) | (properties)]."""
    name = c.qualified()
    start = c.i
    row = fp.add("type", name, "create")
    if c.accept("as", "enum"):
        labels = []
        if not c.accept("(", ")"):
            labels = c.listed(lambda: string(c))
        row["values"] = labels if len(labels) <= 20 else len(labels)
        for label in labels:
            fp.add("enum value", label, "create", name, touch=False)
    elif c.accept("as", "range"):
        c.parens()
    elif c.accept("as"):
        if not c.accept("(", ")"):
            c.listed(lambda: attribute(c, fp, name))
    elif c.more():
        c.parens()
    row["definition"] = shorten(c.text(start, c.i))


def string(c):
    """The contents of a string literal."""
    if c.kind not in ("string", "dollar"):
        c.fail("string")
    return literal(c.next())


def attribute(c, fp, type_name, **flags):
    """An attribute of a composite type."""
    name = quote(c.name())
    text, user_type, _ = c.type()
    fp.add("attribute", name, "create", type_name, touch=False, type=text, **flags)
    fp.use_type(user_type, "column type", "type", type_name)
    if c.accept("collate"):
        c.parts()


def alter_type(c, fp, kind, flags):
    """ALTER TYPE: enum values, attributes, properties, or what any object can."""
    place = c.i
    name = c.qualified()
    if c.accept("add", "value"):
        detail = {"if_not_exists": True} if c.accept("if", "not", "exists") else {}
        label = string(c)
        if c.at("before") or c.at("after"):
            detail["position"] = c.next().word + " " + string(c)
        fp.alter_once("type", name, "values")
        fp.add("enum value", label, "create", name, touch=False, **detail)
    elif c.accept("rename", "value"):
        label = string(c)
        c.expect("to")
        fp.alter_once("type", name, "values")
        fp.rename("enum value", label, string(c), name, touch=False)
    elif c.at("rename", "attribute"):
        c.i += 2
        old = quote(c.name())
        c.expect("to")
        fp.alter_once("type", name, "attributes")
        fp.rename("attribute", old, quote(c.name()), name, touch=False)
        cascade(c)
    elif c.word in ("add", "drop", "alter") and c.words[c.i + 1] == "attribute":
        fp.alter_once("type", name, "attributes")
        c.items(lambda: alter_attribute(c, fp, name))
    elif c.at("set", "("):
        c.i += 1
        fp.alter("type", name, "options", c.text(*c.parens()))
    else:
        c.i = place
        alter_any(c, fp, kind, flags)


def cascade(c):
    """[CASCADE | RESTRICT]"""
    word = c.accept_any(("cascade", "restrict"))
    return {"cascade": True} if word == "cascade" else {}


def alter_attribute(c, fp, name):
    """One ADD, DROP or ALTER ATTRIBUTE."""
    what = c.next().word
    c.expect("attribute")
    if what == "add":
        attribute(c, fp, name)
        cascade(c)
    elif what == "drop":
        detail = {"if_exists": True} if c.accept("if", "exists") else {}
        bare = quote(c.name())
        fp.add("attribute", bare, "drop", name, touch=False, **dict(detail, **cascade(c)))
    else:
        bare = quote(c.name())
        c.accept("set", "data")
        c.expect("type")
        text, user_type, _ = c.type()
        if c.accept("collate"):
            text += " collate " + c.qualified()
        fp.alter("attribute", bare, "type", text, name, touch=False, **cascade(c))
        fp.use_type(user_type, "column type", "type", name)


def create_domain(c, fp, kind, flags):
    """CREATE DOMAIN name [AS] type [COLLATE] [DEFAULT] [constraints]."""
    name = c.qualified()
    c.accept("as")
    start = c.i
    text, user_type, _ = c.type()
    row = fp.add("domain", name, "create", type=text)
    fp.use_type(user_type, "column type", "domain", name)
    while c.more():
        if c.accept("collate"):
            c.parts()
        elif c.accept("default"):
            span = c.expression(("constraint", "not", "null", "check", "collate"))
            row["default"] = c.text(*span)
            fp.use_found(uses_of(c, *span), "default", "domain", name)
        elif c.accept("not", "null"):
            row["not_null"] = True
        elif not c.accept("null"):
            domain_constraint(c, fp, name)
    row["definition"] = shorten(c.text(start, c.i))


def domain_constraint(c, fp, name):
    """[CONSTRAINT name] CHECK (...) | NOT NULL | NULL."""
    if c.word == "constraint" and c.words[c.i + 2] == "null":
        c.i += 3
    else:
        read_constraint(c, fp, name, domain=True)


def alter_domain(c, fp, kind, flags):
    """ALTER DOMAIN."""
    place = c.i
    name = c.qualified()
    if c.accept("set", "default"):
        span = c.expression(())
        fp.alter("domain", name, "default", c.text(*span))
        fp.use_found(uses_of(c, *span), "default", "domain", name)
    elif c.accept("drop", "default"):
        fp.alter("domain", name, "default")
    elif c.accept("set", "not", "null"):
        fp.alter("domain", name, "not null", True)
    elif c.accept("drop", "not", "null"):
        fp.alter("domain", name, "not null")
    elif c.accept("add"):
        fp.alter_once("domain", name, "constraints")
        domain_constraint(c, fp, name)
    elif c.accept("drop", "constraint"):
        detail = {"if_exists": True} if c.accept("if", "exists") else {}
        fp.alter_once("domain", name, "constraints")
        bare = quote(c.name())
        fp.add("constraint", bare, "drop", name, touch=False, **dict(detail, **cascade(c)))
    elif c.accept("rename", "constraint"):
        old = quote(c.name())
        c.expect("to")
        fp.alter_once("domain", name, "constraints")
        fp.rename("constraint", old, quote(c.name()), name, touch=False)
    elif c.accept("validate", "constraint"):
        fp.alter_once("domain", name, "constraints")
        fp.alter("constraint", quote(c.name()), "validated", "true", name, touch=False)
    else:
        c.i = place
        alter_any(c, fp, kind, flags)


# -- sequences


SEQUENCE_OPTIONS = {"as": "type", "increment": "increment", "minvalue": "minvalue", "maxvalue": "maxvalue",
                    "start": "start", "restart": "restart", "cache": "cache", "cycle": "cycle"}


def owner(c, fp, kind, name):
    """The column after OWNED BY: it is used, and returned; None for NONE (or what no column could be called)."""
    parts = c.parts() if c.at_name() else [c.label()]
    if len(parts) < 2:
        return None
    table = c.resolve(parts[:-1])
    fp.use("column", quote(parts[-1]), "default", kind, name, parent=table)
    return table + "." + quote(parts[-1])


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


# -- extensions, publications, statistics


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
        if schemas:
            fp.use("schema", c.role(), "publication", "publication", name)
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


