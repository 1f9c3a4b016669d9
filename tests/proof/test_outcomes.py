"""What PostgreSQL makes of two changes in both orders, per outcome and family of statements."""

import pytest

from proof.conftest import fingerprint, prove, setting

# (what, a, b, outcome, who first)
PAIRS = [
    (
        "columns of one table",
        "ALTER TABLE customers ADD COLUMN a int",
        "ALTER TABLE customers ADD COLUMN b int",
        "compatible",
        None,
    ),
    ("two tables", "CREATE TABLE a (x int)", "CREATE TABLE b (x int)", "compatible", None),
    (
        "the same NOT NULL",
        "ALTER TABLE customers ALTER email SET NOT NULL",
        "ALTER TABLE customers ALTER email SET NOT NULL",
        "compatible",
        None,
    ),
    (
        "IF NOT EXISTS on both sides",
        "CREATE TABLE IF NOT EXISTS t (x int)",
        "CREATE TABLE IF NOT EXISTS t (x int)",
        "compatible",
        None,
    ),
    (
        "grants",
        "GRANT SELECT ON customers TO pggit_agent",
        "GRANT SELECT ON customers TO pggit_auditor",
        "compatible",
        None,
    ),
    (
        "indexes, one of them concurrent",
        "CREATE INDEX CONCURRENTLY i1 ON customers (email)",
        "CREATE INDEX i2 ON customers (name)",
        "compatible",
        None,
    ),
    (
        "a column and an index on another",
        "ALTER TABLE customers DROP COLUMN age",
        "CREATE INDEX i ON customers (email)",
        "compatible",
        None,
    ),
    (
        "defaults",
        "ALTER TABLE customers ALTER age SET DEFAULT 1",
        "ALTER TABLE customers ALTER age SET DEFAULT 2",
        "divergent",
        None,
    ),
    (
        "types",
        "ALTER TABLE customers ALTER age TYPE bigint",
        "ALTER TABLE customers ALTER age TYPE numeric",
        "divergent",
        None,
    ),
    (
        "view definitions",
        "CREATE OR REPLACE VIEW customer_names AS SELECT id, name FROM customers WHERE id > 1",
        "CREATE OR REPLACE VIEW customer_names AS SELECT id, name FROM customers WHERE id > 2",
        "divergent",
        None,
    ),
    (
        "function bodies",
        "CREATE OR REPLACE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql RETURN n + n",
        "CREATE OR REPLACE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql RETURN 2 * n",
        "divergent",
        None,
    ),
    ("comments", "COMMENT ON TABLE customers IS 'one'", "COMMENT ON TABLE customers IS 'two'", "divergent", None),
    (
        "enum values at the end",
        "ALTER TYPE mood ADD VALUE 'angry'",
        "ALTER TYPE mood ADD VALUE 'calm'",
        "divergent",
        None,
    ),
    (
        "an automatic index name",
        "CREATE INDEX ON customers (email)",
        "CREATE INDEX ON customers (email, lower(name))",
        "compatible",
        None,
    ),
    (
        "IF NOT EXISTS with other definitions",
        "CREATE TABLE IF NOT EXISTS t (x int)",
        "CREATE TABLE IF NOT EXISTS t (y int)",
        "divergent",
        None,
    ),
    (
        "a column and its index",
        "ALTER TABLE customers DROP COLUMN email",
        "CREATE INDEX i ON customers (email)",
        "ordered",
        "b",
    ),
    (
        "a column and a view on it",
        "ALTER TABLE customers DROP COLUMN age",
        "CREATE VIEW ages AS SELECT age FROM customers",
        "incompatible",
        None,
    ),
    (
        "a rename and the old name",
        "ALTER TABLE orders RENAME TO purchases",
        "ALTER TABLE orders ADD COLUMN x int",
        "ordered",
        "b",
    ),
    (
        "a new column and its use",
        "ALTER TABLE customers ADD COLUMN vat text",
        "CREATE INDEX i ON customers (vat)",
        "ordered",
        "a",
    ),
    (
        "a new table and a reference to it",
        "CREATE TABLE a (id int PRIMARY KEY)",
        "CREATE TABLE b (a int REFERENCES a (id))",
        "ordered",
        "a",
    ),
    ("IF NOT EXISTS on one side", "CREATE TABLE t (x int)", "CREATE TABLE IF NOT EXISTS t (x int)", "ordered", "a"),
    (
        "a type change and a view",
        "ALTER TABLE customers ALTER age TYPE bigint",
        "CREATE VIEW v AS SELECT age FROM customers",
        "ordered",
        "a",
    ),
    (
        "the same column",
        "ALTER TABLE customers ADD COLUMN a int",
        "ALTER TABLE customers ADD COLUMN a text",
        "incompatible",
        None,
    ),
    ("the same table", "CREATE TABLE t (x int)", "CREATE TABLE t (x int)", "incompatible", None),
    ("drops of one table", "DROP TABLE orders", "DROP TABLE orders", "incompatible", None),
    ("an index name", "CREATE INDEX i ON customers (email)", "CREATE INDEX i ON orders (note)", "incompatible", None),
    (
        "triggers",
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; "
        "CREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION f()",
        "CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; "
        "CREATE TRIGGER t BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION g()",
        "incompatible",
        None,
    ),
    (
        "policies",
        "CREATE POLICY p ON orders USING (true)",
        "CREATE POLICY p ON orders USING (false)",
        "incompatible",
        None,
    ),
    (
        "row security and a policy",
        "ALTER TABLE orders ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY p ON orders USING (true)",
        "compatible",
        None,
    ),
    ("a schema and what is put into it", "CREATE SCHEMA s", "CREATE TABLE s.t (x int)", "ordered", "a"),
    ("sequences", "CREATE SEQUENCE s", "CREATE SEQUENCE s", "incompatible", None),
    (
        "statistics",
        "CREATE STATISTICS st ON id, note FROM orders",
        "ALTER TABLE orders DROP COLUMN note",
        "ordered",
        "a",
    ),
    (
        "a search path set inside",
        "CREATE SCHEMA s; SET search_path = s; CREATE TABLE t (x int)",
        "CREATE TABLE t (x int)",
        "compatible",
        None,
    ),
]
MIRRORED = {"a": "b", "b": "a", None: None}


@pytest.mark.parametrize("what, a, b, outcome, first", PAIRS, ids=[pair[0].replace(" ", "_") for pair in PAIRS])
def test_outcome_in_both_orders_and_nothing_survives(shadow, what, a, b, outcome, first):
    before = fingerprint(shadow)
    forth, back = prove(shadow, a, b), prove(shadow, b, a)
    assert (forth["outcome"], forth["apply_first"]) == (outcome, first), forth
    assert (back["outcome"], back["apply_first"]) == (outcome, MIRRORED[first]), back
    assert fingerprint(shadow) == before


def test_runs_say_which_statement_failed_and_how(shadow):
    proof = prove(
        shadow,
        "ALTER TABLE customers DROP COLUMN email",
        ["COMMENT ON TABLE customers IS 'x'; CREATE INDEX i ON customers (email)"],
    )
    assert [proof["runs"][run] for run in ("a", "b", "ba")] == [None, None, None]
    error = proof["runs"]["ab"]
    assert (error["change"], error["sqlstate"], error["statement_no"]) == ("b", "42703", 2)
    assert error["statement"].startswith("CREATE INDEX") and "email" in error["message"]


def test_a_divergent_proof_shows_the_lines_that_differ(shadow):
    proof = prove(
        shadow, "ALTER TABLE customers ALTER age SET DEFAULT 1", "ALTER TABLE customers ALTER age SET DEFAULT 2"
    )
    only_ab, only_ba = proof["differences"]["only_ab"], proof["differences"]["only_ba"]
    assert len(only_ab) == len(only_ba) == 1
    assert "age" in only_ab[0] and "2" in only_ab[0] and "1" in only_ba[0]


@pytest.mark.parametrize(
    "a, reason",
    [
        ("ALTER TABLE nowhere ADD COLUMN x int", "42P01"),
        ("ALTER TYPE mood ADD VALUE 'wild'; CREATE TABLE t (m mood DEFAULT 'wild')", "55P04"),
        ("COPY customers FROM stdin", "COPY"),
        ("BEGIN; CREATE TABLE t (); COMMIT", "BEGIN"),
        ("CALL p()", "CALL"),
        ("ALTER SYSTEM SET work_mem = '1GB'", "ALTER SYSTEM"),
        ("CREATE DATABASE d", "CREATE DATABASE"),
        ("CREATE ROLE r", "CREATE ROLE"),
        ("DROP USER r", "DROP"),
        ("CREATE TABLESPACE t LOCATION '/x'", "TABLESPACE"),
        ("CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p", "SUBSCRIPTION"),
        ("VACUUM customers", "VACUUM"),
        ("LISTEN x", "LISTEN"),
        ("PREPARE p AS SELECT 1", "PREPARE"),
        ("DO 'BEGIN COMMIT; END'", "2D000"),
        ("SET ROLE postgres", "42501"),
        ("SET SESSION AUTHORIZATION postgres", "42501"),
    ],
)
def test_what_cannot_be_proved_says_why(shadow, a, reason):
    before = fingerprint(shadow)
    for proof in (prove(shadow, a, "CREATE TABLE other ()"), prove(shadow, "CREATE TABLE other ()", a)):
        assert proof["outcome"] == "unproven"
        assert reason in proof["reason"]
    assert fingerprint(shadow) == before


@pytest.mark.parametrize(
    "statement, needs",
    [("DO 'BEGIN END'", "do"), ("INSERT INTO orders (id) VALUES (1)", "all"), ("SELECT twice(1)", "all")],
)
def test_blocks_and_data_need_a_setting(guarded, statement, needs):
    proof = prove(guarded, statement, "CREATE TABLE other ()")
    assert proof["outcome"] == "unproven" and f"would have to be {needs}" in proof["reason"]
    setting(guarded, "prove_statements", needs)
    assert prove(guarded, statement, "CREATE TABLE other ()")["outcome"] == "compatible"


def test_a_table_with_rows_is_left_alone_unless_a_setting_allows_it(guarded):
    guarded.execute("INSERT INTO customers VALUES (1)")
    change, other = "ALTER TABLE customers ADD COLUMN x int", "CREATE TABLE other ()"
    proof = prove(guarded, change, other)
    assert proof["outcome"] == "unproven"
    assert "customers" in proof["reason"] and "prove_tables_with_rows" in proof["reason"]
    setting(guarded, "prove_tables_with_rows", "yes")
    assert prove(guarded, change, other)["outcome"] == "compatible"
    setting(guarded, "prove_max_table_bytes", "100")
    proof = prove(guarded, change, other)
    assert proof["outcome"] == "unproven" and "prove_max_table_bytes" in proof["reason"]


def test_partitions_count_as_their_table(guarded):
    guarded.execute(
        "CREATE TABLE events (at date) PARTITION BY RANGE (at);"
        "CREATE TABLE events_old PARTITION OF events DEFAULT; INSERT INTO events VALUES ('2001-01-01');"
    )
    proof = prove(guarded, "ALTER TABLE events ADD COLUMN x int", "CREATE TABLE other ()")
    assert proof["outcome"] == "unproven" and "events_old" in proof["reason"]


def test_a_missing_right_is_unproven(guarded):
    guarded.execute("CREATE TABLE secret (x int)")
    proof = prove(guarded, "ALTER TABLE secret ADD COLUMN y int", "ALTER TABLE secret ADD COLUMN z int")
    assert proof["outcome"] == "unproven"
    assert "42501" in proof["reason"] and "pggit_prover" in proof["reason"]
