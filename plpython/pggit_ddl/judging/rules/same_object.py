"""Both changes make, alter, drop or use one and the same object."""

from ...footprint.roles import LATE, OF_CONSTRAINT, REACHED
from ..conflict_types import TYPE_OF_KIND, TYPES, conflict_types
from ..effects import CELLS, MADE, REMADE, mirrored
from .alters import ANY, KEPT_BY_REPLACE, altered_twice, altering, is_so
from .dependencies import INDEX_OF_CONSTRAINT, SEEN_BY_ROLE, altered_in_use, dropped_in_use

LIFELESS = frozenset(("columns", "constraints"))  # aspects that say nothing beyond the parts

# What another change does to a name that PostgreSQL chooses: it takes the name, or the next one.
AUTOMATIC = {"drop": "~", "rename": "~", "recreate": "="}


def compare_object(case, a, b):
    """Compare what both changes do to one object."""
    if judged_elsewhere(case, a, b) or forgotten(a, b, case.a, case.b) or forgotten(b, a, case.b, case.a):
        return
    if a.identity[0] in case.kept:
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
        same = case.a.definition(a) == case.b.definition(b)
    for cell, effect_a, effect_b, aspect, role in meet(a, b, case.a, case.b):
        for conflict_type in conflict_types(kind, cell, effect_a, effect_b, aspect):
            case.add(conflict_type, names, cell, effect_a, effect_b, aspect, role, a, b, same)


def judged_elsewhere(case, a, b):
    """Whether this is a part of something that both changes make, whose meeting says it all."""
    if a.net == b.net == "within":
        return True
    if not (a.automatic and b.automatic) or a.parent != b.parent:
        return False
    return a.kind == b.kind == "sequence" or (case.a.does(a.parent, MADE) and case.b.does(b.parent, MADE))


def forgotten(whole, other, maker, user):
    """Whether one change makes anew what the other only drops parts of, IF EXISTS, which the new one lacks."""
    key = whole.identity[0]
    if whole.net not in REMADE or whole.moved_to is not None or other.net or not other.alters.keys() <= LIFELESS:
        return False
    return key in user.parts and all(
        user.things[identity].net == "drop?" and identity not in maker.remade.get(key, ())
        and identity not in maker.things for identity in user.parts[key])


def meet(a, b, summary_a, summary_b):
    """Yield (cell, effect of a, effect of b, aspect, role of the use) for one object that both changes touch."""
    if a.net and b.net:
        cell = CELLS[a.net, b.net]
        if a.net == b.net == "create" and (a.automatic or b.automatic) and a.identity[1] != "primary key":
            # for the second of two names of its own choice PostgreSQL picks another
            cell = "d" if a.automatic and b.automatic else ">" if a.automatic else "<"
        for one, other in ((a, b), (b, a)):
            if one.automatic and one.net == "create":
                cell = AUTOMATIC.get(other.net, cell)
        cell = known_to_catalog(a, b, cell, summary_a, summary_b)
        if cell == "d":
            cell = "=" if summary_a.definition(a) == summary_b.definition(b) else "~"
            if a.net == b.net == "replace" and a.row.detail.get("returns") != b.row.detail.get("returns"):
                cell = "x"  # 42P13: cannot change return type of existing function
        yield cell, a.net, b.net, "primary key" if a.identity[1] == "primary key" else None, None
    yield from met_halfway(a, b, summary_b, summary_a)
    for cell, left, right, aspect, role in met_halfway(b, a, summary_a, summary_b):
        yield mirrored(cell), right, left, aspect, role
    for aspect, (value, maybe) in a.alters.items():
        for other, (other_value, other_maybe) in b.alters.items():
            cell = altered_twice(a.kind, aspect, value, other, other_value)
            yield cell, altering(maybe), altering(other_maybe), aspect if aspect == other else (aspect, other), None


def known_to_catalog(a, b, cell, summary_a, summary_b):
    """What becomes of a meeting when the catalog knows more about one side than its DDL shows."""
    for one, other, turned in ((a, b, False), (b, a, True)):
        detail = (one.row.detail if one.row is not None else None) or {}
        if "from_catalog" not in detail:
            continue
        if detail.get("inherited") and one.net == other.net == "create":
            # A child's own column, or equal condition, becomes one with its parent's that comes later.
            if one.kind == "constraint":
                return "=" if summary_a.definition(a) == summary_b.definition(b) else "x"
            known = detail.get("type") == (other.row.detail or {}).get("type")
            return ("<" if turned else ">") if known else "x"
        if one.net == "drop?" and other.net == "create":
            return ">" if turned else "<"  # it is there, so the name is free only after the drop
        if one.net == "drop?" and other.net in ("recreate?", "rename?"):
            return "="  # the old one goes in any case, and what the new one needs is judged by itself
        if one.net == "drop?" and other.net == "recreate":
            return "<" if turned else ">"
        if one.net == "drop?" and other.net == "replace" and one.cascade:
            return "="  # the new definition does not need what is dropped, or the drop of that meets it
    return cell


def met_halfway(thing, other, summary, maker):
    """The same for what one change does to an object that the other (summed up in `summary`) alters or uses."""
    if OF_CONSTRAINT in other.uses and other.net is None:
        effect = thing.net or (altering(all(maybe for _, maybe in thing.alters.values())) if thing.alters else None)
        if effect in INDEX_OF_CONSTRAINT and thing.kind == "index":
            yield INDEX_OF_CONSTRAINT[effect], effect, "use", OF_CONSTRAINT, OF_CONSTRAINT
        return
    if other.uses.keys() == {LATE} and not other.alters:
        if thing.net and thing.net != "transient":
            yield "=", thing.net, "use", LATE, LATE
        return
    if thing.net:
        for aspect, (value, maybe) in other.alters.items():
            cell = CELLS[thing.net, altering(maybe)]
            if thing.net in REMADE and thing.kind == "constraint" and is_so(thing.row.detail or {}, aspect, value):
                cell = "="
            if cell == "k":
                kept = aspect in KEPT_BY_REPLACE or value == thing.row.detail.get("properties", {}).get(aspect, ANY)
                cell = "=" if kept else "~"
            yield cell, thing.net, altering(maybe), aspect, None
        role = next((role for role in other.uses if role not in (REACHED, OF_CONSTRAINT)), None)
        if role is not None:
            cell = CELLS[thing.net, "use"]
            if cell in "uv":
                cell, role = dropped_in_use(cell, thing, other, summary, maker)
            else:
                cell = SEEN_BY_ROLE.get(role, {}).get(thing.net, cell)
            yield cell, thing.net, "use", None, role
    for aspect, (value, maybe) in thing.alters.items():
        for role in other.uses:
            cell = altered_in_use(thing.kind, aspect, value, role)
            if cell:
                yield cell, altering(maybe), "use", aspect, role
