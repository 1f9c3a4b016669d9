"""CREATE, ALTER and DROP of any kind that needs no reader of its own."""

from ..footprint.recorder import shorten
from ..text.names import quote
from .routines import or_replace, renaming

MADE_FROM = {"conversion": "function", "collation": "collation"}  # what FROM names in their CREATE


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
        elif kind.name in MADE_FROM and c.words[c.i + 1] != "=" and c.accept("from"):
            what, name_from = MADE_FROM[kind.name], c.qualified()
            if what == "function":
                fp.use_routine(name_from, "expression", kind.name, name)
            else:
                fp.use(what, name_from, "expression", kind.name, name)
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


def cascade(c):
    """[CASCADE | RESTRICT]"""
    word = c.accept_any(("cascade", "restrict"))
    return {"cascade": True} if word == "cascade" else {}


def owner(c, fp, kind, name):
    """The column after OWNED BY: it is used, and returned; None for NONE (or what no column could be called)."""
    parts = c.parts() if c.at_name() else [c.label()]
    if len(parts) < 2:
        return None
    table = c.resolve(parts[:-1])
    fp.use("column", quote(parts[-1]), "default", kind, name, parent=table)
    return table + "." + quote(parts[-1])
