"""DDL comes from a variable, a file or standard input, and arrives as it is."""

import pytest

BODY = """CREATE FUNCTION greet(who text) RETURNS text LANGUAGE plpgsql AS $body$
BEGIN
\tRETURN 'it''s $1 $$not a quote$$ \\n "' || who || '" :who `id` %s #';  -- déjà vu, 日本語
END $body$;
"""
SEVERAL = "CREATE TABLE a (id int);\n\nCREATE TABLE b (id int);\n\n\n"


@pytest.fixture(params=[BODY, SEVERAL], ids=["dollar quotes", "several statements"])
def ddl(request):
    return request.param


def declared(document):
    """Return the one element that was declared."""
    (element,) = document["intent"]["schema_changes"]
    return element


def test_from_a_variable(as_json, ddl):
    assert declared(as_json("register", agent="a", feature="f", ddl=ddl)) == ddl


def test_from_a_file(as_json, ddl, tmp_path):
    path = tmp_path / "it's a $(file) & more.sql"
    path.write_text(ddl, encoding="utf-8")
    assert declared(as_json("register", agent="a", feature="f", ddl_file=path)) == ddl


def test_from_standard_input(as_json, ddl):
    assert declared(as_json("register", agent="a", feature="f", ddl_file="-", stdin=ddl)) == ddl


def test_a_byte_order_mark_is_left_out(as_json, tmp_path):
    path = tmp_path / "bom.sql"
    path.write_text(SEVERAL, encoding="utf-8-sig")
    assert declared(as_json("register", agent="a", feature="f", ddl_file=path)) == SEVERAL


def test_a_large_file_arrives_whole(as_json, tmp_path):
    path = tmp_path / "large.sql"
    text = "CREATE TABLE a (id int);\n-- " + "x" * 1_000_000 + "\n"
    path.write_text(text, encoding="utf-8")
    assert declared(as_json("register", agent="a", feature="f", ddl_file=path)) == text


@pytest.mark.parametrize("name", ["register", "check"])
def test_a_file_that_is_not_there(command, name, tmp_path):
    result = command(name, agent="a", feature="f", ddl_file=tmp_path / "none.sql")
    assert result.code == 3
    assert "the DDL could not be read from" in result.stderr


def test_a_folder_is_no_file(command, tmp_path):
    result = command("register", agent="a", feature="f", ddl_file=tmp_path)
    assert result.code == 3
    assert "the DDL could not be read from" in result.stderr


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_another_encoding_is_refused(command, db, tmp_path, encoding):
    path = tmp_path / "other.sql"
    path.write_text("CREATE TABLE é (id int);\n", encoding=encoding)
    result = command("register", agent="a", feature="f", ddl_file=path)
    assert result.code == 3
    assert "invalid byte sequence for encoding" in result.stderr
    assert db.execute("SELECT count(*) AS n FROM tb_pggit_intent").fetchone()["n"] == 0


def test_an_empty_input_is_refused(command):
    result = command("register", agent="a", feature="f", ddl_file="-", stdin="")
    assert result.code == 3
    assert "element 1" in result.stderr
