"""Who is who, for the tests of binding and row security."""

from security.people import bound, hidden

__all__ = ["bound", "hidden"]
