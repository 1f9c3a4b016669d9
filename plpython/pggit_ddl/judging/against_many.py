"""Judging one change against many: the worst pairs in words, the others counted."""

from ..footprint.row import Row
from .conflict_types import CONFLICT_TYPES
from .pair import compare
from .summary import Summary


def judged_rows(intent):
    """The rows of an intent's footprint, each an array or an object."""
    # The rows of the feature and of names are there to find candidates; the judge gets the names themselves.
    rows = (Row(*row) if isinstance(row, list) else Row(**row) for row in intent.pop("footprint"))
    return [row for row in rows if row.object_kind not in ("feature", "name")]


class JudgedPair:
    """The newcomer and one candidate, and how they collide."""

    __slots__ = ("intent", "position", "severities", "verdict")

    def __init__(self, position, intent, verdict, severities):
        self.position, self.intent, self.verdict = position, intent, verdict
        self.severities = {}
        for conflict_type, (outcome, _) in verdict.outcomes.items():
            default = severities.get(conflict_type) or CONFLICT_TYPES[conflict_type][:2]
            self.severities[conflict_type] = default[outcome == "compatible"]

    def rank(self):
        """Errors before warnings, then the candidates that come last."""
        return "error" not in self.severities.values(), -self.position


class WorstPairs:
    """The pairs that collide: the worst, with at most so many conflicts, and the severities of the rest."""

    def __init__(self, limit):
        self.limit, self.pairs, self.omitted = limit, [], {"error": 0, "warning": 0}

    def add(self, pair):
        """Take up a pair; those that are too many go now and then, so that few are held."""
        self.pairs.append(pair)
        if self.limit and len(self.pairs) > 2 * self.limit:
            self.cut()

    def cut(self):
        """Count those beyond the worst, and forget them."""
        if not self.limit:
            return
        self.pairs.sort(key=JudgedPair.rank)
        total = 0
        for index, pair in enumerate(self.pairs):
            total += len(pair.severities)
            if index and total > self.limit:
                for each in self.pairs[index:]:
                    for severity in each.severities.values():
                        self.omitted[severity] += 1
                del self.pairs[index:]
                break


def judge_all(newcomer, candidates, severities, limit):
    """Judge a change against each of many: (conflicts, {severity: how many more}).

    An intent is {intent_id, agent_id, feature_name, branch_name, footprint}. severities: {conflict type: (severity,
    severity if compatible)}, where they are not the defaults. limit: the most conflicts that are told, None or 0 for
    all; no pair is told in part, and one always is. They come in the order of the candidates.
    """
    own, worst_pairs = Summary(judged_rows(newcomer)), WorstPairs(limit)
    for position, candidate in enumerate(candidates):
        verdict = compare(own, judged_rows(candidate), newcomer, candidate)
        if verdict.outcomes:
            worst_pairs.add(JudgedPair(position, candidate, verdict, severities))
    worst_pairs.cut()
    conflicts = []
    for pair in sorted(worst_pairs.pairs, key=lambda each: each.position):
        for conflict in pair.verdict.conflicts(newcomer, pair.intent):
            conflict.update(
                severity=pair.severities[conflict["conflict_type"]], intent_b=pair.intent.get("intent_id"),
                agent_b=pair.intent.get("agent_id"), feature_b=pair.intent.get("feature_name"))
            if conflict["apply_first"] is not None:
                first = newcomer if conflict["apply_first"] == "a" else pair.intent
                conflict["apply_first"] = first.get("intent_id") or conflict["apply_first"]
            conflicts.append(conflict)
    return conflicts, worst_pairs.omitted
