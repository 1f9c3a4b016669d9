"""The clock that leases ask, and who is who."""

from events.conftest import stop_clock
from security.people import bound, hidden

__all__ = ["bound", "hidden", "stop_clock"]
