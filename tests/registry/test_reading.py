"""The reading functions: get, list, status, footprint; none of them writes."""

import pytest

from steps import (
    ADD_A,
    ADD_B,
    ADD_PLAN_INT,
    ADD_PLAN_TEXT,
    DROP_EMAIL,
    ELSEWHERE,
    INDEX_EMAIL,
    call,
    conflicts,
    intent,
    mark,
    nothing_written,
    one,
    register,
    resolve,
)


def ids(rows):
    """Return the ids of rows, in their order."""
    return [row["id"] for row in rows]


def insert_with_id(db, intent_id, agent="claude-x"):
    """Register an intent whose id is known beforehand."""
    db.execute(
        "INSERT INTO tb_pggit_intent (id, agent_id, feature_name, schema_changes)"
        " VALUES (%s, %s, %s, '[\"SELECT 1\"]')",
        (intent_id, agent, intent_id),
    )


def test_get_returns_the_row(db):
    row = register(db)
    assert one(db, "pggit_get_intent", intent_id=row["id"]) == row


def test_get_returns_no_row_for_an_unknown_id(db):
    register(db)
    assert call(db, "pggit_get_intent", intent_id="int_unknown") == []


def test_an_id_may_be_given_by_a_beginning_that_fits_one_only(db):
    insert_with_id(db, "int_aaaa00000000")
    insert_with_id(db, "int_aaab00000000")
    assert one(db, "pggit_get_intent", intent_id="int_aaaa")["id"] == "int_aaaa00000000"
    assert one(db, "pggit_get_intent", intent_id=" INT_AAAB ")["id"] == "int_aaab00000000"
    assert call(db, "pggit_get_conflicts", intent_id="int_aaab") == []
    assert (
        one(db, "pggit_intent_status", intent_id="int_aaab")["pggit_intent_status"]["intent"]["id"]
        == "int_aaab00000000"
    )
    assert call(db, "pggit_compare_intents", intent_a="int_aaaa", intent_b="int_aaab") == []


def test_wildcards_in_an_id_are_no_wildcards(db):
    insert_with_id(db, "int_aaaa00000000")
    for pattern in ("int%", "%", "int_aaa_", "intx"):
        assert call(db, "pggit_get_intent", intent_id=pattern) == []


def test_list_is_newest_first(db):
    rows = [register(db, f"claude-{n}", ELSEWHERE.replace("orders", f"t{n}")) for n in range(5)]
    assert ids(call(db, "pggit_list_intents")) == ids(reversed(rows))


def test_list_filters_by_status_agent_and_table(db):
    first = register(db, "claude-a", ADD_A)
    second = register(db, "claude-b", ADD_B)
    third = register(db, "claude-a", ELSEWHERE)
    mark(db, third["id"], "abandoned")
    assert ids(call(db, "pggit_list_intents", status="registered")) == [first["id"]]
    assert ids(call(db, "pggit_list_intents", status="CONFLICTED")) == [second["id"]]
    assert ids(call(db, "pggit_list_intents", agent_id="claude-a")) == [third["id"], first["id"]]
    assert ids(call(db, "pggit_list_intents", agent_id="claude-a", status="abandoned")) == [third["id"]]
    assert ids(call(db, "pggit_list_intents", table_name="users")) == [second["id"], first["id"]]
    assert ids(call(db, "pggit_list_intents", table_name="users", agent_id="claude-b")) == [second["id"]]
    assert call(db, "pggit_list_intents", agent_id="nobody") == []
    assert call(db, "pggit_list_intents", table_name="nothing") == []


@pytest.mark.parametrize("spelling", ["users", "USERS", "public.users", '"users"', 'public."users"', " users "])
def test_list_reads_a_table_s_name_as_postgresql_does(db, spelling):
    register(db, "claude-a", ADD_A)
    register(db, "claude-b", 'ALTER TABLE "Users" ADD COLUMN a int')
    (found,) = call(db, "pggit_list_intents", table_name=spelling)
    assert found["agent_id"] == "claude-a"


def test_status_tells_everything_about_one_intent(db):
    first = register(db, "claude-a", ADD_PLAN_TEXT)
    second = register(db, "claude-b", ADD_PLAN_INT)
    told = one(db, "pggit_intent_status", intent_id=second["id"])["pggit_intent_status"]
    assert told.keys() == {"intent", "open_conflicts", "history", "earlier_revisions"}
    assert told["intent"]["id"] == second["id"]
    assert told["intent"]["conflicts_with"] == [first["id"]]
    assert "transition_by" not in told["intent"] and "transition_reason" not in told["intent"]
    assert [c["id"] for c in told["open_conflicts"]] == ids(conflicts(db, second["id"]))
    for found in told["open_conflicts"]:
        assert found["resolution_suggestions"]
        assert (found["agent_a"], found["agent_b"]) == ("claude-b", "claude-a")
    assert [h["new_status"] for h in told["history"]] == ["registered", "conflicted"]


def test_status_shows_the_conflicts_to_the_side_that_was_there_too(db):
    first = register(db, "claude-a", ADD_A)
    second = register(db, "claude-b", ADD_B)
    told = one(db, "pggit_intent_status", intent_id=first["id"])["pggit_intent_status"]
    assert [c["intent_a"] for c in told["open_conflicts"]] == [second["id"]]


def test_status_leaves_out_what_is_closed(db):
    register(db, "claude-a", ADD_A)
    second = register(db, "claude-b", ADD_B)
    resolve(db, conflicts(db, second["id"])[0]["id"])
    told = one(db, "pggit_intent_status", intent_id=second["id"])["pggit_intent_status"]
    assert told["open_conflicts"] == []
    assert told["intent"]["status"] == "registered"


def test_footprint_shows_what_was_understood(db):
    rows = call(db, "pggit_footprint", schema_changes=[ADD_A, "CREATE INDEX i ON users (a)", "SELECT 1"])
    shown = {(r["statement_no"], r["object_kind"], r["object_name"], r["parent_name"], r["action"]) for r in rows}
    assert {
        (1, "table", "users", None, "alter"),
        (1, "column", "a", "users", "create"),
        (2, "index", "i", "users", "create"),
    } <= shown
    assert {(kind, name, action) for _, kind, name, _, action in shown} >= {("table", "users", "use")}
    assert all(no != 3 for no, *_ in shown)
    assert list(rows[0]) == ["statement_no", "object_kind", "object_name", "parent_name", "action", "detail"]


def test_the_view_of_intents_shows_both_sides(db):
    first, second = register(db, "claude-a", ADD_A), register(db, "claude-b", ADD_B)
    shown = {row["id"]: row for row in db.execute("SELECT * FROM v_pggit_intent").fetchall()}
    assert shown[first["id"]]["in_conflict_with"] == [second["id"]]
    assert shown[second["id"]]["in_conflict_with"] == [first["id"]]
    assert [shown[i["id"]]["open_conflicts"] for i in (first, second)] == [1, 1]
    assert [shown[i["id"]]["open_errors"] for i in (first, second)] == [0, 0]
    assert all(row["is_active"] for row in shown.values())


def test_the_view_of_open_conflicts_names_both_sides(db):
    first, second = register(db, "claude-a", ADD_PLAN_TEXT), register(db, "claude-b", ADD_PLAN_INT)
    rows = db.execute("SELECT * FROM v_pggit_open_conflict").fetchall()
    assert {row["conflict_type"] for row in rows} >= {"column"}
    for row in rows:
        assert (row["agent_a"], row["branch_a"], row["status_a"]) == ("claude-b", second["branch_name"], "conflicted")
        assert (row["agent_b"], row["branch_b"], row["status_b"]) == ("claude-a", first["branch_name"], "registered")
    for row in rows:
        resolve(db, row["id"])
    assert db.execute("SELECT * FROM v_pggit_open_conflict").fetchall() == []


def test_nothing_that_reads_writes_and_all_of_it_works_read_only(db, database):
    first = register(db, "claude-a", INDEX_EMAIL)
    second = register(db, "claude-b", DROP_EMAIL)
    with nothing_written(db), db.transaction():
        db.execute("SET TRANSACTION READ ONLY")
        assert one(db, "pggit_get_intent", intent_id=first["id"]) == intent(db, first["id"])
        assert len(call(db, "pggit_list_intents", status="conflicted", agent_id="claude-b", table_name="users")) == 1
        assert one(db, "pggit_intent_status", intent_id=second["id"])
        assert call(db, "pggit_get_conflicts", intent_id=second["id"])
        assert call(db, "pggit_list_conflicts", reviewed=False)
        arguments = {"agent_id": "claude-c", "feature_name": "f", "schema_changes": ["DROP TABLE users"]}
        assert call(db, "pggit_check_conflicts", **arguments, tables_affected=["orders"])
        assert call(db, "pggit_detect_conflicts", schema_changes_a=[INDEX_EMAIL], schema_changes_b=[DROP_EMAIL])
        assert call(db, "pggit_compare_intents", intent_a=first["id"], intent_b=second["id"])
        assert call(db, "pggit_footprint", schema_changes=[ADD_A])
        for view in ("v_pggit_intent", "v_pggit_open_conflict", "v_pggit_timeline", "v_pggit_error_code"):
            assert db.execute(f"SELECT * FROM {view}").fetchall()
