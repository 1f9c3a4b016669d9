"""Each command of the manual's list, in each form of its synopsis: its footprint, or why it has none."""

import re
import subprocess

import pytest

import pggit_ddl
from reader.manual import MANUAL, NO_FOOTPRINT, NOTHING
from reader.test_footprints import footprint

FORMS = [(sql, rows) for forms in MANUAL.values() for sql, rows in forms]
# Commands that are described under another name, or that are forms of another.
ELSEWHERE = {"WITH": "SELECT", "TABLE": "SELECT"}


def test_every_command_that_psql_describes_is_here(server):
    """psql has the list of the manual it was built with."""
    listed = subprocess.run([server.program("psql"), "-X", "-At", "-h", server.host, "-p", str(server.port), "-U",
                             server.user, "-d", "postgres", "-c", r"\h"], capture_output=True, text=True, check=True)
    lines = listed.stdout.splitlines()[1:]
    second = re.match(r"\s*\S+\s{2,}", lines[0]).end()  # where the second column begins
    commands = {name.strip() for line in lines for name in (line[:second], line[second:]) if name.strip()}
    assert len(commands) > 150
    assert commands - MANUAL.keys() - NO_FOOTPRINT.keys() - ELSEWHERE.keys() == set()


@pytest.mark.parametrize(("sql", "rows"), FORMS)
def test_a_form_has_its_footprint(sql, rows):
    assert "; ".join(footprint(sql)) == rows
    assert "not understood" not in {statement.reading for statement in pggit_ddl.read([sql]).statements}
    assert bool(rows) != (sql in NOTHING)


@pytest.mark.parametrize("command", NO_FOOTPRINT)
def test_a_command_without_footprint_is_known_to_have_none(command):
    reason, sql = NO_FOOTPRINT[command]
    change = pggit_ddl.read([sql])
    assert reason and change.rows == []
    assert [statement.reading for statement in change.statements] == ["outside"]
    assert sql.upper().startswith(command.split()[0])
