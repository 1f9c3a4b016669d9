"""What no DDL text shows, the catalog of the database that hosts the registry does."""

import pytest

from steps import call, register

SCHEMA = """
CREATE TABLE customers (id bigint PRIMARY KEY, email text, name text, age integer, twice_age integer
    GENERATED ALWAYS AS (age * 2) STORED);
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, note text, total numeric,
    CONSTRAINT of_customer FOREIGN KEY (customer_id) REFERENCES customers (id));
CREATE TABLE items (id serial PRIMARY KEY);
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE FUNCTION fallback() RETURNS text LANGUAGE sql RETURN 'x';
CREATE TABLE "Moods" ("Mood" mood, note text DEFAULT fallback());
CREATE INDEX by_email ON customers (email);
CREATE VIEW customer_names AS SELECT id, name FROM customers;
CREATE POLICY own ON orders USING (total > 0);
"""

DROP_NAME = "ALTER TABLE customers DROP COLUMN name"
# a, b, the outcome and who goes first; each is proved by execution, too.
CASES = [
    (DROP_NAME, "DROP VIEW customer_names", "ordered", "b"),
    (DROP_NAME + " CASCADE", "DROP VIEW customer_names", "ordered", "b"),
    (DROP_NAME + " CASCADE", "COMMENT ON VIEW customer_names IS 'x'", "ordered", "b"),
    (DROP_NAME + " CASCADE", "CREATE VIEW w AS SELECT id FROM customer_names", "ordered", "b"),
    ("ALTER TABLE customers ALTER name TYPE varchar(20)", "DROP VIEW customer_names", "ordered", "b"),
    ("ALTER TABLE orders ALTER total TYPE integer", "DROP POLICY own ON orders", "ordered", "b"),
    ("ALTER TABLE customers DROP COLUMN email", "ALTER INDEX by_email RENAME TO i", "ordered", "b"),
    ("ALTER TABLE customers DROP COLUMN email", "DROP INDEX by_email", "ordered", "b"),
    ("DROP TABLE customers CASCADE", "ALTER TABLE orders DROP CONSTRAINT of_customer", "ordered", "b"),
    ("DROP TABLE customers CASCADE", "DROP TABLE orders", "compatible", None),
    ("DROP TABLE items", "ALTER SEQUENCE items_id_seq INCREMENT 2", "ordered", "b"),
    ("ALTER TABLE customers DROP CONSTRAINT customers_pkey", "ALTER TABLE orders DROP COLUMN customer_id",
     "ordered", "b"),
    ("DROP FUNCTION fallback()", 'ALTER TABLE "Moods" ALTER note DROP DEFAULT', "ordered", "b"),
    ("DROP TYPE mood", 'DROP TABLE "Moods"', "ordered", "b"),
    ("DROP TYPE mood CASCADE", 'ALTER TABLE "Moods" ALTER "Mood" SET NOT NULL', "ordered", "b"),
    ("ALTER TABLE customers DROP COLUMN age", "ALTER TABLE customers DROP COLUMN twice_age", "ordered", "b"),
    (DROP_NAME + " CASCADE", "ALTER TABLE orders ADD COLUMN x int", "compatible", None),
    ("DROP VIEW customer_names; " + DROP_NAME, "ALTER TABLE orders ADD x int", "compatible", None),
]  # fmt: skip


def predicted(db, a, b):
    """Return the worst outcome of comparing two intents, and who goes first; None where nothing is found."""
    ids = [register(db, f"agent-{side}", change, feature=f"f{side}")["id"] for side, change in (("a", a), ("b", b))]
    rows = call(db, "pggit_compare_intents", intent_a=ids[0], intent_b=ids[1])
    rank = ["compatible", "divergent", "ordered", "incompatible"]
    worst = max(rows, key=lambda row: rank.index(row["outcome"]), default=None)
    if worst is None or worst["outcome"] == "compatible":
        return "compatible", None
    return worst["outcome"], {ids[0]: "a", ids[1]: "b"}.get(worst["apply_first"])


@pytest.fixture
def schema(db, psql):
    """Return a database with the schema, in which everything may be proved."""
    db.execute(SCHEMA)
    result = psql("-q", "-f", "sql/psql/shadow_ownership.sql")
    assert result.code == 0, result.stderr
    return db


@pytest.mark.parametrize(("a", "b", "outcome", "first"), CASES, ids=[f"{c[0]} | {c[1]}" for c in CASES])
def test_the_prediction_is_what_execution_proves(schema, a, b, outcome, first):
    proof = schema.execute("SELECT * FROM pggit_prove(ARRAY[%s], ARRAY[%s])", (a, b)).fetchone()
    assert (proof["outcome"], proof["apply_first"]) == (outcome, first), proof
    assert predicted(schema, a, b) == (outcome, first)


def test_without_the_catalog_the_text_decides(schema):
    schema.execute("UPDATE tb_pggit_setting SET value = 'off' WHERE name = 'use_catalog'")
    assert predicted(schema, DROP_NAME, "DROP VIEW customer_names") == ("compatible", None)


def test_registering_and_checking_find_it_and_say_what_depends_on_what(schema):
    there = register(schema, "claude-b", "DROP VIEW customer_names")
    newcomer = {"agent_id": "claude-a", "feature_name": "mine", "schema_changes": [DROP_NAME]}
    (checked,) = call(schema, "pggit_check_conflicts", **newcomer)
    assert (checked["conflict_type"], checked["outcome"]) == ("dependency", "ordered")
    assert checked["apply_first"] == there["id"]
    assert "`customers.name`" in checked["suggestions"][0] and "`customer_names`" in checked["suggestions"][0]
    (row,) = call(schema, "pggit_register_intent", **newcomer)
    assert row["status"] == "conflicted" and row["conflicts_with"] == [there["id"]]


def test_what_the_catalog_adds_is_marked(schema):
    row = register(schema, "claude-a", DROP_NAME)
    rows = schema.execute(
        "SELECT object_kind, object_name, action, detail FROM pggit_internal.footprint"
        " WHERE intent_id = %s AND detail ? 'from_catalog'",
        (row["id"],),
    ).fetchall()
    assert [(each["object_kind"], each["object_name"], each["action"]) for each in rows] == [
        ("view", "customer_names", "use")
    ]


def test_names_that_exist_nowhere_add_nothing(schema):
    row = register(schema, "claude-a", "DROP TABLE nowhere CASCADE", 'ALTER TABLE "Customers" DROP COLUMN name')
    query = "SELECT FROM pggit_internal.footprint WHERE intent_id = %s AND detail ? 'from_catalog'"
    assert schema.execute(query, (row["id"],)).rowcount == 0


def test_a_drop_of_very_much_is_followed_only_so_far_and_says_so(schema):
    schema.execute("""
        CREATE SCHEMA big;
        DO $$ BEGIN
            FOR n IN 1..1300 LOOP EXECUTE format('CREATE TABLE big.t%s (id bigint PRIMARY KEY)', n); END LOOP;
        END $$
    """)
    far = register(schema, "claude-far", "COMMENT ON TABLE big.t1300 IS 'x'", feature="far")
    elsewhere = register(schema, "claude-else", "ALTER TABLE orders ADD COLUMN x int", feature="else")
    row = register(schema, "claude-big", "DROP SCHEMA big CASCADE", feature="big")
    assert row["analysis"]["objects_followed"] == 5000
    assert far["id"] in row["conflicts_with"] and elsewhere["id"] in row["conflicts_with"]
    query = "SELECT FROM pggit_internal.footprint WHERE intent_id = %s"
    assert schema.execute(query, (row["id"],)).rowcount < 6000
    small = register(schema, "claude-small", "DROP TABLE big.t1 CASCADE", feature="small")
    assert "objects_followed" not in small["analysis"]
