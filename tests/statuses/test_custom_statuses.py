"""A team's own statuses between completed and merged: who may move an intent there, and that none is ever stranded."""


import psycopg
import pytest
from psycopg import IsolationLevel, sql

from steps import (
    ADD_A,
    ADD_B,
    call,
    conflicts,
    intent,
    mark,
    one,
    register,
    resolve,
    status,
    wait_until_blocked,
)

REVIEW = (
    "SELECT pggit_add_status('pending_review', 'Waits for a review.')",
    "SELECT pggit_add_status('approved', 'Reviewed.')",
    "SELECT pggit_add_status('rejected', 'Not wanted.', is_active => false, settles => 'all', list_position => 55)",
    "SELECT pggit_add_transition('approved', 'merged', 'It reached the main schema.')",
    "SELECT pggit_add_transition('pending_review', 'approved', 'Good.', 'no_unreviewed_error', 'pggit_coordinator',"
    " true)",
    "SELECT pggit_add_transition('pending_review', 'rejected', 'Not wanted.', not_by_author => true)",
    "SELECT pggit_add_transition('completed', 'pending_review', 'Asked for a review.', 'no_open_conflict')",
    "SELECT pggit_remove_transition('completed', 'merged')",
)


@pytest.fixture
def lead(connect, login):
    """Return a coordinator who has set up reviews."""
    connection = connect(user=login(member_of=["pggit_coordinator"]))
    for statement in REVIEW:
        connection.execute(statement)
    return connection


@pytest.fixture
def author(connect, login):
    """Return an agent's connection."""
    return connect(user=login(member_of=["pggit_agent"]))


def move(db, intent_id, new_status, **more):
    """Move an intent to any status."""
    return one(db, "pggit_move_intent", intent_id=intent_id, new_status=new_status, **more)


def completed(db, agent="claude-a", ddl=ADD_A):
    """Return the id of an intent that is completed."""
    row = register(db, agent, ddl)
    mark(db, row["id"], "in_progress")
    return mark(db, row["id"], "completed")["id"]


def pending(db, *more):
    """Return the id of an intent that waits for a review."""
    return move(db, completed(db, *more), "pending_review")["id"]


def code(act):
    """Return the SQLSTATE that a call fails with, after checking that it says what to do."""
    with pytest.raises(psycopg.Error) as caught:
        act()
    assert caught.value.diag.message_hint, caught.value
    return caught.value.diag.sqlstate


def test_the_way_through_a_review_and_what_the_history_keeps_of_it(db, lead, author):
    number = completed(author)
    assert code(lambda: mark(author, number, "merged")) == "PI001"
    assert move(author, number, "Pending_Review", reason="please")["status"] == "pending_review"
    assert move(lead, number, "approved", reason="good", changed_by="lead")["status"] == "approved"
    assert mark(author, number, "merged")["status"] == "merged"
    history = "SELECT new_status, changed_by, db_role FROM tb_pggit_intent_history WHERE intent_id = %s ORDER BY id"
    rows = db.execute(history, (number,)).fetchall()
    assert [row["new_status"] for row in rows[3:]] == ["pending_review", "approved", "merged"]
    assert (rows[4]["changed_by"], rows[4]["db_role"]) == ("lead", lead.info.user)
    assert code(lambda: move(lead, number, "approved")) == "PI001"
    assert code(lambda: move(lead, number, "nonsense")) == "22023"
    assert code(lambda: move(lead, number, None)) == "22004"
    assert code(lambda: move(lead, "int_000000000000", "approved")) == "P0002"


def test_who_may_make_a_change_is_a_role_of_the_transition(lead, author, connect, login):
    number = pending(author)
    other = connect(user=login(member_of=["pggit_agent"]))
    assert code(lambda: move(other, number, "approved")) == "42501"
    assert move(lead, number, "approved")["status"] == "approved"


def test_an_author_does_not_approve_whatever_they_say_they_are(db, lead, author, connect, login):
    number = pending(lead)
    assert code(lambda: move(lead, number, "approved")) == "PI032"
    assert code(lambda: move(lead, number, "approved", changed_by="somebody-else")) == "PI032"
    lead.execute("SET ROLE pggit_coordinator")
    assert code(lambda: move(lead, number, "approved")) == "PI032"
    other = connect(user=login(member_of=["pggit_coordinator"]))
    assert code(lambda: move(other, number, "approved", changed_by="claude-a")) == "PI032"
    # by plain UPDATE as by the function
    lead.execute("RESET ROLE")
    update = "UPDATE tb_pggit_intent SET status = 'approved' WHERE id = %s"
    assert code(lambda: lead.execute(update, (number,))) == "PI032"
    other.execute(update, (number,))
    assert status(db, number) == "approved"


def test_with_binding_the_agent_id_counts_and_a_reviewer_need_not_be_bound(db, lead, author, connect, login):
    twin, other = (connect(user=login(member_of=["pggit_agent"])) for _ in range(2))
    for connection, agent in ((author, "claude-a"), (twin, "claude-a"), (other, "claude-b")):
        one(lead, "pggit_bind_agent", role_name=connection.info.user, agent_id=agent)
    one(lead, "pggit_set", name="agent_binding", value="on")
    number = pending(author)
    assert code(lambda: move(other, number, "abandoned")) == "42501"
    assert code(lambda: move(twin, number, "rejected")) == "PI032"
    assert move(other, number, "rejected")["status"] == "rejected"


def test_needs_are_asked_at_every_change(db, lead, author):
    register(author, "claude-z", ADD_A)
    blocked = register(author, "claude-a", ADD_B)
    mark(author, blocked["id"], "in_progress")
    mark(author, blocked["id"], "completed")
    assert code(lambda: move(author, blocked["id"], "pending_review")) == "PI002"
    (found,) = conflicts(db, blocked["id"])
    resolve(lead, found["id"])
    move(author, blocked["id"], "pending_review")
    assert resolve(lead, found["id"], reviewed=False, severity="error")["closed_at"] is None
    assert status(db, blocked["id"]) == "conflicted"
    assert code(lambda: move(lead, blocked["id"], "approved")) == "PI002"
    resolve(lead, found["id"])
    assert status(db, blocked["id"]) == "pending_review"
    assert move(lead, blocked["id"], "approved")["status"] == "approved"


def test_a_final_status_of_the_team_s_own_settles_and_frees(db, lead, author):
    number = pending(author)
    newcomer = register(author, "claude-b", ADD_B)
    assert newcomer["conflicts_with"] == [number]
    assert move(lead, number, "rejected")["conflicts_with"] == []
    assert (intent(db, newcomer["id"])["status"], conflicts(db, newcomer["id"], only_open=True)) == ("registered", [])
    footprints = db.execute("SELECT FROM pggit_internal.footprint WHERE intent_id = %s", (number,)).fetchall()
    assert footprints == []
    assert code(lambda: move(lead, number, "approved")) == "PI001"
    assert register(author, "claude-c", ADD_A)["conflicts_with"] == [newcomer["id"]]


def test_an_intent_under_review_is_active(db, lead, author):
    number = pending(author)
    assert register(author, "claude-b", ADD_B)["conflicts_with"] == [number]
    assert mark(author, number, "abandoned")["status"] == "abandoned"


REFUSED = {
    "the last way to merged": ("PI031", "SELECT pggit_remove_transition('approved', 'merged')"),
    "the last way on": ("PI031", "SELECT pggit_remove_transition('in_progress', 'completed')"),
    "a status on the only way": ("PI031", "SELECT pggit_remove_status('approved')"),
    "two on the only way": ("PI031", "SELECT pggit_remove_status('approved', 'pending_review')"),
    "a built-in status": ("PI033", "SELECT pggit_remove_status('completed')"),
    "an unknown status": ("42704", "SELECT pggit_remove_status('nothing_here')"),
    "giving up": ("PI033", "SELECT pggit_remove_transition('registered', 'abandoned')"),
    "becoming conflicted": ("PI033", "SELECT pggit_remove_transition('approved', 'conflicted')"),
    "an unknown transition": ("42704", "SELECT pggit_remove_transition('registered', 'merged')"),
    "changing what pggit needs": ("PI033", "SELECT pggit_add_transition('approved', 'abandoned', 'x')"),
    "out of a final status": ("PI033", "SELECT pggit_add_transition('rejected', 'completed', 'x')"),
    "from a final one of ours": ("PI033", "SELECT pggit_add_transition('merged', 'completed', 'x')"),
    "back to the beginning": ("PI033", "SELECT pggit_add_transition('approved', 'registered', 'x')"),
    "an unknown role": ("42704", "SELECT pggit_add_transition('completed', 'merged', 'x', 'nothing', 'no_such_role')"),
    "an unknown need": ("22023", "SELECT pggit_add_transition('completed', 'merged', 'x', 'open_conflict')"),
    "no status": ("22004", "SELECT pggit_add_transition(NULL, 'merged', 'x')"),
    "an unknown end": ("22023", "SELECT pggit_add_transition('completed', 'nowhere', 'x')"),
    "a status that is there": ("42710", "SELECT pggit_add_status('approved', 'x')"),
    "a name that is no word": ("22023", "SELECT pggit_add_status('in review', 'x')"),
    "an active one that settles": ("22023", "SELECT pggit_add_status('stuck', 'x', settles => 'all')"),
    "a way into a dead end": (
        "PI031",
        "SELECT pggit_add_status('dead_end', 'x'); SELECT pggit_add_transition('completed', 'dead_end', 'x')",
    ),
}


def test_nothing_strands_intents(db, lead):
    graph = one(db, "pggit_status_graph")
    for what, (sqlstate, statement) in REFUSED.items():
        assert code(lambda statement=statement: lead.execute(statement)) == sqlstate, what
        assert one(db, "pggit_status_graph") == graph, what


def test_a_status_stays_while_intents_are_in_it_or_return_to_it(db, lead, author):
    number = pending(author)
    everything = "SELECT pggit_remove_status('pending_review', 'approved', 'rejected')"
    lead.execute("SELECT pggit_add_transition('completed', 'merged', 'As it was.')")
    assert code(lambda: lead.execute(everything)) == "PI031"
    mark(author, register(author, "claude-z", ADD_B)["id"], "abandoned")
    newcomer = pending(author, "claude-b", "CREATE TABLE other (id int)")
    register(author, "claude-c", "ALTER TABLE other ADD COLUMN x int")
    mark(author, number, "abandoned")
    db.execute(
        "INSERT INTO tb_pggit_conflict (intent_a, intent_b, conflict_type, affected_objects, severity)"
        " SELECT %s, id, 'table', '[\"other\"]', 'warning' FROM tb_pggit_intent WHERE agent_id = 'claude-c'",
        (newcomer,),
    )
    assert status(db, newcomer) == "conflicted"
    assert code(lambda: lead.execute(everything)) == "PI031"
    mark(author, newcomer, "abandoned")
    lead.execute(everything)
    statuses = {row["status"] for row in db.execute("SELECT status FROM tb_pggit_status").fetchall()}
    assert statuses == {"registered", "conflicted", "in_progress", "completed", "merged", "abandoned"}
    assert db.execute("SELECT count(*) AS n FROM tb_pggit_transition").fetchone()["n"] == 13
    assert mark(author, completed(author, "claude-d", "CREATE TABLE d (id int)"), "merged")["status"] == "merged"


def test_removing_waits_for_who_is_moving_an_intent_there(db, lead, author, connect, worker):
    lead.execute("SELECT pggit_add_transition('completed', 'merged', 'As it was.')")
    number = completed(author)
    mover = connect(autocommit=False)
    move(mover, number, "pending_review")
    later = worker.submit(lead.execute, "SELECT pggit_remove_status('pending_review', 'approved', 'rejected')")
    wait_until_blocked(db, lead)
    mover.commit()
    with pytest.raises(psycopg.Error) as caught:
        later.result()
    assert caught.value.diag.sqlstate == "PI031"


def test_an_older_snapshot_moves_nothing_by_rules_that_are_gone(db, lead, author, connect):
    lead.execute("SELECT pggit_add_transition('completed', 'merged', 'As it was.')")
    number = completed(author)
    mover = connect(autocommit=False)
    mover.isolation_level = IsolationLevel.REPEATABLE_READ
    mover.execute("SELECT 1")
    lead.execute("SELECT pggit_remove_status('pending_review', 'approved', 'rejected')")
    with pytest.raises(psycopg.errors.SerializationFailure):
        move(mover, number, "pending_review")


def test_only_coordinators_change_the_statuses(author):
    for statement in REVIEW:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            author.execute(statement)
    assert call(author, "pggit_status_graph")


def test_the_graph_is_a_diagram_of_all_of_it(db, lead):
    graph = one(db, "pggit_status_graph")["pggit_status_graph"].splitlines()
    assert graph[:2] == ["stateDiagram-v2", "    [*] --> registered"]
    assert (
        "    pending_review --> approved: no unreviewed error, role pggit_coordinator, not by its author" in graph
    )
    assert "    rejected --> [*]" in graph
    transitions = db.execute("SELECT old_status, new_status FROM tb_pggit_transition").fetchall()
    drawn = {line.strip().partition(":")[0] for line in graph}
    assert {f"{t['old_status']} --> {t['new_status']}" for t in transitions} <= drawn
    odd = sql.Identifier("x: [y]")
    db.execute(sql.SQL("CREATE ROLE {}").format(odd))
    try:
        lead.execute("SELECT pggit_add_transition('completed', 'merged', 'x', allowed_role => 'x: [y]')")
        graph = one(db, "pggit_status_graph")["pggit_status_graph"].splitlines()
        assert "    completed --> merged: role x? ?y?" in graph
    finally:
        db.execute(sql.SQL("DROP ROLE {}").format(odd))
