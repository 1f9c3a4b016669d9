"""The private test cluster, seen from Python: a thin layer over cluster.sh and psql."""

import contextlib
import fcntl
import itertools
import os
import re
import subprocess
from collections import namedtuple
from pathlib import Path

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]

Result = namedtuple("Result", "stdout stderr code")
_numbers = itertools.count(1)


class Server:
    """Where the cluster is, and which programs belong to it."""

    programs = None  # the folder of the server's own programs, known once it was started

    def __init__(self, host, port, user, version=None, locks=None):
        """Keep the address; started() is the usual way to one."""
        self.host, self.port, self.user, self.version, self.locks = host, int(port), user, version, locks

    def dsn(self, database, user=None):
        """Return the arguments of a connection."""
        return {"host": self.host, "port": self.port, "user": user or self.user, "dbname": database}

    def program(self, name):
        """Return the path of a program (psql, pg_dump) of the server's own version."""
        return str(Path(self.programs) / name) if self.programs else name

    @classmethod
    @contextlib.contextmanager
    def started(cls, root, name="test"):
        """Start the cluster if it does not run; stop it at the end unless another run still uses it."""
        script = str(root / "tests" / "harness" / "cluster.sh")

        def command(word):
            output = subprocess.run([script, word, name], check=True, stdout=subprocess.PIPE, text=True).stdout
            return dict(line.split("=", 1) for line in output.splitlines())

        where = command("where")
        locks = f"{where['PGGIT_HOME']}/{name}-{where['PG_MAJOR']}.lock"
        with open(locks, "a") as users:
            with cls._turn(f"{locks}.start"):
                # Held, shared, by every run that uses the cluster.
                fcntl.flock(users, fcntl.LOCK_SH)
                where = command("start")
            cls.programs = where["PGBIN"]
            try:
                yield cls(where["PGHOST"], where["PGPORT"], where["PGUSER"], where["PG_MAJOR"], locks)
            finally:
                with cls._turn(f"{locks}.start"), contextlib.suppress(BlockingIOError):
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    command("stop")

    @staticmethod
    @contextlib.contextmanager
    def _turn(path):
        """Wait until no other run is in here."""
        with open(path, "a") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            yield

    def installing(self):
        """Keep other runs from installing meanwhile: they share the cluster's roles."""
        return self._turn(f"{self.locks}.install")


def clean_environment(extra=None):
    """Return the environment without libpq's variables, which mean another server, and as wide everywhere."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG") and name != "DATABASE_URL"}
    return {**kept, "COLUMNS": "98", **(extra or {})}


def run_psql(server, database, *arguments, user=None, stdin=None, env=None, cwd=None):
    """Run psql in a database and return what came out."""
    target = {"PGHOST": server.host, "PGPORT": str(server.port), "PGUSER": user or server.user, "PGDATABASE": database}
    done = subprocess.run(
        [server.program("psql"), "-X", *map(str, arguments)],
        input=stdin or "",
        env=clean_environment({**target, **(env or {})}),
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
    )
    return Result(done.stdout, done.stderr, done.returncode)


@contextlib.contextmanager
def product_database(server):
    """Make a database with the product installed, and drop it at the end. Gives its name."""
    # A killed run's database is found by this name, and dropped, by the next one in the cluster.
    name = f"pggit_test_{os.getpid()}_program_{next(_numbers)}"
    with psycopg.connect(**server.dsn("postgres"), autocommit=True) as maintenance:
        maintenance.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        try:
            with server.installing():
                done = run_psql(server, name, "-q", "-v", "ON_ERROR_STOP=1", "-f", "install.sql", cwd=ROOT)
            if done.code:
                raise RuntimeError(f"install.sql failed:\n{done.stdout}{done.stderr}")
            yield name
        finally:
            maintenance.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def drop_leftovers(server):
    """Drop the databases and roles of runs that were killed: those whose process is gone."""
    with psycopg.connect(**server.dsn("postgres"), autocommit=True) as connection:
        databases = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'pggit\\_test\\_%'")
        for (name,) in databases.fetchall():
            if not _alive(name):
                identifier = sql.Identifier(name)
                connection.execute(sql.SQL("ALTER DATABASE {} IS_TEMPLATE false").format(identifier))
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(identifier))
        roles = connection.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE 'pggit\\_test\\_%'")
        for (name,) in roles.fetchall():
            if not _alive(name):
                connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(name)))


def _alive(name):
    """Tell whether the run that made an object of this name is still there."""
    pid = int(re.match(r"pggit_test_(\d+)", name).group(1))
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return pid != os.getpid()
