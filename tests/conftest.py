"""Fixtures: a database with the product installed per test, on the private test cluster.

The cluster starts with the first test that asks for a database, so tests of the plain Python reader need no server.
PGBIN or PG_MAJOR in the environment choose the server's version.
"""

import itertools
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.rows import dict_row
from pytest_postgresql import factories

from harness.server import Server, drop_leftovers, run_psql

ROOT = Path(__file__).resolve().parent.parent

# The process id in the name tells runs in one cluster apart, and a killed run's leftovers from what is in use.
PREFIX = f"pggit_test_{os.getpid()}"
_numbers = itertools.count(1)
_SERVER = pytest.StashKey()


def install_product(host, port, user, dbname, **_):
    """Install the product into the template database, as a user would."""
    result = run_psql(
        Server(host=host, port=port, user=user), dbname, "-v", "ON_ERROR_STOP=1", "-q", "-f", "install.sql", cwd=ROOT
    )
    if result.code:
        pytest.fail(f"install.sql failed:\n{result.stdout}{result.stderr}", pytrace=False)


postgresql_noproc = factories.postgresql_noproc(dbname=PREFIX, load=[install_product])


@pytest.fixture(scope="session")
def repository():
    """Return the repository's root folder."""
    return ROOT


@pytest.fixture(scope="session")
def server(request):
    """Return the private test cluster, started when needed; the last run to leave stops it."""
    with Server.started(ROOT) as running:
        request.config.option.postgresql_host = running.host
        request.config.option.postgresql_port = str(running.port)
        request.config.option.postgresql_user = running.user
        request.config.stash[_SERVER] = running
        with running.installing():
            drop_leftovers(running)
        yield running


def pytest_terminal_summary(terminalreporter, config):
    """Say which server the tests ran on."""
    used = config.stash.get(_SERVER, None)
    if used:
        terminalreporter.write_line(f"on PostgreSQL {used.version} in {used.host}")


@pytest.fixture(scope="session")
def template_database(server, request):
    """Return the name of the database that every test's database is cloned from."""
    # Roles belong to the cluster, so two runs must not install at the same moment.
    with server.installing():
        return request.getfixturevalue("postgresql_noproc").template_dbname


@pytest.fixture(scope="session")
def maintenance(server):
    """Return a connection that makes and drops databases."""
    with psycopg.connect(**server.dsn("postgres"), autocommit=True) as connection:
        yield connection


@pytest.fixture
def login(maintenance):
    """Return a factory for login roles that live as long as the test: login(member_of=["pggit_agent"])."""
    made = []

    def new(member_of=()):
        name = f"{PREFIX}_login_{next(_numbers)}"
        maintenance.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(name)))
        made.append(name)
        for role in member_of:
            maintenance.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(role), sql.Identifier(name)))
        return name

    yield new
    for name in made:
        maintenance.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(name)))

# The order of the arguments is the order of the clean-up: connections first, then databases, then roles.


@pytest.fixture
def new_database(maintenance, login):
    """Return a factory for databases that live as long as the test; template=None makes an empty one."""
    made = []

    def new(template=None):
        name = f"{PREFIX}_{next(_numbers)}"
        maintenance.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template or "template0")
            )
        )
        made.append(name)
        return name

    yield new
    for name in made:
        _wait_until_left(maintenance, name)
        maintenance.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _wait_until_left(maintenance, database):
    """Give closed connections' backends a moment: DROP DATABASE itself looks only every tenth of a second."""
    for _ in range(20):
        if not maintenance.execute("SELECT 1 FROM pg_stat_activity WHERE datname = %s", (database,)).fetchone():
            break
        time.sleep(0.003)


@pytest.fixture
def database(new_database, template_database):
    """Return the name of a fresh database with the product installed."""
    return new_database(template_database)


@pytest.fixture
def fresh_database(new_database):
    """Return the name of a fresh database without the product."""
    return new_database()


@pytest.fixture
def connect(server, new_database, request):
    """Return a factory for connections: connect(role=…), connect(user=…), connect(database=…).

    role is SET after the login, user logs in. The database is the test's own unless one is named. Connections are in
    autocommit mode with rows as dicts; other arguments go to psycopg.connect.
    """
    connections = []

    def new(role=None, user=None, database=None, **arguments):
        dbname = database or request.getfixturevalue("database")
        arguments = {"autocommit": True, "row_factory": dict_row, **arguments}
        connection = psycopg.connect(**server.dsn(dbname, user), **arguments)
        connections.append(connection)
        if role:
            autocommit = connection.autocommit
            connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))
            if not autocommit:
                connection.commit()
        return connection

    yield new
    for connection in connections:
        connection.close()


@pytest.fixture
def db(connect):
    """Return a superuser's connection to a fresh database with the product installed."""
    return connect()


@pytest.fixture(scope="session")
def shared_db(server, maintenance, template_database):
    """Return a superuser's connection to a database that tests share; only for tests that leave nothing in it."""
    name = f"{PREFIX}_shared"
    maintenance.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template_database))
    )
    with psycopg.connect(**server.dsn(name), autocommit=True, row_factory=dict_row) as connection:
        yield connection
    maintenance.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def psql(server, request):
    """Return a function that runs psql: psql("SELECT 1"), psql("-f", "install.sql", database=fresh_database).

    A first argument that does not begin with "-" is a script, fed through standard input like stdin=…; variables={…}
    become -v options, env={…} is added to the environment, and psql runs in the repository's root unless cwd says
    otherwise. The result has stdout, stderr and code.
    """

    def run(*arguments, database=None, user=None, stdin=None, variables=None, env=None, cwd=ROOT):
        dbname = database or request.getfixturevalue("database")
        if arguments and not arguments[0].startswith("-"):
            stdin, arguments = arguments[0], arguments[1:]
        options = [f"--set={name}={value}" for name, value in (variables or {}).items()]
        return run_psql(server, dbname, *options, *arguments, user=user, stdin=stdin, env=env, cwd=cwd)

    return run


@pytest.fixture
def worker():
    """Return an executor for what has to happen while the test does something else."""
    with ThreadPoolExecutor(1) as executor:
        yield executor
