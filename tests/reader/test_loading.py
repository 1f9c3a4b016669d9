"""How a session gets the reader: compiled code beside it, sources behind that, nothing that was not installed."""

import ast
import json
import math

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.server import run_psql
from pggit_ddl import Row, to_json

STATEMENT = ["ALTER TABLE users ADD COLUMN stripe_id text"]
TABLES = "SELECT pggit_internal.read_change(%s, true, NULL) -> 'tables_affected'"
LOADED_REGEXES = """
CREATE FUNCTION pg_temp.regexes() RETURNS integer LANGUAGE plpython3u AS $$
    import sys
    (package,) = [name for name in GD if name.startswith('pggit_ddl_')]
    return len(sys.modules[package + '.text.regexes'].READY)
$$
"""
IMPORTED = """
CREATE FUNCTION pg_temp.imported() RETURNS text[] LANGUAGE plpython3u AS $$
    import sys
    return [name for name in ('re', 'json', 'enum') if name in sys.modules]
$$
"""


def test_a_session_loads_what_was_compiled(db):
    db.execute(TABLES, (STATEMENT,))
    db.execute(LOADED_REGEXES)
    assert db.execute("SELECT pg_temp.regexes()").fetchone()["regexes"] > 5


JUDGES = """
CREATE FUNCTION pg_temp.judges() RETURNS boolean LANGUAGE plpython3u AS $$
    import sys
    return any(name.startswith('pggit_ddl_') and name.endswith('.judging') for name in sys.modules)
$$
"""
COMPARE = "SELECT count(*) FROM pggit_detect_conflicts(%s, %s)"


def judges(db):
    """Whether the session has loaded the judge."""
    return db.execute("SELECT pg_temp.judges()").fetchone()["judges"]


def test_the_judge_is_loaded_when_two_changes_are_compared_first(db):
    db.execute(JUDGES)
    db.execute(TABLES, (STATEMENT,))
    assert not judges(db)
    assert db.execute(COMPARE, (STATEMENT, STATEMENT)).fetchone()["count"] > 0
    assert judges(db)


def test_without_its_compiled_code_the_judge_is_compiled_from_its_sources(db):
    db.execute(TABLES, (STATEMENT,))
    db.execute("UPDATE pggit_internal.reader_code SET octets = 'not what was compiled' WHERE part = 'judging'")
    assert db.execute(COMPARE, (STATEMENT, STATEMENT)).fetchone()["count"] > 0


def test_reading_does_not_wait_for_modules_that_it_can_do_without(db):
    db.execute(IMPORTED)
    before = db.execute("SELECT pg_temp.imported()").fetchone()["imported"]
    db.execute(TABLES, (STATEMENT,))
    assert db.execute("SELECT pg_temp.imported()").fetchone()["imported"] == before == []


@pytest.mark.parametrize(
    "loss",
    [
        "DELETE FROM pggit_internal.reader_code",
        "UPDATE pggit_internal.reader_code SET octets = 'not what was compiled'",
        "UPDATE pggit_internal.reader_code SET octets = set_byte(octets, 100, 255 - get_byte(octets, 100))",
    ],
)
def test_without_its_compiled_code_it_is_compiled_from_its_sources(db, loss):
    db.execute(loss)
    assert db.execute(TABLES, (STATEMENT,)).fetchone()["?column?"] == ["users"]
    db.execute(LOADED_REGEXES)
    assert db.execute("SELECT pg_temp.regexes()").fetchone()["regexes"] == 0


def test_other_sources_than_the_installed_ones_are_refused(db):
    db.execute("DELETE FROM pggit_internal.reader_code")
    db.execute(
        "CREATE OR REPLACE FUNCTION pggit_internal.reader_sources() RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE"
        " SET search_path = pg_catalog, pg_temp AS $$ SELECT encode('import os', 'base64') $$"
    )
    with pytest.raises(psycopg.errors.DataCorrupted) as refused:
        db.execute(TABLES, (STATEMENT,))
    assert refused.value.diag.message_detail.startswith("pggit_internal.reader_sources()")
    assert refused.value.diag.message_hint == "Run install.sql again."


def test_installing_again_brings_the_compiled_code_back(server, db, repository):
    db.execute("DELETE FROM pggit_internal.reader_code")
    done = run_psql(server, db.info.dbname, "-q", "-v", "ON_ERROR_STOP=1", "-f", "install.sql", cwd=repository)
    assert done.code == 0, done.stderr
    assert db.execute("SELECT count(*) FROM pggit_internal.reader_code").fetchone()["count"] == 2


def test_no_module_of_it_imports_what_takes_long(repository):
    """At its top, that is; where it is rarely needed a function may."""
    for path in (repository / "plpython/pggit_ddl").rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names.append(node.module)
            assert set(names) <= {"collections"}, path.name


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
)


@given(JSON)
def test_json_is_what_the_standard_library_writes(value):
    assert to_json(value) == json.dumps(value)


@given(st.lists(st.builds(Row, st.integers(), st.text(), st.text(), st.none() | st.text(), st.text(), JSON, st.text())))
def test_rows_are_written_as_objects(rows):
    objects = [row._asdict() for row in rows]
    assert json.loads(to_json({"a": 1}, rows=rows, none=[])) == json.loads(
        json.dumps({"a": 1, "rows": objects, "none": []}))


@pytest.mark.parametrize("value", [{"a": {1, 2}}, [object()], math.nan])
def test_what_json_has_no_form_for_is_refused(value):
    with pytest.raises((TypeError, ValueError)):
        to_json(value)
