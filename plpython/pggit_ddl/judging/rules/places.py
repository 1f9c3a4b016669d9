"""Both changes take one place: next to an enum value, in the rows of a partitioned table, on the same columns."""


def compare_places(case, key, a, b):
    """Of two enum values added at the same place, the order decides which comes first."""
    for place in a.keys() & b.keys():
        if set(a[place]) != set(b[place]):
            thing_a, thing_b = case.a.things[key, None, None], case.b.things[key, None, None]
            case.add("object", [thing_a.name], "~", "alter", "alter", "place", None, thing_a, thing_b)


def compare_bounds(case, key, a, b):
    """Two partitions of one table cannot hold the same rows (42P17)."""
    for bound in a.keys() & b.keys():
        if a[bound] != b[bound]:
            things = case.a.things[key, None, None], case.b.things[key, None, None]
            case.add("table", [a[bound], b[bound]], "x", "alter", "alter", "bound", None, *things)


def compare_indexes(case, a, b):
    """Two indexes on the same columns of one table: work done twice."""
    for left, right in zip(a, b):
        if left.name != right.name and not (left.automatic and right.automatic):
            case.add("index", [left.name, right.name], "=", left.net, right.net, "same columns", None, left, right)
