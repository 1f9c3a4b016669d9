"""The files: one function each, all of them installed."""

import re

import pytest

FUNCTION = re.compile(r"CREATE (?:OR REPLACE )?FUNCTION\s+(?:public|pggit_internal)\.(\w+)\s*\(")
INCLUDE = re.compile(r"^\\ir (\S+)", re.MULTILINE)

# Run by somebody, not by install.sql.
BESIDE = {"sql/uninstall.sql"}


@pytest.fixture(scope="module")
def table_of_contents(repository):
    """Return what install.sql includes, in its order."""
    return INCLUDE.findall((repository / "install.sql").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def function_files(repository):
    """Return {path: text} of the files that make functions."""
    texts = {
        path.relative_to(repository).as_posix(): path.read_text(encoding="utf-8")
        for folder in ("sql", "plpython")
        for path in (repository / folder).rglob("*.sql")
    }
    return {path: text for path, text in texts.items() if FUNCTION.search(text) and "/schema/" not in path}


def test_one_function_per_file_named_after_it(function_files):
    assert len(function_files) > 40
    for path, text in function_files.items():
        if path == "plpython/load_reader.sql":
            continue  # makes its functions from the modules
        assert FUNCTION.findall(text) == [path.rsplit("/", 1)[1][:-4]], path


def test_comment_and_rights_stand_beside_each_function(function_files):
    for path, text in function_files.items():
        name = path.rsplit("/", 1)[1][:-4]
        for clause in ("COMMENT ON FUNCTION", "REVOKE ALL ON FUNCTION"):
            assert re.search(rf"^{clause} (public|pggit_internal)\.{name}\s*\(", text, re.MULTILINE), (path, clause)
        if "/pggit_" in path:
            assert re.search(rf"^GRANT EXECUTE ON FUNCTION public\.{name}\s*\(", text, re.MULTILINE), path


def test_every_function_declares_volatility_parallel_and_search_path(function_files):
    for path, text in function_files.items():
        head = text[FUNCTION.search(text).start() :]
        assert re.search(r"\b(IMMUTABLE|STABLE|VOLATILE)\b", head), path
        assert re.search(r"\bPARALLEL (SAFE|RESTRICTED|UNSAFE)\b", head), path
        # What names mean in a SQL-standard body is settled when the function is made.
        assert re.search(r"\bSET search_path = [\w, ]*pg_temp\b|^(RETURN|BEGIN ATOMIC)\b", head, re.MULTILINE), path


def test_every_file_is_installed_once_and_every_one_that_is_installed_is_there(repository, table_of_contents):
    there = {
        path.relative_to(repository).as_posix()
        for folder in ("sql", "plpython")
        for path in (repository / folder).rglob("*.sql")
    }
    there = {path for path in there if path not in BESIDE and not path.startswith("sql/psql/")}
    assert sorted(table_of_contents) == sorted(there)


def test_the_parts_of_the_schema_are_numbered_and_in_order(table_of_contents):
    parts = [path for path in table_of_contents if path.startswith("sql/schema/")]
    numbers = [re.fullmatch(r"sql/schema/(\d{3})_\w+\.sql", path).group(1) for path in parts]
    assert numbers == sorted(set(numbers))


def test_each_part_asks_the_ledger_under_its_own_name(repository, table_of_contents):
    for path in table_of_contents:
        if path.startswith("sql/schema/") and not path.endswith("001_ledger.sql"):
            text = (repository / path).read_text(encoding="utf-8")
            assert f"apply_part('{path.rsplit('/', 1)[1][:-4]}')" in text, path
            assert text.rstrip().endswith("\\endif"), path


def test_what_the_ledger_says_is_what_the_folder_has(shared_db, repository):
    applied = {row["part"] for row in shared_db.execute("SELECT part FROM pggit_internal.ledger").fetchall()}
    assert applied == {path.stem for path in (repository / "sql" / "schema").glob("*.sql")} - {"001_ledger"}


def test_the_reader_depends_on_the_standard_library_only(repository):
    """And on no more of it than a session's first call should wait for."""
    for path in (repository / "plpython" / "pggit_ddl").rglob("*.py"):
        text = path.read_text(encoding="ascii")
        for module in re.findall(r"^(?:import|from) ([\w.]+)", text, re.MULTILINE):
            assert module.startswith(".") or module in ("re", "collections", "bisect", "itertools"), (path.name, module)


def test_install_sql_is_one_transaction(repository):
    lines = (repository / "install.sql").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if re.match(r"(BEGIN|COMMIT|ROLLBACK)\b", line)] == ["BEGIN;", "COMMIT;"]
    assert "\\set ON_ERROR_STOP on" in lines[: lines.index("BEGIN;")]


def test_the_installer_is_ascii(repository):
    """A database in another encoding may lack any other character, and would refuse the installation."""
    for folder in ("sql", "plpython"):
        for path in [*(repository / folder).rglob("*.sql"), *(repository / folder).rglob("*.py")]:
            assert path.read_bytes().isascii(), path
