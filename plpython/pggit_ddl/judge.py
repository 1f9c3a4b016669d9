"""Judging two changes: which conflicts there are between two footprints, and what PostgreSQL would make of them.

A footprint's rows are first summed up per object; two sums that mean the same object are then compared by the tables in
rules.py. Each step takes time linear in the rows, whatever the two changes share.
"""

from .names import last_part, quote, schema_of
from .rules import (
    ALTERED_IN_USE,
    ANY,
    ASPECTS,
    BARE,
    CELLS,
    COMMUTING,
    FATES,
    IN_THE_WAY,
    KEPT_BY_REPLACE,
    LISTS,
    OUT_OF_THE_WAY,
    OUTCOMES,
    PARTS,
    RANKS,
    SLIGHT,
    SNAPSHOTS,
    TEXTS,
    TOLD_IN_USE,
    TYPE_OF_KIND,
    WHOLE,
    mirrored,
)
from .suggest import suggest

# conflict type -> (severity, severity when the outcome is compatible, description), in the order of reports
CONFLICT_TYPES = {
    "table": ("warning", "warning", "Both changes create, alter, drop or rename the same table."),
    "column": ("error", "warning", "Both changes create, alter, drop or rename the same column."),
    "function": ("error", "warning", "Both changes create, alter, drop or rename the same function or procedure."),
    "index": ("warning", "warning", "Both changes use one index name, or index the same columns of a table."),
    "constraint": ("warning", "warning", "Both changes create, alter, drop or rename the same constraint of a table."),
    "timing": ("warning", "warning", "Both changes are made for the same feature at the same time."),
    "dependency": ("error", "warning", "One change drops, renames or alters what the other uses, or makes it."),
    "object": ("error", "warning", "Both changes change the same view, type, sequence, trigger, policy or the like."),
}

NOT_DEFINITION = frozenset(("if_not_exists", "if_exists", "or_replace", "cascade", "concurrently", "automatic",
                            "internal", "name"))
TOLERANT = frozenset(("trigger", "policy", "rule"))  # their DROP IF EXISTS does without the table too
TYPE_PARTS = frozenset(("enum value", "attribute"))
COPIED_PARTS = frozenset(("column", "constraint"))
# Kinds of what is made, and what ALTER DEFAULT PRIVILEGES calls them.
ROUTINES = ("function", "procedure", "aggregate")
PRIVILEGED = ((("table", "view", "materialized view", "foreign table"), "tables"), (("sequence",), "sequences"),
              (ROUTINES, "functions"), (ROUTINES, "routines"), (("type", "domain"), "types"))
NEWLY_MADE = frozenset(("create", "recreate", "recreate?"))
LIFE = frozenset(("create", "drop", "rename"))
MADE = frozenset(("create", "create?", "replace"))
SNAPSHOT_ROLES = frozenset(rule[0] for rule in SNAPSHOTS) - {"view", "copy"} | {"all columns"}
REMADE = frozenset(("recreate", "recreate?"))
OWNED = frozenset(("index", "constraint", "trigger", "policy", "rule"))


class Thing:
    """What one change does to one object."""

    __slots__ = ("altered_parts", "alters", "automatic", "cascade", "declared", "identity", "kind", "moved_to", "name",
                 "net", "parent", "row", "uses")

    def __init__(self, identity, kind, name, parent):
        self.identity, self.kind, self.name, self.parent = identity, kind, name, parent
        self.net = None  # one of EFFECTS, without the alters and uses
        self.row = None  # the creating row, or the dropping or renaming one
        self.alters = {}  # aspect -> (value, IF EXISTS)
        self.altered_parts = []  # sorted names of the columns, constraints ... of a table that the change alters
        self.uses = {}  # role -> rows
        self.cascade = self.automatic = False
        self.declared = False  # whether the DDL names it; else the catalog does
        self.moved_to = None  # identity of the new name

    def display(self):
        """The name that people see."""
        return self.parent + "." + self.name if self.kind in PARTS and self.parent else self.name


class Summary:
    """A footprint, summed up per object.

    judge() takes one wherever it takes rows, which pays when one change meets many others.
    """

    def __init__(self, rows):
        self.things = {}
        self.owners = {}  # (kind, name) -> table, of the indexes, constraints ... that use something
        self.routines = {}  # key -> identities
        self.parts = {}  # key -> identities of columns, enum values ...
        self.remade = {}  # key of something dropped and created again -> identities of its new parts
        self.indexes = {}  # (table, columns, condition) -> index names
        self.attached = {}  # (table, the table that it joins) -> partition or inherit
        self.snapshots = {}  # table's key -> uses by SELECT *, LIKE and the like
        self.unique = {}  # table's key -> {columns: thing}: what a foreign key may refer to; (): the primary key
        self.references = {}  # table's key -> {foreign key: columns that it refers to}
        self.places = {}  # type's key -> {BEFORE or AFTER which value: [new enum values]}
        self._schemas = self._default_privileges = None
        for row in rows:
            self._take(row)
        self._settle()

    def _thing(self, identity, kind, name, parent):
        thing = self.things.get(identity)
        if thing is None:
            thing = self.things[identity] = Thing(identity, kind, name, parent)
            if identity[1] == "routine":
                self.routines.setdefault(identity[0], []).append(identity)
            elif identity[1] in PARTS:
                self.parts.setdefault(identity[0], []).append(identity)
        return thing

    def _take(self, row):
        detail = row.detail or {}
        identity = identify(row)
        thing = self._thing(identity, row.object_kind, row.object_name, row.parent_name)
        thing.declared = thing.declared or not detail.get("from_catalog")
        if row.action in LIFE:
            self._take_life(thing, row, detail, identity)
        elif row.action == "use" and detail.get("how") == "join" and detail.get("internal"):
            self.attached[row.object_name, detail.get("by_name")] = "partition"
        elif detail.get("internal"):
            return
        elif row.action == "alter":
            self._take_alter(thing, detail)
            if thing.net is None:
                thing.kind = row.object_kind
        else:
            role = detail.get("by")
            if role == "expression" and detail.get("by_kind") == "table" and row.object_kind == "column":
                role = "copy"
            if role in SNAPSHOT_ROLES:
                parent = "relation:" + detail["by_name"] if role == "partition" and "how" in detail else row.key
                self.snapshots.setdefault(parent, []).append(row)
            if role == "inherit":
                self.attached[detail.get("by_name"), row.object_name] = role
            thing.uses.setdefault(role, []).append(row)
            if detail.get("by") == "foreign key":
                self._take_reference(row, detail)

    @staticmethod
    def _take_alter(thing, detail):
        """Of several ALTERs of one aspect the last counts; privileges add up."""
        aspect, value = detail.get("aspect"), detail.get("value")
        if aspect == "type" and detail.get("using"):
            value = f"{value} using {detail['using']}"
        if aspect == "privileges":
            before = thing.alters.get(aspect)
            if before is not None:
                before[0].append(value)
                return
            value = [value]
        thing.alters[aspect] = value, bool(detail.get("if_exists"))

    def _take_reference(self, row, detail):
        """Remember what a foreign key refers to; its own columns are no more than used."""
        table = row.parent_name if row.object_kind == "column" else row.object_name
        if self.owners.get((detail.get("by_kind"), detail.get("by_name"))) != table:
            columns = self.references.setdefault(row.key, {}).setdefault(detail.get("by_name"), set())
            if row.object_kind == "column":
                columns.add(row.object_name)

    def _take_life(self, thing, row, detail, identity):
        action = row.action
        if thing.net is None:
            thing.kind = row.object_kind
        thing.net = after(thing.net, action, detail, identity[1] in PARTS)
        if action == "create" or thing.row is None:
            thing.row = row
            thing.parent = row.parent_name or thing.parent
        if action == "rename" and not detail.get("internal"):
            new = detail.get("new_name")
            if identity[1] in PARTS:
                thing.moved_to = (row.key, identity[1], new)
            elif identity[1] is None:
                thing.moved_to = (row.key.partition(":")[0] + ":" + str(new), None, None)
        if detail.get("cascade"):
            thing.cascade = True
        if thing.net.startswith(("drop", "recreate")):
            thing.alters, thing.uses = {}, {}
        if action != "create":
            return
        thing.automatic = bool(detail.get("automatic"))
        if row.object_kind in OWNED and row.parent_name is not None:
            self.owners[row.object_kind, row.object_name] = row.parent_name
        if detail.get("internal"):
            return
        primary = detail.get("type") == "primary key"
        if row.object_kind == "index" and detail.get("columns"):
            self.indexes.setdefault((row.parent_name, tuple(detail["columns"]), detail.get("where")), []).append(thing)
        if primary and row.object_kind == "constraint":
            slot = self._thing((row.key, "primary key", ""), "constraint", row.object_name, row.parent_name)
            slot.net, slot.row = "create", row
        unique = detail.get("type") == "unique" if row.object_kind == "constraint" else detail.get("unique")
        if row.object_kind in ("constraint", "index") and (primary or (unique and not detail.get("where"))):
            key = row.key if row.object_kind == "constraint" else "relation:" + str(row.parent_name)
            if row.object_kind == "constraint" or self.constraint_of(thing) not in self.things:
                made = self.unique.setdefault(key, {})
                made[frozenset(detail.get("columns") or ())] = thing
                if primary:
                    made[frozenset()] = thing
        if row.object_kind == "enum value" and "renamed_from" not in detail:
            self._take_value(row, detail)

    def _take_value(self, row, detail):
        """Remember where a new enum value goes; the value that it is put next to is used."""
        place = detail.get("position")
        self.places.setdefault(row.key, {}).setdefault(place, []).append(row.object_name)
        if place is not None:
            near = place.partition(" ")[2]
            thing = self._thing((row.key, "enum value", near), "enum value", near, row.parent_name)
            if thing.net is None:
                thing.uses.setdefault("position", []).append(row)

    def _settle(self):
        """What only shows when all rows are in."""
        touched = {}
        for identity, thing in list(self.things.items()):
            if thing.moved_to is not None:
                self._follow(thing)
            if identity[1] not in PARTS or thing.net == "within" or not thing.declared:
                continue
            if identity[1] == "attribute" and "type" in thing.alters:
                whole = self._thing((identity[0], None, None), "type", thing.parent, None)
                whole.alters["attribute type"] = None, False
            if not (thing.net == "drop?" and identity[1] in TOLERANT):
                touched.setdefault(identity[0], thing)
        for key, part in touched.items():
            self._need_whole(key, part)
        for identity, thing in self.things.items():
            if identity[1] is None and thing.net in REMADE:
                self._remake(identity[0], thing)
            elif thing.kind == "index" and thing.net in MADE:
                self._settle_index(thing)
        for key, identities in self.routines.items():
            self._remake_routine(key, [self.things[identity] for identity in identities])

    def _settle_index(self, thing):
        """The index of a table that is made anew, or made only if it is not there yet."""
        if self.does(thing.parent, REMADE):
            thing.net = "recreate?"  # one of this name went with the old table, if there was one
        elif self.constraint_of(thing) in self.things and self.does(thing.parent, ("create?",)):
            thing.net = "create?"

    @staticmethod
    def _remake_routine(key, routines):
        """DROP FUNCTION f and CREATE FUNCTION f(integer) most likely mean the same one."""
        bare = [thing for thing in routines if "routine:" + thing.name == key and thing.net in ("drop", "drop?")]
        made = [thing for thing in routines if thing.net in MADE]
        if bare and made:
            for thing in made:
                thing.net, thing.cascade = bare[0].net.replace("drop", "recreate"), bare[0].cascade
            bare[0].net = None

    def _remake(self, key, thing):
        """What was dropped and created again has lost the parts that the new definition does not have."""
        source = (thing.row.detail or {}).get("renamed_from")
        source = key if source is None else key.partition(":")[0] + ":" + str(source)
        parts = [self.things[identity] for identity in self.parts.get(source, ())]
        made = {(key, *part.identity[1:]) for part in parts if part.net == "within"}
        self.remade[key] = made
        for part in parts:
            if part.net == "within":
                part.net = None  # whoever needs it finds it, in the old and in the new

    def _follow(self, thing):
        """Something renamed and dropped under its new name was dropped."""
        new = self.things.get(thing.moved_to)
        if new is not None and new.net == "transient":
            thing.moved_to = None
            thing.cascade = thing.cascade or new.cascade
            if thing.net in ("rename", "rename?"):
                thing.net = thing.net.replace("rename", "drop")

    def _need_whole(self, key, part):
        """Whoever touches a part needs the whole, whether or not a row says so."""
        whole = self._thing((key, None, None), "type" if part.kind in TYPE_PARTS else "table", part.parent, None)
        whole.altered_parts = sorted({self.things[identity].name for identity in self.parts[key]
                                      if self.things[identity].net or self.things[identity].alters})
        if not (whole.net or whole.alters or whole.uses):
            whole.uses["part"] = []

    def definition(self, thing):
        """What makes two creations the same."""
        detail = thing.row.detail or {}
        if "renamed_from" in detail:
            source = (thing.identity[0].partition(":")[0] + ":" + str(detail["renamed_from"]), None, None)
            if thing.identity[1] in PARTS:
                source = (thing.identity[0], thing.identity[1], detail["renamed_from"])
            made = self.things.get(source)
            if made is None or made.row is None or made.row.action != "create" or made is thing:
                return "renamed from", detail["renamed_from"]
            detail = made.row.detail or {}
        if detail.get("definition") is not None:
            return detail["definition"]
        return {key: value for key, value in detail.items() if key not in NOT_DEFINITION}

    @staticmethod
    def constraint_of(index):
        """The identity of the constraint that this index may belong to."""
        return "relation:" + str(index.parent), "constraint", quote(last_part(index.name))

    def does(self, table, effects):
        """Whether what the change does to a table is among these effects."""
        thing = self.things.get(("relation:" + str(table), None, None))
        return thing is not None and thing.net in effects

    @property
    def default_privileges(self):
        """The schemas whose default privileges the change alters."""
        if self._default_privileges is None:
            self._default_privileges = [thing for identity, thing in self.things.items()
                                        if identity[0].startswith("schema:") and "default privileges" in thing.alters]
        return self._default_privileges

    def made_in(self, schema, kinds):
        """What the change newly makes in a schema, of some kinds."""
        return [thing for identity, thing in self.things.items()
                if thing.kind in kinds and identity[1] not in PARTS and thing.net in NEWLY_MADE
                and "renamed_from" not in thing.row.detail and (schema_of(thing.name) or "public") == schema]

    def creates_in(self, schema):
        """Whether the change makes a new object in this schema."""
        if self._schemas is None:
            self._schemas = {schema_of(thing.name) for identity, thing in self.things.items()
                             if identity[1] not in PARTS and thing.net in MADE}
        return schema in self._schemas


def snapshot(row, summary):
    """Under which role of SNAPSHOTS a use falls, and what LIKE copies; None if under none."""
    detail = row.detail
    role, name = detail["by"], detail.get("by_name")
    child = row.object_name if role == "partition" and "how" in detail else name
    maker = summary.things.get(("relation:" + str(child), None, None))
    if role == "all columns":
        return ("copy" if detail.get("by_kind") == "table" else "view"), ()
    if role == "like" and (name, row.object_name) in summary.attached:
        # It joins its source: a partition has no columns of its own, a child is changed along with its parent.
        joined = summary.attached[name, row.object_name]
        copied = () if "defaults" in detail["copied"] else ("no defaults",)
        return None if joined == "partition" else ("joined like", copied)
    if role in ("inherit", "partition") and detail.get("how") and (maker is None or maker.net not in MADE):
        return detail["how"], ()
    if role in ("inherit", "partition") and (maker is None or maker.net not in MADE):
        return None
    return role, tuple(detail.get("copied", ()))


def done_to(part):
    """What a change does to a part of a table, in the words of SNAPSHOTS."""
    done = set(part.alters)
    if part.net and not (part.row is not None and "renamed_from" in part.row.detail):
        done.add(part.net)
    if part.kind == "constraint" and part.net == "create":
        detail = part.row.detail
        done |= {detail.get("type"), "not valid" if detail.get("not_valid") else None}
    return done


def identify(row):
    """Name a row's object: two rows mean the same object exactly when this is equal."""
    if row.object_kind in PARTS and row.parent_name is not None:
        return row.key, row.object_kind, row.object_name
    if row.key.startswith("routine:"):
        return row.key, "routine", row.object_name
    return row.key, None, None


def after(net, action, detail, part):
    """An object's effect (see EFFECTS) after one more CREATE, DROP or RENAME of it."""
    if action != "create":
        if net is None:
            return action + ("?" if detail.get("if_exists") else "")
        if net == "recreate":
            return "drop"
        if net in ("create?", "replace", "recreate?"):
            return "drop?"
        return "transient" if net in ("create", "within", "transient") else net
    if net is None:
        if detail.get("internal") and part:
            return "within"
        if detail.get("or_replace"):
            return "replace"
        return "create?" if detail.get("if_not_exists") else "create"
    if net in ("drop", "rename"):
        return "recreate"
    if net in ("drop?", "rename?"):
        return "recreate?"
    return "create" if net == "transient" else net


def fate(row, owners):
    """What becomes of the user in a use row when the object is dropped: goes, stops or stays."""
    detail = row.detail or {}
    of_table, of_column, of_other = FATES.get(detail.get("by"), FATES["expression"])
    table = row.parent_name if row.object_kind == "column" else row.object_name
    owner = owners.get((detail.get("by_kind"), detail.get("by_name")))
    if row.object_kind not in ("column", "table", "foreign table") or (owner is not None and owner != table):
        return of_other
    if owner is None and detail.get("by") == "foreign key":
        return of_other
    return of_column if row.object_kind == "column" else of_table


def dropped_in_use(cell, thing, user, summary):
    """Cells u and v: a drop, or a drop and a new creation, of what the other change uses. Returns (cell, role)."""
    roles = {}
    for role, rows in user.uses.items():
        if role == "member":
            roles["stops" if summary.creates_in(user.name) else "goes"] = role
        elif role == "part":
            roles["goes"] = role
        else:
            for row in rows:
                roles.setdefault(fate(row, summary.owners), role)
    role = roles.get("stops") or roles.get("goes") or roles.get("stays") or roles.get("frees")
    if role == IN_THE_WAY:
        return "<", role
    stops = "stops" in roles and not thing.cascade
    if cell == "u":
        return ("x" if stops else ">"), role
    if stops and thing.moved_to is None:
        return "<", role
    return ("~" if roles.keys() - {"stays"} else "="), role


def fits(value, pattern):
    """Whether an ALTER's value is one that a rule speaks of."""
    if pattern == BARE:
        return isinstance(value, str) and not value.startswith(TEXTS) and " using " not in value
    if pattern == WHOLE:
        return isinstance(value, str) and "(" not in value
    if isinstance(pattern, tuple):
        return isinstance(value, str) and value.startswith(pattern)
    return pattern == ANY or (value is None) == (pattern is None)


def altered_twice(kind, aspect_a, value_a, aspect_b, value_b):
    """The outcome of two ALTERs of one object."""
    for rule_kind, left, left_value, right, right_value, cell in ASPECTS:
        if rule_kind != kind:
            continue
        if (aspect_a, aspect_b) == (left, right) and fits(value_a, left_value) and fits(value_b, right_value):
            return cell
        if (aspect_b, aspect_a) == (left, right) and fits(value_b, left_value) and fits(value_a, right_value):
            return mirrored(cell)
    if aspect_a != aspect_b or value_a == value_b or aspect_a in COMMUTING:
        return "="
    if aspect_a == "privileges":
        ours, theirs = granted(value_a), granted(value_b)
        return "~" if any(verb != other and grantee == one and ("all" in (what, which) or what == which)
                          for (what, grantee), verb in ours.items() for (which, one), other in theirs.items()) else "="
    if aspect_a in LISTS:
        ours, theirs = settings(value_a), settings(value_b)
        return "~" if any(ours[name] != theirs[name] for name in ours.keys() & theirs.keys()) else "="
    return "~"


def settings(value):
    """A list of settings such as `(fillfactor = 70, autovacuum_enabled)` as {name: text}."""
    items = str(value).strip("() ").split(",")
    return {item.partition("=")[0].strip(): item.strip() for item in items}


def granted(values):
    """GRANTs and REVOKEs as {(privilege, grantee): grant or revoke}."""
    verbs = {}
    for value in values:
        privileges, _, rest = str(value).partition(" on ")
        verb, _, privileges = privileges.partition(" ")
        grantees = rest.rpartition(" to " if verb == "grant" else " from ")[2]
        for grantee in grantees.split(","):
            for privilege in privileges.replace("all privileges", "all").split(","):
                verbs[privilege.strip(), grantee.split()[0] if grantee.split() else ""] = verb
    return verbs


def altered_in_use(kind, aspect, value, role):
    """The outcome of an ALTER on the left and a use on the right; None = not worth a word."""
    for rule_kind, rule_aspect, rule_value, rule_role, cell in ALTERED_IN_USE:
        if (rule_kind, rule_aspect, rule_role) == (kind, aspect, role) and fits(value, rule_value):
            return cell
    return "=" if aspect in TOLD_IN_USE else None


def meet(a, b, summary_a, summary_b):
    """Yield (cell, effect of a, effect of b, aspect, role of the use) for one object that both changes touch."""
    if a.net and b.net:
        cell = CELLS[a.net, b.net]
        if a.net == b.net == "create" and (a.automatic or b.automatic) and a.identity[1] != "primary key":
            # for the second of two names of its own choice PostgreSQL picks another
            cell = "d" if a.automatic and b.automatic else ">" if a.automatic else "<"
        if cell == "d":
            cell = "=" if summary_a.definition(a) == summary_b.definition(b) else "~"
            if a.net == b.net == "replace" and a.row.detail.get("returns") != b.row.detail.get("returns"):
                cell = "x"  # 42P13: cannot change return type of existing function
        yield cell, a.net, b.net, "primary key" if a.identity[1] == "primary key" else None, None
    yield from met_halfway(a, b, summary_b)
    for cell, left, right, aspect, role in met_halfway(b, a, summary_a):
        yield mirrored(cell), right, left, aspect, role
    for aspect, (value, maybe) in a.alters.items():
        for other, (other_value, other_maybe) in b.alters.items():
            cell = altered_twice(a.kind, aspect, value, other, other_value)
            yield cell, altering(maybe), altering(other_maybe), aspect if aspect == other else (aspect, other), None


def met_halfway(thing, other, summary):
    """The same for what one change does to an object that the other (summed up in `summary`) alters or uses."""
    if thing.net:
        for aspect, (_, maybe) in other.alters.items():
            cell = CELLS[thing.net, altering(maybe)]
            if cell == "k":
                cell = "=" if aspect in KEPT_BY_REPLACE else "~"
            yield cell, thing.net, altering(maybe), aspect, None
        if other.uses:
            cell, role = CELLS[thing.net, "use"], next(iter(other.uses))
            if cell in "uv":
                cell, role = dropped_in_use(cell, thing, other, summary)
            elif role == IN_THE_WAY:
                cell = OUT_OF_THE_WAY.get(thing.net, cell)
            yield cell, thing.net, "use", None, role
    for aspect, (value, maybe) in thing.alters.items():
        for role in other.uses:
            cell = altered_in_use(thing.kind, aspect, value, role)
            if cell:
                yield cell, altering(maybe), "use", aspect, role


def altering(maybe):
    """The effect of an ALTER, with or without IF EXISTS."""
    return "alter?" if maybe else "alter"


def conflict_types(kind, cell, effect_a, effect_b, aspect):
    """The conflict types under which a meeting of two effects is reported."""
    if effect_a == "use" or effect_b == "use":
        return ("dependency",)
    own = TYPE_OF_KIND.get(kind, "object")
    altered_a, altered_b = effect_a.startswith("alter"), effect_b.startswith("alter")
    if cell == "=" and (own == "object" or (altered_a and altered_b and is_slight(aspect))):
        return ()
    if own == "table" and altered_a != altered_b:
        return own, "dependency"
    return (own,)


def is_slight(aspect):
    """Whether two ALTERs touch on something that needs no word (an aspect, or a pair of different ones)."""
    return any(one in SLIGHT for one in aspect) if isinstance(aspect, tuple) else aspect in SLIGHT


def worst(outcomes):
    """The worst of several (outcome, apply_first): ordered both ways is incompatible."""
    rank, firsts = 0, set()
    for outcome, first in outcomes:
        rank = max(rank, RANKS.index(outcome))
        firsts.add(first)
    if rank == 2 and {"a", "b"} <= firsts:
        return "incompatible", None
    return RANKS[rank], next(iter(firsts & {"a", "b"})) if rank == 2 else None


class Case:
    """Two summed up footprints and what was found so far: {conflict type: [finding]}."""

    def __init__(self, a, b):
        self.a, self.b = a, b
        self.found = {}

    def add(self, conflict_type, objects, cell, a, b, aspect=None, role=None, thing_a=None, thing_b=None, same=None):
        """Remember one finding: the effects of a and b, and what a suggestion may speak of."""
        outcome, first = OUTCOMES[cell]
        self.found.setdefault(conflict_type, []).append({
            "objects": objects, "outcome": outcome, "first": first, "a": a, "b": b, "aspect": aspect, "role": role,
            "thing_a": thing_a, "thing_b": thing_b, "same": same})

    def compare_all(self):
        """Compare everything that both changes touch."""
        few, many = sorted((self.a.things, self.b.things), key=len)
        for identity in few:
            if identity in many:
                self.compare(self.a.things[identity], self.b.things[identity])
        for key in self.a.routines.keys() & self.b.routines.keys():
            self.compare_signatures(key)
        for key in self.a.places.keys() & self.b.places.keys():
            self.compare_places(key, self.a.places[key], self.b.places[key])
        for key in self.a.indexes.keys() & self.b.indexes.keys():
            self.compare_indexes(self.a.indexes[key], self.b.indexes[key])
        for key in self.a.references:
            self.compare_references(key, self.a, self.b, False)
        for key in self.b.references:
            self.compare_references(key, self.b, self.a, True)
        for key in self.a.snapshots:
            if (key, None, None) in self.b.things:
                self.compare_snapshots(key, self.a, self.b, True)
        for key in self.b.snapshots:
            if (key, None, None) in self.a.things:
                self.compare_snapshots(key, self.b, self.a, False)
        self.compare_default_privileges(self.a, self.b, False)
        self.compare_default_privileges(self.b, self.a, True)
        for key in self.a.remade.keys() & self.b.parts.keys():
            self.compare_remade(key, self.a, self.b, False)
        for key in self.b.remade.keys() & self.a.parts.keys():
            self.compare_remade(key, self.b, self.a, True)

    def compare(self, a, b):
        """Compare what both changes do to one object."""
        if self.judged_elsewhere(a, b):
            return
        kind = b.kind if TYPE_OF_KIND.get(b.kind) == "table" or not a.net else a.kind
        names = {a.display(), b.display()}
        if a.identity[1] == "routine":
            names = {max(names, key=len)}  # of f and f(integer), what is meant is the latter
        same = None
        if a.net and b.net and a.row.action == b.row.action == "create":
            same = self.a.definition(a) == self.b.definition(b)
        for cell, effect_a, effect_b, aspect, role in meet(a, b, self.a, self.b):
            for conflict_type in conflict_types(kind, cell, effect_a, effect_b, aspect):
                self.add(conflict_type, names, cell, effect_a, effect_b, aspect, role, a, b, same)

    def judged_elsewhere(self, a, b):
        """Whether this is a part of something that both changes make, whose meeting says it all."""
        if a.net == b.net == "within":
            return True
        if not (a.automatic and b.automatic) or a.parent != b.parent:
            return False
        return a.kind == b.kind == "sequence" or (self.a.does(a.parent, MADE) and self.b.does(b.parent, MADE))

    def compare_signatures(self, key):
        """A routine named without arguments may be any that bears the name."""
        bare = (key, "routine", key[len("routine:"):])
        if bare in self.a.things:
            for identity in self.b.routines[key]:
                if identity != bare:
                    self.compare(self.a.things[bare], self.b.things[identity])
        if bare in self.b.things:
            for identity in self.a.routines[key]:
                if identity != bare:
                    self.compare(self.a.things[identity], self.b.things[bare])

    def compare_places(self, key, a, b):
        """Of two enum values added at the same place, the order decides which comes first."""
        for place in a.keys() & b.keys():
            if set(a[place]) != set(b[place]):
                thing_a, thing_b = self.a.things[key, None, None], self.b.things[key, None, None]
                self.add("object", [thing_a.name], "~", "alter", "alter", "place", None, thing_a, thing_b)

    def compare_indexes(self, a, b):
        """Two indexes on the same columns of one table: work done twice."""
        for left, right in zip(a, b):
            if left.name != right.name and not (left.automatic and right.automatic):
                self.add("index", [left.name, right.name], "=", left.net, right.net, "same columns", None, left, right)

    def compare_references(self, key, user, maker, turned):
        """A foreign key needs a primary key or unique constraint on what it refers to."""
        table = user.things[key, None, None]
        made = maker.unique.get(key, {})
        for columns in set(map(frozenset, user.references[key].values())) & made.keys():
            self.add_reference(table, made[columns], ">" if made[columns].net == "create" else "=", turned)
        gone = maker.things.get((key, "constraint", quote(last_part(table.name) + "_pkey")))
        if gone is not None and gone.net in ("drop", "drop?"):
            self.add_reference(table, gone, "<" if gone.cascade else "x", turned)

    def compare_snapshots(self, key, user, maker, turned):
        """SELECT *, LIKE and INHERITS take the parts that a table has at the moment: see SNAPSHOTS."""
        parts = [maker.things[identity] for identity in maker.parts.get(key, ()) if identity[1] in COPIED_PARTS]
        parts += self.made_on(key, maker)
        for role, copied in {snapshot(row, user) for row in user.snapshots[key]} - {None}:
            for rule_role, needs, kind, what, cell in SNAPSHOTS:
                if rule_role != role or (needs is not None and needs not in copied):
                    continue
                for part in parts:
                    if part.kind == kind and not done_to(part).isdisjoint(what):
                        outcome = "~" if cell == "<" and part.cascade else cell
                        effects, things = (part.net or "alter", "use"), (part, user.things[key, None, None])
                        if turned:
                            outcome, effects, things = mirrored(outcome), effects[::-1], things[::-1]
                        self.add("dependency", [part.display()], outcome, *effects, None, "all columns", *things)

    @staticmethod
    def made_on(key, maker):
        """The indexes and statistics that a change makes on a table."""
        for kind in ("index", "statistics"):
            for row in maker.things[key, None, None].uses.get(kind, ()):
                name = row.detail.get("by_name")
                made = maker.things.get((("relation:" if kind == "index" else "statistics:") + str(name), None, None))
                if row.object_kind == "table" and made is not None and made.kind == kind:
                    yield made

    def compare_default_privileges(self, giver, maker, turned):
        """ALTER DEFAULT PRIVILEGES is about what is made after it."""
        for thing in giver.default_privileges:
            value = str(thing.alters["default privileges"][0])
            for kinds, word in PRIVILEGED:
                if " on " + word not in value:
                    continue
                for made in maker.made_in(thing.name, kinds):
                    effects, things = ("alter", made.net), (thing, made)
                    if turned:
                        effects, things = effects[::-1], things[::-1]
                    self.add("dependency", [made.display()], "~", *effects, "default privileges", None, *things)

    def compare_remade(self, key, maker, user, turned):
        """Whoever uses a part that the new definition lacks fails after it."""
        whole, made = maker.things[key, None, None], maker.remade[key]
        known = {identity[1] for identity in made} | TOLERANT  # a definition by LIKE or AS tells no columns
        for identity in user.parts[key]:
            thing = user.things[identity]
            if identity in made or identity[1] not in known or thing.net in MADE:
                continue
            if thing.net in ("drop", "rename") or thing.alters or thing.uses:
                effects, things = (whole.net, "use"), (whole, thing)
                cell, role = ">", next(iter(thing.uses), None)
                if turned:
                    cell, effects, things = mirrored(cell), effects[::-1], things[::-1]
                self.add("dependency", [thing.display()], cell, *effects, None, role, *things)

    def add_reference(self, table, thing, cell, turned):
        """A finding about a foreign key to this table and a constraint (or unique index) of it."""
        effects, things = ("use", thing.net), (table, thing)
        if turned:
            cell, effects, things = mirrored(cell), effects[::-1], things[::-1]
        self.add("dependency", [thing.display()], cell, *effects, None, "foreign key", *things)


def judge(rows_a, rows_b, side_a, side_b):
    """Judge two footprints, each a list of rows or a Summary: at most one conflict per conflict type, in that order.

    A side is a dict with intent_id, agent_id, feature_name and branch_name, each possibly None; side_a is the newcomer,
    to whom the suggestions speak.
    """
    a = rows_a if isinstance(rows_a, Summary) else Summary(rows_a)
    b = rows_b if isinstance(rows_b, Summary) else Summary(rows_b)
    case = Case(a, b)
    feature = side_a.get("feature_name")
    if feature is not None and feature == side_b.get("feature_name"):
        case.add("timing", [feature], "=", None, None)
    case.compare_all()
    verdicts = {conflict_type: worst([(finding["outcome"], finding["first"]) for finding in findings])
                for conflict_type, findings in case.found.items()}
    pair = worst(verdicts.values())
    conflicts = []
    for conflict_type in CONFLICT_TYPES:
        if conflict_type in verdicts:
            outcome, first = verdicts[conflict_type]
            findings = case.found[conflict_type]
            conflicts.append({
                "conflict_type": conflict_type,
                "affected_objects": sorted({name for finding in findings for name in finding["objects"]}),
                "outcome": outcome,
                "apply_first": first,
                "suggestions": suggest(conflict_type, (outcome, first), pair, findings, side_a, side_b),
                "metadata": {},
            })
    return conflicts
