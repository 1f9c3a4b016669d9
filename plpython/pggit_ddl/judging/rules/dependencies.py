"""One change drops or alters what the other uses.

DEPENDENCIES     what becomes of a dependent object when what it depends on is dropped
ALTERED_IN_USE   an ALTER of what the other change uses -> outcome
"""

from collections import namedtuple

from ...footprint.roles import IN_THE_WAY, REACHED
from ..effects import REMADE
from .alters import ANY, CONVERTED, matches

# What becomes of a dependent object ("Dependency Tracking" in the manual, pg_depend for the first two):
AUTO = "auto"  # it is dropped along
NORMAL = "normal"  # the drop fails with 2BP01 unless it says CASCADE
NONE = "none"  # no dependency is recorded, the drop goes through
BLOCKED = "blocked"  # it waited for the drop: the catalog shows that the object stands in its way (see sql/catalog)
DIFFERS = "differs"  # it works without, but otherwise: it copies the object, or takes the name that gets free
WORST_FIRST = (NORMAL, AUTO, NONE, BLOCKED, DIFFERS)

# Of a table by its own parts, of a column by parts of its own table, and of everything else.
Dependency = namedtuple("Dependency", "on_own_table on_own_column on_other")

# role of a use -> Dependency
DEPENDENCIES = {
    "index": Dependency(AUTO, AUTO, NORMAL),
    "primary key": Dependency(AUTO, AUTO, NORMAL),
    "unique": Dependency(AUTO, AUTO, NORMAL),
    "exclude": Dependency(AUTO, AUTO, NORMAL),
    "check": Dependency(AUTO, AUTO, NORMAL),
    "foreign key": Dependency(AUTO, AUTO, NORMAL),
    "referenced key": Dependency(AUTO, NORMAL, NORMAL),
    "constraint": Dependency(AUTO, AUTO, NORMAL),
    "statistics": Dependency(AUTO, AUTO, AUTO),
    "publication": Dependency(AUTO, NORMAL, AUTO),
    "partition": Dependency(AUTO, NORMAL, AUTO),
    "default": Dependency(AUTO, AUTO, NORMAL),
    "generated": Dependency(AUTO, NORMAL, NORMAL),
    "trigger": Dependency(AUTO, NORMAL, NORMAL),
    "policy": Dependency(AUTO, NORMAL, NORMAL),
    "rule": Dependency(AUTO, NORMAL, NORMAL),
    "in the way": Dependency(BLOCKED, BLOCKED, BLOCKED),
    "copied": Dependency(DIFFERS, DIFFERS, DIFFERS),
    "name taken": Dependency(DIFFERS, DIFFERS, DIFFERS),
    "view": Dependency(NORMAL, NORMAL, NORMAL),
    "materialized view": Dependency(NORMAL, NORMAL, NORMAL),
    "column type": Dependency(NORMAL, NORMAL, NORMAL),
    "signature": Dependency(NORMAL, NORMAL, NORMAL),
    "inherit": Dependency(NORMAL, NORMAL, NORMAL),
    "privileges": Dependency(AUTO, AUTO, AUTO),
    "position": Dependency(NONE, NONE, NONE),
    "owned by": Dependency(AUTO, AUTO, AUTO),
    "choice": Dependency(AUTO, AUTO, AUTO),
    "all columns": Dependency(NONE, NONE, NONE),
    "like": Dependency(NONE, NONE, NONE),
    "copy": Dependency(NONE, NONE, NONE),
    "query": Dependency(NONE, NONE, NONE),
    "function body": Dependency(NONE, NONE, NONE),
    "signature type": Dependency(NONE, NONE, NONE),
    "declaration": Dependency(NONE, NONE, NONE),
    "late": Dependency(NONE, NONE, NONE),
    "of constraint": Dependency(NONE, NONE, NONE),
    "expression": Dependency(NONE, NONE, NONE),
}

# (kind, aspect, value, role of the other change's use) -> outcome, the ALTER on the left; else compatible.
ALTERED_IN_USE = (
    ("column", "type", ANY, "view", "<"),  # 0A000: cannot alter type of a column used by a view or rule
    ("column", "type", ANY, "materialized view", "<"),
    ("column", "type", ANY, "rule", "<"),
    ("column", "type", ANY, "generated", "<"),  # 0A000: used by a generated column
    ("column", "type", ANY, "policy", "<"),  # 0A000: used in a policy definition
    ("column", "type", ANY, "trigger", "<"),  # 0A000: used in a trigger definition
    ("column", "type", ANY, "publication", "<"),  # 0A000: used by a publication WHERE clause
    ("type", "attribute type", ANY, "column type", "<"),  # 0A000: cannot alter type because a column uses it
    ("column", "not null", None, "primary key", "<"),  # 42P16: column is in a primary key
    ("column", "type", CONVERTED, "foreign key", "x"),  # 42804: key columns are of incompatible types
    ("column", "type", CONVERTED, "referenced key", "x"),
    ("column", "type", ANY, "copy", "~"),  # CREATE TABLE AS takes the types of the moment
    ("column", "type", ANY, "signature type", "~"),  # %TYPE takes the type of the moment
    ("column", "default", ANY, IN_THE_WAY, "<"),  # the new default or expression may do without what is to go
    ("column", "generated", ANY, IN_THE_WAY, "<"),
    ("column", "type", ANY, IN_THE_WAY, "<"),
    ("policy", "using", ANY, IN_THE_WAY, "<"),
    ("policy", "with check", ANY, IN_THE_WAY, "<"),
    ("table", "inherit", ANY, IN_THE_WAY, "<"),
    ("schema", "members gone", ANY, "member", ">"),  # more is dropped than the catalog was asked about
)
# Aspects of an ALTER that change what the other change uses enough to be told, though nothing fails.
REPORTED_IN_USE = ("type", "definition")
# An index may be a constraint's, which has its name: what is done to the index, on the left, and to the constraint that
# may be its owner -> outcome. Both know that they are one, so ALTER INDEX ... RENAME renames the constraint too.
INDEX_OF_CONSTRAINT = {
    "create": ">",  # 42P07 until the constraint gives the name up
    "create?": "~", "rename": "x", "rename?": ">", "recreate": ">",
    "alter": "<",  # 42704 once the constraint has gone, or has another name
    "alter?": "~",
    "drop": "=", "drop?": "=",  # 2BP01: not its index
}
# Role of a use -> what another effect than a drop (see DEPENDENCIES) makes of it, where MEETINGS would say something
# else.
CELLS_BY_ROLE = {
    IN_THE_WAY: {"replace": "<", "rename": "=", "rename?": "="},
    "referenced key": {"create": "=", "create?": "=", "rename": "=", "rename?": "="},
    "copied": {"rename": "=", "rename?": "="},
    "name taken": {"rename": "~", "rename?": "~"},
}
COPIES = frozenset(("all columns", "like", "copy"))  # roles of uses that take what the table has at the moment
KEY_ROLES = ("referenced key", "foreign key")


def dependency_of(row, using):
    """What becomes of the dependent object in a use row when what it uses is dropped: AUTO, NORMAL or another."""
    detail = row.detail or {}
    dependency = DEPENDENCIES.get(detail.get("by"), DEPENDENCIES["expression"])
    table = row.parent_name if row.object_kind == "column" else row.object_name
    if detail.get("how") == "leave":
        return AUTO
    owner = using.owner_tables.get((detail.get("by_kind"), detail.get("by_name")))
    if row.object_kind not in ("column", "table", "foreign table") or (owner is not None and owner != table):
        return dependency.on_other
    if detail.get("by") == "foreign key" and (
            owner is None or row.object_name in using.references.get(row.key, {}).get(detail.get("by_name"), ())):
        return dependency.on_other  # a table may refer to itself
    return dependency.on_own_column if row.object_kind == "column" else dependency.on_own_table


def loses_key(touched, changing):
    """Whether a column is made anew without the key that the old one had."""
    return touched.kind == "column" and frozenset((touched.name,)) not in changing.unique.get(touched.identity.key, ())


def lost_in_use(touched, used, using, changing):
    """A drop, or a drop and a new creation, of what the other change uses: (cell, role of the use).

    touched: what the change summed up in `changing` does to the object. used: the same object in `using`.
    """
    roles = {}
    for role, rows in used.uses.items():
        if role == "member":
            roles[NORMAL if using.creates_in(used.name) else AUTO] = role
        elif role == "part":
            roles[AUTO] = role
        else:
            for row in rows if role != REACHED else ():
                roles.setdefault(dependency_of(row, using), role)
    found = next((each for each in WORST_FIRST if each in roles), None)
    role = roles.get(found)
    if found in (BLOCKED, DIFFERS):
        return ("<" if found == BLOCKED else "~"), role
    fails = NORMAL in roles and not touched.cascade
    remade = touched.effect in REMADE
    if not remade or (found == NORMAL and role in KEY_ROLES and loses_key(touched, changing)):
        return ("x" if fails else ">"), role  # 42830 once the key has gone with the old column
    if fails and touched.renamed_to is None:
        return "<", role
    return ("~" if roles.keys() - {NONE} or not COPIES.isdisjoint(used.uses) else "="), role


def altered_in_use(kind, aspect, value, role):
    """The outcome of an ALTER on the left and a use on the right; None = not worth a word."""
    for rule_kind, rule_aspect, rule_value, rule_role, cell in ALTERED_IN_USE:
        if (rule_kind, rule_aspect, rule_role) == (kind, aspect, role) and matches(value, rule_value):
            return cell
    return "=" if aspect in REPORTED_IN_USE else None
