"""Reads declared DDL and judges how changes collide: plain Python, no database, no I/O.

Four packages, each of which imports only from those before it: text, footprint, reading, judging. What is used from
outside is found here.
"""

from .footprint.catalog_questions import questions
from .footprint.jsontext import to_json
from .footprint.meeting_keys import member_of_public, named_after, of_feature
from .footprint.row import Row
from .reading.change import Change, Statement, canonical_name, read
from .reading.kinds import ANALYSED
from .text.errors import DDLError, show_place
from .text.tokens import without_comments

# What is imported when it is asked for first: most sessions only read, and this is a third of all.
LATER = {
    "CONFLICT_TYPES": "judging.conflict_types",
    "joined": "reading.joined",
    "judge": "judging.pair",
    "judge_all": "judging.against_many",
    "provable": "reading.provable",
}

__all__ = [
    "ANALYSED", "CONFLICT_TYPES", "Change", "DDLError", "Row", "Statement", "canonical_name", "joined",
    "judge", "judge_all", "member_of_public", "named_after", "of_feature", "provable", "questions", "read",
    "show_place", "to_json", "without_comments",
]


def __getattr__(name):
    """What LATER names."""
    if name not in LATER:
        raise AttributeError(name)
    module = __import__(__name__ + "." + LATER[name], fromlist=[name])
    found = globals()[name] = getattr(module, name)
    return found
