"""Reads declared DDL and judges how changes collide: plain Python, no database, no I/O."""

from .crowd import judge_all
from .errors import DDLError, show_place
from .footprint import Row, member_of_public, named_after, of_feature
from .joined import joined
from .jsontext import to_json
from .judge import CONFLICT_TYPES, judge
from .kinds import ANALYSED
from .provable import provable
from .questions import questions
from .reader import Change, Statement, canonical_name, read
from .summary import Summary
from .tokens import without_comments

__all__ = [
    "ANALYSED", "CONFLICT_TYPES", "Change", "DDLError", "Row", "Statement", "Summary", "canonical_name", "joined",
    "judge", "judge_all", "member_of_public", "named_after", "of_feature", "provable", "questions", "read", "show_place", "to_json",
    "without_comments",
]
