"""Names: folded, cut, quoted and made up as PostgreSQL does it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pggit_ddl
from pggit_ddl.text import names


@pytest.mark.parametrize("text, canonical", [
    ("users", "users"),
    ("Users", "users"),
    ('"users"', "users"),
    ('"Users"', '"Users"'),
    ("public.Users", "users"),
    ('"public"."Users"', '"Users"'),
    ("PUBLIC . users", "users"),
    ("billing.invoices", "billing.invoices"),
    ("mydb.billing.invoices", "billing.invoices"),
    ('"my schema"."a.b"', '"my schema"."a.b"'),
    ('"a""b"', '"a""b"'),
    ('"order"', '"order"'),
    ("order", '"order"'),
    ("\u00c9T\u00c9", '"\u00c9t\u00c9"'),
    ('U&"d\\0061ta"', "data"),
    ('U&"d!0061t!+000061" UESCAPE \'!\'', "data"),
    ('U&"a\\\\b"', '"a\\b"'),
    ("x" * 70, "x" * 63),
    ('"' + "\u00e9" * 40 + '"', '"' + "\u00e9" * 31 + '"'),
    ("pg_temp.t", "pg_temp.t"),
    ("a$1", '"a$1"'),
    ("_x1", "_x1"),
])
def test_a_name_is_shown_as_quote_ident_would_show_it(text, canonical):
    assert pggit_ddl.canonical_name(text) == canonical
    assert pggit_ddl.canonical_name(canonical) == canonical


@pytest.mark.parametrize("text", ["", " ", "1a", "a b", "a.", ".a", "a..b", "a.b.c.d", '""', '"a', "a;b", "a(b)",
    "'a'", "*",
                                  "U&\"a\" uescape 'xx'"])
def test_what_is_no_name_is_refused(text):
    with pytest.raises(pggit_ddl.DDLError) as caught:
        pggit_ddl.canonical_name(text)
    assert caught.value.sqlstate == "42602" and caught.value.hint


@given(st.lists(st.text(min_size=1, max_size=80).filter(lambda part: "\0" not in part), min_size=1, max_size=2))
def test_canonical_names_are_stable(parts):
    text = ".".join('"' + part.replace('"', '""') + '"' for part in parts)
    once = pggit_ddl.canonical_name(text)
    assert pggit_ddl.canonical_name(once) == once


@given(st.text())
def test_folding_touches_ascii_letters_only_and_is_stable(text):
    folded = names.fold(text)
    assert names.fold(folded) == folded
    assert len(folded.encode("utf-8", "surrogatepass")) <= 63
    assert all(a == b or (b == a.lower() and a.isascii()) for a, b in zip(text, folded))


def made_by_postgresql(first, second, label):
    """makeObjectName, byte by byte as its loop goes."""
    room = 63 - len(label) - 1 - (1 if second else 0)
    one, two = len(first), len(second or "")
    while one + two > room:
        if one > two:
            one -= 1
        else:
            two -= 1
    return "_".join([first[:one]] + ([second[:two]] if second else []) + [label])


@given(st.integers(1, 63), st.integers(0, 130), st.sampled_from(["key", "pkey", "idx12", "fkey", "check", "seq"]))
def test_automatic_names_are_shortened_as_postgresql_shortens_them(one, two, label):
    first, second = "a" * one, "b" * two or None
    assert names.make_name(first, second, label) == made_by_postgresql(first, second, label)


LONG_A, LONG_B = "a" * 40, "b" * 40


@pytest.mark.parametrize("sql, automatic", [
    ("create table t (id int primary key)", ["t_pkey"]),
    ("create table s.t (id int primary key)", ["s.t_pkey"]),
    ("create table t (a int unique, b int, unique (a, b))", ["t_a_key", "t_a_b_key"]),
    ("create table t (a int primary key unique, b int unique, unique (b))", ["t_pkey", "t_b_key"]),
    ("create index on t (a)", ["t_a_idx"]),
    ("create index on t (a, lower(b), (a || b), (c + 1))", ["t_a_lower_expr_expr1_idx"]),
    ("create index on t ((data ->> 'x'), (data::text), ((a || b)::int), (case when a then b end), coalesce(a, b))",
     ["t_expr_data_int4_case_coalesce_idx"]),
    ("create index on t (a) include (b)", ["t_a_b_idx"]),
    ("create index on t (a); create index on t (a); create index on t (a)", ["t_a_idx", "t_a_idx1", "t_a_idx2"]),
    ('create index on "T x" ("A b")', ['"T x_A b_idx"']),
    ("create table t (a int, exclude using gist (a with =))", ["t_a_excl"]),
    ("alter table %s add unique (%s)" % (LONG_A, LONG_B), ["a" * 29 + "_" + "b" * 29 + "_key"]),
    ("create statistics on a, b from t", ["t_a_b_stat"]),
    ("create table t (id serial, n bigint generated always as identity)", ["t_id_seq", "t_n_seq"]),
])
def test_automatic_names_of_relations(sql, automatic):
    assert [row.object_name for row in pggit_ddl.read([sql]).rows
            if row.object_kind in ("index", "sequence", "statistics") and row.action == "create"] == automatic


@pytest.mark.parametrize("sql, automatic", [
    ("create table t (a int check (a > 0), b int check (b > a))", ["t_a_check", "t_check"]),
    ("create table t (a int, check (a > 0), check (a < 9))", ["t_a_check", "t_a_check1"]),
    ("create table t (a int references u, b int references u (x))", ["t_a_fkey", "t_b_fkey"]),
    ("alter table t add foreign key (a, b) references u", ["t_a_b_fkey"]),
    ("alter table t add check (now() > '2000-01-01')", ["t_check"]),
    ("create domain d as int check (value > 0) check (value < 9)", ["d_check", "d_check1"]),
    ("create table t (a int constraint positive check (a > 0))", ["positive"]),
])
def test_automatic_names_of_constraints(sql, automatic):
    assert [row.object_name for row in pggit_ddl.read([sql]).rows if row.object_kind == "constraint"] == automatic
