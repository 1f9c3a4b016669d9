"""Judging two changes: which conflicts there are between two footprints, and what PostgreSQL would make of them.

The footprints are summed up per object (summary.py), and what both touch is compared by the rules, a family a module.
Each step takes time linear in the rows, whatever the two changes share.
"""

from .conflict_types import CONFLICT_TYPES
from .finding import Case, Finding, Meeting, worst, worst_of
from .rules.by_name import compare_by_name, compare_children, compare_named
from .rules.overloads import compare_signatures
from .rules.places import compare_places
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
            conflict_type: worst_of(found[conflict_type])
            for conflict_type in CONFLICT_TYPES if conflict_type in found}

    def conflicts(self, intent_a, intent_b):
        """One conflict per type, with suggestions that speak to intent_a."""
        pair_outcome, _ = worst(self.outcomes.values())
        for conflict_type, (outcome, first) in self.outcomes.items():
            findings = self._found[conflict_type]
            conflict = {
                "conflict_type": conflict_type,
                "affected_objects": sorted({name for finding in findings for name in finding.names}),
                "outcome": outcome,
                "apply_first": first,
            }
            conflict["suggestions"] = suggest(conflict, findings, pair_outcome, intent_a, intent_b)
            conflict["metadata"] = {}
            yield conflict


def compare_all(case):
    """Compare everything that both changes touch; what tells the two apart is compared from both sides."""
    a, b = case.a, case.b
    both = case, case.mirror()
    few, many = sorted((a.objects, b.objects), key=len)
    for identity in few:
        if identity in many:
            compare_object(case, a.objects[identity], b.objects[identity])
    for key in a.routines.keys() & b.routines.keys():
        for each in both:
            compare_signatures(each, key)
    compare_places(case)
    for each in both:
        for key in each.a.references:
            compare_references(each, key)
    for key in a.parts.keys() & b.parts.keys():
        for each in both:
            compare_named(each, key)
    for each in both:
        compare_by_name(each)
    for each in both:
        compare_children(each)
    for each in both:
        for key in each.a.snapshots:
            if each.b.whole(key) is not None or key in each.b.parts:
                compare_snapshots(each, key, key)
    for each in both:
        compare_default_privileges(each)
    for each in both:
        for key in each.a.remade.keys() & each.b.parts.keys():
            compare_remade(each, key)


def compare(rows_a, rows_b, intent_a, intent_b):
    """Compare two footprints, each a list of rows or a Summary."""
    a = rows_a if isinstance(rows_a, Summary) else Summary(rows_a)
    b = rows_b if isinstance(rows_b, Summary) else Summary(rows_b)
    case = Case(a, b)
    feature = intent_a.get("feature_name")
    if feature is not None and feature == intent_b.get("feature_name"):
        case.add("timing", Finding([feature], Meeting("=", None, None)))
    compare_all(case)
    return Verdict(case.found)


def judge(rows_a, rows_b, intent_a, intent_b):
    """Judge two footprints, each a list of rows or a Summary: at most one conflict per conflict type, in that order.

    An intent is a dict with intent_id, agent_id, feature_name and branch_name, each possibly None; intent_a is the
    newcomer, to whom the suggestions speak.
    """
    return list(compare(rows_a, rows_b, intent_a, intent_b).conflicts(intent_a, intent_b))
