"""Amending: an intent declares something else; what it declared before stays, its conflicts are judged anew."""

import psycopg
import pytest

from harness import invariants
from steps import (
    ADD_A,
    ADD_B,
    ADD_PLAN_INT,
    ADD_PLAN_TEXT,
    DROP_EMAIL,
    ELSEWHERE,
    INDEX_EMAIL,
    call,
    call_error,
    conflict,
    conflicts,
    error_of,
    intent,
    mark,
    messages,
    nothing_written,
    one,
    register,
    resolve,
    status,
)

ADD_PLAN_BIGINT = ADD_PLAN_INT.replace("integer", "bigint")
HISTORY = "SELECT event, reason, changed_by FROM tb_pggit_conflict_history WHERE conflict_id = %s ORDER BY id"
EVENTS = "SELECT kind, payload FROM tb_pggit_event WHERE intent_id = %s ORDER BY id"


def amend(db, intent_id, *schema_changes, **more):
    """Amend an intent."""
    return one(db, "pggit_amend_intent", intent_id=intent_id, schema_changes=list(schema_changes), **more)


def revisions(db, intent_id):
    """Return an intent's revisions, the first one first."""
    query = "SELECT * FROM v_pggit_revision WHERE intent_id = %s ORDER BY revision"
    return db.execute(query, (intent_id,)).fetchall()


def keys(db, intent_id):
    """Return the object keys under which an intent is found."""
    query = "SELECT DISTINCT key FROM pggit_internal.footprint WHERE intent_id = %s ORDER BY 1"
    return [row["key"] for row in db.execute(query, (intent_id,)).fetchall()]


@pytest.fixture(autouse=True)
def sound(db):
    """Whatever a test does, the registry is sound afterwards and its history verifies."""
    yield
    assert invariants.broken(db) == {}
    assert [row["result"] for row in call(db, "pggit_verify_history")] == ["verified"]


def test_every_revision_stays_on_record_with_who_when_and_why(db):
    first = register(db, "claude-a", ADD_A, risk_level="high")
    amended = amend(db, first["id"], ADD_B, reason="b is enough", changed_by="alice", estimated_duration_ms=5)
    assert (amended["id"], amended["branch_name"]) == (first["id"], first["branch_name"])
    assert amended["status"] == "registered"
    assert (amended["revision"], amended["schema_changes"], amended["estimated_duration_ms"]) == (2, [ADD_B], 5)
    amend(db, first["id"], ELSEWHERE, ADD_B)
    rows = revisions(db, first["id"])
    assert [row["schema_changes"] for row in rows] == [[ADD_A], [ADD_B], [ELSEWHERE, ADD_B]]
    assert [row["declared_by"] for row in rows] == ["claude-a", "alice", "postgres"]
    assert [row["reason"] for row in rows] == [None, "b is enough", None]
    assert [row["estimated_duration_ms"] for row in rows] == [None, 5, 5]
    assert [row["is_current"] for row in rows] == [False, False, True]
    assert rows[0]["declared_at"] < rows[1]["declared_at"] < rows[2]["declared_at"]
    told = one(db, "pggit_intent_status", intent_id=first["id"])["pggit_intent_status"]
    assert [row["schema_changes"] for row in told["earlier_revisions"]] == [[ADD_A], [ADD_B]]
    rows = [(row["revision"], row["reason"]) for row in told["history"]]
    assert rows == [(None, None), (2, "b is enough"), (3, None)]
    timeline = db.execute("SELECT event FROM v_pggit_timeline WHERE intent_id = %s ORDER BY changed_at", (first["id"],))
    assert [row["event"] for row in timeline] == ["registered", "amended", "amended"]


def test_the_event_names_the_revision_and_no_ddl(db):
    first = register(db, "claude-a", ADD_A)
    amend(db, first["id"], ADD_B, reason="secret reason")
    event = db.execute(EVENTS, (first["id"],)).fetchall()[-1]
    assert event["kind"] == "amended"
    assert event["payload"] == {
        "kind": "amended",
        "intent_id": first["id"],
        "old_status": "registered",
        "new_status": "registered",
        "revision": 2,
    }


def test_it_is_found_under_its_new_objects_and_no_more_under_the_old_ones(db):
    first = register(db, "claude-a", "ALTER TABLE billing.invoices ADD COLUMN a text")
    amended = amend(db, first["id"], "ALTER TABLE stock.items ADD COLUMN a text")
    assert amended["tables_affected"] == ["stock.items"]
    assert keys(db, first["id"]) == ["feature:feature of claude-a", "relation:stock.items", "schema:stock"]
    rows = db.execute("SELECT key FROM pggit_internal.object_key WHERE key LIKE '%billing%'").fetchall()
    assert rows == []
    assert register(db, "claude-b", "DROP SCHEMA billing")["conflicts_with"] == []
    assert register(db, "claude-c", "DROP SCHEMA stock")["conflicts_with"] == [first["id"]]


def test_the_same_again_changes_nothing_and_says_so(db):
    first = register(db, "claude-a", ADD_A, tables_affected=["audit"])
    with nothing_written(db), messages(db) as heard:
        again = amend(db, first["id"], ADD_A, reason="no reason")
    assert again == intent(db, first["id"])
    assert [(message.severity, message.sqlstate) for message in heard] == [("NOTICE", "PI014")]


def test_tables_named_beside_the_ddl_stay_named_until_others_are(db):
    first = register(db, "claude-a", ADD_A, tables_affected=["audit", "users"])
    assert amend(db, first["id"], ADD_B)["tables_affected"] == ["users", "audit"]
    assert amend(db, first["id"], ELSEWHERE)["tables_affected"] == ["orders", "audit"]
    assert register(db, "claude-b", "DROP TABLE audit")["conflicts_with"] == [first["id"]]
    assert amend(db, first["id"], ELSEWHERE, tables_affected=[])["tables_affected"] == ["orders"]
    assert status(db, conflicts(db, first["id"])[0]["intent_a"]) == "registered"


def test_a_risk_that_was_assessed_is_assessed_again_and_one_that_was_given_stays(db):
    assessed, given = register(db, "claude-a", ADD_A), register(db, "claude-a", ADD_A, risk_level="medium")
    row = amend(db, assessed["id"], "DROP TABLE users")
    assert (row["risk_level"], row["risk_reasons"]) == ("high", ["statement 1 drops table users"])
    assert amend(db, given["id"], "DROP TABLE users")["risk_level"] == "medium"
    assert amend(db, given["id"], "DROP TABLE users", risk_level="High")["risk_level"] == "high"


def test_new_conflicts_make_it_conflicted_and_leave_the_other_as_it_was(db):
    first, other = register(db, "claude-a", ELSEWHERE), register(db, "claude-b", ADD_PLAN_TEXT)
    mark(db, first["id"], "in_progress")
    mark(db, other["id"], "in_progress")
    with messages(db) as heard:
        amended = amend(db, first["id"], ADD_PLAN_INT)
    assert (amended["status"], amended["conflicts_with"]) == ("conflicted", [other["id"]])
    assert status(db, other["id"]) == "in_progress"
    found = conflict(db, first["id"], "column")
    assert (found["intent_a"], found["intent_b"]) == (first["id"], other["id"])
    assert {message.sqlstate for message in heard} == {"PI010"}
    for row in conflicts(db, first["id"]):
        resolve(db, row["id"])
    assert status(db, first["id"]) == "in_progress"


@pytest.mark.parametrize("who", ["the newcomer", "the one that was there"])
def test_what_is_gone_is_closed_with_its_reason_and_the_newcomer_is_free(db, who):
    first, second = register(db, "claude-a", ADD_PLAN_TEXT), register(db, "claude-b", ADD_PLAN_INT)
    amended = second if who == "the newcomer" else first
    amend(db, amended["id"], ELSEWHERE)
    for row in conflicts(db, second["id"]):
        assert (row["closed_reason"], row["resolution"]) == (f"{amended['id']} amended", "scope_changed")
        assert (row["reviewed"], db.execute(HISTORY, (row["id"],)).fetchall()[-1]["event"]) == (False, "fell_away")
    assert intent(db, second["id"])["conflicts_with"] == []
    assert status(db, second["id"]) == "registered"


@pytest.mark.parametrize("who", ["the newcomer", "the one that was there"])
def test_what_is_the_same_keeps_its_review(db, who):
    first, second = register(db, "claude-a", ADD_PLAN_TEXT), register(db, "claude-b", ADD_PLAN_INT)
    for row in conflicts(db, second["id"]):
        resolve(db, row["id"], notes="text, we agreed", resolution="risk_accepted")
    before = conflicts(db, second["id"])
    amended, ddl = (second, ADD_PLAN_INT) if who == "the newcomer" else (first, ADD_PLAN_TEXT)
    row = amend(db, amended["id"], ELSEWHERE, ddl.replace("ALTER", "alter"))
    assert (row["status"], row["revision"]) == ("registered", 2)
    assert conflicts(db, second["id"]) == before


@pytest.mark.parametrize("who", ["the newcomer", "the one that was there"])
def test_a_review_of_other_ddl_is_reopened_and_who_was_amended_is_the_newcomer(db, who):
    first, second = register(db, "claude-a", ADD_PLAN_TEXT), register(db, "claude-b", ADD_PLAN_INT)
    for row in conflicts(db, second["id"]):
        resolve(db, row["id"], notes="agreed", reviewed_by="lead")
    amended, other = (second, first) if who == "the newcomer" else (first, second)
    mark(db, amended["id"], "in_progress")
    assert amend(db, amended["id"], ADD_PLAN_BIGINT)["status"] == "conflicted"
    column, table = conflict(db, second["id"], "column"), conflict(db, second["id"], "table")
    assert (column["intent_a"], column["intent_b"]) == (amended["id"], other["id"])
    assert (column["reviewed"], column["reviewed_by"], column["closed_at"]) == (False, None, None)
    assert column["resolution_notes"] == f"reopened: {amended['id']} amended, revision 2"
    last = db.execute(HISTORY, (column["id"],)).fetchall()[-1]
    assert last == {"event": "reopened", "reason": f"{amended['id']} amended, revision 2", "changed_by": "pggit"}
    # That both touch the table is as it was.
    assert table["reviewed"]
    assert (status(db, other["id"]), intent(db, other["id"])["conflicts_with"]) == ("registered", [])


def test_an_open_conflict_that_differs_passes_to_who_was_amended(db):
    first, second = register(db, "claude-a", INDEX_EMAIL), register(db, "claude-b", DROP_EMAIL)
    assert status(db, second["id"]) == "conflicted"
    amend(db, first["id"], DROP_EMAIL)
    row = conflict(db, first["id"], "column")
    assert (row["intent_a"], row["closed_at"]) == (first["id"], None)
    assert [c["closed_reason"] for c in conflicts(db, first["id"]) if c["conflict_type"] == "dependency"] == [
        f"{first['id']} amended"
    ]
    assert (status(db, first["id"]), status(db, second["id"])) == ("conflicted", "registered")
    # and back: the same conflict, changed while open
    amend(db, second["id"], DROP_EMAIL.replace("email", "email CASCADE"))
    row = conflict(db, first["id"], "column")
    assert (row["intent_a"], row["intent_b"]) == (second["id"], first["id"])
    assert [event["event"] for event in db.execute(HISTORY, (row["id"],)).fetchall()] == ["found", "amended"]
    assert status(db, second["id"]) == "conflicted"
    # That both touch the table, which was found by the first amendment, is as it was.
    assert [c["conflict_type"] for c in conflicts(db, first["id"], True) if c["intent_a"] == first["id"]] == ["table"]


def test_what_is_merged_already_is_judged_with_it_still(db):
    """Newcomers do not meet a merged intent, but an open conflict with it does not vanish because of that."""
    first, second = register(db, "claude-a", ADD_PLAN_TEXT), register(db, "claude-b", ADD_PLAN_INT)
    for step in ("in_progress", "completed", "merged"):
        mark(db, first["id"], step)
    amend(db, second["id"], ADD_PLAN_INT, ELSEWHERE)
    assert [row["closed_at"] for row in conflicts(db, second["id"])] == [None, None]
    assert status(db, second["id"]) == "conflicted"
    amend(db, second["id"], ELSEWHERE)
    assert [row["closed_at"] is None for row in conflicts(db, second["id"])] == [False, False]
    assert status(db, second["id"]) == "registered"


def test_proofs_of_an_earlier_revision_are_gone(db):
    db.execute("CREATE TABLE users (id bigint, email text)")
    db.execute("ALTER TABLE users OWNER TO pggit_prover")
    first, second = register(db, "claude-a", ADD_PLAN_TEXT), register(db, "claude-b", ADD_PLAN_INT)
    call(db, "pggit_verify_intent", intent_id=second["id"])
    assert conflict(db, second["id"], "column")["proven_outcome"] == "incompatible"
    amend(db, second["id"], ADD_PLAN_INT, ADD_A)
    assert db.execute("SELECT * FROM tb_pggit_proof").fetchall() == []
    found = conflict(db, second["id"], "column")
    assert (found["proven_outcome"], found["proven_at"], found["closed_at"]) == (None, None, None)
    assert [row["event"] for row in db.execute(HISTORY, (found["id"],)).fetchall()] == ["found", "proved", "amended"]
    assert one(db, "pggit_verify_conflict", conflict_id=found["id"])["proven_outcome"] == "incompatible"
    assert status(db, first["id"]) == "registered"


def test_what_only_a_proof_has_found_stays_open_or_is_open_again(db):
    """The prediction does not know of it, so it cannot say that it is gone."""
    db.execute("CREATE TABLE users (id bigint, email text)")
    db.execute("ALTER TABLE users OWNER TO pggit_prover")
    dynamic = "DO $$ BEGIN EXECUTE concat('ALTER TABLE us', 'ers ADD COLUMN {}'); END $$"
    first = register(db, "claude-a", dynamic.format("b text"))
    second = register(db, "claude-b", dynamic.format("b int"))
    db.execute("UPDATE tb_pggit_setting SET value = 'do' WHERE name = 'prove_statements'")
    call(db, "pggit_verify_intent", intent_id=second["id"])
    (found,) = conflicts(db, second["id"])
    assert found["metadata"]["found_by"] == "proof"
    resolve(db, found["id"])
    amend(db, first["id"], dynamic.format("c text"))
    (found,) = conflicts(db, second["id"])
    assert (found["reviewed"], found["closed_at"], found["proven_outcome"]) == (False, None, None)
    assert status(db, second["id"]) == "conflicted"
    assert one(db, "pggit_verify_conflict", conflict_id=found["id"])["proven_outcome"] == "compatible"


@pytest.mark.parametrize("end", ["merged", "abandoned"])
def test_what_has_ended_is_not_amended(db, end):
    first = register(db, "claude-a", ADD_A)
    for step in {"merged": ("in_progress", "completed", "merged"), "abandoned": ("abandoned",)}[end]:
        mark(db, first["id"], step)
    diag = call_error(db, "pggit_amend_intent", intent_id=first["id"], schema_changes=[ADD_B])
    assert (diag.sqlstate, diag.message_detail) == ("PI001", f"{end} is final.")


@pytest.mark.parametrize(
    ("given", "sqlstate"),
    [
        ({"intent_id": "int_000000000000"}, "P0002"),
        ({"intent_id": None}, "22004"),
        ({"schema_changes": None}, "22004"),
        ({"schema_changes": []}, "22023"),
        ({"schema_changes": ["ALTER TABEL users"]}, "42601"),
        ({"schema_changes": ["SELECT 'unterminated"]}, "42601"),
        ({"tables_affected": ["a.b.c.d"]}, "42602"),
        ({"estimated_duration_ms": -1}, "22023"),
        ({"risk_level": "immense"}, "22023"),
        ({"changed_by": "pggit"}, "22023"),
        ({"changed_by": "x" * 300}, "22001"),
    ],
)
def test_a_call_that_is_refused_leaves_nothing(db, given, sqlstate):
    first = register(db, "claude-a", ADD_A)
    register(db, "claude-b", ADD_B)
    arguments = {"intent_id": first["id"], "schema_changes": [ADD_B], **given}
    diag = call_error(db, "pggit_amend_intent", **arguments)
    assert (diag.sqlstate, bool(diag.message_hint)) == (sqlstate, True)


@pytest.mark.parametrize(
    "change",
    [
        "schema_changes = '[\"DROP TABLE users\"]'",
        "tables_affected = '[]'",
        "revision = 3",
        "schema_changes = '[\"DROP TABLE users\"]', revision = 3",
        "superseded_by = id",
    ],
)
@pytest.mark.parametrize("who", ["postgres", "pggit_owner"])
def test_a_plain_update_of_what_is_declared_is_refused_still(db, connect, who, change):
    first = register(db, "claude-a", ADD_A)
    amend(db, first["id"], ADD_B)
    session = connect(role=who)
    diag = error_of(session, f"UPDATE tb_pggit_intent SET {change} WHERE id = '{first['id']}'")
    assert diag.sqlstate == "PI003"
    if who == "postgres":
        columns = "agent_id, feature_name, schema_changes, revision"
        insert = f"INSERT INTO tb_pggit_intent ({columns}) VALUES ('a', 'f', %s, 2)"
        assert error_of(db, insert, (f'["{ADD_A}"]',)).sqlstate == "PI003"


def test_a_conflict_s_facts_do_not_change_without_an_amendment(db):
    register(db, "claude-a", ADD_A)
    second = register(db, "claude-b", ADD_B)
    (row,) = conflicts(db, second["id"])
    assert error_of(db, "UPDATE tb_pggit_conflict SET affected_objects = '[]'").sqlstate == "PI003"
    swap = "UPDATE tb_pggit_conflict SET intent_a = intent_b, intent_b = intent_a"
    assert error_of(db, swap).sqlstate == "PI003"
    amend(db, second["id"], ELSEWHERE, ADD_B)
    assert error_of(db, swap).sqlstate == "PI003"


REVIEWS = (
    "SELECT pggit_add_status('pending_review', 'Waits for a review.')",
    "SELECT pggit_add_status('approved', 'Reviewed.')",
    "SELECT pggit_add_transition('approved', 'merged', 'It reached the main schema.')",
    "SELECT pggit_add_transition('pending_review', 'approved', 'Good.', not_by_author => true)",
    "SELECT pggit_add_transition('completed', 'pending_review', 'Asked for a review.')",
    "SELECT pggit_remove_transition('completed', 'merged')",
)


@pytest.fixture
def reviewed(db, connect, login):
    """Return an intent that somebody else than its author has approved, and their connection."""
    for statement in REVIEWS:
        db.execute(statement)
    first = register(db, "claude-a", ADD_PLAN_TEXT)
    mark(db, first["id"], "in_progress")
    mark(db, first["id"], "completed")
    reviewer = connect(user=login(member_of=["pggit_coordinator"]))
    one(db, "pggit_move_intent", intent_id=first["id"], new_status="pending_review")
    one(reviewer, "pggit_move_intent", intent_id=first["id"], new_status="approved")
    return first["id"], reviewer


def test_an_approval_is_of_what_was_seen(db, reviewed):
    number, reviewer = reviewed
    with messages(db) as heard:
        assert amend(db, number, ADD_A)["status"] == "pending_review"
    assert [message.sqlstate for message in heard] == ["PI016"]
    assert call_error(db, "pggit_mark_merged", intent_id=number).sqlstate == "PI001"
    one(reviewer, "pggit_move_intent", intent_id=number, new_status="approved")
    assert mark(db, number, "merged")["status"] == "merged"


def test_an_approval_is_lost_also_while_a_conflict_hides_it(db, reviewed):
    number, _ = reviewed
    other = register(db, "claude-b", "ALTER TABLE orders ADD COLUMN c int")
    with messages(db) as heard:
        assert amend(db, number, "ALTER TABLE orders ADD COLUMN c text")["status"] == "conflicted"
    assert "PI016" in [message.sqlstate for message in heard]
    mark(db, other["id"], "abandoned")
    assert status(db, number) == "pending_review"


def test_who_amends_does_not_approve(db, reviewed):
    number, reviewer = reviewed
    amend(reviewer, number, ADD_A)
    with pytest.raises(psycopg.Error) as caught:
        one(reviewer, "pggit_move_intent", intent_id=number, new_status="approved")
    diag = caught.value.diag
    assert (diag.sqlstate, diag.message_detail) == ("PI032", f'Role "{reviewer.info.user}" amended it.')


def test_only_who_may_act_for_the_agent_or_a_coordinator_amends(db, connect, login):
    owner, other = login(member_of=["pggit_agent"]), login(member_of=["pggit_agent"])
    call(db, "pggit_bind_agent", role_name=owner, agent_id="claude-a")
    call(db, "pggit_bind_agent", role_name=other, agent_id="claude-b")
    first = register(db, "claude-a", ADD_A)
    call(db, "pggit_set", name="agent_binding", value="on")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        amend(connect(user=other), first["id"], ADD_B)
    assert amend(connect(user=owner), first["id"], ADD_B, changed_by="claude-a")["revision"] == 2
    assert amend(connect(user=login(member_of=["pggit_coordinator"])), first["id"], ADD_A)["revision"] == 3
    call(db, "pggit_set", name="row_security", value="on")
    stranger = connect(user=other)
    with pytest.raises(psycopg.errors.NoDataFound):
        amend(stranger, first["id"], ADD_B)
    assert stranger.execute("SELECT * FROM v_pggit_revision").fetchall() == []
    assert len(connect(user=owner).execute("SELECT * FROM v_pggit_revision").fetchall()) == 3
    call(db, "pggit_set", name="row_security", value="off")


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE tb_pggit_intent_history SET replaced = replaced || '{\"schema_changes\": []}' WHERE revision = 2",
        "DELETE FROM tb_pggit_intent_history WHERE revision = 2",
        "UPDATE tb_pggit_intent SET schema_changes = '[\"DROP TABLE users\"]'",
        "UPDATE tb_pggit_intent SET revision = 1",
    ],
)
def test_tampering_with_what_was_declared_is_found(db, tampering):
    first = register(db, "claude-a", ADD_A)
    amend(db, first["id"], ADD_B)
    amend(db, first["id"], ELSEWHERE)
    with db.transaction(force_rollback=True):
        db.execute("SET LOCAL session_replication_role = replica")
        for table in ("tb_pggit_intent", "tb_pggit_intent_history"):
            db.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        db.execute(tampering)
        problems = call(db, "pggit_verify_history")
        assert [row["chain"] for row in problems] == [first["id"]]


def test_trying_a_registration_again_finds_the_amended_intent(db):
    first = register(db, "claude-a", ADD_A, idempotency_key="k")
    amend(db, first["id"], ADD_B)
    again = register(db, "claude-a", ADD_A, idempotency_key="k")
    assert (again["id"], again["revision"], again["schema_changes"]) == (first["id"], 2, [ADD_B])
