"""One change makes or drops a key that foreign keys of the other need."""

from ...footprint.name_hints import PRIMARY, is_key, key_names, keys_by_columns
from ..finding import Finding, Meeting


def compare_references(case, key):
    """A foreign key of a needs a primary key or unique constraint on what it refers to, which b makes or drops."""
    table = case.a.whole(key)
    made, lost = case.b.unique.get(key, {}), case.b.lost_keys(key)
    by_columns = keys_by_columns(table.name, lost) if lost else {}
    for name, columns in case.a.references[key].items() if made or lost else ():
        new = made.get(columns)
        if new is not None and new.row.detail.get("type") != PRIMARY and any(
                is_key(table.name, column) for column in columns):
            new = None  # there is a key on it
        needed = case.a.referenced.get(name)
        keys = key_names(table.name, columns, by_columns) if needed is None else needed
        dropped = next((lost[each] for each in keys if each in lost), None)
        if dropped is not None:
            cells = "x<" if new is None else ">~"  # 42830 without the key, 2BP01 unless the reference goes with it
            add_reference(case, table, dropped, cells[dropped.cascade])
        elif new is not None:
            add_reference(case, table, new, ">" if new.effect == "create" and needed is None else "=")


def add_reference(case, table, constraint, cell):
    """A finding about a foreign key to this table and a constraint (or unique index) of it."""
    meeting = Meeting(cell, "use", constraint.effect, None, "foreign key")
    case.add("dependency", Finding([constraint.display()], meeting, table, constraint))
