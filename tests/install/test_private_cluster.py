"""The cluster of the tests is out of everybody else's reach."""

import os
import stat


def test_it_does_not_listen_on_tcp(connect, fresh_database):
    connection = connect(database=fresh_database)
    assert connection.execute("SHOW listen_addresses").fetchone()["listen_addresses"] == ""


def test_only_its_owner_reaches_the_socket(server):
    folder = os.stat(server.host)
    socket = os.stat(f"{server.host}/.s.PGSQL.{server.port}")
    assert stat.S_IMODE(folder.st_mode) == 0o700
    assert stat.S_IMODE(socket.st_mode) == 0o700
    assert folder.st_uid == socket.st_uid != 0


def test_the_server_runs_as_nobody_special(connect, fresh_database, server):
    """PL/Python tells: the process has the folder's owner, not root."""
    connection = connect(database=fresh_database)
    connection.execute("CREATE EXTENSION plpython3u")
    body = "import os; return os.geteuid()"
    connection.execute(f"CREATE FUNCTION pg_temp.uid() RETURNS int LANGUAGE plpython3u AS '{body}'")
    assert connection.execute("SELECT pg_temp.uid()").fetchone()["uid"] == os.stat(server.host).st_uid
