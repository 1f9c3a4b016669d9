"""The installer as one file does what install.sql does, from anywhere."""

import re
import shutil
import subprocess
import sys

import pytest


@pytest.fixture(scope="module")
def installer(repository):
    # Isolated and without site: as on a machine that has Python and none of the tests' packages.
    command = [sys.executable, "-I", "-S", "tests/harness/dist.py"]
    subprocess.run(command, cwd=repository, check=True, stdout=subprocess.DEVNULL)
    return (repository / "dist" / "pggit-install.sql").read_text(encoding="utf-8")


@pytest.fixture
def schema_of(server):
    """Return a function that gives a database's pg_dump, without the random key of each dump."""

    def dump(database):
        text = subprocess.run(
            [server.program("pg_dump"), "--schema-only", "-h", server.host, "-p", str(server.port), "-U", server.user]
            + ["-d", database],
            check=True,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        ).stdout
        return re.sub(r"^\\(un)?restrict .*$", "", text, flags=re.MULTILINE)

    return dump


def test_piped_from_another_folder_it_makes_the_same_schema(
    installer, database, fresh_database, psql, schema_of, tmp_path
):
    result = psql(stdin=installer, database=fresh_database, cwd=tmp_path)
    assert result.code == 0, result.stderr
    assert schema_of(fresh_database) == schema_of(database)


def test_it_installs_over_install_sql_and_the_other_way_round(installer, database, psql, schema_of, tmp_path):
    before = schema_of(database)
    assert psql(stdin=installer, database=database, cwd=tmp_path).code == 0
    assert schema_of(database) == before
    assert psql("-f", "install.sql", database=database).code == 0
    assert schema_of(database) == before


def test_make_dist_writes_it_without_an_environment_of_python_packages(installer, repository, copied):
    folder = copied()
    shutil.copy(repository / "Makefile", folder)
    shutil.copytree(repository / "tests" / "harness", folder / "tests" / "harness")
    subprocess.run(["make", "dist"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    assert (folder / "dist" / "pggit-install.sql").read_text(encoding="utf-8") == installer
    assert not (folder / ".venv").exists()


def test_it_needs_no_other_file(installer):
    assert not re.search(r"^\\(i|ir|include|include_relative|!|copy)\b", installer, re.MULTILINE)
    assert not re.search(r"^\\\w+ .*`", installer, re.MULTILINE)


def test_a_file_s_text_arrives_as_it_is(installer, repository, psql, fresh_database):
    """Whatever quotes and dollars the text has; psql's backtick strips one newline at the end, and so does the file."""
    script = repository / "tests" / "harness" / "dist.py"
    sys.path.insert(0, str(script.parent))
    try:
        import dist
    finally:
        sys.path.remove(str(script.parent))
    texts = ["plain", "it's $file$ and $file1$ :'x' :y \\echo `z`\n\n  tail", "ends in $file", "$", ""]
    lines = [f"SELECT {dist.quote(text)} AS t \\gset\nSELECT :'t' = {sql_literal(text)};" for text in texts]
    result = psql("-At", stdin="\n".join(lines), database=fresh_database)
    assert result.stdout.split() == ["t"] * len(texts), result.stderr


def sql_literal(text):
    """Quote a text the ordinary way."""
    return f"convert_from(decode('{text.encode().hex()}', 'hex'), 'UTF8')"
