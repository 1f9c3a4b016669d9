"""The seven commands, as psql scripts and as make targets, on a test's own database."""

import json
import os
import subprocess

import pytest

from harness.server import Result, clean_environment


@pytest.fixture
def command(psql):
    """Return a function that runs a command's script: command("register", agent="a", …), command(…, stdin=…)."""

    def run(name, stdin=None, user=None, database=None, cwd=None, **variables):
        options = {"cwd": cwd} if cwd else {}
        script = f"sql/psql/{name}.sql"
        return psql("-f", script, variables=variables, stdin=stdin, user=user, database=database, **options)

    return run


@pytest.fixture
def as_json(command):
    """Return a function that runs a command with format=json and returns the document."""

    def run(name, **variables):
        result = command(name, format="json", **variables)
        assert result.code == 0, result.stderr
        return json.loads(result.stdout)

    return run


@pytest.fixture
def register(as_json):
    """Return a function that registers an intent and returns the document."""

    def run(agent, ddl, feature=None, **variables):
        return as_json("register", agent=agent, feature=feature or f"work of {agent}", ddl=ddl, **variables)

    return run


@pytest.fixture
def make(server, repository, request):
    """Return a function that runs a make target against the test's database: make("status", "INTENT=…", env={…})."""

    def run(*arguments, env=None, stdin=None, database=None):
        dbname = database or request.getfixturevalue("database")
        url = f"postgresql://{server.user}@/{dbname}?host={server.host}&port={server.port}"
        # Which server's programs are meant stays; what an outer make said to its recipes does not concern this one.
        programs = {name: os.environ[name] for name in ("PGBIN", "PG_MAJOR") if name in os.environ}
        environment = clean_environment({"DATABASE_URL": url, **programs, **(env or {})})
        for name in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "MAKEOVERRIDES"):
            environment.pop(name, None)
        done = subprocess.run(
            ["make", "--no-print-directory", *arguments],
            input=stdin or "",
            env=environment,
            cwd=repository,
            capture_output=True,
            encoding="utf-8",
        )
        return Result(done.stdout, done.stderr, done.returncode)

    return run
