"""Databases with the product in them, to predict and to prove in; folders of migrations applied there step by step."""

import contextlib
import itertools
import os
from pathlib import Path

import psycopg
from psycopg import sql

from harness.server import run_psql

ROOT = Path(__file__).resolve().parents[2]
_numbers = itertools.count(1)


def check(result, what):
    """Stop when psql failed."""
    if result.code:
        raise RuntimeError(f"{what} failed:\n{result.stdout}{result.stderr}")


@contextlib.contextmanager
def product_database(server):
    """Make a database with the product installed, and drop it at the end. Gives its name."""
    # A killed run's database is found by this name, and dropped, by the next one in the cluster.
    name = f"pggit_test_{os.getpid()}_accuracy_{next(_numbers)}"
    with psycopg.connect(**server.dsn("postgres"), autocommit=True) as maintenance:
        maintenance.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        try:
            with server.installing():
                check(run_psql(server, name, "-q", "-f", "install.sql", cwd=ROOT), "install.sql")
            yield name
        finally:
            maintenance.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def make_shadow(server, database):
    """Give everything in the database to pggit_prover, and take off the guards that protect data."""
    check(run_psql(server, database, "-q", "-f", "sql/psql/shadow_ownership.sql", cwd=ROOT), "shadow_ownership.sql")


class Project:
    """A folder of migrations, which are applied in the order of their names."""

    def __init__(self, folder):
        """List the files; SETUP.sql, where there is one, comes before the first and is not counted."""
        self.folder, self.name = Path(folder), Path(folder).name
        files = sorted(path for path in self.folder.rglob("*.sql") if path.is_file())
        self.setup = [path for path in files if path.name == "SETUP.sql"]
        self.files = [path for path in files if path.name != "SETUP.sql"]
        self.applied = 0

    def move_to(self, server, database, number):
        """Apply what is missing of the first files."""
        for path in (self.setup if not self.applied else []) + self.files[self.applied : number]:
            self.apply(server, database, path)
        self.applied = max(self.applied, number)

    @staticmethod
    def apply(server, database, path):
        """Apply one file, in one transaction where that is possible."""
        text = path.read_text(encoding="utf-8-sig")
        # A session each: some files change settings, of the session or of the database.
        with psycopg.connect(**server.dsn(database), autocommit=True) as connection:
            try:
                connection.execute(text.encode())  # a string of several statements is one transaction
                return
            except (psycopg.errors.ActiveSqlTransaction, psycopg.errors.UnsafeNewEnumValueUsage):
                connection.rollback()
        check(run_psql(server, database, "-q", "-v", "ON_ERROR_STOP=1", "-f", path), str(path))
