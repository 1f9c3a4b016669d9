"""What PostgreSQL makes of two changes that touch the same objects, whichever of them is applied first.

Every rule is data, to be checked against the PostgreSQL manual:

- EFFECTS   what one change does to one object, summed up over its statements
- MEETINGS  two effects on the same object -> outcome; a matrix like the manual's lock conflict table
- ROLES     what happens to the user of an object when the object is dropped
- ASPECTS   two ALTERs of the same object -> outcome
- ALTERED_IN_USE  an ALTER of what the other side uses -> outcome

The functions below them only look things up, each in time linear in the number of rows.
"""

from .suggest import suggestions

# conflict type -> (severity, severity when the outcome is 'compatible', description)
CONFLICT_TYPES = {
    "table": ("warning", "warning", "Both changes create, alter, drop or rename the same table."),
    "column": ("error", "warning", "Both changes create, alter, drop or rename the same column."),
    "function": ("error", "warning", "Both changes create, alter, drop or rename the same function or procedure."),
    "index": ("warning", "warning", "Both changes use the same index name, or index the same columns of one table."),
    "constraint": ("warning", "warning", "Both changes add, alter or drop the same constraint of one table."),
    "timing": ("warning", "warning", "Both changes are made for the same feature at the same time."),
    "dependency": ("error", "warning", "One change drops, renames or alters what the other uses, or creates what it needs."),
    "object": ("error", "warning", "Both changes touch the same view, type, sequence, trigger, policy or other object."),
}

OUTCOMES = ("compatible", "divergent", "ordered", "incompatible")  # from harmless to hopeless

# What a change does to an object. A "?" stands for IF EXISTS or IF NOT EXISTS: no error where there is nothing to do.
EFFECTS = {
    "create": "makes it; fails where it exists",
    "create?": "makes it unless it exists",
    "replace": "makes it, or puts its definition in the place of the one that exists (OR REPLACE)",
    "transient": "makes it and removes it again",
    "drop": "removes it; fails where it does not exist",
    "drop?": "removes it if it exists",
    "recreate": "removes it and makes another under the same name",
    "recreate?": "removes it if it exists and makes another under the same name",
    "rename": "gives it another name or schema; fails where it does not exist",
    "rename?": "gives it another name or schema if it exists",
    "alter": "changes it; fails where it does not exist",
    "alter?": "changes it if it exists",
    "use": "needs it to be there",
}

# Row effect meets column effect. Where both changes work on one base by themselves, that base is meant; else one
# where the second works after the first (a table to be altered is one that the other change creates).
#   =  compatible     both orders work, same schema         ~  divergent     both work, the schemas differ
#   <  ordered        only the row's effect can go first    >  ordered       only the column's effect can go first
#   x  incompatible   neither order works
#   d  = if both definitions are the same, else ~           a  see ASPECTS and ALTERED_IN_USE
#   k  = if OR REPLACE keeps what was altered, else ~       u, v  see ROLES
MEETINGS = """
           create create? replace transient drop drop? recreate recreate? rename rename? alter alter? use
create     x      <       <       >         >    ~     <        <         >      ~       <     ~      <
create?    .      d       =       >         ~    ~     =        =         ~      ~       <     ~      <
replace    .      .       d       >         ~    ~     d        d         ~      ~       k     k      =
transient  .      .       .       =         >    =     >        <         >      =       x     =      x
drop       .      .       .       .         x    <     >        ~         x      <       >     =      u
drop?      .      .       .       .         .    =     >        ~         >      ~       >     =      u
recreate   .      .       .       .         .    .     d        d         <      <       ~     ~      v
recreate?  .      .       .       .         .    .     .        d         ~      ~       ~     ~      v
rename     .      .       .       .         .    .     .        .         x      <       >     ~      >
rename?    .      .       .       .         .    .     .        .         .      d       >     ~      >
alter      .      .       .       .         .    .     .        .         .      .       a     a      a
alter?     .      .       .       .         .    .     .        .         .      .       .     a      a
use        .      .       .       .         .    .     .        .         .      .       .     .      =
"""

# What a change uses an object for -> what becomes of the user when the object is dropped (the manual's "Dependency
# Tracking"): 'goes' = dropped along, 'stops' = the drop fails with 2BP01 unless CASCADE, 'stays' = nobody notices.
# The first word is for a table's own parts (its index uses its column), the second for everything else.
ROLES = {
    "index": ("goes", "stops"),
    "primary key": ("goes", "stops"),
    "unique": ("goes", "stops"),
    "exclude": ("goes", "stops"),
    "check": ("goes", "stops"),
    "foreign key": ("goes", "stops"),
    "statistics": ("goes", "goes"),
    "publication": ("goes", "goes"),
    "partition": ("goes", "goes"),
    "trigger": ("goes", "stops"),
    "policy": ("goes", "stops"),
    "rule": ("goes", "stops"),
    "column": ("goes", "goes"),
    "constraint": ("goes", "goes"),
    "default": ("goes", "stops"),
    "generated": ("goes", "stops"),
    "view": ("stops", "stops"),
    "materialized view": ("stops", "stops"),
    "column type": ("stops", "stops"),
    "inherit": ("stops", "stops"),
    "function body": ("stays", "stays"),
    "expression": ("stays", "stays"),
}
# A column's own table part that stops the drop of the column, though not the drop of the table.
STOPS_COLUMN_DROP = ("trigger", "policy", "rule", "generated", "partition")

# Aspects that hold no value of their own, or whose parts are compared by themselves: two such ALTERs commute.
COMMUTING = ("columns", "constraints", "triggers", "values", "partitions", "inherit", "privileges", "attributes")
# Aspects that OR REPLACE leaves as they are.
KEPT_BY_REPLACE = ("owner", "privileges", "comment")
# Aspects that do not count as a change to a table when nothing comes of them.
SLIGHT = ("comment", "privileges", "use")

# (kind, aspect, value of one ALTER, aspect, value of the other) -> cell; None = SET NULL / DROP / reset, "*" = any value.
# Tried in both directions, first match counts; then: same aspect and value =, same aspect ~, different aspects =.
ASPECTS = (
    ("column", "identity", "set", "default", "set", "x"),  # a column has a default or an identity, not both
    ("column", "identity", "set", "not null", None, "x"),  # an identity column has to be NOT NULL, before and after
)

# (kind, aspect, value, role of the use) -> cell, the ALTER being on the left; else = and only 'type' is worth telling.
ALTERED_IN_USE = (
    ("column", "type", "*", "view", "<"),  # 0A000: cannot alter type of a column used by a view or rule
    ("column", "type", "*", "materialized view", "<"),
    ("column", "type", "*", "rule", "<"),
    ("column", "type", "*", "generated", "<"),  # ... by a generated column
    ("column", "type", "*", "policy", "<"),  # ... in a policy definition
    ("column", "type", "*", "trigger", "<"),  # ... in a trigger definition
    ("column", "not null", None, "primary key", "<"),  # 42P16: column is in a primary key
    ("type", "attributes", "*", "column type", "<"),  # 0A000: cannot alter type because a column uses it
)
TOLD_IN_USE = ("type", "attributes", "definition")

PARTS = ("column", "constraint", "trigger", "policy", "rule", "enum value", "attribute")
TABLES = ("table", "foreign table", "partitioned table")
ROUTINES = ("function", "procedure", "aggregate", "routine")
# Kind of object -> conflict type when both sides change it; everything else is 'object'.
TYPE_OF_KIND = dict([(kind, "table") for kind in TABLES] + [(kind, "function") for kind in ROUTINES]
                    + [(kind, kind) for kind in ("column", "index", "constraint")])
# Reported although compatible: the two should know of each other.
TOLD_WHEN_COMPATIBLE = ("table", "column", "function", "index", "constraint")

MIRROR = {"<": ">", ">": "<"}
VERDICTS = {"=": ("compatible", None), "~": ("divergent", None), "x": ("incompatible", None), "<": ("ordered", "a"),
            ">": ("ordered", "b")}
NOT_DEFINITION = ("if_not_exists", "if_exists", "or_replace", "cascade", "concurrently", "automatic", "internal", "name",
                  "renamed_from")


def _read_matrix(text):
    """Turn the matrix's text into {(effect, effect): cell}, the mirrored half included."""
    lines = [line.split() for line in text.strip().splitlines()]
    cells = {}
    for line in lines[1:]:
        for column, cell in zip(lines[0], line[1:]):
            if cell != ".":
                cells[line[0], column] = cell
                cells[column, line[0]] = MIRROR.get(cell, cell)
    return cells


CELLS = _read_matrix(MEETINGS)


class Thing:
    """What one change does to one object."""

    __slots__ = ("alters", "automatic", "cascade", "display", "inside", "kind", "net", "parent", "row", "uses")

    def __init__(self, row, display):
        self.kind, self.display, self.parent = row.object_kind, display, row.parent_name
        self.net = self.row = None
        self.alters, self.uses = {}, {}
        self.cascade = self.automatic = self.inside = False


def _identity(row):
    """Name the object of a row: equal for two rows exactly when they mean the same object."""
    if row.object_kind in PARTS and row.parent_name is not None:
        return row.key, row.object_kind, row.object_name
    if row.key.startswith("routine:"):
        return row.key, "routine", row.object_name
    return row.key, None, None


def _display(row):
    if row.object_kind in PARTS and row.parent_name is not None:
        return row.parent_name + "." + row.object_name
    return row.object_name


# effect so far, action -> effect (an action that tells nothing new leaves the effect as it is)
def _after(net, action, detail):
    """Sum up: what a change has done to an object's existence after one more statement."""
    maybe = "?" if detail.get("if_exists") else ""
    if action == "create":
        if net in ("drop", "rename", "recreate"):
            return "recreate"
        if net in ("drop?", "rename?", "recreate?"):
            return "recreate?"
        if detail.get("or_replace"):
            return net or "replace"
        return net or ("create?" if detail.get("if_not_exists") else "create")
    if net is None:
        return action + maybe
    if net in ("create", "transient"):
        return "transient"
    if net == "recreate":
        return "drop"
    if net in ("create?", "replace", "recreate?"):
        return "drop?"
    return net


def _sum_up(rows):
    """Gather a change's rows per object: {identity: Thing}, in time linear in the rows."""
    things, owners, wholes = {}, {}, set()
    for row in rows:
        detail = row.detail or {}
        identity = _identity(row)
        thing = things.get(identity)
        if thing is None:
            thing = things[identity] = Thing(row, _display(row))
        if row.parent_name is not None:
            owners[row.object_kind, row.object_name] = row.parent_name
        if identity[1] is None:
            wholes.add(row.key)
        if row.action in ("create", "drop", "rename"):
            # parts of what this change itself created only matter to a change that needs or repeats them
            if detail.get("internal") and identity[1] is not None and thing.net is None:
                thing.inside = True
            before = thing.net
            thing.net = _after(before, row.action, detail)
            if row.action != "use" and thing.kind != row.object_kind and before is None:
                thing.kind = row.object_kind
            if row.action == "create" or thing.row is None:
                thing.row = row
            if row.action == "create" and detail.get("automatic"):
                thing.automatic = True
            if detail.get("cascade"):
                thing.cascade = True
            if thing.net.startswith(("drop", "recreate")):
                thing.alters, thing.uses = {}, {}
            continue
        if detail.get("internal"):
            continue
        if row.action == "alter":
            aspect = detail.get("aspect")
            thing.alters[aspect] = (detail.get("value"), bool(detail.get("if_exists")), row)
            if not thing.net:
                thing.kind = row.object_kind
        else:
            thing.uses.setdefault(detail.get("by"), []).append(row)
    # whoever touches a part needs the whole, whether or not a row says so
    for row in rows:
        if row.object_kind in PARTS and row.key not in wholes and not (row.detail or {}).get("internal"):
            wholes.add(row.key)
            whole = things[row.key, None, None] = Thing(row, row.parent_name)
            whole.kind, whole.parent = "table" if row.object_kind != "enum value" else "type", None
            whole.uses["column"] = [row]
    return things, owners


def _definition(row):
    if row is None:
        return None
    detail = row.detail or {}
    if detail.get("definition") is not None:
        return detail["definition"]
    if "renamed_from" in detail:
        return ("renamed", detail["renamed_from"])
    return {key: value for key, value in detail.items() if key not in NOT_DEFINITION}


def _same(a, b):
    return _definition(a) == _definition(b)


def _fate(row, thing, owners):
    """What becomes of the user in this row when the used thing is dropped: goes, stops or stays."""
    detail = row.detail or {}
    role = detail.get("by")
    own, other = ROLES.get(role, ("stays", "stays"))
    table = row.parent_name if row.object_kind in PARTS else row.object_name
    owner = owners.get((detail.get("by_kind"), detail.get("by_name")))
    belongs = owner == table if owner is not None else role != "foreign key"
    if row.object_kind in ROUTINES or row.object_kind in ("sequence", "type", "domain"):
        belongs = False
    if belongs and row.object_kind == "column" and role in STOPS_COLUMN_DROP:
        return "stops"
    return own if belongs else other


def _drop_in_use(cell, thing, uses, owners):
    """Cells u and v: a drop (or a drop and a new creation) of what the other side uses."""
    fates = {_fate(row, thing, owners) for rows in uses.values() for row in rows}
    stops = "stops" in fates and not thing.cascade
    if cell == "u":
        return "x" if stops else ">"
    if stops:
        return "<"
    return "~" if fates - {"stays"} else "="


def _aspects(kind, a, b):
    """Cell for two ALTERs, each (aspect, value)."""
    for rule_kind, aspect_a, value_a, aspect_b, value_b, cell in ASPECTS:
        if rule_kind == kind:
            for left, right, turned in ((a, b, cell), (b, a, MIRROR.get(cell, cell))):
                if (left[0], right[0]) == (aspect_a, aspect_b) and _fits(left[1], value_a) and _fits(right[1], value_b):
                    return turned
    if a[0] == b[0] and a[1] != b[1] and a[0] not in COMMUTING:
        return "~"
    return "="


def _fits(value, pattern):
    return pattern == "*" or (value is None) == (pattern is None)


def _meet(a, b, owners_a, owners_b):
    """Yield (cell, effect of a, effect of b, what about) for one object that both changes touch."""
    if a.net and b.net:
        cell = CELLS[a.net, b.net]
        if a.automatic and b.automatic and a.net == b.net == "create":
            cell = "d"  # PostgreSQL picks another name for the second
        elif a.automatic != b.automatic and a.net == b.net == "create":
            cell = ">" if a.automatic else "<"
        if cell == "d":
            cell = "=" if _same(a.row, b.row) else "~"
        yield cell, a.net, b.net, None
    for left, right, turned, owners in ((a, b, False, owners_b), (b, a, True, owners_a)):
        if left.net:
            for aspect, (_, maybe, _) in right.alters.items():
                effect = "alter?" if maybe else "alter"
                cell = CELLS[left.net, effect]
                if cell == "k":
                    cell = "=" if aspect in KEPT_BY_REPLACE else "~"
                yield _turn(cell, left.net, effect, aspect, turned)
            if right.uses:
                cell = CELLS[left.net, "use"]
                if cell in "uv":
                    cell = _drop_in_use(cell, left, right.uses, owners)
                yield _turn(cell, left.net, "use", None, turned)
        for aspect, (value, maybe, _) in left.alters.items():
            for role in right.uses:
                cell = "="
                for kind, rule_aspect, rule_value, rule_role, rule_cell in ALTERED_IN_USE:
                    if (kind, rule_aspect, rule_role) == (left.kind, aspect, role) and _fits(value, rule_value):
                        cell = rule_cell
                if cell != "=" or aspect in TOLD_IN_USE:
                    yield _turn(cell, "alter", "use", aspect, turned)
    for aspect_a, (value_a, _, _) in a.alters.items():
        for aspect_b, (value_b, _, _) in b.alters.items():
            yield _aspects(a.kind, (aspect_a, value_a), (aspect_b, value_b)), "alter", "alter", aspect_a


def _turn(cell, left, right, about, turned):
    return (MIRROR.get(cell, cell), right, left, about) if turned else (cell, left, right, about)


def combine(verdicts):
    """The worst of several (outcome, apply_first); ordered both ways is incompatible."""
    worst, first = "compatible", set()
    for outcome, goes_first in verdicts:
        if OUTCOMES.index(outcome) > OUTCOMES.index(worst):
            worst = outcome
        if goes_first:
            first.add(goes_first)
    if worst == "ordered" and len(first) > 1:
        worst = "incompatible"
    return worst, (first.pop() if worst == "ordered" else None)


def _types(kind, effect_a, effect_b):
    """Conflict types under which two effects on one object are reported."""
    if effect_a == "use" or effect_b == "use":
        return ("dependency",)
    own = TYPE_OF_KIND.get(kind, "object")
    if own == "table" and (effect_a.startswith("alter") != effect_b.startswith("alter")):
        return own, "dependency"
    return (own,)


def judge(rows_a, rows_b, side_a, side_b):
    """Judge two footprints: a list of at most one conflict per conflict type, in the order of CONFLICT_TYPES."""
    found = {}

    def add(conflict_type, thing, cell, effect_a, effect_b, about):
        outcome, first = VERDICTS[cell]
        found.setdefault(conflict_type, []).append(
            {"object": thing.display, "kind": thing.kind, "outcome": outcome, "first": first, "a": effect_a, "b": effect_b,
             "about": about})

    if side_a.get("feature_name") is not None and side_a.get("feature_name") == side_b.get("feature_name"):
        found["timing"] = [{"object": side_a["feature_name"], "kind": "feature", "outcome": "compatible", "first": None,
                            "a": None, "b": None, "about": None}]
    if rows_a and rows_b:
        things_a, owners_a = _sum_up(rows_a)
        things_b, owners_b = _sum_up(rows_b)
        for identity, a in things_a.items():
            b = things_b.get(identity)
            if b is None:
                continue
            kind = a.kind if a.kind in TABLES else b.kind
            for cell, effect_a, effect_b, about in _meet(a, b, owners_a, owners_b):
                for conflict_type in _types(kind, effect_a, effect_b):
                    if cell == "=" and conflict_type not in TOLD_WHEN_COMPATIBLE and conflict_type != "dependency":
                        continue
                    add(conflict_type, a, cell, effect_a, effect_b, about)
    result = []
    for conflict_type in CONFLICT_TYPES:
        findings = found.get(conflict_type)
        if not findings:
            continue
        outcome, first = combine([(finding["outcome"], finding["first"]) for finding in findings])
        result.append({
            "conflict_type": conflict_type,
            "affected_objects": sorted({finding["object"] for finding in findings}),
            "outcome": outcome,
            "apply_first": first,
            "suggestions": suggestions(conflict_type, outcome, first, findings, side_a, side_b),
            "metadata": {},
        })
    return result
