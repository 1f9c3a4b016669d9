"""One change takes what a table has at the moment (SELECT *, LIKE, INHERITS), the other changes the table."""

from ...footprint.name_hints import named_type
from ..effects import MADE
from ..finding import Finding, Meeting

# (role of the use of a table, what LIKE has to include (or leave out) or None, kind of a part of it, effects on or
# altered aspects of that part) -> outcome, what is done to the part on the left. SELECT * and LIKE take what there is
# at the moment: a view then needs all of the columns, a table made by LIKE or AS none. "join" is ATTACH PARTITION or
# INHERIT of a table that exists, "leave" is DETACH PARTITION or NO INHERIT: ALTER TABLE reaches the children of the
# moment.
_NEW, _RENAMED = ("create", "create?"), ("rename", "rename?")
_GONE = ("drop", "drop?", "recreate", "recreate?")
SNAPSHOTS = (
    ("view", None, "column", _NEW + _RENAMED, "~"),
    ("view", None, "column", _GONE, "<"),  # 2BP01 once the view is there
    ("view", None, "column", ("type",), "<"),  # 0A000: cannot alter type of a column used by a view or rule
    ("copy", None, "column", (*_NEW, *_RENAMED, *_GONE, "type"), "~"),
    ("like", None, "column", (*_NEW, *_RENAMED, *_GONE, "type", "not null"), "~"),
    ("like", None, "constraint", ("primary key",), "~"),  # makes its columns NOT NULL
    ("like", "defaults", "column", ("default", "default gone"), "~"),
    ("like", "generated", "column", ("generated",), "~"),
    ("like", "identity", "column", ("identity",), "~"),
    ("like", "storage", "column", ("storage",), "~"),
    ("like", "compression", "column", ("compression",), "~"),
    ("like", "comments", "column", ("comment",), "~"),
    ("like", "constraints", "constraint", ("check", "rename untyped", "rename check", "drop check"), "~"),
    ("like", "indexes", "constraint", ("unique", "exclude", "drop primary key", "drop unique", "drop exclude"), "~"),
    ("like", "indexes", "index", _NEW, "~"),
    ("like", "statistics", "statistics", _NEW, "~"),
    ("joined like", None, "column", _NEW + _GONE, "~"),
    ("joined like", "no defaults", "column", ("default",), "~"),
    ("joined like", None, "constraint", ("check",), "~"),
    ("inherit", None, "column", ("compression",), "~"),  # this never recurses to the children of the moment
    ("partition", None, "column", ("compression",), "~"),
    ("inherit", None, "column", ("statistics",), "~"),  # this does, and a new child has none
    ("partition", None, "column", ("statistics",), "~"),
    ("inherit", None, "constraint", ("not valid",), "~"),  # the child has no rows yet: valid there
    ("partition", None, "constraint", ("not valid",), "~"),
    ("join", None, "column", (*_NEW, *_RENAMED, "type"), ">"),  # 42804: child table is missing column
    ("join", None, "constraint", ("check",), ">"),  # 42804: child table is missing constraint
    ("leave", None, "column", (*_NEW, *_RENAMED, *_GONE, "type", "default", "not null"), "~"),
    ("leave", None, "constraint", ("check", "primary key", "unique", "foreign key", "drop", "drop?", *_RENAMED), "~"),
)
COPIED_PARTS = frozenset(("column", "constraint"))
# Effects whose bearing depends on what kind of constraint it is.
LOSSES = {"drop": "drop", "drop?": "drop", "rename": "rename", "rename?": "rename"}


def snapshot(row, summary):
    """Under which role of SNAPSHOTS a use falls, and what LIKE copies; None if under none."""
    detail = row.detail
    role, name = detail["by"], detail.get("by_name")
    child = row.object_name if role == "partition" and "how" in detail else name
    child = summary.whole("relation:" + str(child))
    if role == "all columns":
        return ("copy" if detail.get("by_kind") == "table" else "view"), ()
    if role == "like" and (name, row.object_name) in summary.attached:
        # It joins its source: a partition has no columns of its own, a child is changed along with its parent.
        joined = summary.attached[name, row.object_name]
        copied = () if "defaults" in detail["copied"] else ("no defaults",)
        return None if joined == "partition" else ("joined like", copied)
    if role in ("inherit", "partition") and detail.get("how") and (child is None or child.effect not in MADE):
        return detail["how"], ()
    if role in ("inherit", "partition") and (child is None or child.effect not in MADE):
        return None
    return role, tuple(detail.get("copied", ()))


def done_to(part):
    """What a change does to a part of a table, in the words of SNAPSHOTS."""
    done = set(part.alters)
    detail = part.row.detail if part.row is not None else {}
    if part.effect and "renamed_from" not in detail and not (part.effect == "drop?" and "absent" in detail):
        done.add(part.effect)
        if part.kind == "constraint" and part.effect in LOSSES:
            done.add(LOSSES[part.effect] + " " + (detail.get("type") or named_type(part.name) or "untyped"))
    if part.kind == "constraint" and part.effect in ("create", "create?"):
        done |= {detail.get("type"), "not valid" if detail.get("not_valid") else None}
    return done


def merge_cell(part, own_type):
    """A column that a parent gets, on the left, and one of the same name that its new child has by itself."""
    if "renamed_from" in part.row.detail:
        return "<"  # 42701: column of relation already exists
    if part.row.detail.get("type") != own_type:
        return "x"  # 42804: child table has different type for column
    return "~" if "default" in part.row.detail else "="  # the child's own column keeps its own


def compare_snapshots(case, key, source):
    """SELECT *, LIKE and INHERITS of a take the parts that a table has at the moment, b changes these: see SNAPSHOTS.

    key: the table that a takes them from. source: the table whose parts b changes, that one or its parent.
    """
    parts = [case.b.objects[identity] for identity in case.b.parts.get(source, ()) if identity.kind in COPIED_PARTS]
    parts += made_on(source, case.b)
    table, rows = case.a.whole(key), case.a.snapshots[key]
    for role, copied in {snapshot(row, case.a) for row in rows} - {None}:
        for rule_role, needs, kind, what, cell in SNAPSHOTS:
            if rule_role != role or (needs is not None and needs not in copied):
                continue
            for part in parts:
                if part.kind == kind and not done_to(part).isdisjoint(what):
                    outcome = "~" if cell == "<" and part.cascade else cell
                    add_part(case, part, table, Meeting(outcome, part.effect or "alter", "use", None, "all columns"))
    for own in [row.detail.get("columns") for row in rows if row.detail["by"] == "inherit"]:
        for part in parts:
            if own and part.kind == "column" and part.effect in ("create", "create?") and part.name in own:
                cell = merge_cell(part, own[part.name])
                add_part(case, part, table, Meeting(cell, part.effect, "use", None, "inherit"))


def add_part(case, part, table, meeting):
    """A finding about a part that b changes, on the left of the meeting, and a table that a uses."""
    case.add("dependency", Finding([part.display()], meeting.mirrored(), table, part))


def made_on(key, changing):
    """The indexes and statistics that a change makes on a table."""
    for kind in ("index", "statistics"):
        table = changing.whole(key)
        for row in table.uses.get(kind, ()) if table is not None else ():
            name = row.detail.get("by_name")
            made = changing.whole(("relation:" if kind == "index" else "statistics:") + str(name))
            if row.object_kind == "table" and made is not None and made.kind == kind:
                yield made
