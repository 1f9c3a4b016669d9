"""Everything that the README shows is run, in order, in one fresh database, and prints what the README says it prints.

Fenced blocks marked sql (psql), python and http (what PostgREST would call) are inputs, and a block marked text, json
or mermaid right after one is its output. A block marked console has both: commands after "$ ", and what a shell
prints. Blocks marked sh are not run; the targets and files that they name must exist. With README=write in the
environment (`make readme`) outputs are rewritten instead of compared.
"""

import difflib
import json
import os
import re
import subprocess
import sys
from collections import namedtuple

import pytest
from psycopg import sql

from harness import reference
from harness.server import clean_environment

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (?:.*\\\n)*.*\n", re.MULTILINE)
TIME = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d(:\d\d)?)?")

# input: the Block to run; shown: the Block that has its output, or None.
Example = namedtuple("Example", "input shown")
Block = namedtuple("Block", "language body start end line")

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


def blocks(readme):
    """Return the fenced blocks of the narrative: the reference is tested elsewhere."""
    begin, end = readme.index(reference.BEGIN), readme.index(reference.END)
    narrative = readme[:begin] + re.sub("[^\n]", " ", readme[begin:end]) + readme[end:]
    return [
        Block(m.group(1), m.group(2), m.start(2), m.end(2), readme.count("\n", 0, m.start()) + 1)
        for m in BLOCK.finditer(narrative)
    ]


def examples(readme):
    """Return what is to be run, in order."""
    found = blocks(readme)
    for block, after in zip(found, [*found[1:], None]):
        if block.language == "console":
            yield Example(block, block)
        elif block.language in ("sql", "python", "http"):
            is_next = after and after.line == block.line + block.body.count("\n") + 3
            yield Example(block, after if is_next and after.language in ("text", "json", "mermaid") else None)


def even(text):
    """Return the text without what differs from run to run, and without blanks at the ends of lines."""
    return "\n".join(TIME.sub("<time>", line).rstrip() for line in text.strip("\n").splitlines())


@pytest.fixture
def run(server, database, db, repository):
    """Return a function that runs one block and returns what the README should show for it."""
    db.execute(COUNTED_IDS)
    environment = clean_environment(
        {
            "PGHOST": server.host,
            "PGPORT": str(server.port),
            "PGUSER": server.user,
            "PGDATABASE": database,
            "DATABASE_URL": f"postgresql://{server.user}@/{database}?host={server.host}&port={server.port}",
            "PATH": os.pathsep.join([str(server.programs), os.environ["PATH"]]),
        }
    )

    def command(*arguments, text=""):
        return subprocess.run(
            arguments,
            input=text,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            cwd=repository,
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

    def run_block(block):
        if block.language == "sql":
            return command("psql", "-X", "-q", "-v", "SHOW_CONTEXT=never", "-P", "footer=off", text=block.body)
        if block.language == "python":
            return command(sys.executable, "-", text=block.body)
        return (console if block.language == "console" else http)(block.body)

    yield run_block
    # the cluster's, and they stay behind when an example fails in the middle
    for role in ("ci_stock", "team_rules", "team_dev"):
        if db.execute("SELECT FROM pg_roles WHERE rolname = %s", (role,)).fetchone() is not None:
            db.execute(f"DROP OWNED BY {role}")
            db.execute(f"DROP ROLE {role}")


def test_every_example_prints_what_is_shown(run, repository):
    readme = (repository / "README.md").read_text(encoding="utf-8")
    right, place, differences = "", 0, []
    for example in examples(readme):
        printed = run(example.input)
        pair = [even(text).splitlines() for text in (example.shown.body if example.shown else "", printed)]
        if pair[0] != pair[1]:
            differences += [f"line {example.input.line}, {example.input.language}:"]
            differences += difflib.unified_diff(*pair, "shown", "printed", lineterm="")
            if example.shown:
                tidy = "".join(line.rstrip() + "\n" for line in printed.strip("\n").splitlines())
                right += readme[place : example.shown.start] + tidy
                place = example.shown.end
    if os.environ.get("README") == "write":
        (repository / "README.md").write_text(right + readme[place:], encoding="utf-8")
    else:
        assert not differences, "\n".join(["run `make readme`, or correct the example", *differences])


def test_what_is_not_run_names_targets_and_files_that_exist(repository):
    makefile = (repository / "Makefile").read_text(encoding="utf-8")
    readme = (repository / "README.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z][a-z-]*)", readme, re.MULTILINE))
    assert named <= targets
    files = set(re.findall(r"(?<![\w./-])((?:sql|plpython|tests)/[\w./-]*\w|install\.sql)", readme))
    assert {name for name in files if not (repository / name).exists()} == set()


def test_links_within_the_readme_lead_somewhere(repository):
    readme = (repository / "README.md").read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.*)$", readme, re.MULTILINE)
    places = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]*)\)", readme)) <= places
