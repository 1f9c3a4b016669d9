"""Everything that a README shows is run, in order, in a fresh database, and prints what the README says it prints.

Fenced blocks marked sql, python and http (what PostgREST would call) are inputs, and a block marked text, json or
mermaid right after one is its output. All sql blocks of a README go to one session of psql, as if somebody pasted them.
A block marked console has both: commands after "$ ", and what a shell prints. With README=write in the environment
(`make readme`) outputs are rewritten instead of compared.
"""

import difflib
import json
import os
import re
import subprocess
import sys
import threading

import pytest
from psycopg import sql

from harness import documents
from harness.documents import READMES, ROOT
from harness.server import clean_environment

COMMAND = re.compile(r"^\$ (?:.*\\\n)*.*\n", re.MULTILINE)
TIME = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d(:\d\d)?)?")

# What random ids would be, in an order that is the same every time.
COUNTED_IDS = """
CREATE SEQUENCE pggit_internal.counted_id;
ALTER SEQUENCE pggit_internal.counted_id OWNER TO pggit_owner;
CREATE OR REPLACE FUNCTION pggit_internal.new_intent_id() RETURNS text
LANGUAGE sql SET search_path = pg_catalog, pg_temp
RETURN 'int_' || left(md5(nextval('pggit_internal.counted_id')::text), 12);
"""
# PostgREST passes a call's JSON on like this; a function's parameters are its keys.
PARAMETERS = """
SELECT a.name, a.type::regtype::text AS type
FROM pg_proc AS p, unnest(p.proargnames[:p.pronargs], p.proargtypes::oid[]) AS a (name, type)
WHERE p.proname = %s AND p.pronamespace = 'public'::regnamespace
"""
# What no example is meant to show: the example itself is broken.
BROKEN = re.compile(
    r"^(bash: .*|Traceback .*|psql ended.*|(more than one|no) rows? returned for .gset|ERROR: .* at or near \":\")$",
    re.MULTILINE,
)
LONGEST_BLOCK = 60  # seconds; a quote that does not end would wait for ever
MARK = "-- what the block printed ends here --"


def even(text):
    """Return the text without what differs from run to run, and without blanks at the ends of lines."""
    return "\n".join(TIME.sub("<time>", line).rstrip() for line in text.strip("\n").splitlines())


class Prompt:
    """One session of psql, into which blocks are pasted one after the other."""

    def __init__(self, environment):
        self._psql = subprocess.Popen(
            ["psql", "-X", "-q", "-v", "SHOW_CONTEXT=never", "-P", "footer=off"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            cwd=ROOT,
            env=environment,
        )

    def paste(self, text):
        """Return what psql prints for a block."""
        limit = threading.Timer(LONGEST_BLOCK, self._psql.kill)
        limit.start()
        self._psql.stdin.write(f"{text}\n\\echo '{MARK}'\n")
        self._psql.stdin.flush()
        printed = []
        for line in self._psql.stdout:
            if line == f"{MARK}\n":
                break
            printed.append(line)
        else:
            printed.append("psql ended, or was ended because the block took too long\n")
        limit.cancel()
        return "".join(printed)

    def close(self):
        """End the session."""
        self._psql.communicate()


@pytest.fixture
def environment(server, database):
    """Return an environment in which every client finds the test's database."""
    return clean_environment(
        {
            "PGHOST": server.host,
            "PGPORT": str(server.port),
            "PGUSER": server.user,
            "PGDATABASE": database,
            "DATABASE_URL": f"postgresql://{server.user}@/{database}?host={server.host}&port={server.port}",
            "PATH": os.pathsep.join([str(server.programs), os.environ["PATH"]]),
        }
    )


@pytest.fixture
def run(environment, db):
    """Return a function that runs one block and returns what the README should show for it."""
    db.execute(COUNTED_IDS)
    prompt = Prompt(environment)

    def command(*arguments, text=""):
        return subprocess.run(
            arguments,
            input=text,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            cwd=ROOT,
            env=environment,
        ).stdout

    def console(body):
        return "\n".join(line + command("bash", "-c", line[2:]).strip("\n") + "\n" for line in COMMAND.findall(body))

    def http(body):
        head, payload = body.split("\n\n", 1)
        function, columns = re.match(r"POST /rpc/(\w+)(?:\?select=([\w,]+))?\n", head + "\n").groups()
        types = {row["name"]: row["type"] for row in db.execute(PARAMETERS, (function,))}
        keys = list(json.loads(payload))
        query = sql.SQL(
            "SELECT coalesce(json_agg(a), '[]') AS answer FROM json_to_record(%s) AS b ({}), LATERAL {} ({}) AS r,"
            " LATERAL (SELECT {}) AS a"
        ).format(
            sql.SQL(", ").join(sql.SQL("{} " + types[key]).format(sql.Identifier(key)) for key in keys),
            sql.Identifier(function),
            sql.SQL(", ").join(sql.SQL("{0} => b.{0}").format(sql.Identifier(key)) for key in keys),
            sql.SQL(", ").join(map(sql.Identifier, columns.split(","))) if columns else sql.SQL("r.*"),
        )
        rows = db.execute(query, (payload,)).fetchone()["answer"]
        return "[" + ",\n ".join(map(json.dumps, rows)) + "]\n"

    ways = {
        "sql": prompt.paste,
        "python": lambda body: command(sys.executable, "-", text=body),
        "console": console,
        "http": http,
    }
    yield lambda block: ways[block.language](block.body)
    prompt.close()


@pytest.fixture
def no_roles_left(maintenance):
    """Return a list of roles that are dropped after the test: an example that fails in the middle leaves its own."""
    roles = []
    yield roles
    for role in roles:
        if maintenance.execute("SELECT FROM pg_roles WHERE rolname = %s", (role,)).fetchone() is not None:
            maintenance.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


@pytest.mark.parametrize("name", READMES)
def test_every_example_prints_what_is_shown(no_roles_left, run, name):
    path = ROOT / name
    text = path.read_text(encoding="utf-8")
    no_roles_left += re.findall(r"CREATE ROLE (\w+)", text)
    right, place, differences = "", 0, []
    for example in documents.examples(text):
        printed = run(example.input)
        assert not BROKEN.search(printed), f"{name}:{example.input.line}: {printed}"
        pair = [even(each).splitlines() for each in (example.shown.body if example.shown else "", printed)]
        if pair[0] != pair[1]:
            differences += [f"{name}:{example.input.line}, {example.input.language}:"]
            differences += difflib.unified_diff(*pair, "shown", "printed", lineterm="")
            if example.shown:
                tidy = "".join(line.rstrip() + "\n" for line in printed.strip("\n").splitlines())
                right += text[place : example.shown.start] + tidy
                place = example.shown.end
    if os.environ.get("README") == "write":
        path.write_text(right + text[place:], encoding="utf-8")
    else:
        assert not differences, "\n".join(["run `make readme`, or correct the example", *differences])
