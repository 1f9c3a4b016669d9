"""A small schema with something of every kind, so that every kind of change finds something to be about."""

import pytest

SCHEMA = """
CREATE SCHEMA billing;
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TYPE place AS (street text, city text);
CREATE DOMAIN short AS text CONSTRAINT short_enough CHECK (char_length(VALUE) < 50);
CREATE SEQUENCE numbers;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n * 2';
CREATE FUNCTION fn_clean(v text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(v)';
CREATE AGGREGATE longest (integer) (SFUNC = int4larger, STYPE = integer);
CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE, name varchar(80),
    feeling mood DEFAULT 'sad', created_at timestamptz NOT NULL DEFAULT now(), settings jsonb,
    active boolean DEFAULT true,
    name_key text GENERATED ALWAYS AS (lower(name)) STORED, CONSTRAINT name_given CHECK (name <> '')
);
CREATE TABLE orders (
    id integer PRIMARY KEY, user_id bigint NOT NULL REFERENCES users (id), total numeric CHECK (total >= 0), note text
);
CREATE TABLE loose (id integer, word text);
CREATE TABLE alone (id integer, word text);
CREATE TABLE billing.invoices (id integer PRIMARY KEY, order_id integer REFERENCES orders (id));
CREATE TABLE loose_child (extra text) INHERITS (loose);
CREATE TABLE readings (id bigint NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE readings_old PARTITION OF readings FOR VALUES FROM ('2001-01-01') TO ('2002-01-01');
CREATE INDEX idx_orders_note ON orders (note);
CREATE INDEX idx_users_created ON users (created_at);
CREATE STATISTICS order_statistics ON user_id, total FROM orders;
CREATE VIEW order_totals AS SELECT user_id, total FROM orders;
CREATE MATERIALIZED VIEW user_names AS SELECT id, name FROM users;
CREATE TRIGGER touch_orders BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
CREATE POLICY own_orders ON orders USING (user_id > 0);
CREATE RULE keep AS ON DELETE TO loose DO INSTEAD NOTHING;
CREATE PUBLICATION everything FOR TABLE orders;
"""


@pytest.fixture
def shadow(db, database, psql):
    """Return the name of a database that is a shadow of that schema."""
    db.execute(SCHEMA)
    result = psql("-q", "-f", "sql/psql/shadow_ownership.sql", database=database)
    assert result.code == 0, result.stderr
    return database
