"""Functions, procedures and aggregates: their argument types, and what their bodies use."""

from .errors import BadToken
from .expressions import uses_of
from .footprint import routine_name, shorten
from .names import canonical, in_schema_of, last_part
from .tokens import tokenize

MODES = frozenset(("in", "out", "inout", "variadic"))
TWO_WORDS = {"double": "precision", "character": "varying", "char": "varying", "nchar": "varying", "bit": "varying",
             "national": "character", "timestamp": "with", "time": "with"}
AFTER_SET = frozenset("as language immutable stable volatile security return begin set strict".split())
INTERVAL_WORDS = frozenset(("year", "month", "day", "hour", "minute", "second"))
END_OF_ARGUMENT = frozenset((",", ")", "default", "=", ":=", "[", "(", ".", "%", "array", "order", ""))


def arguments(c):
    """( [mode] [name] type [DEFAULT expression], ... ): the types that make the signature, and types to be used."""
    types, used, variadic = [], [], []

    def argument():
        mode = c.accept_any(MODES)
        if c.at("in") or c.at("out"):  # IN OUT
            mode = "inout" if c.next().word == "out" else mode
        if is_argument_name(c):
            c.label()
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
    return types, used


def is_argument_name(c):
    """Whether the word before a type is an argument's name: two words in a row that are not one type."""
    following = c.tokens[c.i + 1]
    if following.kind not in ("word", "quoted") or following.word in END_OF_ARGUMENT:
        return False
    if c.word in TWO_WORDS and following.word in (TWO_WORDS[c.word], "without", "char", "varying"):
        return False
    return not (c.word == "setof" or c.word == "interval" and following.word in INTERVAL_WORDS)


def signature(c):
    """name [(arguments)]: (name, argument types or None, types to be used)."""
    name = c.qualified()
    return (name,) + (arguments(c) if c.word == "(" else (None, []))


def create_routine(c, fp, kind, flags):
    """CREATE [OR REPLACE] FUNCTION or PROCEDURE."""
    name, args, used = signature(c)
    if args is None:
        c.fail("arguments")
    row = fp.routine(kind.name, name, args, "create", **or_replace(flags))
    shown = routine_name(name, args)
    start, language, bodies = c.i, None, []
    if c.accept("returns"):
        if c.at("table") and c.words[c.i + 1] == "(":
            c.next()
            used += arguments(c)[1]
        else:
            text, user_type, _ = c.type()
            used += [user_type] if user_type else []
            row["returns"] = text
    while c.more():
        if c.accept("language"):
            language = c.next()
            language = language.word or language.text.strip("'\"").lower()
        elif c.accept("as"):
            bodies = [c.next()]
            if c.accept(","):
                c.next()
        elif c.accept("return"):
            begin = c.i
            c.i = c.end
            fp.use_found(uses_of(c, begin, c.end), "expression", kind.name, shown)
        elif c.at("begin", "atomic"):
            begin = c.i + 2
            c.i = c.end
            if c.words[c.end - 1] != "end":
                c.fail("end")
            fp.use_found(uses_of(c, begin, c.end - 1), "view", kind.name, shown)
        elif c.accept("set") or c.accept("transform"):
            c.until(AFTER_SET)
        else:
            c.next()
    row["definition"] = shorten(c.text(start, c.end))
    for user_type in used:
        fp.use("type", user_type, "column type", kind.name, shown)
    if language in (None, "sql") and bodies:
        body_uses(c, fp, kind.name, shown, bodies[0])


def body_uses(c, fp, kind, shown, token):
    """What the text of an SQL function uses; PostgreSQL itself does not follow it until it is called."""
    text = literal(token)
    try:
        inner = type(c)(list(tokenize(text, blanks=False)), c.local, c.schema)
    except BadToken:
        return
    fp.use_found(uses_of(inner, 0, inner.end), "function body", kind, shown)


def literal(token):
    """The contents of a string literal (escapes are left as they are)."""
    text = token.text
    if token.kind == "dollar":
        tag = text[:text.index("$", 1) + 1]
        return text[len(tag):-len(tag)]
    return text[text.index("'") + 1:-1].replace("''", "'") if token.kind == "string" else ""


def or_replace(flags):
    """The details that CREATE OR REPLACE gives a row."""
    return {"or_replace": True} if "or_replace" in flags else {}


def create_aggregate(c, fp, kind, flags):
    """CREATE [OR REPLACE] AGGREGATE name (arguments) (definition)."""
    name = c.qualified()
    old_style = c.words[c.i + 2] == "=" if c.word == "(" else False
    args, used = (["*"], []) if old_style else arguments(c)
    row = fp.routine(kind.name, name, args, "create", **or_replace(flags))
    shown = routine_name(name, args)
    start, stop = c.parens()
    row["definition"] = shorten(c.text(start, stop))
    for user_type in used:
        fp.use("type", user_type, "column type", kind.name, shown)


def alter_routine(c, fp, kind, flags):
    """ALTER FUNCTION, PROCEDURE, ROUTINE or AGGREGATE."""
    name, args, _ = signature(c)
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
        fp.alter(kind.name, shown, "definition", c.text(*c.expression(())), **detail)


def renaming(c, name):
    """The new canonical name after RENAME TO or SET SCHEMA, None if neither comes next."""
    if c.accept("rename", "to"):
        return in_schema_of(name, c.name())
    if c.accept("set", "schema"):
        return canonical([c.name(), last_part(name)])
    return None
