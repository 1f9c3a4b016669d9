"""A quicker db fixture, for folders of tests that mostly need one session: their conftest.py imports it."""

import pytest

ELSEWHERE_TOO = {"database", "connect", "psql", "new_database"}


@pytest.fixture
def db(request):
    """Return a superuser's connection to a database with the product and nothing else in it.

    A test that names no other database fixture shares a session with others, in a transaction that is rolled back; what
    only a commit would check is checked at its end. A test that needs commits names the fixture database beside db.
    """
    if ELSEWHERE_TOO & set(request.fixturenames):
        yield request.getfixturevalue("connect")()
        return
    connection = request.getfixturevalue("shared_db")
    with connection.transaction(force_rollback=True):
        yield connection
        connection.execute("RESET ROLE")
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
