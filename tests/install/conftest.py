"""Installing: pg_dump of what is there, and copies of the installer in which something is changed."""

import re
import shutil
import subprocess

import pytest
from psycopg import sql

from harness.server import clean_environment

PARTS = ["install.sql", "sql", "plpython"]
ROLES = ["owner", "prover", "runner", "agent", "coordinator", "auditor"]


@pytest.fixture
def dump(server):
    """Return a function that gives a database's pg_dump, without the random key of each dump."""

    def run(database, data=False):
        done = subprocess.run(
            [server.program("pg_dump"), *([] if data else ["--schema-only"])]
            + ["-h", server.host, "-p", str(server.port), "-U", server.user, "-d", database],
            check=True,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=clean_environment(),
        )
        return re.sub(r"^\\(un)?restrict .*$", "", done.stdout, flags=re.MULTILINE)

    return run


@pytest.fixture
def install(server, psql):
    """Return a function that runs install.sql; one at a time, because roles belong to the whole cluster."""

    def run(database, *arguments, **options):
        with server.installing():
            return psql(*(arguments or ("-f", "install.sql")), database=database, **options)

    return run


@pytest.fixture
def copied(repository, tmp_path):
    """Return a function that copies the installer and replaces text in one of its files."""

    def copy(path=None, old="", new="", count=1):
        target = tmp_path / "copy"
        if not target.exists():
            target.mkdir()
            for part in PARTS:
                source = repository / part
                if source.is_dir():
                    shutil.copytree(source, target / part, ignore=shutil.ignore_patterns("__pycache__"))
                else:
                    shutil.copy(source, target / part)
        if path:
            text = (target / path).read_text(encoding="utf-8")
            assert text.count(old) >= count, f"{path} has changed: {old!r} is not in it"
            (target / path).write_text(text.replace(old, new), encoding="utf-8")
        return target

    return copy


@pytest.fixture
def own_roles(maintenance, login, copied):
    """Return (a copy of the installer, the prefix of its own roles): as in a cluster that never had the product."""
    prefix = login()
    folder = copied()
    for file in [folder / "install.sql", *folder.glob("sql/**/*.sql"), *folder.glob("plpython/*.sql")]:
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(rf"\bpggit_({'|'.join(ROLES)})\b", rf"{prefix}_\1", text), encoding="utf-8")
    yield folder, prefix
    for role in ROLES:
        name = f"{prefix}_{role}"
        if maintenance.execute("SELECT FROM pg_roles WHERE rolname = %s", (name,)).fetchone() is not None:
            for (database,) in maintenance.execute(
                "SELECT DISTINCT d.datname FROM pg_shdepend AS s JOIN pg_database AS d ON d.oid = s.dbid"
                " WHERE s.refclassid = 'pg_authid'::regclass AND s.refobjid = %s::regrole",
                (name,),
            ).fetchall():
                maintenance.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database)))
            maintenance.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))
