"""How statements refer to objects: each reader returns (name, parent, key, details)."""

from ..footprint.recorder import routine_name
from ..text.names import canonical, quote
from .routines import signature


def by_name(c):
    """[schema.]name"""
    return c.qualified(), None, None, {}


def by_bare_name(c):
    """The name of what is in no schema."""
    return canonical(c.parts()), None, None, {}


def by_signature(c):
    """name [(argument types)]"""
    name, args, _, _ = signature(c)
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
