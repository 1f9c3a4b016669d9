"""Both changes take one place: next to an enum value, in the rows of a partitioned table, on the same columns."""

from ..finding import Finding, Meeting


def compare_places(case):
    """Compare all places that both take."""
    a, b = case.a, case.b
    for key in a.value_positions.keys() & b.value_positions.keys():
        compare_value_positions(case, key, a.value_positions[key], b.value_positions[key])
    for key in a.indexes.keys() & b.indexes.keys():
        compare_indexes(case, a.indexes[key], b.indexes[key])
    for key in a.bounds.keys() & b.bounds.keys():
        compare_bounds(case, key, a.bounds[key], b.bounds[key])


def compare_value_positions(case, key, a, b):
    """Of two enum values added at the same position, the order decides which comes first."""
    for position in a.keys() & b.keys():
        if set(a[position]) != set(b[position]):
            types = case.a.whole(key), case.b.whole(key)
            case.add("object", Finding([types[0].name], Meeting("~", "alter", "alter", "position"), *types))


def compare_bounds(case, key, a, b):
    """Two partitions of one table cannot hold the same rows (42P17)."""
    for bound in a.keys() & b.keys():
        if a[bound] != b[bound]:
            meeting = Meeting("x", "alter", "alter", "bound")
            case.add("table", Finding([a[bound], b[bound]], meeting, case.a.whole(key), case.b.whole(key)))


def compare_indexes(case, a, b):
    """Two indexes on the same columns of one table: work done twice."""
    for left, right in zip(a, b):
        if left.name != right.name and not (left.automatic and right.automatic):
            meeting = Meeting("=", left.effect, right.effect, "same columns")
            case.add("index", Finding([left.name, right.name], meeting, left, right))
