"""What the catalog is asked about a change: what its words leave open, and no more."""

import pytest

from pggit_ddl import questions, read


@pytest.mark.parametrize(
    ("change", "asked"),
    [
        ("GRANT SELECT ON t TO x", {}),
        ("CREATE SCHEMA s", {}),
        ("CREATE INDEX i ON t (c)", {}),
        # Heirs get a column too.
        ("ALTER TABLE t ADD COLUMN c int", {"inherited": ["t"]}),
        ('ALTER TABLE s."Users" ADD COLUMN c int', {"inherited": ["Users"]}),
        # The name that PostgreSQL chooses has a number where it is taken.
        ("CREATE INDEX ON t (c)", {"numbered": ["t_c_idx"]}),
        ("CREATE INDEX ON t (c); CREATE INDEX ON t (c)", {"numbered": ["t_c_idx", "t_c_idx1"]}),
        # What is there is not made, and what is not there is not dropped.
        ("CREATE INDEX IF NOT EXISTS i ON t (c)", {"known": [0]}),
        ("CREATE OR REPLACE VIEW v AS SELECT 1", {"known": [0]}),
        ("DROP VIEW IF EXISTS v", {"known": [0], "gone": True}),
        # Of which type a constraint is, its name does not say.
        ("ALTER TABLE t DROP CONSTRAINT k", {"known": [1], "gone": True, "inherited": ["k", "t"]}),
        ("ALTER TABLE t RENAME CONSTRAINT a TO b", {"known": [1], "twins": True, "inherited": ["a", "t"]}),
        ("ALTER INDEX i RENAME TO j", {"twins": True}),
        # What depends on it goes along, or is in the way.
        ("DROP TABLE t", {"gone": True}),
        ("ALTER TABLE t ALTER c TYPE text", {"gone": True, "inherited": ["t"]}),
        ("ALTER TABLE t ALTER c DROP IDENTITY", {"gone": True, "inherited": ["t"]}),
        # Keys, copied parts, bounds and the types of constants are taken for granted.
        ("ALTER TABLE a ADD CONSTRAINT k FOREIGN KEY (b) REFERENCES c (d)", {"needed": True, "inherited": ["a", "c"]}),
        ("CREATE TABLE a (LIKE b)", {"needed": True}),
        ("ALTER TABLE a ATTACH PARTITION b DEFAULT", {"needed": True}),
        ("ALTER TABLE t ALTER c SET DEFAULT 'x'", {"needed": True, "inherited": ["t"]}),
        ("ALTER TABLE t ALTER c SET DEFAULT 1", {"inherited": ["t"]}),
        # What the change made itself is not there yet.
        ("CREATE SCHEMA s; DROP SCHEMA IF EXISTS s", {"gone": True}),
    ],
)
def test_only_what_the_words_leave_open_is_asked(change, asked):
    assert questions(read([change]).rows) == asked
