"""The files: one function each, with the helpers that only it calls; all of them installed."""

import re

import pytest

FUNCTION = re.compile(r"CREATE (?:OR REPLACE )?FUNCTION\s+(?:public|pggit_internal)\.(\w+)\s*\(")
INCLUDE = re.compile(r"^\\ir (\S+)", re.MULTILINE)

# Run by somebody, not by install.sql.
BESIDE = {"sql/uninstall.sql"}

# Words and numbers in one file, and the part of an installation that says which version it is.
SEVERAL = {"plpython/load_reader.sql", "sql/vocabulary.sql", "sql/install/version.sql"}


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
    return {path: text for path, text in texts.items() if FUNCTION.search(text)}


def test_one_function_and_its_own_helpers_per_file_named_after_it(function_files):
    assert len(function_files) > 40
    for path, text in function_files.items():
        if path in SEVERAL:
            continue
        *helpers, named = FUNCTION.findall(text)
        assert named == path.rsplit("/", 1)[1][:-4], path
        # A helper stands before the one function that calls it.
        for helper in helpers:
            call = re.compile(rf"(?<!FUNCTION )pggit_internal\.{helper}\(")
            assert [other for other, its in function_files.items() if call.search(its)] == [path], (path, helper)


def test_the_comment_stands_beside_each_function(function_files):
    for path, text in function_files.items():
        for name in FUNCTION.findall(text):
            assert re.search(rf"^COMMENT ON FUNCTION (public|pggit_internal)\.{name}\s*\(", text, re.MULTILINE), path


def test_rights_on_functions_and_tables_are_given_and_taken_in_one_file(repository):
    for path in [*(repository / "sql").rglob("*.sql"), *(repository / "plpython").rglob("*.sql")]:
        name = path.relative_to(repository).as_posix()
        if name == "sql/rights.sql" or name.startswith("sql/psql/"):
            continue
        for line in re.findall(r"^\s*(?:GRANT|REVOKE)\b.*", path.read_text(encoding="utf-8"), re.MULTILINE):
            # An installation lends its owner the right to create in public, and makes the schema of the helpers.
            assert re.search(r" ON SCHEMA (public|pggit_internal) ", line), (name, line)


def test_every_function_declares_volatility_parallel_and_search_path(function_files):
    for path, text in function_files.items():
        for made in FUNCTION.finditer(text):
            head = text[made.start() : text.index("COMMENT ON FUNCTION", made.start())]
            assert re.search(r"\b(IMMUTABLE|STABLE|VOLATILE)\b", head), path
            assert re.search(r"\bPARALLEL (SAFE|RESTRICTED|UNSAFE)\b", head), path
            # What names mean in a SQL-standard body is settled when the function is made.
            assert re.search(r"\bSET search_path = [\w, ]*pg_temp\b|^(RETURN|BEGIN ATOMIC)\b", head, re.M), path


def test_every_file_is_installed_once_and_every_one_that_is_installed_is_there(repository, table_of_contents):
    there = {
        path.relative_to(repository).as_posix()
        for folder in ("sql", "plpython")
        for path in (repository / folder).rglob("*.sql")
    }
    there = {path for path in there if path not in BESIDE and not path.startswith("sql/psql/")}
    assert sorted(table_of_contents) == sorted(there)


def test_each_table_and_type_has_its_whole_truth_in_one_file_of_its_name(repository, shared_db):
    there = {
        row["name"]
        for row in shared_db.execute(
            "SELECT c.relname AS name FROM pg_class AS c WHERE c.relkind IN ('r', 'c') AND"
            " (c.relnamespace = 'pggit_internal'::regnamespace OR c.relname ~ '^(tb_)?pggit_')"
        ).fetchall()
    }
    assert there == {path.stem for path in (repository / "sql" / "tables").glob("*.sql")}
    about = r"^\s*(?:CREATE (?:UNIQUE )?INDEX[^;]*? ON|CREATE TABLE\b.*?|ALTER TABLE|COMMENT ON (?:TABLE|COLUMN|TYPE))"
    for path in (repository / "sql").rglob("*.sql"):
        if path.relative_to(repository).parts[1] in ("upgrades", "psql"):
            continue
        for name in re.findall(about + r"\s+(?:public|pggit_internal)\.(\w+)", path.read_text(encoding="utf-8"), re.M):
            assert name not in there or (path.parent.name, path.stem) == ("tables", name), (path, name)


def test_the_version_stands_in_one_place(repository, shared_db):
    version = shared_db.execute("SELECT pggit_version() AS version").fetchone()["version"]
    holding = [
        path.relative_to(repository).as_posix()
        for pattern in ("install.sql", "pyproject.toml", "sql/**/*.sql", "plpython/**/*")
        for path in repository.glob(pattern)
        if path.is_file() and path.suffix in (".sql", ".py", ".toml") and f"'{version}'" in path.read_text("utf-8")
    ]
    assert holding == ["sql/install/version.sql"]


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
