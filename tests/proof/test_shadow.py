"""make shadow copies a database's schema into a place to prove in."""

import psycopg
import pytest
from psycopg.rows import dict_row

from harness.checkout import checkout
from proof.conftest import SCHEMA, prove

MORE = """
CREATE SCHEMA "Billing";
CREATE TABLE "Billing"."Invoice" (id serial PRIMARY KEY, customer bigint REFERENCES customers, state mood);
CREATE DOMAIN short_text AS text CHECK (length(VALUE) < 10);
CREATE MATERIALIZED VIEW names AS SELECT name FROM customers;
CREATE PROCEDURE nothing() LANGUAGE plpgsql AS 'BEGIN END';
CREATE STATISTICS some_statistics ON email, name FROM customers;
CREATE EXTENSION citext;
GRANT SELECT ON customers TO pggit_agent;
COMMENT ON TABLE customers IS 'who buys';
INSERT INTO customers (id, email) VALUES (1, 'x');
"""


@pytest.fixture(scope="module")
def copy(repository, tmp_path_factory):
    with checkout(repository, tmp_path_factory.mktemp("shadow")) as made:
        yield made


@pytest.mark.parametrize("source_has_the_product", [True, False], ids=["of a registry", "of any database"])
def test_a_shadow_has_the_schema_without_the_data_and_proves(
    copy, server, connect, database, fresh_database, source_has_the_product
):
    source = connect(database=database if source_has_the_product else fresh_database)
    source.execute(SCHEMA + MORE)
    name = source.info.dbname
    url = f"postgresql://{server.user}@/{name}?host={server.host}&port={server.port}"
    result = copy.make("shadow", env={"DATABASE_URL": url})
    assert result.code == 0, result.stdout + result.stderr
    assert "missing" not in result.stderr
    (command,) = [line for line in result.stdout.splitlines() if "psql -h" in line]
    host = command.split(" -h ")[1].split()[0]
    with psycopg.connect(
        host=host, user="postgres", dbname="pggit_shadow", autocommit=True, row_factory=dict_row
    ) as shadow:
        assert shadow.execute("SELECT count(*) AS n FROM customers").fetchone()["n"] == 0
        assert shadow.execute("SELECT count(*) AS n FROM tb_pggit_intent").fetchone()["n"] == 0
        if source_has_the_product:
            lines = (
                "SELECT regexp_replace(l, 'owner (to )?\\S+', '', 'g') AS line FROM pggit_schema_lines() AS l"
                " WHERE l LIKE 'column %' OR l LIKE 'constraint %' OR l LIKE 'comment %' ORDER BY 1"
            )
            assert shadow.execute(lines).fetchall() == source.execute(lines).fetchall()
        for a, b, outcome in (
            (
                'ALTER TABLE "Billing"."Invoice" ADD COLUMN x int',
                'ALTER TABLE "Billing"."Invoice" ADD COLUMN y int',
                "compatible",
            ),
            ("ALTER TABLE customers DROP COLUMN email", "CREATE INDEX ON customers (email)", "ordered"),
            ("ALTER TYPE mood ADD VALUE 'x'", "ALTER TYPE mood ADD VALUE 'x'", "incompatible"),
            ("DROP MATERIALIZED VIEW names", "DROP PROCEDURE nothing()", "compatible"),
            ("DROP STATISTICS some_statistics", "DROP DOMAIN short_text", "compatible"),
            ('ALTER SCHEMA "Billing" RENAME TO billing', 'CREATE TABLE "Billing".t (x citext)', "ordered"),
            ("INSERT INTO customers (id) VALUES (1)", "CREATE TABLE t (x int)", "compatible"),
        ):
            proof = prove(shadow, a, b)
            assert proof["outcome"] == outcome, proof
    # A shadow's objects belong to pggit_prover, as pggit's own do that run declared text.
    address = f"postgresql://postgres@/pggit_shadow?host={host}"
    again = copy.make("shadow", "SHADOW=again", env={"DATABASE_URL": address})
    assert again.code == 0, again.stdout + again.stderr
    with psycopg.connect(host=host, user="postgres", dbname="again", autocommit=True) as shadow:
        assert shadow.execute("SELECT count(*) FROM customers").fetchone() == (0,)


def test_what_is_not_there_is_said(copy, server):
    url = f"postgresql://{server.user}@/no_such_database?host={server.host}&port={server.port}"
    result = copy.make("shadow", env={"DATABASE_URL": url})
    assert result.code != 0 and "no_such_database" in result.stderr
