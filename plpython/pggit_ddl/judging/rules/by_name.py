"""One change drops or alters a table or column after which the other has named something."""

from ...footprint.name_hints import (
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
    named_type,
    names_after,
    spelled,
)
from ...footprint.row import PARTS
from ...text.names import in_schema_of, last_part, schema_of
from ..effects import DROPPED, MADE, MAYBE, RENAMED, mirrored
from ..summary import bare_columns, is_gone
from ..words import NAMED
from .alters import is_converted, is_no_key
from .same_object import compare_object
from .snapshots import compare_snapshots

REFERRED = ("primary key", "unique")
KEY_TYPES = ("primary key", "foreign key")  # types whose names speak of a primary key


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


def compare_by_name(case, user, maker, turned):
    """What is named after a table goes with it, or with a column: DROP INDEX, say, names neither."""
    lost = {} if case.is_known or not user.named else maker.lost_names
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
                add_named(case, thing, found, cell, turned)


def compare_named(case, key, user, maker, turned):
    """A constraint goes with its column; where the name tells that it is on that, nobody finds it after."""
    table = key.partition(":")[2]
    columns = [] if case.is_known else [
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
            add_named(case, thing, column, "<", turned)  # what CASCADE is for keeps the column, too
        column = next((retyped[each] for each in (named[:2] if rest else retyped) if each in retyped), None)
        if column is not None and kind == "foreign key" and thing.net in DROPPED:
            add_named(case, thing, column, "<", turned)


def compare_children(case, user, maker, turned):
    """What is done to the columns of a table reaches its partitions, which are named after it."""
    if case.is_known:
        return
    for identity in user.named if maker.parts else ():
        thing = user.things[identity]
        if thing.kind != "table" or identity[1] is not None or thing.net in MADE:
            continue
        for alias, _ in hints("table", thing.name):
            parent = "relation:" + in_schema_of(thing.name, alias)
            if identity[0] in user.snapshots and parent in maker.parts:
                compare_snapshots(case, identity[0], user, maker, turned, parent)
            for each in user.parts.get(identity[0], ()) if parent in maker.parts else ():
                of_parent = maker.things.get((parent, *each[1:]))
                if each[1] == "column" and of_parent is not None:
                    reached, other = of_parent.reaching(identity[0], thing.name), user.things[each]
                    compare_object(case, *((reached, other) if turned else (other, reached)))
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
                case.add("index", [each.name for each in both], "~", both[0].net, both[1].net, "same columns", None,
                         *both)


def add_named(case, thing, other, cell, turned):
    """A finding about something that is named after what the other change drops or alters."""
    effect = thing.net or ("alter" if thing.alters else "use")
    effects, things = (effect, other.net or "alter"), (thing, other)
    if turned:
        cell, effects, things = mirrored(cell), effects[::-1], things[::-1]
    case.add("dependency", [thing.display()], cell, *effects, NAMED, None, *things, owner=other.display())
