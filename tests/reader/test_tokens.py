"""Tokens and statements: nothing is lost, and statements end where psql and PostgreSQL end them."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pggit_ddl
from pggit_ddl.text.errors import BadToken
from pggit_ddl.text.split import split
from pggit_ddl.text.tokens import tokenize

# Text made of what matters to a lexer, so that quotes, tags and comments meet in all ways.
PIECES = st.sampled_from([
    "'", '"', "''", '""', "$$", "$a$", "$1", "$", "--", "/*", "*/", "\n", " ", ";", "(", ")", "[", "]", ",", ".", "..",
    ":", "::", ":=", "\\", "e'", "E'\\'", "U&'", 'u&"', "n'", "a", "a$b$c", "b1", "1", "1.5e3", "0x1F", ".5", "1..2",
    "+", "-", "*", "=", "<>", "@-", "=-", "\u00e9", "\U0001f600", "\t", "\x01", "{", "create", "table",
    "alter", "drop", "begin", "atomic", "case", "end", "function", "do", "select", "from", "as", "not", "null",
    "default", "check", "index", "on",
    "view", "type", "enum", "add", "column", "constraint", "rename", "to", "grant", "with", "union", "join", "using",
    "where", "policy", "trigger", "execute", "if", "exists", "set", "schema", "values", "insert", "into", "partition",
])
SEVERAL = st.lists(PIECES, max_size=60)
HOSTILE = SEVERAL.map("".join) | SEVERAL.map(" ".join) | st.text(max_size=80)


@given(HOSTILE)
def test_joined_tokens_give_the_text_back(text):
    try:
        tokens = list(tokenize(text))
    except BadToken:
        return
    assert "".join(token.text for token in tokens) == text
    assert all(text.startswith(token.text, token.start) for token in tokens)


@given(HOSTILE)
def test_leaving_out_blanks_changes_no_other_token(text):
    try:
        tokens = list(tokenize(text))
    except BadToken:
        return
    assert [token for token in tokens if token.kind not in ("space", "comment")] == list(tokenize(text, blanks=False))


@given(st.lists(HOSTILE, min_size=1, max_size=3))
def test_reading_raises_nothing_but_ddl_errors_and_statements_are_where_they_say(elements):
    try:
        change = pggit_ddl.read(elements)
    except pggit_ddl.DDLError as error:
        assert error.sqlstate == "42601" and error.message and error.detail and error.hint
        return
    place = (1, 0)
    for number, statement in enumerate(change.statements, 1):
        assert statement.statement_no == number
        assert statement.reading in ("read", "outside", "not understood")
        assert elements[statement.element_no - 1][statement.start:statement.end] == statement.text != ""
        assert (statement.element_no, statement.start) >= place
        place = (statement.element_no, statement.end)
    assert all(1 <= row.statement_no <= len(change.statements) for row in change.rows)
    assert change.risk_level in ("low", "medium", "high")


@pytest.mark.parametrize("text, statements", [
    ("", []),
    (";;; ;", []),
    ("a; b", ["a", "b"]),
    ("a;b;", ["a", "b"]),
    ("/* a; */ b -- c; d\n; e", ["b", "e"]),
    ("/* a /* b */ ; */ c", ["c"]),
    ("select ';', \";\", $$;$$, $x$ $$; $x$; b", ["select ';', \";\", $$;$$, $x$ $$; $x$", "b"]),
    ("select a$b$; b$b$", ["select a$b$", "b$b$"]),
    (r"select E'\';'; b", [r"select E'\';'", "b"]),
    (r"select '\'; b", [r"select '\'", "b"]),
    ("create rule r as on insert to t do (a; b); c", ["create rule r as on insert to t do (a; b)", "c"]),
    ("create function f() returns int begin atomic select case when a then b end; select 2; end; c",
     ["create function f() returns int begin atomic select case when a then b end; select 2; end", "c"]),
    ("create or replace procedure f() begin atomic insert into t values (1); end; c",
     ["create or replace procedure f() begin atomic insert into t values (1); end", "c"]),
    ("begin; atomic; end", ["begin", "atomic", "end"]),
    ("\\d users; x\nselect 1", ["\\d users; x", "select 1"]),
    ("select 1 \\gset\nselect 2", ["select 1 \\gset", "select 2"]),
])
def test_statements_end_where_psql_ends_them(text, statements):
    found = [text[tokens[0].start:tokens[-1].start + len(tokens[-1].text)]
             for tokens in split(tokenize(text, blanks=False))]
    assert found == statements


@pytest.mark.parametrize("text, message", [
    ("select 'abc", "unterminated quoted string beginning with 'abc"),
    ("select 'abc''", "unterminated quoted string beginning with 'abc''"),
    (r"select E'abc\'", r"unterminated quoted string beginning with E'abc\'"),
    ('drop table "abc', 'unterminated quoted identifier beginning with "abc'),
    ("do $body$ begin $$ end", "unterminated dollar-quoted string beginning with $body$"),
    ("/* /* */ drop table t", "unterminated /* comment"),
])
def test_what_never_ends_is_reported_with_its_beginning(text, message):
    with pytest.raises(pggit_ddl.DDLError) as caught:
        pggit_ddl.read(["select 1", "-- a comment\nselect 2;\n" + text])
    assert caught.value.message == message
    assert caught.value.sqlstate == "42601"
    first, caret = caught.value.detail.split("\n")
    assert first.startswith("element 2, line 3: ")
    beginning = message.rpartition("beginning with ")[2] if "beginning" in message else "/*"
    assert first[caret.index("^"):].startswith(beginning)
    assert caught.value.hint


def test_a_long_line_is_shortened_around_the_caret():
    with pytest.raises(pggit_ddl.DDLError) as caught:
        pggit_ddl.read(["select " + "a, " * 10000 + "'never"])
    first, caret = caught.value.detail.split("\n")
    assert len(first) < 200 and first[caret.index("^"):] == "'never"


@pytest.mark.parametrize("text", ["", " \n", "-- nothing", "/* nothing */", ";;"])
def test_an_element_without_a_statement_is_refused(text):
    with pytest.raises(pggit_ddl.DDLError, match="element 2 of schema_changes has no statement"):
        pggit_ddl.read(["drop table t", text])


# Input whose cost would explode if anything were tried twice, by its length.
HOSTILE_TEXTS = {
    "semicolons": lambda n: "select 1" + ";" * n, "quotes": lambda n: "'" * (2 * n),
    "an open quote": lambda n: "'" * (2 * n + 1), "escaped quotes": lambda n: "E'" + "\\'" * n,
    "double quotes": lambda n: '"' * (2 * n + 1), "open comments": lambda n: "/*" * n,
    "nested comments": lambda n: "/*" * n + "*/" * n + " select 1",
    "open parentheses": lambda n: "create table t " + "(" * n,
    "closed parentheses": lambda n: "select " + ")" * n,
    "nested parentheses": lambda n: "create view v as select " + "(" * n + ")" * n,
    "nested queries": lambda n: "create view v as " + "select a.b from (" * n + "select 1" + ") a" * n,
    "dollars": lambda n: "$" * n, "dollar quotes": lambda n: "select " + "$a$ " * n,
    "a long dollar tag": lambda n: "do $" + "a" * n + "$ x $" + "a" * n + "$",
    "operators": lambda n: "select " + "+" * n,
    "signs": lambda n: "select " + "- " * n, "numbers": lambda n: "select " + "1e" * n,
    "words": lambda n: "create table " + "a " * n, "dots": lambda n: "drop table " + "a." * n + "a",
    "commas": lambda n: "create view v as select " + "," * n, "blanks": lambda n: "select" + " " * n + "1" + " " * n,
    "a long name": lambda n: "create table " + "a" * n + " (b int)",
    "unicode escapes": lambda n: 'drop table U&"' + "\\0061" * n + '"',
    "nested conditions": lambda n: "do $$ begin " + "if x then " * n + "end if; " * n + "end $$",
    "assignments": lambda n: "do $$ begin " + "a := 1; " * n + "end $$",
    "declarations": lambda n: "do $$ declare " + "a int; " * n + "begin end $$",
    "an index on parentheses": lambda n: "create index i on t (" + "(" * n + "a" + ")" * n + ")",
    "casts in parentheses": lambda n: "create index i on t ((" + "(" * n + "a" + ")::int" * n + "))",
    "commands of psql": lambda n: "\\d\n" * n, "unions": lambda n: "select a from t union " * n + "select 1",
    "queries of a WITH": lambda n: ("create view v as with " + ",".join("a%d as (select 1)" % i for i in range(n))
                                    + " select 1"),
    "with in with": lambda n: "create view v as " + "with a as (" * n,
    "tests": lambda n: "select a " + "is not unknown " * n,
    "index elements": lambda n: "create index i on t (" + ",".join(["lower(a)"] * n) + ")",
    "constraints": lambda n: "create table t (" + ",".join(["check (a > 1)"] * n) + ")",
    "indexes without names": lambda n: ";".join(["create index on t (a)"] * n),
    "added columns": lambda n: "alter table t " + ", ".join("add column c%d int" % i for i in range(n)),
    "assigned columns": lambda n: "update t set " + "a = 1, " * n + "b = 1",
}


def cpu(text):
    """The CPU time that reading takes, the lesser of two times."""
    times = []
    for _ in range(2):
        begin = process_time()
        try:
            pggit_ddl.read([text])
        except pggit_ddl.DDLError:
            pass
        times.append(process_time() - begin)
    return min(times)


@pytest.mark.parametrize("kind", HOSTILE_TEXTS)
def test_time_is_linear_on_hostile_input(kind):
    # Six times as long would take 36 times as long if it were quadratic. What takes no time at all tells nothing.
    text = HOSTILE_TEXTS[kind]
    assert cpu(text(3000)) < 18 * max(cpu(text(500)), 0.002)


def test_ten_thousand_statements_in_one_element():
    change = pggit_ddl.read([";\n".join("alter table t%d add column c integer" % i for i in range(10000))])
    assert len(change.statements) == 10000 and len(change.tables) == 10000
    assert change.statements[-1].reading == "read"
