"""Judging two changes: which conflicts there are between two footprints, and what PostgreSQL would make of them.

The footprints are summed up per object (summary.py), and what both touch is compared by the tables in rules.py
(meetings.py). Each step takes time linear in the rows, whatever the two changes share.
"""

from .rules.same_object import done_to, is_converted, is_no_key, is_slight, meet, merged, snapshot
from ..text.names import in_schema_of, last_part, schema_of
from ..footprint.name_hints import (
    CHANGED,
    COLUMN,
    ONE,
    PRIMARY,
    RETYPED,
    SPEAKS_OF,
    VIEW_KINDS,
    abbreviates,
    beside,
    columns_in,
    hints,
    is_cut,
    is_key,
    key_names,
    keys_by_columns,
    named_type,
    names_after,
    spelled,
)
from .effects import OUTCOMES, PARTS, RANKS, SNAPSHOTS, TYPE_OF_KIND, mirrored
from .suggest import NAMED, suggest
from .summary import EVERYWHERE, MADE, REMADE, TOLERANT, Summary, bare_columns, is_gone

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
TYPES = tuple(CONFLICT_TYPES)

LIFELESS = frozenset(("columns", "constraints"))  # aspects that say nothing beyond the parts
DROPPED = frozenset(("drop", "drop?"))
MAYBE = ("drop?", "rename?")
RENAMED = frozenset(("rename", "rename?"))
REFERRED = ("primary key", "unique")
KEY_TYPES = ("primary key", "foreign key")  # types whose names speak of a primary key
COPIED_PARTS = frozenset(("column", "constraint"))
# Kinds of what is made, and what ALTER DEFAULT PRIVILEGES calls them.
DEFAULTED_ROUTINES = ("function", "procedure", "aggregate")
PRIVILEGED = ((("table", "view", "materialized view", "foreign table"), "tables"), (("sequence",), "sequences"),
              (DEFAULTED_ROUTINES, "functions"), (DEFAULTED_ROUTINES, "routines"), (("type", "domain"), "types"))


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


def constraint_type(thing):
    """The type of a constraint, as the change or the name tells it."""
    return (thing.row.detail.get("type") if thing.row is not None else None) or named_type(thing.name)


def after_what(thing, lost):
    """What of the things lost a thing may be named after (see Summary.lost_names)."""
    kind = constraint_type(thing) if thing.kind == "constraint" else thing.kind
    schema = schema_of(thing.parent if thing.kind in PARTS else thing.name)
    for alias, rest in hints(thing.kind, thing.name, thing.parent, kind):
        for how in SPEAKS_OF[thing.kind]:
            parts = lost.get((schema, spelled(alias), how), {})
            if alias.startswith(COLUMN):
                yield from (other for table, other in parts.items() if abbreviates(rest, table))
                continue
            wanted = [] if how == ONE and thing.kind == "index" else [None]
            if parts and rest:
                wanted += [column for column in columns_in(rest, kind) if column in parts]
            if thing.kind in VIEW_KINDS:
                wanted.append(CHANGED)
            elif thing.kind == "column" or named_type(thing.name) in KEY_TYPES:
                wanted += [PRIMARY, RETYPED]
            yield from (parts[what] for what in wanted if what in parts)


def is_lost(thing):
    """Whether what a change does to something fails where it is gone."""
    return thing.net in ("drop", "rename", "recreate") or (thing.net is None and bool(thing.alters))


def is_default(thing):
    """Whether all that a change does with a sequence is to take values from it."""
    return thing.kind == "sequence" and thing.net is None and "default" in thing.uses


def goes_along(thing, lost):
    """Whether a drop takes along what is named after the thing lost, or cannot be while that is there."""
    if thing.kind in ("index", "sequence"):
        return is_lost(thing) or is_default(thing) or (thing.net in MAYBE and lost.net in RENAMED)
    if lost.net in RENAMED:
        return False
    if thing.kind == "table":
        return is_lost(thing) or (thing.net is None and bool(thing.uses))
    if thing.kind == "column":
        return lost.cascade and thing.net is None and is_no_key(thing.alters.get("type", ("",))[0])
    if lost.kind == "column" and thing.kind in VIEW_KINDS:
        return not lost.cascade and thing.net in DROPPED
    if lost.net is None:
        return thing.net in DROPPED and thing.kind == "constraint" and is_converted(lost.alters["type"][0])
    if lost.cascade:
        return is_lost(thing) or (thing.net is None and bool(thing.uses) and thing.kind != "constraint")
    return thing.net in DROPPED


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
        self.is_known = a.is_told or b.is_told  # by the catalog, so that nothing needs to be guessed
        self.found = {}

    def add(self, conflict_type, objects, cell, a, b, aspect=None, role=None, thing_a=None, thing_b=None, same=None,
            owner=None):
        """Remember one finding: the effects of a and b, and what a suggestion may speak of."""
        outcome, first = OUTCOMES[cell]
        self.found.setdefault(conflict_type, []).append({
            "objects": objects, "outcome": outcome, "first": first, "a": a, "b": b, "aspect": aspect, "role": role,
            "thing_a": thing_a, "thing_b": thing_b, "same": same, "owner": owner})

    def compare_all(self):
        """Compare everything that both changes touch."""
        self.kept = {key for one, other in ((self.a, self.b), (self.b, self.a)) for key in one.conditional
                     if one.finds(key, other)}
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
        for key in self.a.bounds.keys() & self.b.bounds.keys():
            self.compare_bounds(key, self.a.bounds[key], self.b.bounds[key])
        for key in self.a.references:
            self.compare_references(key, self.a, self.b, False)
        for key in self.b.references:
            self.compare_references(key, self.b, self.a, True)
        for key in self.a.parts.keys() & self.b.parts.keys():
            self.compare_named(key, self.a, self.b, False)
            self.compare_named(key, self.b, self.a, True)
        self.compare_by_name(self.a, self.b, False)
        self.compare_by_name(self.b, self.a, True)
        self.compare_children(self.a, self.b, False)
        self.compare_children(self.b, self.a, True)
        for key in self.a.snapshots:
            if (key, None, None) in self.b.things or key in self.b.parts:
                self.compare_snapshots(key, self.a, self.b, True)
        for key in self.b.snapshots:
            if (key, None, None) in self.a.things or key in self.a.parts:
                self.compare_snapshots(key, self.b, self.a, False)
        self.compare_default_privileges(self.a, self.b, False)
        self.compare_default_privileges(self.b, self.a, True)
        for key in self.a.remade.keys() & self.b.parts.keys():
            self.compare_remade(key, self.a, self.b, False)
        for key in self.b.remade.keys() & self.a.parts.keys():
            self.compare_remade(key, self.b, self.a, True)

    def compare(self, a, b):
        """Compare what both changes do to one object."""
        if self.judged_elsewhere(a, b) or self.forgotten(a, b, self.a, self.b) or self.forgotten(b, a, self.b, self.a):
            return
        if a.identity[0] in self.kept:
            if "within" in (a.net, b.net):
                return  # of a table that is there already
            a, b = a.found(), b.found()
        # A view may be altered as a table: whichever side is a, the same word stands for both.
        kinds = [each.kind for each in (a, b) if each.net or TYPE_OF_KIND.get(each.kind) == "table"] or [a.kind, b.kind]
        kind = min(kinds, key=lambda word: (TYPES.index(TYPE_OF_KIND.get(word, "object")), word))
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

    @staticmethod
    def forgotten(whole, other, maker, user):
        """Whether one change makes anew what the other only drops parts of, IF EXISTS, which the new one lacks."""
        key = whole.identity[0]
        if whole.net not in REMADE or whole.moved_to is not None or other.net or not other.alters.keys() <= LIFELESS:
            return False
        return key in user.parts and all(
            user.things[identity].net == "drop?" and identity not in maker.remade.get(key, ())
            and identity not in maker.things for identity in user.parts[key])

    def compare_signatures(self, key):
        """A routine named without arguments may be any that bears the name."""
        bare = (key, "routine", key[len("routine:"):])
        if bare in self.a.things:
            for identity in self.b.routines[key]:
                if identity != bare:
                    self.compare_overload(self.a.things[bare], self.b.things[identity], False)
        if bare in self.b.things:
            for identity in self.a.routines[key]:
                if identity != bare:
                    self.compare_overload(self.b.things[bare], self.a.things[identity], True)

    def compare_overload(self, bare, full, turned):
        """DROP FUNCTION f means the only one of its name: 42725 once there is another."""
        effect = bare.net if bare.net in ("drop", "drop?", "rename") else "alter" if bare.alters else None
        if full.net != "create" or effect is None or bare.net in MADE:
            self.compare(*((full, bare) if turned else (bare, full)))
            return
        cell, effects, things = "<", (effect, full.net), (bare, full)
        if turned:
            cell, effects, things = mirrored(cell), effects[::-1], things[::-1]
        self.add("function", [full.display()], cell, *effects, "overload", None, *things)

    def compare_places(self, key, a, b):
        """Of two enum values added at the same place, the order decides which comes first."""
        for place in a.keys() & b.keys():
            if set(a[place]) != set(b[place]):
                thing_a, thing_b = self.a.things[key, None, None], self.b.things[key, None, None]
                self.add("object", [thing_a.name], "~", "alter", "alter", "place", None, thing_a, thing_b)

    def compare_bounds(self, key, a, b):
        """Two partitions of one table cannot hold the same rows (42P17)."""
        for bound in a.keys() & b.keys():
            if a[bound] != b[bound]:
                things = self.a.things[key, None, None], self.b.things[key, None, None]
                self.add("table", [a[bound], b[bound]], "x", "alter", "alter", "bound", None, *things)

    def compare_indexes(self, a, b):
        """Two indexes on the same columns of one table: work done twice."""
        for left, right in zip(a, b):
            if left.name != right.name and not (left.automatic and right.automatic):
                self.add("index", [left.name, right.name], "=", left.net, right.net, "same columns", None, left, right)

    def compare_references(self, key, user, maker, turned):
        """A foreign key needs a primary key or unique constraint on what it refers to."""
        table = user.things[key, None, None]
        made, lost = maker.unique.get(key, {}), maker.lost_keys(key)
        by_columns = keys_by_columns(table.name, lost) if lost else {}
        for name, columns in user.references[key].items() if made or lost else ():
            new = made.get(columns)
            if new is not None and new.row.detail.get("type") != PRIMARY and any(
                    is_key(table.name, column) for column in columns):
                new = None  # there is a key on it
            needed = user.referenced.get(name)
            found = key_names(table.name, columns, by_columns) if needed is None else needed
            gone = next((lost[each] for each in found if each in lost), None)
            if gone is not None:
                cells = "x<" if new is None else ">~"  # 42830 without the key, 2BP01 unless the reference goes with it
                self.add_reference(table, gone, cells[gone.cascade], turned)
            elif new is not None:
                self.add_reference(table, new, ">" if new.net == "create" and needed is None else "=", turned)

    def compare_by_name(self, user, maker, turned):
        """What is named after a table goes with it, or with a column: DROP INDEX, say, names neither."""
        lost = {} if self.is_known or not user.named else maker.lost_names
        for identity in user.named if lost else ():
            thing = user.things[identity]
            if identity not in maker.things:
                found = next((each for each in after_what(thing, lost) if goes_along(thing, each)), None)
                if found is not None:
                    cell = "~" if thing.net in MAYBE and found.net in RENAMED else "<"
                    if is_default(thing) and not found.cascade:
                        cell = "x"  # 2BP01: the default depends on it
                    elif thing.kind == "column":
                        cell = ">"  # 42804 while the reference is there
                    self.add_named(thing, found, cell, turned)

    def compare_named(self, key, user, maker, turned):
        """A constraint goes with its column; where the name tells that it is on that, nobody finds it after."""
        table = key.partition(":")[2]
        columns = [] if self.is_known else [
            maker.things[identity] for identity in maker.parts[key] if identity[1] == "column"]
        gone = {spelled(each.name): each for each in columns if is_gone(each)}
        retyped = {spelled(each.name): each for each in columns if is_converted(each.alters.get("type", ("",))[0])}
        known = {name: column for column, each in (*gone.items(), *retyped.items())
                 for name in names_after(table, each.name)}
        for identity in user.parts[key] if gone or retyped else ():
            thing = user.things[identity]
            if identity[1] != "constraint" or identity in maker.things:
                continue
            kind = constraint_type(thing)
            rest = beside(thing.name, table)
            named = [known.get(last_part(thing.name)), *columns_in(rest, kind)] if kind or is_cut(thing.name) else ()
            column = next((gone[each] for each in named if each in gone), None)
            if column is not None and (is_lost(thing) or (thing.net is None and thing.uses) or (
                    kind in REFERRED and thing.net == "drop?" and thing.cascade and not column.cascade)):
                self.add_named(thing, column, "<", turned)  # what CASCADE is for keeps the column, too
            column = next((retyped[each] for each in (named[:2] if rest else retyped) if each in retyped), None)
            if column is not None and kind == "foreign key" and thing.net in DROPPED:
                self.add_named(thing, column, "<", turned)

    def compare_children(self, user, maker, turned):
        """What is done to the columns of a table reaches its partitions, which are named after it."""
        if self.is_known:
            return
        for identity in user.named if maker.parts else ():
            thing = user.things[identity]
            if thing.kind != "table" or identity[1] is not None or thing.net in MADE:
                continue
            for alias, _ in hints("table", thing.name):
                parent = "relation:" + in_schema_of(thing.name, alias)
                if identity[0] in user.snapshots and parent in maker.parts:
                    self.compare_snapshots(identity[0], user, maker, turned, parent)
                for each in user.parts.get(identity[0], ()) if parent in maker.parts else ():
                    of_parent = maker.things.get((parent, *each[1:]))
                    if each[1] == "column" and of_parent is not None:
                        reached, other = of_parent.reaching(identity[0], thing.name), user.things[each]
                        self.compare(*((reached, other) if turned else (other, reached)))
        for (table, columns, where), things in user.indexes.items():
            things = [thing for thing in things if user.constraint_of(thing) not in user.things]
            for alias, _ in hints("table", table) if things else ():
                parent = in_schema_of(table, alias)
                whole = maker.indexes.get((parent, columns, where), ())
                if not whole and any(thing.automatic for thing in things):
                    whole = maker.indexed.get((parent, bare_columns(columns)), ())
                whole = [each for each in whole if maker.constraint_of(each) not in maker.things]
                for other in whole[:1]:  # a partition's index becomes a part of its parent's, or another is made
                    both = (other, things[0]) if turned else (things[0], other)
                    self.add("index", [each.name for each in both], "~", both[0].net, both[1].net, "same columns", None,
                             *both)

    def add_named(self, thing, other, cell, turned):
        """A finding about something that is named after what the other change drops or alters."""
        effect = thing.net or ("alter" if thing.alters else "use")
        effects, things = (effect, other.net or "alter"), (thing, other)
        if turned:
            cell, effects, things = mirrored(cell), effects[::-1], things[::-1]
        self.add("dependency", [thing.display()], cell, *effects, NAMED, None, *things, owner=other.display())

    def compare_snapshots(self, key, user, maker, turned, source=None):
        """SELECT *, LIKE and INHERITS take the parts that a table has at the moment: see SNAPSHOTS.

        The parts are those of `source`, if it is not the table itself.
        """
        source = source or key
        parts = [maker.things[identity] for identity in maker.parts.get(source, ()) if identity[1] in COPIED_PARTS]
        parts += self.made_on(source, maker)
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
        for own in [row.detail.get("columns") for row in user.snapshots[key] if row.detail["by"] == "inherit"]:
            for part in parts:
                if own and part.kind == "column" and part.net in ("create", "create?") and part.name in own:
                    cell, effects = merged(part, own[part.name]), (part.net, "use")
                    things = part, user.things[key, None, None]
                    if turned:
                        cell, effects, things = mirrored(cell), effects[::-1], things[::-1]
                    self.add("dependency", [part.display()], cell, *effects, None, "inherit", *things)

    @staticmethod
    def made_on(key, maker):
        """The indexes and statistics that a change makes on a table."""
        for kind in ("index", "statistics"):
            whole = maker.things.get((key, None, None))
            for row in whole.uses.get(kind, ()) if whole is not None else ():
                name = row.detail.get("by_name")
                made = maker.things.get((("relation:" if kind == "index" else "statistics:") + str(name), None, None))
                if row.object_kind == "table" and made is not None and made.kind == kind:
                    yield made

    def compare_default_privileges(self, giver, maker, turned):
        """ALTER DEFAULT PRIVILEGES is about what is made after it."""
        for thing in giver.default_privileges:
            here, everywhere = (str(thing.alters.get(aspect, ("",))[0]) for aspect in sorted(EVERYWHERE))
            for kinds, word in PRIVILEGED:
                schema = None if " on " + word in everywhere else thing.name
                if schema is not None and " on " + word not in here:
                    continue
                for made in maker.made_in(schema, kinds):
                    effects, things = ("alter", made.net), (thing, made)
                    if turned:
                        effects, things = effects[::-1], things[::-1]
                    self.add("dependency", [made.display()], "~", *effects, "default privileges", None, *things)

    def compare_remade(self, key, maker, user, turned):
        """Whoever uses a part that the new definition lacks fails after it."""
        whole, made = maker.things[key, None, None], maker.remade[key]
        # A definition by LIKE or AS tells no columns; a name of a constraint is hardly given twice.
        known = {identity[1] for identity in made} | TOLERANT | {"constraint"}
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


class Verdict:
    """How two changes collide; the words for it are made when they are asked for."""

    __slots__ = ("outcomes", "_found")

    def __init__(self, found):
        self._found = found
        # conflict type -> (outcome, apply_first), in the order of CONFLICT_TYPES
        self.outcomes = {
            conflict_type: worst([(finding["outcome"], finding["first"]) for finding in found[conflict_type]])
            for conflict_type in CONFLICT_TYPES if conflict_type in found}

    def conflicts(self, side_a, side_b):
        """One conflict per type, with suggestions that speak to side_a."""
        pair = worst(self.outcomes.values())
        for conflict_type, (outcome, first) in self.outcomes.items():
            findings = self._found[conflict_type]
            yield {
                "conflict_type": conflict_type,
                "affected_objects": sorted({name for finding in findings for name in finding["objects"]}),
                "outcome": outcome,
                "apply_first": first,
                "suggestions": suggest(conflict_type, (outcome, first), pair, findings, side_a, side_b),
                "metadata": {},
            }


def compare(rows_a, rows_b, side_a, side_b):
    """Compare two footprints, each a list of rows or a Summary."""
    a = rows_a if isinstance(rows_a, Summary) else Summary(rows_a)
    b = rows_b if isinstance(rows_b, Summary) else Summary(rows_b)
    case = Case(a, b)
    feature = side_a.get("feature_name")
    if feature is not None and feature == side_b.get("feature_name"):
        case.add("timing", [feature], "=", None, None)
    case.compare_all()
    return Verdict(case.found)


def judge(rows_a, rows_b, side_a, side_b):
    """Judge two footprints, each a list of rows or a Summary: at most one conflict per conflict type, in that order.

    A side is a dict with intent_id, agent_id, feature_name and branch_name, each possibly None; side_a is the newcomer,
    to whom the suggestions speak.
    """
    return list(compare(rows_a, rows_b, side_a, side_b).conflicts(side_a, side_b))
