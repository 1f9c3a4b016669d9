"""Constraints and indexes: of columns, tables and domains, with the names that PostgreSQL gives to nameless ones."""

from ..footprint.recorder import shorten
from ..text.names import MAX_BYTES, RESERVED, in_schema_of, last_part, quote, truncate
from ..text.type_names import INTERNAL_NAMES
from .expressions import use_of, uses_of

STARTS = frozenset(("constraint", "check", "unique", "primary", "exclude", "foreign"))


def at_constraint(c):
    """Whether a table constraint comes next."""
    word, following = c.words[c.i], c.words[c.i + 1]
    if word == "exclude":
        return following in ("using", "(")
    return word in STARTS or (word == "not" and following == "null")


def attributes(c):
    """What may follow any constraint; returns the details that matter."""
    detail = {}
    while True:
        if c.accept("not", "valid"):
            detail["not_valid"] = True
        elif c.accept("not", "enforced"):
            detail["not_enforced"] = True
        elif c.accept("deferrable"):
            detail["deferrable"] = True
        elif c.accept("initially", "deferred"):
            detail["initially_deferred"] = True
        elif not (c.accept("enforced") or c.accept("not", "deferrable") or c.accept("initially", "immediate")
                  or c.accept("no", "inherit")):
            return detail


def references(c):
    """What follows REFERENCES: (table, its columns or none, text)."""
    start = c.i
    table = c.qualified()
    columns = key_columns(c) if c.word == "(" else []
    while True:
        if c.accept("match"):
            c.next()
        elif c.accept("on", "delete") or c.accept("on", "update"):
            if c.accept("set"):
                c.next()
                c.skip_parens()
            elif not c.accept("no", "action"):
                c.next()
        else:
            return table, columns, c.text(start, c.i)


def key_columns(c):
    """( a, b [, PERIOD c | c WITHOUT OVERLAPS] )."""
    def column():
        if c.word == "period" and c.words[c.i + 1] not in (",", ")"):
            c.i += 1
        name = c.name()
        c.accept("without", "overlaps")
        return name
    return c.listed(column)


def index_options(c):
    """INCLUDE (columns), WITH (...), USING INDEX TABLESPACE; returns the included columns."""
    included = c.names() if c.accept("include") else []
    if c.accept("with"):
        c.parens()
    if c.accept("using", "index", "tablespace"):
        c.name()
    return included


class Constraint:
    """What was read of a constraint: its type, its name, and what it is made of."""

    __slots__ = ("columns", "detail", "included", "index", "kind", "label", "name", "naming", "target", "text",
                 "uses")

    def __init__(self, name, columns):
        """Begin with the name, if any, and the column whose definition it is in, if any."""
        self.name, self.kind, self.label, self.target, self.detail = name, None, None, None, {}
        self.columns, self.included, self.uses, self.index = columns, [], [], {}
        self.naming = columns  # the columns that an automatic name consists of


def read_constraint(c, fp, table, column=None, new=False, domain=False):
    """Read one constraint: of a table, of the column whose definition it is in, or of a domain.

    `new`: the table is being created, so its columns are nobody else's yet. Returns the constraint's type and
    what it references.
    """
    name = c.name() if c.accept("constraint") else None
    start = c.i
    made = Constraint(name, [column] if column else [])
    if c.accept("check"):
        made.kind, made.label = "check", "check"
        made.uses = [uses_of(c, *c.parens(), table=None if domain else table)]
        made.columns = [used for relation, used in made.uses[0].columns if relation == table]
        made.naming = made.columns if len(made.columns) == 1 else None
    elif c.accept("unique") or c.accept("primary", "key"):
        made.kind, made.label = ("unique", "key") if c.words[c.i - 1] == "unique" else ("primary key", "pkey")
        if c.accept("nulls"):
            c.accept("not")
            c.expect("distinct")
        if c.at("using", "index") and c.words[c.i + 2] != "tablespace":
            c.i += 2
            return adopt_index(c, fp, table, name, made.kind, start)
        read_key(c, made, column)
    elif c.accept("exclude"):
        read_exclusion(c, made, table)
    elif c.accept("foreign", "key") or (column and c.accept("references")):
        made.kind, made.label = "foreign key", "fkey"
        if not column:
            made.naming = made.columns = key_columns(c)
            c.expect("references")
        made.target = references(c)
    elif c.accept("not", "null"):
        made.kind, made.label = "not null", "not_null"
        made.naming = made.columns = made.columns or ([] if domain else [c.name()])
    else:
        return c.fail("constraint")
    made.detail = {} if column else attributes(c)
    if made.kind == "not null" and name is None:
        return made.kind, None
    made.text = shorten(c.text(start, c.i))
    record_constraint(fp, table, made, new, domain)
    return made.kind, made.target and made.target[2]


def read_key(c, made, column):
    """UNIQUE or PRIMARY KEY: its columns and its index."""
    if not column:
        made.columns = key_columns(c)
    made.naming = made.columns if made.kind == "unique" else None
    made.included = index_options(c)
    made.index = {"columns": [quote(each) for each in made.columns], "method": "btree"}


def read_exclusion(c, made, table):
    """EXCLUDE: its elements with their operators, and its index."""
    made.kind, made.label = "exclude", "excl"
    made.index["method"] = c.name() if c.accept("using") else "btree"
    made.index["columns"], made.naming, made.uses = elements(c, table, operators=True)
    made.included = index_options(c)
    if c.accept("where"):
        span = c.parens()
        made.index["where"] = c.text(*span)
        made.uses.append(uses_of(c, *span, table=table))
    used = (column for each in made.uses for relation, column in each.columns if relation == table)
    made.columns = list(dict.fromkeys(used))


def record_constraint(fp, table, made, new, domain):
    """Add the rows of a constraint that was read: itself, its index, and what it uses."""
    detail, kind, index = made.detail, made.kind, made.index
    text, name = made.text, made.name
    if name is None:
        detail["automatic"] = True
        name = (fp.relation_name if index else fp.constraint_name)(table, made.naming, made.label)
    shown = quote(name)
    detail.update(type=kind, columns=[quote(each) for each in made.columns], definition=text)
    target = made.target
    if target:
        detail["references"] = target[2]
    fp.add("constraint", shown, "create", table, touch=not domain, **detail)
    if index:
        index.update(unique=kind != "exclude", constraint=shown, definition=text)
        if "automatic" in detail:
            index["automatic"] = True
        fp.add("index", in_schema_of(table, name), "create", table, **index)
    if not new and not domain:
        fp.use_columns(table, made.columns + made.included, kind, "constraint", shown)
    if target:
        fp.use("table", target[0], kind, "constraint", shown, columns=[quote(each) for each in target[1]])
        fp.use_columns(target[0], target[1], kind, "constraint", shown)
    for each in made.uses:
        fp.use_found(each, kind, "constraint", shown, own=table)


def adopt_index(c, fp, table, name, kind, start):
    """UNIQUE or PRIMARY KEY USING INDEX: the index takes the constraint's name, or gives its own."""
    index = in_schema_of(table, c.name())
    detail = attributes(c)
    name = last_part(index) if name is None else name
    detail.update(type=kind, using_index=index, definition=shorten(c.text(start, c.i)))
    fp.add("constraint", quote(name), "create", table, **detail)
    fp.use("index", index, kind, "constraint", quote(name))
    if in_schema_of(table, name) != index:
        fp.rename("index", index, in_schema_of(table, name))
    return kind, None


# -- indexes


def elements(c, table, operators=False):
    """( column | expression [options] [WITH operator], ... ): texts, the names of index columns, what is used."""
    texts, names, uses, given, numbers = [], [], [], set(), {}

    def element():
        start = c.i
        name = "expr"
        if c.word == "(":
            span = c.parens()
            name = expression_name(c, *span)
        elif c.at_name() and c.words[c.i + 1] in (".", "("):
            name = c.parts()[-1]
            c.parens()
        elif c.kind in ("word", "quoted"):
            # A function's name may be any keyword of its own syntax (COALESCE, CURRENT_DATE ...), a column's may not.
            name = c.label() if c.words[c.i + 1] == "(" or c.word.startswith("current_") else c.name()
            c.skip_parens()
        else:
            c.fail("index element")
        is_column = c.i == start + 1 and c.words[start] not in RESERVED  # which CURRENT_DATE and its kin are
        uses.append(use_of(table, name) if is_column else uses_of(c, start, c.i, table=table))
        element_options(c)
        text = c.text(start, c.i)
        if operators:
            c.expect("with")
            c.until((",",))
        texts.append(text)
        base, number = name, numbers.get(name, 0)
        while name in given:  # as ChooseIndexColumnNames numbers them
            number += 1
            name = truncate(base, MAX_BYTES - len(str(number))) + str(number)
        numbers[base] = number
        given.add(name)
        names.append(name)

    c.listed(element)
    return texts, names, uses


# Collations of PostgreSQL's own whose names need no quotes; those of the operating system and of ICU are quoted.
OWN_COLLATIONS = frozenset(("ucs_basic", "unicode", "pg_c_utf8", "pg_unicode_fast"))


def use_collation(c, fp, kind, name):
    """The collation after COLLATE, which is used unless it looks like one that every server has."""
    collation = c.qualified()
    if collation[0] != '"' and collation not in OWN_COLLATIONS and not collation.startswith("pg_catalog."):
        fp.use("collation", collation, "column type", kind, name)
    return collation


def element_options(c):
    """COLLATE, operator class and its parameters, ASC, DESC, NULLS FIRST, NULLS LAST."""
    if c.word in (",", ")"):
        return
    if c.accept("collate"):
        c.parts()
    if c.at_name() and not (c.word == "nulls" and c.words[c.i + 1] in ("first", "last")):
        c.parts()
        c.skip_parens()
    c.accept_any(("asc", "desc"))
    if c.accept("nulls"):
        c.next()


def expression_name(c, start, stop):
    """The name that PostgreSQL's FigureIndexColname gives to an expression."""
    words, place, cast = c.words, c.i, None
    while True:
        while words[start] == "(" and c.closers[start] == stop - 1:
            start, stop = start + 1, stop - 1
        c.i, name, inner, outer = start, None, None, None
        if words[start] == "(":
            inner = c.parens()
        elif words[start] == "case" and words[stop - 1] == "end":
            name = cast or "case"
            break
        elif c.kind in ("word", "quoted"):
            name = c.label()
            while c.accept("."):
                name = c.label()
            if c.skip_parens() and name == "trim":
                name = "btrim"
        while c.i < stop and (c.word == "::" or c.word == "["):
            if c.accept("::"):
                outer = c.type()[0].partition("(")[0].rstrip("[]")
            else:
                c.i = c.closers[c.i] + 1
        if c.i != stop or (name is None and inner is None):
            name = cast or "expr"
            break
        if name is not None:
            break
        cast = cast or (outer and INTERNAL_NAMES.get(outer, outer))
        start, stop = inner
    c.i = place
    return name


def create_index(c, fp, kind, flags):
    """CREATE [UNIQUE] INDEX [CONCURRENTLY] [[IF NOT EXISTS] name] ON [ONLY] table [USING method] (elements) ..."""
    detail = {"unique": True} if "unique" in flags else {}
    if c.accept("concurrently"):
        detail["concurrently"] = True
    if c.accept("if", "not", "exists"):
        detail["if_not_exists"] = True
    name = None if c.word == "on" else c.parts()[-1]
    c.expect("on")
    if c.accept("only"):
        detail["only"] = True
    table = c.qualified()
    start = c.i
    method = c.name() if c.accept("using") else "btree"
    columns, names, uses = elements(c, table)
    included = []
    if c.accept("include"):
        included = c.listed(lambda: elements_include(c))
    if c.accept("nulls"):
        c.accept("not")
        c.expect("distinct")
    if c.accept("with"):
        c.parens()
    space = quote(c.name()) if c.accept("tablespace") else None
    detail.update(columns=columns, method=method)
    if c.accept("where"):
        span = c.expression(())
        detail["where"] = shorten(c.text(*span))
        uses.append(uses_of(c, *span, table=table))
    if name is None:
        name = fp.relation_name(table, names + included, "idx")
        detail["automatic"] = True
    index = in_schema_of(table, name)
    unique = "unique " if "unique" in detail else ""
    fp.add("index", index, "create", table, definition=shorten(unique + table + " " + c.text(start, c.i)), **detail)
    fp.use("table", table, "index", "index", index)
    if space:
        fp.use("tablespace", space, "expression", "index", index)
    for each in uses:
        fp.use_found(each, "index", "index", index)
    fp.use_columns(table, included, "index", "index", index)


def elements_include(c):
    """A column of INCLUDE (expressions are refused by PostgreSQL)."""
    name = c.name()
    element_options(c)
    return name
