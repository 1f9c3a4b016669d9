"""What a comparison of two footprints has found, and the worst of it."""

from collections import namedtuple

from .effects import OUTCOMES, RANKS, mirrored


class Meeting(namedtuple("Meeting", "cell effect_a effect_b aspect role", defaults=(None, None))):
    """What two changes do to the same thing, and what comes of it.

    cell: one of OUTCOMES. aspect: what an ALTER is about, a pair if the two ALTERs differ in that, or a word by which
    the advice is found. role: that of the use, where one change uses the object.
    """

    __slots__ = ()

    def mirrored(self):
        """The same with a and b exchanged."""
        cell, effect_a, effect_b, aspect, role = self
        return Meeting(mirrored(cell), effect_b, effect_a, aspect[::-1] if isinstance(aspect, tuple) else aspect, role)


class Finding(namedtuple("Finding", "names meeting object_a object_b same_definition owner", defaults=(None,) * 4)):
    """A meeting and what a suggestion may speak of.

    names: those that people see. object_a, object_b: what each change touches. same_definition: whether both create it
    alike, None if they do not both create it. owner: the name of what the object is named after.
    """

    __slots__ = ()

    def mirrored(self):
        """The same with a and b exchanged."""
        return self._replace(meeting=self.meeting.mirrored(), object_a=self.object_b, object_b=self.object_a)


class Case:
    """Two summed up footprints and what was found so far: {conflict type: [Finding]}.

    Rules that tell the two apart get the case and its mirror: in both, a is the change that the rule names first.
    """

    __slots__ = ("a", "b", "existing_tables", "found", "knows_catalog", "upright")

    def __init__(self, a, b):
        self.a, self.b = a, b
        self.found = {}
        self.upright = None  # the case that this one mirrors
        self.knows_catalog = a.knows_catalog or b.knows_catalog  # so that nothing needs to be guessed
        # keys of tables that CREATE TABLE IF NOT EXISTS finds
        self.existing_tables = {key for one, other in ((a, b), (b, a)) for key in one.conditional
                                if one.finds_existing(key, other)}

    def mirror(self):
        """The case with a and b exchanged; what is added to it is added to this one, the right way round."""
        mirror = Case.__new__(Case)
        mirror.a, mirror.b, mirror.found, mirror.upright = self.b, self.a, None, self
        mirror.knows_catalog, mirror.existing_tables = self.knows_catalog, self.existing_tables
        return mirror

    def add(self, conflict_type, finding):
        """Remember one finding."""
        if self.upright is not None:
            self.upright.add(conflict_type, finding.mirrored())
        else:
            self.found.setdefault(conflict_type, []).append(finding)


def worst(outcomes):
    """The worst of several (outcome, apply_first): ordered both ways is incompatible."""
    rank, firsts = 0, set()
    for outcome, first in outcomes:
        rank = max(rank, RANKS.index(outcome))
        firsts.add(first)
    if rank == 2 and {"a", "b"} <= firsts:
        return "incompatible", None
    return RANKS[rank], next(iter(firsts & {"a", "b"})) if rank == 2 else None


def worst_of(findings):
    """The worst (outcome, apply_first) of some findings."""
    return worst(OUTCOMES[finding.meeting.cell] for finding in findings)
