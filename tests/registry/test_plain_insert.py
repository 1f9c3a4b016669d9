"""A plain INSERT INTO tb_pggit_intent behaves as pggit_register_intent does."""

import json

import psycopg
import pytest

from steps import ADD_A, ADD_B, ELSEWHERE, conflicts, contents, error_of, intent, messages, nothing_written, register

INSERT = "INSERT INTO tb_pggit_intent (agent_id, feature_name, schema_changes) VALUES (%s, %s, %s)"


def insert(db, agent, *ddl, feature=None):
    """Insert an intent and return its row as RETURNING shows it."""
    values = (agent, feature or f"feature of {agent}", json.dumps(ddl))
    return db.execute(INSERT + " RETURNING *", values).fetchone()


def comparable(row):
    """What must not differ between two intents declared alike in two databases."""
    return {
        name: value for name, value in row.items() if name not in ("id", "created_at", "updated_at", "conflicts_with")
    }


@pytest.mark.parametrize("role", [None, "pggit_owner"])
def test_everything_is_filled_in_as_by_the_function(db, connect, new_database, template_database, role):
    inserting = connect(role=role, database=new_database(template_database))
    for agent, ddl in [("claude-a", ADD_A), ("claude-b", ADD_B), ("claude-c", "DROP TABLE users; SELECT 1")]:
        by_function, by_insert = register(db, agent, ddl), insert(inserting, agent, ddl)
        assert comparable(by_insert) == comparable(by_function)
        assert by_insert == intent(inserting, by_insert["id"])
    kinds = [sorted(len(rows) for rows in contents(c).values()) for c in (db, inserting)]
    assert kinds[0] == kinds[1]


def test_returning_shows_the_final_status_and_the_conflicts(db):
    first = register(db)
    second = insert(db, "claude-b", ADD_B)
    assert second["status"] == "conflicted"
    assert second["conflicts_with"] == [first["id"]]


def test_two_rows_of_one_insert_find_each_other(db):
    rows = db.execute(
        "INSERT INTO tb_pggit_intent (agent_id, feature_name, schema_changes) VALUES"
        " ('claude-a', 'x', %s), ('claude-b', 'y', %s), ('claude-c', 'z', %s)"
        " RETURNING id, status, conflicts_with",
        [json.dumps([ddl]) for ddl in (ADD_A, ADD_B, "ALTER TABLE users ADD COLUMN c text")],
    ).fetchall()
    first, second, third = rows
    assert [row["status"] for row in rows] == ["registered", "conflicted", "conflicted"]
    assert first["conflicts_with"] == []
    assert second["conflicts_with"] == [first["id"]]
    assert sorted(third["conflicts_with"]) == sorted([first["id"], second["id"]])
    assert len(conflicts(db, third["id"])) == 2


def test_insert_select_and_copy_do_the_same(db):
    db.execute(
        "INSERT INTO tb_pggit_intent (agent_id, feature_name, schema_changes)"
        " SELECT 'claude-' || n, 'f' || n, jsonb_build_array('ALTER TABLE users ADD COLUMN c' || n || ' int')"
        " FROM generate_series(1, 3) AS n"
    )
    with db.cursor().copy("COPY tb_pggit_intent (agent_id, feature_name, schema_changes) FROM STDIN") as copy:
        copy.write_row(("claude-4", "f4", '["ALTER TABLE users ADD COLUMN c4 int"]'))
    rows = db.execute(
        "SELECT jsonb_array_length(conflicts_with) AS others FROM tb_pggit_intent ORDER BY created_at"
    ).fetchall()
    assert [row["others"] for row in rows] == [0, 1, 2, 3]


def test_reason_and_author_of_the_registration_can_be_given(db):
    row = db.execute(
        "INSERT INTO tb_pggit_intent (agent_id, feature_name, schema_changes, transition_reason, transition_by)"
        " VALUES ('claude-a', 'x', %s, 'sprint 7', 'alice') RETURNING *",
        (json.dumps([ADD_A]),),
    ).fetchone()
    assert row["transition_reason"] is None and row["transition_by"] is None
    history = db.execute("SELECT * FROM tb_pggit_intent_history").fetchone()
    assert (history["reason"], history["changed_by"]) == ("sprint 7", "alice")


def test_conflicts_are_announced(db):
    register(db)
    with messages(db) as heard:
        insert(db, "claude-b", ADD_B)
    assert [message.sqlstate for message in heard] == ["PI010"]


@pytest.mark.parametrize(
    ("column", "value", "sqlstate"),
    [
        ("status", "in_progress", "PI003"),
        ("status", "conflicted", "PI003"),
        ("status", "nonsense", "PI003"),
        ("status", None, "PI003"),
        ("conflicts_with", '["int_000000000000"]', "PI003"),
        ("schema_changes", None, "22004"),
        ("schema_changes", "null", "22023"),
        ("schema_changes", "{}", "22023"),
        ("schema_changes", "[]", "22023"),
        ("schema_changes", "[null]", "22004"),
        ("schema_changes", '["DROP TABLE a", 7]', "22023"),
        ("schema_changes", '[["DROP TABLE a"]]', "22023"),
        ("tables_affected", '"users"', "22023"),
        ("tables_affected", "[null]", "22004"),
        ("agent_id", None, "22004"),
        ("agent_id", "  ", "22023"),
        ("feature_name", "a\tb", "22023"),
        ("metadata", "[]", "22023"),
        ("estimated_duration_ms", "-1", "22023"),
        ("risk_level", "bad", "22023"),
        ("branch_name", "a..b", "42602"),
        ("transition_by", " ", "22023"),
    ],
)
def test_bad_values_are_refused_with_advice_and_leave_no_row(db, column, value, sqlstate):
    values = {"agent_id": "claude-a", "feature_name": "x", "schema_changes": json.dumps([ADD_A]), column: value}
    names, marks = ", ".join(values), ", ".join(["%s"] * len(values))
    error = error_of(db, f"INSERT INTO tb_pggit_intent ({names}) VALUES ({marks})", list(values.values()))
    assert error.sqlstate == sqlstate, error.message_primary
    assert column in error.message_primary or column == "status" or "conflicts" in column or "branch" in column
    assert error.message_hint


def test_one_bad_row_refuses_the_whole_insert(db):
    error = error_of(db, INSERT + ", ('claude-b', 'y', '[]')", ("claude-a", "x", json.dumps([ADD_A])))
    assert error.sqlstate == "22023"


def test_a_row_that_on_conflict_skips_is_an_error_and_leaves_nothing(db, database):
    register(db, feature="x")
    with nothing_written(db), pytest.raises(psycopg.errors.ForeignKeyViolation):
        db.execute(
            "INSERT INTO tb_pggit_intent (agent_id, feature_name, schema_changes, branch_name)"
            " VALUES ('claude-b', 'x', %s, 'feature/x_001') ON CONFLICT DO NOTHING",
            (json.dumps([ADD_B]),),
        )


@pytest.mark.parametrize("action", ["DO NOTHING", "DO UPDATE SET metadata = '{}'"])
def test_an_id_that_is_taken_is_an_error_and_adds_nothing_to_its_intent(db, action):
    taken = register(db)["id"]
    error = error_of(
        db,
        "INSERT INTO tb_pggit_intent (id, agent_id, feature_name, schema_changes)"
        f" VALUES (%s, 'claude-b', 'y', %s) ON CONFLICT (id) {action}",
        (taken, json.dumps([ELSEWHERE])),
    )
    assert error.sqlstate == "23505"
    assert taken in error.message_primary and error.message_hint


def test_an_id_may_be_given(db):
    row = db.execute(
        "INSERT INTO tb_pggit_intent (id, agent_id, feature_name, schema_changes)"
        " VALUES ('int_0123456789ab', 'claude-a', 'x', %s) RETURNING id",
        (json.dumps([ADD_A]),),
    ).fetchone()
    assert row["id"] == "int_0123456789ab"
