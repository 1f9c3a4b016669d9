"""Types of one's own (enums, composite and other types) and domains."""

from ..footprint.recorder import shorten
from ..text.names import quote
from .blocks import literal
from .constraints import read_constraint, use_collation
from .expressions import uses_of
from .generic import alter_any, cascade
from .property_lists import properties, use_named


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
        use_named(fp, properties(c, kind.name)[2], kind.name, name)
    elif c.accept("as"):
        if not c.accept("(", ")"):
            c.listed(lambda: attribute(c, fp, name))
    elif c.more():
        use_named(fp, properties(c, kind.name)[2], kind.name, name)
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
        use_collation(c, fp, "type", type_name)


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
        start, stop, found = properties(c, "type")
        fp.alter("type", name, "options", c.text(start, stop))
        use_named(fp, found, "type", name)
    else:
        c.i = place
        alter_any(c, fp, kind, flags)


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
            text += " collate " + use_collation(c, fp, "type", name)
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
            use_collation(c, fp, "domain", name)
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
