"""Judging one change against many: the worst pairs in words, the others counted."""

from ..footprint.row import Row
from .conflict_types import CONFLICT_TYPES
from .pair import compare
from .summary import Summary


def rows_of(side):
    """The rows of a side's footprint, each an array or an object."""
    # The rows of the feature and of names are there to find candidates; the judge gets the names themselves.
    rows = (Row(*row) if isinstance(row, list) else Row(**row) for row in side.pop("footprint"))
    return [row for row in rows if row.object_kind not in ("feature", "name")]


class Pair:
    """The newcomer and one other, and how they collide."""

    __slots__ = ("place", "severities", "side", "verdict")

    def __init__(self, place, side, verdict, severities):
        self.place, self.side, self.verdict = place, side, verdict
        self.severities = {}
        for conflict_type, (outcome, _) in verdict.outcomes.items():
            default = severities.get(conflict_type) or CONFLICT_TYPES[conflict_type][:2]
            self.severities[conflict_type] = default[outcome == "compatible"]

    def rank(self):
        """Errors before warnings, then the others that come last."""
        return "error" not in self.severities.values(), -self.place


class Crowd:
    """The pairs that collide: the worst, with at most so many conflicts, and the severities of the rest."""

    def __init__(self, most):
        self.most, self.pairs, self.rest = most, [], {"error": 0, "warning": 0}

    def add(self, pair):
        """Take up a pair; those that are too many go now and then, so that few are held."""
        self.pairs.append(pair)
        if self.most and len(self.pairs) > 2 * self.most:
            self.cut()

    def cut(self):
        """Count those beyond the worst, and forget them."""
        if not self.most:
            return
        self.pairs.sort(key=Pair.rank)
        total = 0
        for index, pair in enumerate(self.pairs):
            total += len(pair.severities)
            if index and total > self.most:
                for each in self.pairs[index:]:
                    for severity in each.severities.values():
                        self.rest[severity] += 1
                del self.pairs[index:]
                break


def judge_all(side, others, severities, most):
    """Judge a change against each of many: (conflicts, {severity: how many more}).

    A side is {intent_id, agent_id, feature_name, branch_name, footprint}. severities: {conflict type: (severity,
    severity if compatible)}, where they are not the defaults. At most so many conflicts are told, None or 0 for all; no
    pair is told in part, and one always is. They come in the order of the others.
    """
    own, crowd = Summary(rows_of(side)), Crowd(most)
    for place, other in enumerate(others):
        verdict = compare(own, rows_of(other), side, other)
        if verdict.outcomes:
            crowd.add(Pair(place, other, verdict, severities))
    crowd.cut()
    conflicts = []
    for pair in sorted(crowd.pairs, key=lambda each: each.place):
        for conflict in pair.verdict.conflicts(side, pair.side):
            conflict.update(
                severity=pair.severities[conflict["conflict_type"]], intent_b=pair.side.get("intent_id"),
                agent_b=pair.side.get("agent_id"), feature_b=pair.side.get("feature_name"))
            if conflict["apply_first"] is not None:
                first = side if conflict["apply_first"] == "a" else pair.side
                conflict["apply_first"] = first.get("intent_id") or conflict["apply_first"]
            conflicts.append(conflict)
    return conflicts, crowd.rest
