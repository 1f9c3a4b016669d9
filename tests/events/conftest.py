"""What the tests of events do again and again."""

import pytest

from security.people import bound, hidden  # noqa: F401
from steps import call


def read(connection, consumer="c", limit=1000):
    """Read the next events and return them."""
    return call(connection, "pggit_read_events", consumer=consumer, limit=limit)


def kinds(events):
    """Return what the events are, in order."""
    return [event["kind"] for event in events]


@pytest.fixture
def stop_clock(db):
    """Return a function that sets the clock for what expires: stop_clock("2 days") from now."""

    def stop(ahead):
        db.execute(
            "INSERT INTO pggit_internal.stopped_clock (shows) VALUES (clock_timestamp() + %s::interval)"
            " ON CONFLICT (only_one) DO UPDATE SET shows = excluded.shows",
            (ahead,),
        )

    return stop
