"""Suggestions tell in words what the other does and what to do, differently for different cases."""

import re

import pytest

from judge.rows import CLAUDE, NOBODY, PAYMENTS
from judge.test_ddl_pairs import FLAT
from pggit_ddl import CONFLICT_TYPES, judge, read


def suggested(a, b, conflict_type, side_a=PAYMENTS, side_b=CLAUDE):
    """The suggestions of one conflict, as one text; the other is claude-auth."""
    (found,) = [conflict for conflict in judge(read([a]).rows, read([b]).rows, side_a, side_b)
                if conflict["conflict_type"] == conflict_type]
    return " ".join(found["suggestions"])


CASES = [
    ("create index i on users (email)", "alter table users drop column email", "dependency",
     ["claude-auth", "oauth2", "feature/oauth2_001", "drops `users.email`", "your index `i`", "leave it out of yours"]),
    ("alter table users drop column email", "create index i on users (email)", "dependency",
     ["You drop `users.email`", "index `i` of `claude-auth`", "wait until it is merged"]),
    ("create view v as select email from users", "alter table users drop column email", "dependency",
     ["drops `users.email`", "your view `v`", "ask `claude-auth` to keep it"]),
    ("create view v as select email from users", "alter table users alter column email type text", "dependency",
     ["changes the type of `users.email` to `text`", "`feature/oauth2_001` fails once the view `v` exists",
      "wait until it is merged"]),
    ("create table t (id int)", "create table t (id int)", "table",
     ["both create `t`", "the definitions are the same"]),
    ("create table t (id int)", "create table t (id bigint)", "table", ["agree with `claude-auth` on one definition"]),
    ("create table if not exists t (id int)", "create table t (id int)", "table",
     ["Only `feature/oauth2_001` can go first", "add IF NOT EXISTS"]),
    ("alter table t add column a int", "create table t (id int)", "dependency", ["creates `t`", "declare yours again"]),
    ("alter table t add column a int", "alter table t add column b int", "table",
     ["`t` (`b`)", "`t` (`a`)", "Either order works"]),
    ("drop table t", "drop table t", "table", ["both drop `t`", "leave the drop to one of you"]),
    ("alter table t rename to u", "alter table t rename to v", "table", ["to `v`", "to `u`", "agree", "one new name"]),
    ("alter table t alter column a set default 1", "alter table t alter column a set default 2", "column",
     ["the default of `t.a` to `2`", "to `1`", "The last change wins"]),
    ("create index i on t (a)", "create index j on t (a)", "index", ["index the same columns", "One index is enough"]),
    ("alter type mood add value 'x'", "alter type mood add value 'y'", "object", ["`mood`", "BEFORE or AFTER"]),
    ("alter table t add primary key (a)", "alter table t add constraint k primary key (b)", "constraint",
     ["both give `t` a primary key"]),
    ("alter table t enable row level security", "alter table t disable row level security", "table",
     ["whether row security is on for `t` (`disable row level security`)", "The last change wins"]),
    ("alter table t set unlogged", "alter table t set logged", "table", ["whether `t` is LOGGED (`set logged`)"]),
    ("alter table t set (fillfactor = 70)", "alter table t set (fillfactor = 80)", "table",
     ["changes the option `fillfactor` of `t` to `80`"]),
    ("alter table t validate constraint c", "alter table t drop constraint c", "constraint", ["you validate `t.c`"]),
    ("alter table t set schema s", "alter table t set schema u", "table",
     ["moves `t` to schema `u`", "you move `t` to schema `s`"]),
    ("alter type s.m set schema public", "drop type s.m", "object", ["you move `s.m` to schema `public`"]),
    ("alter type m rename to n", "alter type m add value 'x'", "object", ["changes the values of `m`"]),
    ("drop view v; create view v as select 1", "create view w as select * from v", "dependency", ["the old view"]),
    ("drop view v; create view v as select 1", "alter table v owner to alice", "table", ["the owner of `v`", "yours"]),
    ("drop schema s", "create table s.t (id int)", "dependency", ["You drop `s`", "what is made in it"]),
]


@pytest.mark.parametrize(("a", "b", "conflict_type", "parts"), CASES)
def test_a_suggestion_names_the_other_the_objects_and_the_next_step(a, b, conflict_type, parts):
    text = suggested(a, b, conflict_type)
    for part in parts:
        assert part in text


def test_different_cases_give_different_advice():
    texts = [suggested(a, b, conflict_type) for a, b, conflict_type, _ in CASES]
    assert len(set(texts)) == len(texts)


def test_the_same_feature_means_to_join_forces():
    (conflict,) = judge([], [], dict(PAYMENTS, feature_name="checkout"), dict(CLAUDE, feature_name="checkout"))
    assert conflict["suggestions"] == [
        "`claude-auth` (checkout, feature/oauth2_001) works on the same feature: join forces with `claude-auth` and "
        "split the work, or give your feature another name."]


def test_without_names_the_other_is_the_other_change():
    text = suggested("drop table t", "alter table t add column a int", "table", NOBODY, NOBODY)
    assert text.startswith("The other change changes `t` (`a`), and you drop `t`.")
    assert "None" not in text


def test_many_objects_are_counted_not_listed():
    columns = ", ".join(f"add column c{number} int" for number in range(8))
    text = suggested("alter table t " + columns, "alter table t " + columns, "column")
    assert "`t.c4` and 3 more" in text
    assert "c5" not in text


def test_the_other_conflicts_of_a_pair_are_not_talked_down():
    add = "alter table t add column a int"
    assert "Either order works" not in suggested(add, add, "table")


def test_orders_that_contradict_each_other_are_told():
    a, b = "alter table t add column a int; drop table u", "drop table t; alter table u add column a int"
    # The table conflict itself is incompatible.
    assert "needs the other order" not in suggested(a, b, "table")
    a, b = "alter table t add column a int; drop view v", "drop table t; alter view v owner to alice"
    assert "needs the other order" in suggested(a, b, "table")


@pytest.mark.parametrize(("a", "b", "expected"), FLAT)
def test_every_conflict_has_one_to_four_sentences_without_gaps(a, b, expected):
    for side_a, side_b in ((PAYMENTS, CLAUDE), (NOBODY, NOBODY)):
        for conflict in judge(read([a]).rows, read([b]).rows, side_a, side_b):
            text = " ".join(conflict["suggestions"])
            bare = re.sub(r"`[^`]*`", "x", text)
            assert 1 <= len(re.findall(r"\.(?: |$)", bare)) <= 4
            assert not re.search(r"None|[{}]|  ", bare)
            assert text[0] != "t"
            if side_b is CLAUDE:
                assert "`claude-auth`" in text
                assert "feature/oauth2_001" in text


def test_conflict_types_have_a_severity_for_each_outcome_and_a_description():
    assert list(CONFLICT_TYPES) == [
        "table", "column", "function", "index", "constraint", "timing", "dependency", "object"]
    for severity, if_compatible, description in CONFLICT_TYPES.values():
        assert {severity, if_compatible} <= {"warning", "error"}
        assert if_compatible == "warning"
        assert description.endswith(".")
