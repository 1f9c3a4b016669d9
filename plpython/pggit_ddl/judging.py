"""Judges how changes collide, and what of a change can be proved: what a session imports when it first needs it."""

from .crowd import judge_all
from .joined import joined
from .judge import CONFLICT_TYPES, judge
from .provable import provable
from .summary import Summary

__all__ = ["CONFLICT_TYPES", "Summary", "joined", "judge", "judge_all", "provable"]
