"""Both changes make, alter, drop or use one and the same object."""

from ...footprint.roles import LATE, OF_CONSTRAINT, REACHED
from ..conflict_types import TYPE_OF_KIND, TYPES, conflict_types
from ..effects import CELLS, DROP_IN_USE, MADE, REMADE, REMAKE_IN_USE, RESET, SAME_DEFINITION, mirrored
from ..finding import Finding, Meeting
from .alters import ANY, RETAINED_BY_REPLACE, altered_twice, altering, is_written_so
from .dependencies import CELLS_BY_ROLE, INDEX_OF_CONSTRAINT, altered_in_use, lost_in_use

PART_LISTS = frozenset(("columns", "constraints"))  # aspects that say nothing beyond the parts

# What another change does to a name that PostgreSQL chooses: it takes the name, or the next one.
AUTOMATIC = {"drop": "~", "rename": "~", "recreate": "="}


def compare_object(case, a, b):
    """Compare what both changes do to one object."""
    if case.upright is not None:
        case, a, b = case.upright, b, a
    if is_judged_with_whole(case, a, b) or only_drops_lost_parts(a, b, case.a, case.b) or only_drops_lost_parts(
            b, a, case.b, case.a):
        return
    if a.identity.key in case.existing_tables:
        if "within" in (a.effect, b.effect):
            return  # of a table that is there already
        a, b = a.as_skipped(), b.as_skipped()
    # A view may be altered as a table: whichever side is a, the same word stands for both.
    kinds = [each.kind for each in (a, b) if each.effect or TYPE_OF_KIND.get(each.kind) == "table"] or [a.kind, b.kind]
    kind = min(kinds, key=lambda word: (TYPES.index(TYPE_OF_KIND.get(word, "object")), word))
    names = {a.display(), b.display()}
    if a.identity.kind == "routine":
        names = {max(names, key=len)}  # of f and f(integer), what is meant is the latter
    same = None
    if a.effect and b.effect and a.row.action == b.row.action == "create":
        same = case.a.definition(a) == case.b.definition(b)
    for meeting in meetings_of(case, a, b):
        for conflict_type in conflict_types(kind, meeting):
            case.add(conflict_type, Finding(names, meeting, a, b, same))


def is_judged_with_whole(case, a, b):
    """Whether this is a part of something that both changes make, whose meeting says it all."""
    if a.effect == b.effect == "within":
        return True
    if not (a.automatic and b.automatic) or a.parent != b.parent:
        return False
    return a.kind == b.kind == "sequence" or (case.a.does(a.parent, MADE) and case.b.does(b.parent, MADE))


def only_drops_lost_parts(whole, other, making, using):
    """Whether one change makes anew what the other only drops parts of, IF EXISTS, which the new one lacks."""
    key = whole.identity.key
    if whole.effect not in REMADE or whole.renamed_to is not None:
        return False
    if other.effect or not other.alters.keys() <= PART_LISTS:
        return False
    return key in using.parts and all(
        using.objects[identity].effect == "drop?" and identity not in making.remade.get(key, ())
        and identity not in making.objects for identity in using.parts[key])


def meetings_of(case, a, b):
    """Yield each Meeting of two changes on one object."""
    if a.effect and b.effect:
        aspect = "primary key" if a.identity.kind == "primary key" else None
        yield Meeting(cell_of_effects(case, a, b), a.effect, b.effect, aspect)
    yield from one_way_meetings(a, b, case.b, case.a)
    for meeting in one_way_meetings(b, a, case.a, case.b):
        yield meeting.mirrored()
    for aspect_a, (value_a, if_exists_a) in a.alters.items():
        for aspect_b, (value_b, if_exists_b) in b.alters.items():
            cell = altered_twice(a.kind, aspect_a, value_a, aspect_b, value_b)
            aspect = aspect_a if aspect_a == aspect_b else (aspect_a, aspect_b)
            yield Meeting(cell, altering(if_exists_a), altering(if_exists_b), aspect)


def cell_of_effects(case, a, b):
    """The outcome of two effects on one object."""
    cell = CELLS[a.effect, b.effect]
    if a.effect == b.effect == "create" and (a.automatic or b.automatic) and a.identity.kind != "primary key":
        # for the second of two names of its own choice PostgreSQL picks another
        cell = SAME_DEFINITION if a.automatic and b.automatic else ">" if a.automatic else "<"
    for one, other in ((a, b), (b, a)):
        if one.automatic and one.effect == "create":
            cell = AUTOMATIC.get(other.effect, cell)
    cell = cell_with_catalog(case, a, b) or mirrored(cell_with_catalog(case.mirror(), b, a)) or cell
    if cell != SAME_DEFINITION:
        return cell
    if a.effect == b.effect == "replace" and a.row.detail.get("returns") != b.row.detail.get("returns"):
        return "x"  # 42P13: cannot change return type of existing function
    return "=" if case.a.definition(a) == case.b.definition(b) else "~"


def cell_with_catalog(case, known, other):
    """The outcome of two effects where the catalog knows more about the first than its DDL shows, else None."""
    detail = (known.row.detail if known.row is not None else None) or {}
    if "from_catalog" not in detail:
        return None
    if detail.get("inherited") and known.effect == other.effect == "create":
        # A child's own column, or equal condition, becomes one with its parent's that comes later.
        if known.kind == "constraint":
            return "=" if case.a.definition(known) == case.b.definition(other) else "x"
        return ">" if detail.get("type") == (other.row.detail or {}).get("type") else "x"
    if known.effect != "drop?":
        return None
    if other.effect == "create":
        return "<"  # it is there, so the name is free only after the drop
    if other.effect in ("recreate?", "rename?"):
        return "="  # the old one goes in any case, and what the new one needs is judged by itself
    if other.effect == "recreate":
        return ">"
    if other.effect == "replace" and known.cascade:
        return "="  # the new definition does not need what is dropped, or the drop of that meets it
    return None


def one_way_meetings(touched, other, using, changing):
    """Yield each Meeting of what one change (summed up in `changing`) does and the other alters or uses."""
    if OF_CONSTRAINT in other.uses and other.effect is None:
        effect = touched.effect
        if not effect and touched.alters:
            effect = altering(all(if_exists for _, if_exists in touched.alters.values()))
        if effect in INDEX_OF_CONSTRAINT and touched.kind == "index":
            yield Meeting(INDEX_OF_CONSTRAINT[effect], effect, "use", OF_CONSTRAINT, OF_CONSTRAINT)
        return
    if other.uses.keys() == {LATE} and not other.alters:
        if touched.effect and touched.effect != "transient":
            yield Meeting("=", touched.effect, "use", LATE, LATE)
        return
    if touched.effect:
        for aspect, (value, if_exists) in other.alters.items():
            yield Meeting(cell_of_alter(touched, aspect, value, if_exists), touched.effect, altering(if_exists), aspect)
        role = next((role for role in other.uses if role not in (REACHED, OF_CONSTRAINT)), None)
        if role is not None:
            cell = CELLS[touched.effect, "use"]
            if cell in (DROP_IN_USE, REMAKE_IN_USE):
                cell, role = lost_in_use(touched, other, using, changing)
            else:
                cell = CELLS_BY_ROLE.get(role, {}).get(touched.effect, cell)
            yield Meeting(cell, touched.effect, "use", None, role)
    for aspect, (value, if_exists) in touched.alters.items():
        for role in other.uses:
            cell = altered_in_use(touched.kind, aspect, value, role)
            if cell:
                yield Meeting(cell, altering(if_exists), "use", aspect, role)


def cell_of_alter(touched, aspect, value, if_exists):
    """The outcome of an effect on the left and an ALTER of the same object on the right."""
    cell, detail = CELLS[touched.effect, altering(if_exists)], touched.row.detail or {}
    if touched.effect in REMADE and touched.kind == "constraint" and is_written_so(detail, aspect, value):
        return "="
    if cell != RESET:
        return cell
    return "=" if aspect in RETAINED_BY_REPLACE or value == detail.get("properties", {}).get(aspect, ANY) else "~"
