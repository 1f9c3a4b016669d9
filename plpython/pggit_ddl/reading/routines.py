"""Functions, procedures and aggregates: their argument types, and what their bodies use."""

from ..footprint.recorder import routine_name, shorten
from ..footprint.roles import LATE
from ..text.errors import BadToken, Unreadable
from ..text.names import canonical, in_schema_of, last_part, quote
from ..text.tokens import tokenize
from .blocks import literal, read_block
from .expressions import uses_of

# Words of a routine's property -> the property; the value is the words, with one more for those of TAKES_VALUE.
ROUTINE_OPTIONS = (
    (("immutable",), "volatility"), (("stable",), "volatility"), (("volatile",), "volatility"),
    (("called", "on", "null", "input"), "strict"), (("returns", "null", "on", "null", "input"), "strict"),
    (("strict",), "strict"), (("leakproof",), "leakproof"), (("not", "leakproof"), "leakproof"),
    (("external", "security", "definer"), "security"), (("external", "security", "invoker"), "security"),
    (("security", "definer"), "security"), (("security", "invoker"), "security"), (("parallel",), "parallel"),
    (("cost",), "cost"), (("rows",), "rows"), (("support",), "support"), (("set",), "parameters"),
    (("reset",), "parameters"),
)
PROPERTIES_BY_WORD = {}
for _each in ROUTINE_OPTIONS:
    PROPERTIES_BY_WORD.setdefault(_each[0][0], []).append(_each)
SAME_VALUE = {"returns null on null input": "strict", "external security definer": "security definer",
              "external security invoker": "security invoker"}
# What CREATE OR REPLACE gives a routine that does not say anything else.
DEFAULTS = {"volatility": "volatile", "strict": "called on null input", "leakproof": "not leakproof",
            "security": "security invoker", "parallel": "parallel unsafe"}

MODES = frozenset(("in", "out", "inout", "variadic"))
TWO_WORDS = {"double": "precision", "character": "varying", "char": "varying", "nchar": "varying", "bit": "varying",
             "national": "character", "timestamp": "with", "time": "with"}
AFTER_SET = frozenset(
    "as language immutable stable volatile security return begin set reset strict called returns leakproof external "
    "parallel cost rows support transform window".split())
BUILT_IN_LANGUAGES = frozenset((None, "sql", "plpgsql", "c", "internal"))
INTERVAL_WORDS = frozenset(("year", "month", "day", "hour", "minute", "second"))
END_OF_ARGUMENT = frozenset((",", ")", "default", "=", ":=", "[", "(", ".", "%", "array", "order", ""))


def arguments(c):
    """( [mode] [name] type [DEFAULT expression], ... ): the types that make the signature, and types to be used."""
    types, used, variadic, names = [], [], [], []

    def argument():
        mode = c.accept_any(MODES)
        if c.at("in") or c.at("out"):  # IN OUT
            mode = "inout" if c.next().word == "out" else mode
        if is_argument_name(c):
            names.append(c.label())
            late = c.accept_any(MODES)
            mode = mode or late
        text, user_type, _ = c.type(modifiers=False)
        if c.accept("default") or c.accept("=") or c.accept(":="):
            c.expression((",",))
        if mode == "variadic":
            variadic.append(text)
        if mode != "out":
            types.append(text)
        if user_type:
            used.append(user_type)

    c.expect("(")
    if c.accept("*"):
        types.append("*")
    elif not c.at(")") and not c.at("order"):
        c.items(argument)
    if c.accept("order", "by"):  # an aggregate's direct and aggregated arguments
        c.items(argument)
        if variadic == types[-2:]:
            types.pop()  # both parts end with the same VARIADIC, which counts once
    c.expect(")")
    return types, used, names


def is_argument_name(c):
    """Whether the word before a type is an argument's name: two words in a row that are not one type."""
    following = c.tokens[c.i + 1]
    if following.kind not in ("word", "quoted") or following.word in END_OF_ARGUMENT:
        return False
    if c.word in TWO_WORDS and following.word in (TWO_WORDS[c.word], "without", "char", "varying"):
        return False
    return not (c.word == "setof" or c.word == "interval" and following.word in INTERVAL_WORDS)


def signature(c):
    """name [(arguments)]: (name, argument types or None, types to be used, names of the arguments)."""
    name = c.qualified()
    return (name,) + (arguments(c) if c.word == "(" else (None, [], []))


def create_routine(c, fp, kind, flags):
    """CREATE [OR REPLACE] FUNCTION or PROCEDURE."""
    name, args, used, names = signature(c)
    if args is None:
        c.fail("arguments")
    row = fp.routine(kind.name, name, args, "create", **or_replace(flags))
    shown = routine_name(name, args)
    start = c.i
    if c.accept("returns"):
        if c.at("table") and c.words[c.i + 1] == "(":
            c.next()
            columns = arguments(c)
            used += columns[1]
            names += columns[2]
        else:
            text, user_type, _ = c.type()
            used += [user_type] if user_type else []
            row["returns"] = text
    language, body, row["properties"] = routine_clauses(c, fp, kind.name, shown)
    row["definition"] = shorten(c.text(start, c.end))
    for user_type in used:
        fp.use("type", user_type, "column type", kind.name, shown)
    for table, column in c.copied:
        fp.use("table", table, "signature type", kind.name, shown)
        fp.use_columns(table, [column], "signature type", kind.name, shown)
    if language not in BUILT_IN_LANGUAGES:
        fp.use("language", quote(language), "expression", kind.name, shown)
    if language in (None, "sql") and body:
        body_uses(c, fp, kind.name, shown, body)
    elif language == "plpgsql" and body:
        late_uses(fp, kind.name, shown, body, names)


def routine_clauses(c, fp, kind, shown):
    """Read what follows a routine's signature, in any order: (language, body as a token, properties)."""
    language, body, properties = None, None, dict(DEFAULTS)
    while c.more():
        if c.accept("language"):
            language = c.next()
            language = language.word or language.text.strip("'\"").lower()
        elif c.accept("as"):
            body = c.next()
            if c.accept(","):
                c.next()
        elif c.accept("return"):
            begin = c.i
            c.i = c.end
            fp.use_found(uses_of(c, begin, c.end), "expression", kind, shown)
        elif c.at("begin", "atomic"):
            begin = c.i + 2
            c.i = c.end
            if c.words[c.end - 1] != "end":
                c.fail("end")
            fp.use_found(uses_of(c, begin, c.end - 1), "view", kind, shown)
        elif c.accept("transform"):
            c.until(AFTER_SET)
        else:
            given = routine_property(c, fp, kind, shown)
            if given:
                properties[given[0]] = given[1]
            else:
                c.next()
    return language, body, properties


def routine_property(c, fp, kind, shown):
    """A property such as STABLE, COST 5 or SET name TO value, as (aspect, value); None if none comes next."""
    start = c.i
    for words, aspect in PROPERTIES_BY_WORD.get(c.word, ()):
        if c.accept(*words):
            if aspect == "support":
                fp.use_routine(c.qualified(), "expression", kind, shown)
            elif aspect == "parameters":
                c.until(AFTER_SET)
            elif aspect in ("parallel", "cost", "rows"):
                c.next()
            text = c.text(start, c.i)
            return aspect, SAME_VALUE.get(text, text)
    return None


def late_uses(fp, kind, shown, token, names):
    """What the statements of a PL/pgSQL body name: PostgreSQL looks for it only when they run."""
    inner = fp.scratch()
    inner.variables.update(names)
    try:
        read_block(token, inner)
    except Unreadable:
        pass
    for row in inner.rows:
        role = "declaration" if row.detail.get("by") == "declaration" else LATE  # types are looked for at once
        if row.object_kind == "statement":
            fp.use("statement", row.object_name, LATE, kind, shown, key=row.key, dynamic=True)
        elif not row.detail.get("internal") and row.detail.get("by") != "member":
            fp.use(row.object_kind, row.object_name, role, kind, shown, row.parent_name, key=row.key)


def body_uses(c, fp, kind, shown, token):
    """What the text of an SQL function uses; PostgreSQL itself does not follow it until it is called."""
    text = literal(token)
    try:
        inner = type(c)(list(tokenize(text, blanks=False)), c.local, c.schema)
    except BadToken:
        return
    fp.use_found(uses_of(inner, 0, inner.end), "function body", kind, shown)


def or_replace(flags):
    """The details that CREATE OR REPLACE gives a row."""
    return {"or_replace": True} if "or_replace" in flags else {}


def alter_routine(c, fp, kind, flags):
    """ALTER FUNCTION, PROCEDURE, ROUTINE or AGGREGATE."""
    name, args, _, _ = signature(c)
    shown = routine_name(name, args)
    detail = {"key": "routine:" + name, "name": name, "args": args}
    new_name = renaming(c, name)
    if new_name:
        new_shown = routine_name(new_name, args)
        fp.routine(kind.name, name, args, "rename", new_name=new_shown)
        fp.routine(kind.name, new_name, args, "create", renamed_from=shown)
    elif c.accept("owner", "to"):
        fp.alter(kind.name, shown, "owner", c.role(), **detail)
    elif c.at("no", "depends") or c.at("depends"):
        fp.alter(kind.name, shown, "extension", c.rest(), **detail)
    else:
        while c.more() and not c.accept("restrict"):
            given = routine_property(c, fp, kind.name, shown)
            if given is None:
                c.fail("property")
            fp.alter(kind.name, shown, *given, **detail)


def renaming(c, name):
    """The new canonical name after RENAME TO or SET SCHEMA, None if neither comes next.

    What follows a name stays: of an operator class `using btree`, of an operator its types.
    """
    base, using, method = name.partition(" using ")
    if c.accept("rename", "to"):
        return in_schema_of(base, c.name()) + using + method
    if c.accept("set", "schema"):
        schema = c.name()
        symbol, paren, types = base.partition("(")
        if paren:
            schema = "" if schema == "public" else quote(schema) + "."
            return schema + symbol.rpartition(".")[2] + paren + types
        return canonical([schema, last_part(base)]) + using + method
    return None
