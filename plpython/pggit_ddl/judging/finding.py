"""What a comparison of two footprints has found, and the worst of it."""

from .effects import OUTCOMES, RANKS


class Case:
    """Two summed up footprints and what was found so far: {conflict type: [finding]}."""

    def __init__(self, a, b):
        self.a, self.b = a, b
        self.is_known = a.is_told or b.is_told  # by the catalog, so that nothing needs to be guessed
        self.found = {}
        self.kept = set()  # keys of tables that CREATE TABLE IF NOT EXISTS finds

    def add(self, conflict_type, objects, cell, a, b, aspect=None, role=None, thing_a=None, thing_b=None, same=None,
            owner=None):
        """Remember one finding: the effects of a and b, and what a suggestion may speak of."""
        outcome, first = OUTCOMES[cell]
        self.found.setdefault(conflict_type, []).append({
            "objects": objects, "outcome": outcome, "first": first, "a": a, "b": b, "aspect": aspect, "role": role,
            "thing_a": thing_a, "thing_b": thing_b, "same": same, "owner": owner})


def worst(outcomes):
    """The worst of several (outcome, apply_first): ordered both ways is incompatible."""
    rank, firsts = 0, set()
    for outcome, first in outcomes:
        rank = max(rank, RANKS.index(outcome))
        firsts.add(first)
    if rank == 2 and {"a", "b"} <= firsts:
        return "incompatible", None
    return RANKS[rank], next(iter(firsts & {"a", "b"})) if rank == 2 else None
