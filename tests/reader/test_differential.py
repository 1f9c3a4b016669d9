"""The same statements, kinds and names as PostgreSQL's own parser finds (pglast), over the examples of the other tests.

Other SQL is compared by `make agreement`.
"""

import pytest

from reader import test_footprints as examples
from reader.manual import MANUAL

pglast = pytest.importorskip("pglast")

from reader.agreement import compare  # noqa: E402

FAMILIES = (examples.TABLES, examples.INDEXES, examples.ROUTINES, examples.VIEWS, examples.OTHERS, examples.BLOCKS,
            examples.QUERIES)
SQL = [sql for family in (*FAMILIES, *MANUAL.values()) for sql, _ in family]


@pytest.mark.parametrize("sql", SQL)
def test_the_parser_sees_the_same_statements_kinds_and_names(sql):
    pglast.parse_sql(sql)
    found = compare(sql)
    assert found.statements
    assert found == (found.statements, found.names, [], [], [], [], [])


def test_statements_are_where_the_parser_sees_them():
    found = compare(";\n-- between; two\n".join(SQL) + ";")
    assert found.statements >= len(SQL)
    assert found.ends == []


@pytest.mark.parametrize(("sql", "names"), [
    ("alter table t add constraint k check (a > 0)", {("relation", None, "t"), ("constraint", "t", "k"),
                                                      ("column", "t", "a")}),
    ("select x.a, b from t x, u", {("relation", None, "t"), ("relation", None, "u"), ("column", "t", "a")}),
    ("drop function s.f(int[])", {("function", None, "s.f(integer[])")}),
])
def test_the_parsers_names_are_collected(sql, names):
    from reader.parsed import names_of
    assert names_of(pglast.parse_sql(sql)) == names
