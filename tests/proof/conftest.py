"""A database to prove in: a small schema that belongs to pggit_prover, as in a shadow."""

import pytest

from steps import one

SCHEMA = """
CREATE TABLE customers (id bigint PRIMARY KEY, email text, name text, age integer);
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint REFERENCES customers (id), note text, total numeric);
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE VIEW customer_names AS SELECT id, name FROM customers;
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql RETURN n * 2;
"""


def prove(connection, a, b):
    """Prove two changes, each a text or a list of texts."""
    a, b = ([change] if isinstance(change, str) else change for change in (a, b))
    return one(connection, "pggit_prove", schema_changes_a=a, schema_changes_b=b)


def fingerprint(connection):
    """Return the fingerprint of the schema."""
    return connection.execute("SELECT pggit_schema_fingerprint() AS f").fetchone()["f"]


def setting(connection, name, value):
    """Change a setting."""
    connection.execute("UPDATE tb_pggit_setting SET value = %s WHERE name = %s", (value, name))


@pytest.fixture
def shadow(db, psql):
    """Return a superuser's connection to a database that is a shadow: no data, everything may be proved."""
    db.execute(SCHEMA)
    result = psql("-q", "-f", "sql/psql/shadow_ownership.sql")
    assert result.code == 0, result.stderr
    return db


@pytest.fixture
def guarded(shadow):
    """Return the same with the settings as they are after installing."""
    shadow.execute("UPDATE tb_pggit_setting SET value = default_value")
    return shadow
