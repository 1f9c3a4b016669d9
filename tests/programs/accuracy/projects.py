"""Shadows to prove in, and folders of migrations that are applied there step by step."""

from pathlib import Path

import psycopg

from harness.server import ROOT, run_psql


def check(result, what):
    """Stop when psql failed."""
    if result.code:
        raise RuntimeError(f"{what} failed:\n{result.stdout}{result.stderr}")


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
