"""Pairs of declared changes, one family after another: which conflicts there are and what PostgreSQL makes of them.

Each was run on a server in both orders on a base that fits. Outcomes: = compatible, ~ divergent, x incompatible,
< only the first of the two can go first, > only the second can.
"""

import pytest

from judge.rows import NOBODY
from pggit_ddl import judge, read
from pggit_ddl.rules import OUTCOMES, mirrored

W = "alter table w "
MOOD = "alter type mood add value "
REBUILT = "create type mood_new as enum ('a'); drop type mood; alter type mood_new rename to mood"

PAIRS = {
    "tables": [
        ("create table t (id int)", "create table t (id int)", {"table": "x"}),
        ("create table if not exists t (id int)", "create table t (id int)", {"table": ">"}),
        ("create table if not exists t (id int)", "create table if not exists t (id integer)", {"table": "="}),
        ("create table if not exists t (id int)", "create table if not exists t (id bigint)", {"table": "~"}),
        ("create table t (id int)", "create view t as select 1 as a", {"table": "x"}),
        ("create table t (id int)", "create index t on w (a)", {"table": "x"}),
        ("create table t (id int)", "create type t as enum ('a')", {"table": "x"}),
        ("create table t (id int)", "create table s.t (id int)", {}),
        ("drop table w", "drop table w", {"table": "x"}),
        ("drop table w", "drop table if exists w", {"table": "<"}),
        ("drop table if exists w", "drop table if exists w", {"table": "="}),
        ("drop table w", W + "add column c int", {"table": ">", "dependency": ">"}),
        ("drop table w", "create table w (id int)", {"table": "<"}),
        ("drop table w", W + "rename to v", {"table": "x"}),
        ("drop table w; create table w (a int)", W + "add column c int", {"table": "~", "dependency": "~"}),
        ("drop table w; create table w (a int)", W + "drop column b", {"table": "~", "dependency": ">"}),
        (W + "rename to v", W + "rename to u", {"table": "x"}),
        (W + "rename to v", W + "add column c int", {"table": ">", "dependency": ">"}),
        (W + "rename to v", "create table v (id int)", {"table": "x"}),
        (W + "rename to v", "create table w (id int)", {"table": "<"}),
        (W + "set schema s", W + "add column c int", {"table": ">", "dependency": ">"}),
        ("create table t (id int)", "alter table t add column c int", {"table": "<", "dependency": "<"}),
        ("create table t (c int)", "alter table t add column c int", {"table": "<", "column": "x", "dependency": "<"}),
        ("create table p1 partition of p for values in (1)", "create table p2 partition of p for values in (2)", {}),
        (W + "owner to alice", W + "owner to bob", {"table": "~"}),
        (W + "owner to alice", W + "add column c int", {}),
        (W + "set (fillfactor = 70)", W + "set (fillfactor = 80)", {"table": "~"}),
        (W + "set (fillfactor = 70)", W + "set (autovacuum_enabled = false)", {"table": "="}),
        (W + "enable row level security", W + "disable row level security", {"table": "~"}),
    ],
    "columns": [
        (W + "add column c int", W + "add column d int", {"table": "="}),
        (W + "add column c int", W + "add column c int", {"table": "=", "column": "x"}),
        (W + "add column if not exists c int", W + "add column c int", {"table": "=", "column": ">"}),
        (W + "add column if not exists c int", W + "add column if not exists c text", {"table": "=", "column": "~"}),
        (W + "add column c int", W + "alter column c set not null", {"table": "=", "column": "<"}),
        (W + "add column c int", "create index i on w (c)", {"dependency": "<"}),
        (W + "drop column a", W + "drop column a", {"table": "=", "column": "x"}),
        (W + "drop column a", W + "alter column a type bigint", {"table": "=", "column": ">"}),
        (W + "drop column a", W + "add column a text", {"table": "=", "column": "<"}),
        (W + "rename column a to c", W + "rename column a to d", {"table": "=", "column": "x"}),
        (W + "rename column a to c", W + "add column c int", {"table": "=", "column": "x"}),
        (W + "rename column a to c", W + "alter column a drop default", {"table": "=", "column": ">"}),
        (W + "alter column a type bigint", W + "alter column a type int8", {"table": "=", "column": "="}),
        (W + "alter column a type bigint", W + "alter column a type numeric", {"table": "=", "column": "~"}),
        (W + "alter column a type bigint", W + "alter column a type text", {"table": "=", "column": "<"}),
        (W + "alter column a type bigint", W + "alter column a set not null", {"table": "=", "column": "="}),
        (W + "alter column a set default 1", W + "alter column a set default 2", {"table": "=", "column": "~"}),
        (W + "alter column a set not null", W + "alter column a drop not null", {"table": "=", "column": "~"}),
        (W + "alter column a add generated always as identity", W + "alter column a set default 1",
         {"table": "=", "column": "x"}),
        ("comment on column w.a is 'x'", "comment on column w.a is 'y'", {"column": "~"}),
        ("comment on column w.a is 'x'", W + "alter column a set not null", {}),
        ("comment on column w.a is 'x'", W + "drop column a", {"column": "<"}),
    ],
    "what uses a column": [
        (W + "drop column a", "create index i on w (a)", {"dependency": ">"}),
        (W + "drop column a", "create index i on w (b)", {}),
        (W + "drop column a", "create view v as select a from w", {"dependency": "x"}),
        (W + "drop column a cascade", "create view v as select a from w", {"dependency": ">"}),
        (W + "drop column a", W + "add check (a > 0)", {"table": "=", "dependency": ">"}),
        (W + "drop column a", W + "add foreign key (a) references o (id)", {"table": "=", "dependency": ">"}),
        (W + "drop column a", "create table r (x int references w (a))", {"dependency": "x"}),
        (W + "drop column a", "create policy p on w using (a > 0)", {"dependency": "x"}),
        (W + "drop column a", "create trigger t before update of a on w for each row execute function f()",
         {"dependency": "x"}),
        (W + "drop column a", W + "add column g int generated always as (a + 1) stored",
         {"table": "=", "dependency": "x"}),
        (W + "drop column a", "create function f() returns bigint language sql as 'select a from w'",
         {"dependency": ">"}),
        (W + "drop column a", "create statistics st on a, b from w", {"dependency": ">"}),
        (W + "rename column a to c", "create view v as select a from w", {"dependency": ">"}),
        (W + "alter column a type bigint", "create view v as select a from w", {"dependency": "<"}),
        (W + "alter column a type bigint", "create index i on w (a)", {"dependency": "="}),
        (W + "alter column a type bigint", "create policy p on w using (a > 0)", {"dependency": "<"}),
        (W + "alter column a set default 1", "create view v as select a from w", {}),
        (W + "alter column a drop not null", W + "add primary key (a)", {"table": "=", "dependency": "<"}),
    ],
    "what uses a table": [
        ("drop table w", "create index i on w (a)", {"dependency": ">"}),
        ("drop table w", "create view v as select a from w", {"dependency": "x"}),
        ("drop table w cascade", "create view v as select a from w", {"dependency": ">"}),
        ("drop table w", "create table r (x int references w)", {"dependency": "x"}),
        ("drop table w", "create trigger t before insert on w for each row execute function f()", {"dependency": ">"}),
        ("drop table w", "drop trigger t on w", {"dependency": ">"}),
        ("drop table w", "drop trigger if exists t on w", {}),
        ("drop table w", "create policy p on w using (true)", {"dependency": ">"}),
        ("drop table w", "create table c () inherits (w)", {"dependency": "x"}),
        ("create table t (a int)", "create index i on t (a)", {"dependency": "<"}),
        ("create table t (a int)", "create view v as select a from t", {"dependency": "<"}),
        ("create table t (id int primary key)", "create table r (x int references t (id))", {"dependency": "<"}),
        ("drop table w; create table w (a int)", "create view v as select a from w", {"dependency": "<"}),
        ("drop table w cascade; create table w (a int)", "create view v as select a from w", {"dependency": "~"}),
        ("drop table w; create table w (a int)", "create index i on w (a)", {"dependency": "~"}),
        (W + "add column c int", "create index i on w (a)", {}),
    ],
    "indexes": [
        ("create index i on w (a)", "create index i on w (b)", {"index": "x"}),
        ("create index if not exists i on w (a)", "create index i on w (a)", {"index": ">"}),
        ("create index if not exists i on w (a)", "create index if not exists i on w (a)", {"index": "="}),
        ("create index if not exists i on w (a)", "create index if not exists i on w (b)", {"index": "~"}),
        ("create index i on w (a)", "create index j on w (a)", {"index": "="}),
        ("create index i on w (a)", "create index j on w (b)", {}),
        ("create index i on w (a)", "create index j on w (a) where b > 0", {}),
        ("create index on w (a)", "create index on w (a)", {"index": "="}),
        ("create index on w (a)", "create index on w (a) where b > 0", {"index": "~"}),
        ("create index on w (a)", "create index w_a_idx on w (b)", {"index": ">"}),
        ("drop index i", "drop index i", {"index": "x"}),
        ("drop index i", "alter index i rename to j", {"index": "x"}),
    ],
    "constraints": [
        (W + "add constraint k check (a > 0)", W + "add constraint k check (a > 1)", {"table": "=", "constraint": "x"}),
        (W + "add check (a > 0)", W + "add check (a > 0)", {"table": "=", "constraint": "="}),
        (W + "add check (a > 0)", W + "add check (a > 1)", {"table": "=", "constraint": "~"}),
        (W + "add check (a > 0)", W + "add constraint w_a_check check (b > 0)", {"table": "=", "constraint": ">"}),
        (W + "add primary key (a)", W + "add constraint k primary key (b)", {"table": "=", "constraint": "x"}),
        (W + "drop constraint k", W + "drop constraint if exists k", {"table": "=", "constraint": "<"}),
        (W + "drop constraint k, add constraint k check (a > 0)",
         W + "drop constraint k, add constraint k check (a > 1)", {"table": "=", "constraint": "~"}),
        (W + "drop constraint w_pkey", "create table r (x int references w (id))", {"dependency": "x"}),
        (W + "add unique (a)", "create table r (x int references w (a))", {"dependency": "<"}),
        ("create unique index i on w (a)", "create table r (x int references w (a))", {"dependency": "<"}),
    ],
    "functions": [
        ("create function f(int) returns int language sql as 'select 1'",
         "create function f(integer) returns int language sql as 'select 1'", {"function": "x"}),
        ("create function f(int) returns int language sql as 'select 1'",
         "create function f(text) returns int language sql as 'select 1'", {}),
        ("create or replace function f() returns int language sql as 'select 1'",
         "create or replace function f() returns int language sql as 'select 1'", {"function": "="}),
        ("create or replace function f() returns int language sql as 'select 1'",
         "create or replace function f() returns int language sql as 'select 2'", {"function": "~"}),
        ("create or replace function f() returns int language sql as 'select 1'",
         "create or replace function f() returns text language sql as 'select 1'", {"function": "x"}),
        ("create or replace function f() returns int language sql as 'select 1'",
         "create function f() returns int language sql as 'select 1'", {"function": ">"}),
        ("drop function f(int)", "drop function f", {"function": "x"}),
        ("drop function f(int)", "drop function f(text)", {}),
        ("drop function f", "create trigger t before insert on w for each row execute function f()",
         {"dependency": "x"}),
        ("drop function f() cascade", "create trigger t before insert on w for each row execute function f()",
         {"dependency": ">"}),
        ("create or replace function f() returns trigger language plpgsql as 'begin end'",
         "create trigger t before insert on w for each row execute function f()", {"dependency": "="}),
        ("alter function f(int) owner to alice",
         "create or replace function f(int) returns int language sql as 'select 1'", {"function": "="}),
    ],
    "views, triggers, policies, rules": [
        ("create view v as select a from w", "create view v as select a from w", {"object": "x"}),
        ("create or replace view v as select a from w", "create or replace view v as select a from w where a > 0",
         {"object": "~"}),
        ("create or replace view v as select a from w", "create or replace view v as select a from w", {}),
        ("drop view v", "create view u as select a from v", {"dependency": "x"}),
        ("drop view if exists v; create view v as select a from w",
         "drop view if exists v; create view v as select b from w", {"object": "~"}),
        ("create trigger t before insert on w for each row execute function f()",
         "create trigger t after insert on w for each row execute function f()", {"object": "x"}),
        ("create trigger t before insert on w for each row execute function f()",
         "create trigger t before insert on o for each row execute function f()", {}),
        ("create policy p on w using (a > 0)", "create policy p on w using (a > 1)", {"object": "x"}),
        ("alter policy p on w using (a > 0)", "alter policy p on w using (a > 1)", {"object": "~"}),
        ("create policy p on w using (a > 0)", W + "enable row level security", {}),
    ],
    "types": [
        (MOOD + "'x'", MOOD + "'y'", {"object": "~"}),
        (MOOD + "'x'", MOOD + "'x'", {"object": "x"}),
        (MOOD + "if not exists 'x'", MOOD + "'x'", {"object": ">"}),
        (MOOD + "if not exists 'x'", MOOD + "if not exists 'x'", {}),
        (MOOD + "'x' after 'a'", MOOD + "'y' after 'a'", {"object": "~"}),
        (MOOD + "'x' after 'a'", MOOD + "'y' before 'a'", {}),
        (MOOD + "'x' after 'a'", MOOD + "'y'", {}),
        (MOOD + "'x'", MOOD + "'y' after 'x'", {"dependency": "<"}),
        ("alter type mood rename value 'a' to 'z'", MOOD + "'y' after 'a'", {"dependency": ">"}),
        ("alter type mood rename value 'a' to 'z'", MOOD + "'y'", {}),
        ("drop type mood", "create table t (m mood)", {"dependency": "x"}),
        ("create type n as enum ('a')", W + "add column m n", {"dependency": "<"}),
        (REBUILT, "create table t (m mood)", {"dependency": "<"}),
        (REBUILT, MOOD + "'y'", {"object": "~"}),
        ("alter type c alter attribute x type bigint", "create table t (m c)", {"dependency": "<"}),
        ("alter type c add attribute y int", "create table t (m c)", {}),
    ],
    "schemas and the rest": [
        ("create schema s", "create schema s", {"object": "x"}),
        ("create schema if not exists s", "create schema if not exists s", {}),
        ("create schema s", "create table s.t (id int)", {"dependency": "<"}),
        ("drop schema s", "create table s.t (id int)", {"dependency": "x"}),
        ("drop schema s cascade", "create table s.t (id int)", {"dependency": ">"}),
        ("drop schema s", "alter table s.t add column a int", {"dependency": ">"}),
        ("alter schema s rename to r", "create table s.t (id int)", {"dependency": ">"}),
        ("create table s.t (id int)", "create table s.u (id int)", {}),
        ("create extension if not exists hstore", "create extension if not exists hstore", {}),
        ("drop sequence q", "create table t (a int default nextval('q'))", {"dependency": "x"}),
        ("comment on table w is 'x'", "comment on table w is 'y'", {"table": "~"}),
        ("comment on table w is 'x'", W + "add column c int", {}),
        ("grant select on w to alice", "grant select on w to bob", {}),
        ("grant select on w to alice", "revoke select on w from alice", {"table": "~"}),
        ("grant select on w to alice", "revoke insert on w from alice", {}),
    ],
}
FLAT = [pytest.param(a, b, expected, id=f"{family}: {a} | {b}") for family, pairs in PAIRS.items()
        for a, b, expected in pairs]


def judged(a, b):
    """Conflict type -> (outcome, apply_first) for two texts of DDL."""
    return {conflict["conflict_type"]: (conflict["outcome"], conflict["apply_first"])
            for conflict in judge(read([a]).rows, read([b]).rows, NOBODY, NOBODY)}


@pytest.mark.parametrize(("a", "b", "expected"), FLAT)
def test_the_first_meets_the_second(a, b, expected):
    assert judged(a, b) == {conflict_type: OUTCOMES[cell] for conflict_type, cell in expected.items()}


@pytest.mark.parametrize(("a", "b", "expected"), FLAT)
def test_the_second_meets_the_first(a, b, expected):
    assert judged(b, a) == {conflict_type: OUTCOMES[mirrored(cell)] for conflict_type, cell in expected.items()}


@pytest.mark.parametrize(("a", "b", "conflict_type", "objects"), [
    (W + "add column c int", W + "add column c int", "column", ["w.c"]),
    ("create table t (id int)", "create table t (id int)", "table", ["t"]),
    ("drop function f(int)", "drop function f", "function", ["f(integer)"]),
    ("create index i on w (a)", "create index j on w (a)", "index", ["i", "j"]),
    (W + "add constraint k check (a > 0)", W + "add constraint k check (a > 1)", "constraint", ["w.k"]),
    ("drop table w", W + "add column c int", "dependency", ["w"]),
    (W + "drop column a", "create index i on w (a)", "dependency", ["w.a"]),
    ('alter table "Users" add column "X" int', 'alter table public."Users" add column "X" int', "column",
     ['"Users"."X"']),
])
def test_a_conflict_names_its_objects(a, b, conflict_type, objects):
    (found,) = [conflict for conflict in judge(read([a]).rows, read([b]).rows, NOBODY, NOBODY)
                if conflict["conflict_type"] == conflict_type]
    assert found["affected_objects"] == objects


def test_changes_to_different_objects_do_not_meet():
    assert judged("create table a (id serial primary key, b_id int); create index i on a (b_id)",
                  "create table b (id serial primary key, a_id int); create index j on b (a_id)") == {}
