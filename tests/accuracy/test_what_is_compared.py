"""A proof reads only what the two orders touched. Reading everything must give the same answer."""

import psycopg
import pytest
from psycopg.types.json import Jsonb

from programs.accuracy.generator import Generator

# As the proof runs its statements: with the rights of pggit_prover, where SET ROLE and its kin fail.
WHOLE = """
CREATE FUNCTION whole_proof(p_a jsonb, p_b jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_ab record;
    v_ba record;
BEGIN
    v_ab := pggit_internal.run_order('a', p_a, 'b', p_b, 'all', '{}');
    v_ba := pggit_internal.run_order('b', p_b, 'a', p_a, 'all', '{}');
    RETURN jsonb_build_object('ab', v_ab.after, 'ba', v_ba.after, 'ab_lines', v_ab.lines, 'ba_lines', v_ba.lines);
END $$;
ALTER FUNCTION whole_proof(jsonb, jsonb) OWNER TO pggit_prover;
"""

# Where only part is read, and what an order touches is less than plain: what it takes away, or changes without a lock.
HAS_TRIGGER = "EXISTS (SELECT FROM pg_trigger WHERE tgname = 'touch_orders')"
PAIRS = [
    ("DROP TABLE IF EXISTS orders CASCADE", "DROP TABLE IF EXISTS orders CASCADE"),
    ("DROP INDEX IF EXISTS idx_orders_note", "ALTER TABLE orders ADD COLUMN x int"),
    (
        "DROP INDEX IF EXISTS extra",
        "DROP TABLE IF EXISTS loose CASCADE; CREATE TABLE loose (a int); CREATE INDEX extra ON loose (a)",
    ),
    ("ALTER TABLE IF EXISTS loose RENAME TO freed", "CREATE TABLE IF NOT EXISTS freed (a int)"),
    (
        "DROP POLICY IF EXISTS own_orders ON orders",
        "DROP POLICY IF EXISTS own_orders ON orders; CREATE POLICY own_orders ON orders USING (true)",
    ),
    (
        "DROP TRIGGER IF EXISTS touch_orders ON orders",
        "CREATE OR REPLACE TRIGGER touch_orders AFTER UPDATE ON orders EXECUTE FUNCTION touch()",
    ),
    ("DROP RULE IF EXISTS keep ON loose", "CREATE OR REPLACE RULE keep AS ON DELETE TO loose DO ALSO NOTHING"),
    ("COMMENT ON COLUMN users.email IS NULL", "COMMENT ON COLUMN users.email IS 'one'"),
    ("COMMENT ON FUNCTION twice(integer) IS 'a'", "COMMENT ON FUNCTION twice(integer) IS 'b'"),
    (
        "COMMENT ON CONSTRAINT short_enough ON DOMAIN short IS 'a'",
        "COMMENT ON CONSTRAINT short_enough ON DOMAIN short IS NULL",
    ),
    ("GRANT SELECT (email) ON users TO pggit_agent", "REVOKE SELECT (email) ON users FROM pggit_agent"),
    ("GRANT SELECT ON loose TO pggit_agent", "REVOKE SELECT ON loose FROM pggit_agent"),
    (
        "GRANT EXECUTE ON FUNCTION twice(integer) TO pggit_agent",
        "REVOKE ALL ON FUNCTION twice(integer) FROM pggit_agent",
    ),
    ("GRANT USAGE ON TYPE mood TO pggit_agent", "REVOKE ALL ON TYPE mood FROM pggit_agent"),
    ("ALTER TYPE mood ADD VALUE 'a' AFTER 'sad'", "ALTER TYPE mood ADD VALUE 'b' AFTER 'sad'"),
    ("ALTER DOMAIN short SET DEFAULT 'a'", "ALTER DOMAIN short SET DEFAULT 'b'"),
    ("ALTER SEQUENCE numbers OWNED BY loose.id", "ALTER SEQUENCE numbers OWNED BY orders.id"),
    ("ALTER SEQUENCE numbers OWNED BY loose.id", "ALTER SEQUENCE numbers OWNED BY NONE"),
    ("ALTER TABLE users ALTER name SET STATISTICS 5", "ALTER TABLE users ALTER name SET STATISTICS 6"),
    ("ALTER TABLE orders SET (toast.autovacuum_enabled = off)", "ALTER TABLE orders RESET (toast.autovacuum_enabled)"),
    (
        "CREATE OR REPLACE VIEW order_totals AS SELECT user_id, total FROM orders",
        "CREATE OR REPLACE VIEW order_totals AS SELECT user_id, total, note FROM orders",
    ),
    ("ALTER INDEX idx_orders_note SET (fillfactor = 70)", "ALTER INDEX idx_orders_note SET (fillfactor = 80)"),
    # The view's text has to list that table's columns, in their order.
    ("ALTER TABLE spare ADD COLUMN x int", "ALTER TABLE spare ADD COLUMN y int"),
    ("ALTER TABLE users ADD COLUMN x int", "ALTER TABLE users ADD COLUMN y int"),
    (
        "CREATE OR REPLACE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n + n'",
        "DROP FUNCTION IF EXISTS twice(integer)",
    ),
    (
        "ALTER TABLE billing.invoices INHERIT loose_parent",
        "ALTER TABLE billing.invoices ADD CONSTRAINT c CHECK (id > 0)",
    ),
    ("ALTER SCHEMA billing RENAME TO money", "COMMENT ON TABLE orders IS 'a'"),
    ("ALTER TABLE IF EXISTS a RENAME TO b", "ALTER TABLE IF EXISTS b RENAME TO a"),
    ("ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'", "ALTER TABLE users ALTER feeling SET DEFAULT 'happy'"),
    # Only one order takes something away, and the other one writes nothing at all.
    (
        f"DO $$ BEGIN IF {HAS_TRIGGER} THEN DROP RULE keep ON loose; END IF; END $$",
        "DROP TRIGGER IF EXISTS touch_orders ON orders",
    ),
    (
        f"DO $$ BEGIN IF {HAS_TRIGGER} THEN DROP FUNCTION twice(integer); END IF; END $$",
        "DROP TRIGGER IF EXISTS touch_orders ON orders",
    ),
    (
        f"DO $$ BEGIN IF {HAS_TRIGGER} THEN ALTER SEQUENCE owned OWNED BY NONE; END IF; END $$",
        "DROP TRIGGER IF EXISTS touch_orders ON orders",
    ),
    # Two tables that differ in nothing change names in one order: only what was made from one of them tells.
    (
        f"DO $$ BEGIN IF {HAS_TRIGGER} THEN ALTER TABLE twin RENAME TO t; ALTER TABLE twin_too RENAME TO twin; "
        "ALTER TABLE t RENAME TO twin_too; END IF; END $$",
        "DROP TRIGGER IF EXISTS touch_orders ON orders",
    ),
    ("ALTER PUBLICATION everything ADD TABLE users", "ALTER PUBLICATION everything SET TABLE users"),
]
EXTRA = """
CREATE TABLE loose_parent (id integer NOT NULL);
CREATE TABLE spare (id integer, word text);
CREATE TABLE twin (id integer);
CREATE TABLE twin_too (id integer);
CREATE VIEW twins AS SELECT id FROM twin;
CREATE VIEW joined AS SELECT id FROM spare JOIN loose_parent USING (id);
ALTER TABLE spare RENAME COLUMN id TO number;
CREATE SEQUENCE owned OWNED BY twin.id;
"""


@pytest.fixture
def connection(connect, shadow, psql):
    connection = connect(database=shadow, row_factory=psycopg.rows.tuple_row)
    connection.execute(EXTRA)
    assert psql("-q", "-f", "sql/psql/shadow_ownership.sql", database=shadow).code == 0
    connection.execute(WHOLE)
    return connection


def provable(connection, change):
    return connection.execute("SELECT pggit_internal.provable_statements(%s)", (change,)).fetchone()[0]


def both_answers(connection, a, b):
    """Return (outcome, lines that differ) from what was touched, and from everything; None when unproven."""
    proof = connection.execute("SELECT p.outcome, p.differences FROM pggit_prove(%s, %s) AS p", (a, b)).fetchone()
    if proof[0] == "unproven":
        return None
    whole = connection.execute(
        "SELECT whole_proof(%s, %s)", (Jsonb(provable(connection, a)), Jsonb(provable(connection, b)))
    ).fetchone()[0]
    lines = [sorted(whole[f"{order}_lines"] or []) for order in ("ab", "ba")]
    if proof[0] not in ("compatible", "divergent"):
        return (proof[0], None), (proof[0], None) if whole["ab"] or whole["ba"] else ("works", None)
    only = [sorted(set(one) - set(other)) for one, other in (lines, lines[::-1])]
    differences = proof[1] or {}
    return (
        (proof[0], [sorted(differences.get(f"only_{order}", [])) for order in ("ab", "ba")]),
        ("divergent" if lines[0] != lines[1] else "compatible", only),
    )


def test_what_was_touched_tells_as_much_as_the_whole_schema(connection):
    wrong = {}
    for pair in PAIRS:
        for a, b in (pair, pair[::-1]):
            touched, whole = both_answers(connection, [a], [b]) or ("not proved", None)
            if touched != whole:
                wrong[a, b] = touched, whole
    assert wrong == {}


def test_generated_pairs_get_the_same_answer_from_what_was_touched(connection):
    generator = Generator(connection, 11)
    proved = 0
    for number in range(60):
        pair = generator.pair(number)
        answers = both_answers(connection, pair.a, pair.b)
        if answers:
            proved += 1
            assert answers[0] == answers[1], (pair.a, pair.b)
    assert proved > 30
