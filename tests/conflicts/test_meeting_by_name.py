"""Changes that share no object, but whose objects are named after each other's, meet at registration, too."""

import pytest

from steps import conflicts, register

PAIRS = [
    ("DROP INDEX idx_users_email", "ALTER TABLE users DROP COLUMN email"),
    ("ALTER INDEX users_email_idx SET (fillfactor = 70)", "DROP TABLE users"),
    ("DROP INDEX users_email_idx", "ALTER TABLE users SET SCHEMA archive"),
    ("DROP INDEX archive.fp_flag_idx", "DROP TABLE archive.flags_to_people"),
    ("ALTER SEQUENCE users_id_seq INCREMENT 2", "ALTER TABLE users DROP COLUMN id"),
    ("CREATE TABLE t (a bigint DEFAULT nextval('users_id_seq'))", "DROP TABLE users"),
    ("COMMENT ON VIEW v_users IS 'all of them'", "DROP TABLE users CASCADE"),
    ("ALTER TABLE orders VALIDATE CONSTRAINT orders_user_id_fkey", "DROP TABLE users CASCADE"),
    ("ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey", "ALTER TABLE users DROP CONSTRAINT users_pkey CASCADE"),
    ("ALTER TABLE billing.orders DISABLE TRIGGER trg_touch", "DROP FUNCTION billing.touch CASCADE"),
    ("COMMENT ON COLUMN users_2026.name IS 'short'", "ALTER TABLE users RENAME COLUMN name TO short_name"),
    ("CREATE INDEX ON users_2026 (name)", "CREATE INDEX ON users (name)"),
    ("CREATE TABLE t AS SELECT * FROM users_2026", "ALTER TABLE users DROP COLUMN name"),
    ("ALTER TABLE o DROP CONSTRAINT o_team_id_fkey", "ALTER TABLE teams ALTER COLUMN id TYPE text USING id::text"),
    ("DROP INDEX ns_owner_id_idx", "ALTER TABLE namespaces DROP COLUMN owner_id"),
    ("DROP VIEW active_users", "ALTER TABLE users ALTER COLUMN name TYPE varchar(80)"),
    ("ALTER TABLE orders ALTER COLUMN user_id TYPE numeric", "DROP TABLE users CASCADE"),
    ('ALTER TABLE "Post" DROP CONSTRAINT "Post_userRoleId_fkey"', 'DROP TABLE "UserRole" CASCADE'),
]  # fmt: skip


def found(db, a, b):
    """Return what the detector by itself says of two changes, as {(conflict type, outcome)}."""
    rows = db.execute("SELECT conflict_type, outcome FROM pggit_detect_conflicts(ARRAY[%s], ARRAY[%s])", (a, b))
    return {(row["conflict_type"], row["outcome"]) for row in rows.fetchall()}


@pytest.mark.parametrize(("first", "second"), PAIRS + [pair[::-1] for pair in PAIRS])
def test_registering_finds_what_the_detector_finds(db, first, second):
    register(db, "claude-a", first)
    newcomer = register(db, "claude-b", second)
    said = {(row["conflict_type"], row["predicted_outcome"]) for row in conflicts(db, newcomer["id"])}
    assert said == found(db, second, first) != set()


def keys(db, text):
    """Return the keys under which a change is registered, its schema's and feature's aside."""
    row = register(db, "claude-a", text)
    rows = db.execute(
        "SELECT key FROM pggit_internal.footprint WHERE intent_id = %s AND object_kind NOT IN ('schema', 'feature')",
        (row["id"],),
    )
    return {row["key"] for row in rows.fetchall()}


@pytest.mark.parametrize(
    "text",
    [
        "ALTER TABLE users ADD COLUMN plan text",
        "CREATE INDEX ON users (email)",
        "CREATE VIEW v_u AS SELECT id FROM users",
        "CREATE TABLE t (user_id bigint REFERENCES users (id))",
    ],
)
def test_who_drops_nothing_does_not_wait_for_what_is_named_after_its_table(db, text):
    named = ("DROP INDEX idx_users_email", "ALTER TABLE o DROP CONSTRAINT o_user_id_fkey", "DROP SEQUENCE users_id_seq")
    assert not keys(db, text) & set().union(*(keys(db, each) for each in named))


def test_a_name_by_itself_is_no_part_of_what_a_change_touches(db):
    rows = db.execute("SELECT object_kind FROM pggit_footprint(ARRAY['DROP INDEX idx_users_email'])").fetchall()
    assert [row["object_kind"] for row in rows] == ["index"]


def test_what_two_changes_are_named_after_alike_is_no_conflict(db):
    register(db, "claude-a", "DROP INDEX idx_users_email")
    assert register(db, "claude-b", "DROP INDEX idx_users_name")["conflicts_with"] == []
    assert register(db, "claude-c", "ALTER TABLE users DROP COLUMN plan")["conflicts_with"] == []


def test_an_amended_change_meets_by_its_new_names(db):
    there = register(db, "claude-a", "DROP TABLE users")
    row = register(db, "claude-b", "DROP INDEX idx_orders_total")
    assert row["conflicts_with"] == []
    db.execute("SELECT pggit_amend_intent(%s, ARRAY['DROP INDEX idx_users_email'])", (row["id"],))
    assert [each["intent_b"] for each in conflicts(db, row["id"])] == [there["id"]]
