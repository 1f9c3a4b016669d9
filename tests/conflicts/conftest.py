"""The tests here mostly need one session."""

from rolled_back import db  # noqa: F401
