"""Objects that are defined by lists of properties or items: operators, casts, base types, text search and the like."""

from ..footprint.recorder import routine_name, shorten
from ..text.names import canonical, quote
from .generic import alter_any, create_any
from .references import by_cast, by_transform, operator_name
from .routines import arguments, or_replace, signature

FUNCTION, TYPE = "function", "type"
# kind -> {property: kind of what its value names}. Types are read as types, all others by their names.
PROPERTIES = {
    "operator": dict.fromkeys(("function", "procedure", "restrict", "join"), FUNCTION),
    "aggregate": {**dict.fromkeys((
        "sfunc", "finalfunc", "combinefunc", "serialfunc", "deserialfunc", "msfunc", "minvfunc",
        "mfinalfunc"), FUNCTION),
        "stype": TYPE, "mstype": TYPE, "basetype": TYPE},
    "type": {**dict.fromkeys((
        "input", "output", "receive", "send", "typmod_in", "typmod_out", "analyze", "subscript", "canonical",
        "subtype_diff"), FUNCTION), "like": TYPE, "element": TYPE, "subtype": TYPE, "collation": "collation"},
    "text search configuration": {"parser": "text search parser", "copy": "text search configuration"},
    "text search dictionary": {"template": "text search template"},
    "text search parser": dict.fromkeys(("start", "gettoken", "end", "headline", "lextypes"), FUNCTION),
    "text search template": dict.fromkeys(("init", "lexize"), FUNCTION),
}


def properties(c, kind, given=None):
    """( name [= value], ... ): its range, and what the values name as (kind, name); `given` takes types' texts."""
    start, stop = c.parens()
    after, c.i, found, meaning = c.i, start, [], PROPERTIES.get(kind, {})
    while c.i < stop:
        what = c.label()
        if c.accept("="):
            named = meaning.get(what)
            if c.kind == "string":
                pass  # as old dumps have it: basetype = 'ANY'
            elif named == TYPE or (given is not None and what in given):
                text, user_type, _ = c.type()
                if given is not None and what in given:
                    given[what] = text
                if user_type:
                    found.append((TYPE, user_type))
            elif named and c.at_name():
                found.append((named, c.qualified()))
            c.until((",",))
        c.accept(",")
    c.i = after
    return start, stop, found


def use_named(fp, found, kind, name):
    """Use rows for what properties name."""
    for what, named in found:
        if what == TYPE:
            fp.use_type(named, "column type", kind, name)
        elif what == FUNCTION:
            fp.use_routine(named, "expression", kind, name)
        elif not named.startswith("pg_catalog."):
            fp.use(what, named, "expression", kind, name)


def create_defined(c, fp, kind, flags):
    """CREATE kind name (properties)."""
    name = c.qualified()
    start, stop, found = properties(c, kind.name)
    fp.add(kind.name, name, "create", definition=shorten(c.text(start, stop)))
    use_named(fp, found, kind.name, name)


def create_operator(c, fp, kind, flags):
    """CREATE OPERATOR name (properties): the types of its arguments are among them."""
    name, types = operator_name(c), {"leftarg": "none", "rightarg": "none"}
    start, stop, found = properties(c, "operator", types)
    shown = "%s(%s,%s)" % (name, types["leftarg"], types["rightarg"])
    fp.add("operator", shown, "create", definition=shorten(c.text(start, stop)))
    use_named(fp, found, "operator", shown)


def create_operator_class(c, fp, kind, flags):
    """CREATE OPERATOR CLASS name [DEFAULT] FOR TYPE type USING method [FAMILY family] AS items."""
    name = c.qualified()
    start = c.i
    c.accept("default")
    c.expect("for", "type")
    user_type = c.type()[1]
    c.expect("using")
    method = quote(c.name())
    shown = name + " using " + method
    fp.add(kind.name, shown, "create", definition=shorten(c.text(start, c.end)))
    fp.use_type(user_type, "column type", kind.name, shown)
    if c.accept("family"):
        fp.use("operator family", c.qualified() + " using " + method, "expression", kind.name, shown)
    c.expect("as")
    c.items(lambda: class_item(c, fp, kind.name, shown))


def class_item(c, fp, kind, shown):
    """OPERATOR number operator ..., FUNCTION number [(types)] function (types), STORAGE type"""
    what = c.next().word
    if what == "storage":
        fp.use_type(c.type()[1], "column type", kind, shown)
    elif what == "function":
        c.next()
        c.skip_parens()
        fp.use_routine(signature(c)[0], "expression", kind, shown)
    else:
        c.until((",",))


def create_aggregate(c, fp, kind, flags):
    """CREATE [OR REPLACE] AGGREGATE name (arguments) (definition)."""
    name = c.qualified()
    old_style = c.words[c.i + 2] == "=" if c.word == "(" else False
    args, used, _ = (["*"], [], []) if old_style else arguments(c)
    row = fp.routine(kind.name, name, args, "create", **or_replace(flags))
    shown = routine_name(name, args)
    start, stop, found = properties(c, kind.name)
    row["definition"] = shorten(c.text(start, stop))
    for user_type in used:
        fp.use("type", user_type, "column type", kind.name, shown)
    use_named(fp, found, kind.name, shown)


def create_language(c, fp, kind, flags):
    """CREATE [OR REPLACE] [TRUSTED] LANGUAGE name [HANDLER ...]: without a handler it is an extension."""
    create_any(c, fp, kind, flags)
    return None if "handler" in c.words else "CREATE EXTENSION"


def alter_wrapper(c, fp, kind, flags):
    """ALTER FOREIGN DATA WRAPPER name [HANDLER f] [VALIDATOR f] [OPTIONS ...], or what any object can."""
    place = c.i
    name = canonical(c.parts())
    while c.word in ("handler", "validator", "no"):
        if not c.accept("no", "handler") and not c.accept("no", "validator"):
            c.next()
            fp.use_routine(c.qualified(), "expression", kind.name, name)
    c.i = place
    alter_any(c, fp, kind, flags)


def create_cast(c, fp, kind, flags):
    """CREATE CAST (source AS target) WITH FUNCTION f(...) | WITHOUT FUNCTION | WITH INOUT ..."""
    place, name = c.i, by_cast(c)[0]
    start = c.i
    fp.add(kind.name, name, "create", definition=shorten(c.text(start, c.end)))
    c.i = place + 1
    fp.use_type(c.type()[1], "column type", kind.name, name)
    c.expect("as")
    fp.use_type(c.type()[1], "column type", kind.name, name)
    c.i = start
    if c.accept("with", "function"):
        use_signature(c, fp, kind.name, name)
    c.rest()


def create_transform(c, fp, kind, flags):
    """CREATE [OR REPLACE] TRANSFORM FOR type LANGUAGE name (FROM SQL WITH FUNCTION f(...), TO SQL WITH FUNCTION ...)"""
    place, name = c.i, by_transform(c)[0]
    start = c.i
    fp.add(kind.name, name, "create", definition=shorten(c.text(start, c.end)), **or_replace(flags))
    fp.use("language", name.rpartition(" ")[2], "expression", kind.name, name)
    c.i = place + 1
    fp.use_type(c.type()[1], "column type", kind.name, name)
    c.i = start

    def one():
        c.next()
        c.expect("sql", "with", "function")
        use_signature(c, fp, kind.name, name)
    c.listed(one)


def use_signature(c, fp, kind, name):
    """A function with its arguments: that very one is used."""
    function, args, _, _ = signature(c)
    fp.use("function", routine_name(function, args), "expression", kind, name, key="routine:" + function)
