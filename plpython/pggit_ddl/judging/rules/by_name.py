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
from ..effects import DROPPED, MADE, ONLY_IF_EXISTS, RENAMED
from ..finding import Finding, Meeting
from ..lost_names import Alias
from ..summary import Columns, bare_columns
from ..words import NAMED
from .alters import is_converted, is_no_key
from .same_object import compare_object
from .snapshots import compare_snapshots

REFERRED = ("primary key", "unique")
KEY_TYPES = ("primary key", "foreign key")  # types whose names speak of a primary key


def constraint_type(touched):
    """The type of a constraint, as the change or the name tells it."""
    return (touched.row.detail.get("type") if touched.row is not None else None) or named_type(touched.name)


def origins_of(touched, lost):
    """The lost objects that an object may be named after, the likeliest first; lost: see lost_names()."""
    kind = constraint_type(touched) if touched.kind == "constraint" else touched.kind
    schema = schema_of(touched.parent if touched.kind in PARTS else touched.name)
    for alias, remainder in hints(touched.kind, touched.name, touched.parent, kind):
        for how in SPEAKS_OF[touched.kind]:
            parts = lost.get(Alias(schema, spelled(alias), how), {})
            if alias.startswith(COLUMN):
                yield from (other for table, other in parts.items() if abbreviates(remainder, table))
                continue
            wanted = [] if how == ONE and touched.kind == "index" else [None]
            if parts and remainder:
                wanted += [column for column in columns_in(remainder, kind) if column in parts]
            if touched.kind in VIEW_KINDS:
                wanted.append(CHANGED)
            elif touched.kind == "column" or named_type(touched.name) in KEY_TYPES:
                wanted += [PRIMARY, RETYPED]
            yield from (parts[what] for what in wanted if what in parts)


def must_exist(touched):
    """Whether what a change does to an object fails where the object no longer exists."""
    return touched.effect in ("drop", "rename", "recreate") or (touched.effect is None and bool(touched.alters))


def is_default(touched):
    """Whether all that a change does with a sequence is to take values from it."""
    return touched.kind == "sequence" and touched.effect is None and "default" in touched.uses


def is_lost_with(touched, lost):
    """Whether an object goes with the lost one that it is named after, or cannot be changed while that is there."""
    if touched.kind in ("index", "sequence"):
        return must_exist(touched) or is_default(touched) or (
            touched.effect in ONLY_IF_EXISTS and lost.effect in RENAMED)
    if lost.effect in RENAMED:
        return False
    if touched.kind == "table":
        return must_exist(touched) or (touched.effect is None and bool(touched.uses))
    if touched.kind == "column":
        return lost.cascade and touched.effect is None and is_no_key(touched.alters.get("type", ("",))[0])
    if lost.kind == "column" and touched.kind in VIEW_KINDS:
        return not lost.cascade and touched.effect in DROPPED
    if lost.effect is None:
        return touched.effect in DROPPED and touched.kind == "constraint" and is_converted(lost.alters["type"][0])
    if lost.cascade:
        return must_exist(touched) or (touched.effect is None and bool(touched.uses) and touched.kind != "constraint")
    return touched.effect in DROPPED


def compare_by_name(case):
    """What a does to something named after a table of b, which goes with it, or with a column: DROP INDEX, say."""
    lost = {} if case.knows_catalog or not case.a.named_after else case.b.lost_names
    for identity in case.a.named_after if lost else ():
        touched = case.a.objects[identity]
        if identity not in case.b.objects:
            origin = next((each for each in origins_of(touched, lost) if is_lost_with(touched, each)), None)
            if origin is not None:
                cell = "~" if touched.effect in ONLY_IF_EXISTS and origin.effect in RENAMED else "<"
                if is_default(touched) and not origin.cascade:
                    cell = "x"  # 2BP01: the default depends on it
                elif touched.kind == "column":
                    cell = ">"  # 42804 while the reference is there
                add_named(case, touched, origin, cell)


def compare_named(case, key):
    """A constraint goes with its column: where its name tells that it is on one of b's, a does not find it after."""
    table = key.partition(":")[2]
    columns = [] if case.knows_catalog else [
        case.b.objects[identity] for identity in case.b.parts[key] if identity.kind == "column"]
    dropped = {spelled(each.name): each for each in columns if each.is_dropped()}
    retyped = {spelled(each.name): each for each in columns if is_converted(each.alters.get("type", ("",))[0])}
    known = {name: column for column, each in (*dropped.items(), *retyped.items())
             for name in names_after(table, each.name)}
    for identity in case.a.parts[key] if dropped or retyped else ():
        touched = case.a.objects[identity]
        if identity.kind != "constraint" or identity in case.b.objects:
            continue
        kind = constraint_type(touched)
        remainder = beside(touched.name, table)
        named = ()
        if kind or is_cut(touched.name):
            named = [known.get(last_part(touched.name)), *columns_in(remainder, kind)]
        column = next((dropped[each] for each in named if each in dropped), None)
        if column is not None and is_lost_with_column(touched, kind, column):
            add_named(case, touched, column, "<")
        column = next((retyped[each] for each in (named[:2] if remainder else retyped) if each in retyped), None)
        if column is not None and kind == "foreign key" and touched.effect in DROPPED:
            add_named(case, touched, column, "<")


def is_lost_with_column(constraint, kind, column):
    """Whether what a change does to a constraint fails once its column is dropped."""
    if must_exist(constraint) or (constraint.effect is None and constraint.uses):
        return True
    # what CASCADE is for keeps the column, too
    return kind in REFERRED and constraint.effect == "drop?" and constraint.cascade and not column.cascade


def compare_children(case):
    """What b does to the columns of a table reaches its partitions, which are named after it and which a touches."""
    if case.knows_catalog:
        return
    for identity in case.a.named_after if case.b.parts else ():
        touched = case.a.objects[identity]
        if touched.kind == "table" and identity.kind is None and touched.effect not in MADE:
            for alias, _ in hints("table", touched.name):
                parent = "relation:" + in_schema_of(touched.name, alias)
                if parent in case.b.parts:
                    compare_child(case, touched, parent)
    for (table, columns, where), indexes in case.a.indexes.items():
        indexes = [each for each in indexes if case.a.constraint_of(each) not in case.a.objects]
        for alias, _ in hints("table", table) if indexes else ():
            compare_child_index(case, indexes, Columns(in_schema_of(table, alias), columns, where))


def compare_child(case, partition, parent):
    """The columns of a partition that a touches, and those of what most likely is its parent."""
    key = partition.identity.key
    if key in case.a.snapshots:
        compare_snapshots(case, key, parent)
    for identity in case.a.parts.get(key, ()):
        of_parent = case.b.objects.get(identity._replace(key=parent))
        if identity.kind == "column" and of_parent is not None:
            compare_object(case, case.a.objects[identity], of_parent.inherited_by(key, partition.name))


def compare_child_index(case, indexes, columns):
    """A partition's index becomes a part of its parent's, or another is made beside it."""
    of_parent = case.b.indexes.get(columns, ())
    if not of_parent and any(each.automatic for each in indexes):
        of_parent = case.b.indexed.get((columns.table, bare_columns(columns.columns)), ())
    for other in [each for each in of_parent if case.b.constraint_of(each) not in case.b.objects][:1]:
        meeting = Meeting("~", indexes[0].effect, other.effect, "same columns")
        case.add("index", Finding([indexes[0].name, other.name], meeting, indexes[0], other))


def add_named(case, touched, origin, cell):
    """A finding about something of a that is named after what b drops or alters."""
    effect = touched.effect or ("alter" if touched.alters else "use")
    meeting = Meeting(cell, effect, origin.effect or "alter", NAMED)
    case.add("dependency", Finding([touched.display()], meeting, touched, origin, None, origin.display()))
