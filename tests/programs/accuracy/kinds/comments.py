"""Comments on objects of every family."""

from programs.accuracy.kinds.kind import kind, label


@kind("COMMENT", 5)
def comment(d):
    """A comment on something of the pair's table."""
    table = d.table("rp")
    what = d.one([f"TABLE {table.name}", f"COLUMN {table.name}.{d.column(table).name}"])
    d.once("comment", what)
    return [f"COMMENT ON {what} IS {d.one(['NULL', label('what it is'), label('what it means')])}"]


@kind("COMMENT on other objects")
def comment_on_part(d):
    """A comment on a constraint, index, function or type."""
    table = d.table("rp", lambda t: t.constraints or t.indexes)
    choices = [f"CONSTRAINT {k.name} ON {table.name}" for k in table.constraints if d.left((table.name, k.name))]
    choices += [f"INDEX {i.name}" for i in table.indexes if d.left(i.name)]
    choices += [
        f"FUNCTION {r.signature}" for r in d.catalog.routines[:2] if r.kind == "function" and d.left(r.signature)
    ]
    choices += [f"TYPE {t.name}" for t in d.catalog.types[:2] if t.kind in "ec" and d.left(t.name)]
    return [f"COMMENT ON {d.one(choices)} IS {d.one([label('one'), label('other')])}"]


@kind("COMMENT on a trigger, policy, sequence, schema")
def comment_more(d):
    """Words about parts."""
    table = d.table("rp")
    choices = [f"TRIGGER {t.name} ON {table.name}" for t in table.triggers if d.left(("triggers", table.name, t.name))]
    choices += [f"POLICY {p} ON {table.name}" for p in table.policies if d.left(("policies", table.name, p))]
    choices += [f"SEQUENCE {s.name}" for s in d.catalog.sequences[:3] if d.left(s.name)]
    choices += [f"SCHEMA {s.name}" for s in d.catalog.schemas if d.left(s.name)]
    choices += [f"STATISTICS {s.name}" for s in d.catalog.statistics[:2] if d.left(s.name)]
    return [f"COMMENT ON {d.one(choices)} IS {d.one([label('one'), label('other')])}"]
