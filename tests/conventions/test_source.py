"""The files: one function each, with the private helpers that only it needs, all of them installed."""

import re

import pytest

from conventions.sources import code

FUNCTION = re.compile(r"CREATE (?:OR REPLACE )?FUNCTION\s+(?:public|pggit_internal)\.(\w+)\s*\(")
PRIVATE = re.compile(r"CREATE (?:OR REPLACE )?FUNCTION\s+pggit_internal\.(\w+)\s*\(")
INCLUDE = re.compile(r"^\\ir (\S+)", re.MULTILINE)

# Run by somebody, not by install.sql.
BESIDE = {"sql/uninstall.sql"}

# Words and numbers in one file, and the part of an installation that says which version it is.
SEVERAL = {"plpython/load_reader.sql", "sql/vocabulary.sql", "sql/install/version.sql"}

# A private helper whose file would have more lines has one of its own, whoever calls it.
SHORT = 45

# Called by triggers, owned by somebody else, or one of a family: these have a file of their own, however short.
APART = re.compile(r"\bRETURNS trigger\b|\bOWNER TO\b|\bpggit_internal\.lines_of_\w+\(")


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


@pytest.fixture(scope="module")
def callers(repository):
    """Return a function that says which files call a function, its own not counted."""
    texts = {
        path.relative_to(repository).as_posix(): code(path.read_text(encoding="utf-8"))
        for folder in ("sql", "plpython")
        for path in (repository / folder).rglob("*.sql")
    }

    def of(name, path):
        call = re.compile(rf"\b(?:public|pggit_internal)\.{name}\b")
        return sorted(other for other, text in texts.items() if other != path and call.search(text))

    return of


def functions(text):
    """Return the text of each function of a file, to the next one's or the end."""
    starts = [found.start() for found in FUNCTION.finditer(text)]
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)])]


def test_a_file_s_last_function_is_named_after_it(function_files):
    assert len(function_files) > 40
    named = {path: FUNCTION.findall(text)[-1] for path, text in function_files.items() if path not in SEVERAL}
    assert {path: name for path, name in named.items() if name != path.rsplit("/", 1)[1][:-4]} == {}


def test_functions_before_a_file_s_last_one_are_private_to_it(function_files, callers):
    for path, text in function_files.items():
        if path in SEVERAL:
            continue
        *helpers, _ = FUNCTION.findall(text)
        assert [name for name in helpers if name not in PRIVATE.findall(text)] == [], path
        assert {name: callers(name, path) for name in helpers if callers(name, path)} == {}, path
        named = re.findall(r"\bpggit_internal\.(\w+)", code(text))
        assert [name for name in helpers if named.count(name) < 2] == [], path


def test_a_short_private_helper_stands_in_the_file_of_its_only_caller(function_files, callers):
    """One that another folder calls is what its folder is for, and stands by itself."""
    misplaced = {}
    for path, text in function_files.items():
        name = FUNCTION.findall(text)[-1]
        if path in SEVERAL or name not in PRIVATE.findall(text) or APART.search(text):
            continue
        calling = callers(name, path)
        beside = [caller for caller in calling if caller.rsplit("/", 1)[0] == path.rsplit("/", 1)[0]]
        if len(text.splitlines()) <= SHORT and len(calling) == len(beside) == 1:
            misplaced[path] = beside[0]
    shown = "\n".join(f"    {path} belongs into {caller}" for path, caller in sorted(misplaced.items()))
    assert not misplaced, f"\n{shown}"


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
    for path, head in ((path, head) for path, text in function_files.items() for head in functions(text)):
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
