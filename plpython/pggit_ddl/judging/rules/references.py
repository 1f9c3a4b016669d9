"""One change makes or drops a key that foreign keys of the other need."""

from ...footprint.name_hints import PRIMARY, is_key, key_names, keys_by_columns
from ..effects import mirrored


def compare_references(case, key, user, maker, turned):
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
            add_reference(case, table, gone, cells[gone.cascade], turned)
        elif new is not None:
            add_reference(case, table, new, ">" if new.net == "create" and needed is None else "=", turned)


def add_reference(case, table, thing, cell, turned):
    """A finding about a foreign key to this table and a constraint (or unique index) of it."""
    effects, things = ("use", thing.net), (table, thing)
    if turned:
        cell, effects, things = mirrored(cell), effects[::-1], things[::-1]
    case.add("dependency", [thing.display()], cell, *effects, None, "foreign key", *things)
