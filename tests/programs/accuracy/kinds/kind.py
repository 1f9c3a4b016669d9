"""What a kind of change is, how one enters the table, and what several families need."""

from collections import namedtuple

Kind = namedtuple("Kind", "name weight draw")
ENTERED = []


def kind(name, weight=1):
    """Enter a function into the table."""

    def enter(function):
        ENTERED.append(Kind(name, weight, function))
        return function

    return enter


def plain(column):
    """Tell whether a column may get a default."""
    return not (column.generated or column.identity)


def not_partition(table):
    """Tell whether a table's columns are its own."""
    return not table.partition


def comma(parts):
    """Join."""
    return ", ".join(parts)


def names(columns):
    """Join columns' names."""
    return comma(column.name for column in columns)


def indexable(column):
    """Tell whether a btree can order a column's type."""
    return column.base not in ("json", "xml", "point", "box", "tsquery", "polygon", "circle") and column.category != "C"


def label(text):
    """Return a string constant."""
    return "'" + text.replace("'", "''") + "'"


def part(d, which):
    """Choose a table and its trigger, policy or rule."""

    def fitting(table):
        return [each for each in getattr(table, which) if d.left((which, table.name, name_of(each)))]

    table = d.table("rp", lambda t: not_partition(t) and fitting(t))
    found = d.usual(fitting(table))
    d.lose((which, table.name, name_of(found)))
    return table, found


def name_of(each):
    """Return the name of a trigger, policy or rule."""
    return each if isinstance(each, str) else each.name
