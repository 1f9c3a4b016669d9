"""Objects that are defined by lists of properties or items: operators, their classes."""

from .footprint import shorten
from .names import quote
from .references import operator_name


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
