"""Judging two changes: which conflicts there are between two footprints, and what PostgreSQL would make of them.

The footprints are summed up per object (summary.py), and what both touch is compared by the rules, a family a module.
Each step takes time linear in the rows, whatever the two changes share.
"""

from .conflict_types import CONFLICT_TYPES
from .finding import Case, worst
from .rules.by_name import compare_by_name, compare_children, compare_named
from .rules.overloads import compare_signatures
from .rules.places import compare_bounds, compare_indexes, compare_places
from .rules.references import compare_references
from .rules.remade import compare_default_privileges, compare_remade
from .rules.same_object import compare_object
from .rules.snapshots import compare_snapshots
from .suggest import suggest
from .summary import Summary


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


def compare_all(case):
    """Compare everything that both changes touch."""
    case.kept = {key for one, other in ((case.a, case.b), (case.b, case.a)) for key in one.conditional
                 if one.finds(key, other)}
    few, many = sorted((case.a.things, case.b.things), key=len)
    for identity in few:
        if identity in many:
            compare_object(case, case.a.things[identity], case.b.things[identity])
    for key in case.a.routines.keys() & case.b.routines.keys():
        compare_signatures(case, key)
    for key in case.a.places.keys() & case.b.places.keys():
        compare_places(case, key, case.a.places[key], case.b.places[key])
    for key in case.a.indexes.keys() & case.b.indexes.keys():
        compare_indexes(case, case.a.indexes[key], case.b.indexes[key])
    for key in case.a.bounds.keys() & case.b.bounds.keys():
        compare_bounds(case, key, case.a.bounds[key], case.b.bounds[key])
    for key in case.a.references:
        compare_references(case, key, case.a, case.b, False)
    for key in case.b.references:
        compare_references(case, key, case.b, case.a, True)
    for key in case.a.parts.keys() & case.b.parts.keys():
        compare_named(case, key, case.a, case.b, False)
        compare_named(case, key, case.b, case.a, True)
    compare_by_name(case, case.a, case.b, False)
    compare_by_name(case, case.b, case.a, True)
    compare_children(case, case.a, case.b, False)
    compare_children(case, case.b, case.a, True)
    for key in case.a.snapshots:
        if (key, None, None) in case.b.things or key in case.b.parts:
            compare_snapshots(case, key, case.a, case.b, True)
    for key in case.b.snapshots:
        if (key, None, None) in case.a.things or key in case.a.parts:
            compare_snapshots(case, key, case.b, case.a, False)
    compare_default_privileges(case, case.a, case.b, False)
    compare_default_privileges(case, case.b, case.a, True)
    for key in case.a.remade.keys() & case.b.parts.keys():
        compare_remade(case, key, case.a, case.b, False)
    for key in case.b.remade.keys() & case.a.parts.keys():
        compare_remade(case, key, case.b, case.a, True)


def compare(rows_a, rows_b, side_a, side_b):
    """Compare two footprints, each a list of rows or a Summary."""
    a = rows_a if isinstance(rows_a, Summary) else Summary(rows_a)
    b = rows_b if isinstance(rows_b, Summary) else Summary(rows_b)
    case = Case(a, b)
    feature = side_a.get("feature_name")
    if feature is not None and feature == side_b.get("feature_name"):
        case.add("timing", [feature], "=", None, None)
    compare_all(case)
    return Verdict(case.found)


def judge(rows_a, rows_b, side_a, side_b):
    """Judge two footprints, each a list of rows or a Summary: at most one conflict per conflict type, in that order.

    A side is a dict with intent_id, agent_id, feature_name and branch_name, each possibly None; side_a is the newcomer,
    to whom the suggestions speak.
    """
    return list(compare(rows_a, rows_b, side_a, side_b).conflicts(side_a, side_b))
