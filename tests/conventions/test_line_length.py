"""No line is longer than 120 columns, so that it can be read beside another one."""

import pytest

LIMIT = 120
# Files, and folders with all that is below them.
PLACES = ["Makefile", "install.sql", "pyproject.toml", ".sqlfluff", ".ci/run", "tests", "sql", "plpython"]
SUFFIXES = {".py", ".sh", ".sql"}  # what a README shows of a program's output may be wider


@pytest.mark.parametrize("place", PLACES)
def test_no_line_is_too_long(repository, place):
    path = repository / place
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.suffix in SUFFIXES]
    assert files
    too_long = [
        f"{each.relative_to(repository)}:{number}: {len(line)} columns"
        for each in sorted(files)
        for number, line in enumerate(each.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > LIMIT
    ]
    assert too_long == []
