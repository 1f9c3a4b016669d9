"""Views, and what hangs on tables and views: triggers, rules, policies."""

from ..footprint.recorder import shorten
from ..text.names import quote
from .expressions import uses_of
from .routines import or_replace
from .tables import as_query


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
