"""The same statements as PostgreSQL's own parser finds (pglast), over the examples of the other tests."""

import pytest

import pggit_ddl
from reader import test_footprints as examples

pglast = pytest.importorskip("pglast")

FAMILIES = (examples.TABLES, examples.INDEXES, examples.ROUTINES, examples.VIEWS, examples.OTHERS, examples.BLOCKS)
SQL = [sql for family in FAMILIES for sql, _ in family]


@pytest.mark.parametrize("sql", SQL)
def test_the_examples_are_postgresql(sql):
    pglast.parse_sql(sql)


def test_statements_are_where_the_parser_sees_them():
    text = ";\n-- between; two\n".join(SQL) + ";"
    found = [(statement.start, statement.end) for statement in pggit_ddl.read([text]).statements]
    expected = []
    for node in pglast.parse_sql(text):
        end = node.stmt_location + (node.stmt_len or len(text))
        inside = text[node.stmt_location:end]
        while inside.lstrip().startswith("--"):
            inside = inside.lstrip().partition("\n")[2]
        expected.append((end - len(inside.lstrip()), end))
    assert found == expected


@pytest.mark.parametrize("sql", SQL)
def test_relations_created_and_dropped(sql):
    created, dropped = set(), set()
    for node in pglast.parse_sql(sql):
        statement = node.stmt
        kind = type(statement).__name__
        if kind == "CreateStmt" and statement.relation.relpersistence != "t":
            created.add(qualified(statement.relation))
        elif kind == "ViewStmt":
            created.add(qualified(statement.view))
        elif kind == "DropStmt" and statement.removeType.name in ("OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_INDEX"):
            dropped |= {".".join(part.sval for part in name if part.sval != "public") for name in statement.objects}
    rows = pggit_ddl.read([sql]).rows
    assert created <= {row.object_name for row in rows if row.action == "create"}
    if "temp" not in sql:
        assert dropped <= {row.object_name for row in rows if row.action == "drop"}


def qualified(relation):
    """The canonical name of a parsed relation (the examples' names need no quotes)."""
    return relation.relname if relation.schemaname in (None, "public") else relation.schemaname + "." + relation.relname
