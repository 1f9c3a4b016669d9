"""Reads declared DDL and, in `judging`, judges how changes collide: plain Python, no database, no I/O."""

from .errors import DDLError, show_place
from .footprint import Row, member_of_public, named_after, of_feature
from .jsontext import to_json
from .kinds import ANALYSED
from .questions import questions
from .reader import Change, Statement, canonical_name, read
from .tokens import without_comments

__all__ = [
    "ANALYSED", "Change", "DDLError", "Row", "Statement", "canonical_name", "member_of_public", "named_after",
    "of_feature", "questions", "read", "show_place", "to_json", "without_comments",
]


def __getattr__(name):
    """What judges is imported when it is asked for first: most sessions only read, and it is a third of all."""
    if name != "judging":
        raise AttributeError(name)
    __import__(__name__ + ".judging")
    return globals()[name]
