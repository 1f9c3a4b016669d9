"""One change drops or alters what the other uses.

FATES            what becomes of the user of an object when the object is dropped
ALTERED_IN_USE   an ALTER of what the other change uses -> outcome"""

from ...footprint.roles import IN_THE_WAY, REACHED
from .alters import ANY, CONVERTED, fits

# Role of a use -> what becomes of the user when the object is dropped ("Dependency Tracking" in the manual):
#   goes   it is dropped along          stops  the drop fails with 2BP01 unless it says CASCADE
#   stays  no dependency is recorded, nobody notices
#   frees  it waited for that: the catalog shows that the object stands in its way (see sql/catalog)
#   turns  it works without, but otherwise: it copies the object, or takes the name that gets free
# for a table used by its own parts, for a column used by parts of its own table, and for everything else.
FATES = {
    "index": ("goes", "goes", "stops"),
    "primary key": ("goes", "goes", "stops"),
    "unique": ("goes", "goes", "stops"),
    "exclude": ("goes", "goes", "stops"),
    "check": ("goes", "goes", "stops"),
    "foreign key": ("goes", "goes", "stops"),
    "referenced key": ("goes", "stops", "stops"),
    "constraint": ("goes", "goes", "stops"),
    "statistics": ("goes", "goes", "goes"),
    "publication": ("goes", "stops", "goes"),
    "partition": ("goes", "stops", "goes"),
    "default": ("goes", "goes", "stops"),
    "generated": ("goes", "stops", "stops"),
    "trigger": ("goes", "stops", "stops"),
    "policy": ("goes", "stops", "stops"),
    "rule": ("goes", "stops", "stops"),
    "in the way": ("frees", "frees", "frees"),
    "copied": ("turns", "turns", "turns"),
    "name taken": ("turns", "turns", "turns"),
    "view": ("stops", "stops", "stops"),
    "materialized view": ("stops", "stops", "stops"),
    "column type": ("stops", "stops", "stops"),
    "signature": ("stops", "stops", "stops"),
    "inherit": ("stops", "stops", "stops"),
    "privileges": ("goes", "goes", "goes"),
    "position": ("stays", "stays", "stays"),
    "owned by": ("goes", "goes", "goes"),
    "choice": ("goes", "goes", "goes"),
    "all columns": ("stays", "stays", "stays"),
    "like": ("stays", "stays", "stays"),
    "copy": ("stays", "stays", "stays"),
    "query": ("stays", "stays", "stays"),
    "function body": ("stays", "stays", "stays"),
    "signature type": ("stays", "stays", "stays"),
    "declaration": ("stays", "stays", "stays"),
    "late": ("stays", "stays", "stays"),
    "of constraint": ("stays", "stays", "stays"),
    "expression": ("stays", "stays", "stays"),
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
TOLD_IN_USE = ("type", "definition")
# An index may be a constraint's, which has its name: what is done to the index, on the left, and to the constraint that
# may be its owner -> outcome. Both know that they are one, so ALTER INDEX ... RENAME renames the constraint too.
INDEX_OF_CONSTRAINT = {
    "create": ">",  # 42P07 until the constraint gives the name up
    "create?": "~", "rename": "x", "rename?": ">", "recreate": ">",
    "alter": "<",  # 42704 once the constraint has gone, or has another name
    "alter?": "~",
    "drop": "=", "drop?": "=",  # 2BP01: not its index
}
# Role of a use -> what another effect than a drop (see FATES) makes of it, where MEETINGS would say something else.
SEEN_BY_ROLE = {
    IN_THE_WAY: {"replace": "<", "rename": "=", "rename?": "="},
    "referenced key": {"create": "=", "create?": "=", "rename": "=", "rename?": "="},
    "copied": {"rename": "=", "rename?": "="},
    "name taken": {"rename": "~", "rename?": "~"},
}
COPIES = frozenset(("all columns", "like", "copy"))  # roles of uses that take what the table has at the moment
KEY_ROLES = ("referenced key", "foreign key")


def fate(row, summary):
    """What becomes of the user in a use row when the object is dropped: goes, stops or stays."""
    detail = row.detail or {}
    of_table, of_column, of_other = FATES.get(detail.get("by"), FATES["expression"])
    table = row.parent_name if row.object_kind == "column" else row.object_name
    if detail.get("how") == "leave":
        return "goes"
    owner = summary.owners.get((detail.get("by_kind"), detail.get("by_name")))
    if row.object_kind not in ("column", "table", "foreign table") or (owner is not None and owner != table):
        return of_other
    if detail.get("by") == "foreign key" and (
            owner is None or row.object_name in summary.references.get(row.key, {}).get(detail.get("by_name"), ())):
        return of_other  # a table may refer to itself
    return of_column if row.object_kind == "column" else of_table


def loses_key(thing, maker):
    """Whether a column is made anew without the key that the old one had."""
    return thing.kind == "column" and frozenset((thing.name,)) not in maker.unique.get(thing.identity[0], ())


def dropped_in_use(cell, thing, user, summary, maker):
    """Cells u and v: a drop, or a drop and a new creation, of what the other change uses. Returns (cell, role)."""
    roles = {}
    for role, rows in user.uses.items():
        if role == "member":
            roles["stops" if summary.creates_in(user.name) else "goes"] = role
        elif role == "part":
            roles["goes"] = role
        else:
            for row in rows if role != REACHED else ():
                roles.setdefault(fate(row, summary), role)
    fated = next((fated for fated in ("stops", "goes", "stays", "frees", "turns") if fated in roles), None)
    role = roles.get(fated)
    if fated in ("frees", "turns"):
        return ("<" if fated == "frees" else "~"), role
    stops = "stops" in roles and not thing.cascade
    if cell == "v" and fated == "stops" and role in KEY_ROLES and loses_key(thing, maker):
        return ("x" if stops else ">"), role  # 42830 once the key has gone with the old column
    if cell == "u":
        return ("x" if stops else ">"), role
    if stops and thing.moved_to is None:
        return "<", role
    return ("~" if roles.keys() - {"stays"} or not COPIES.isdisjoint(user.uses) else "="), role


def altered_in_use(kind, aspect, value, role):
    """The outcome of an ALTER on the left and a use on the right; None = not worth a word."""
    for rule_kind, rule_aspect, rule_value, rule_role, cell in ALTERED_IN_USE:
        if (rule_kind, rule_aspect, rule_role) == (kind, aspect, role) and fits(value, rule_value):
            return cell
    return "=" if aspect in TOLD_IN_USE else None
