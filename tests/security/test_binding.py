"""While agent ids are bound to roles, nobody acts as an agent that is not theirs."""

import psycopg
import pytest
from psycopg import sql

from steps import (
    ADD_A,
    ADD_B,
    ADD_PLAN_INT,
    ADD_PLAN_TEXT,
    call,
    call_error,
    conflicts,
    intent,
    mark,
    messages,
    one,
    register,
    resolve,
)

REFUSED = "42501"


def history(db, intent_id):
    """Return who an intent's last history row names, and the role that it was."""
    return db.execute(
        "SELECT changed_by, db_role FROM tb_pggit_intent_history WHERE intent_id = %s ORDER BY id DESC LIMIT 1",
        (intent_id,),
    ).fetchone()


def test_it_is_off_until_somebody_turns_it_on(db, connect, login):
    assert db.execute("SELECT value FROM tb_pggit_setting WHERE name = 'agent_binding'").fetchone()["value"] == "off"
    agent = connect(user=login(member_of=["pggit_agent"]))
    row = register(agent, "whoever I say")
    assert mark(agent, register(db, "somebody else", ADD_B)["id"], "abandoned", changed_by="a third")
    assert row["agent_id"] == "whoever I say"


def test_an_agent_registers_and_checks_as_itself_only(bound):
    assert register(bound.a, "claude-a")["agent_id"] == "claude-a"
    assert register(bound.a, "  claude-a  ", ADD_B, feature="blanks do not matter")["agent_id"] == "claude-a"
    for function in ("pggit_register_intent", "pggit_check_conflicts"):
        error = call_error_as(bound, "a", function, agent_id="claude-b", feature_name="f", schema_changes=[ADD_A])
        role = bound.roles["a"]
        assert (error.sqlstate, error.message_primary, error.message_detail) == (
            REFUSED,
            f'role "{role}" may not act as agent "claude-b"',
            "It is bound to claude-a.",
        )
        assert f"pggit_bind_agent('{role}', 'claude-b')" in error.message_hint


def call_error_as(people, who, function, **arguments):
    """Let somebody call what must be refused and leave nothing behind; return the error's diagnostics."""
    with pytest.raises(psycopg.Error) as caught:
        call(getattr(people, who), function, **arguments)
    return caught.value.diag


@pytest.mark.parametrize("agent_id", ["CLAUDE-A", "claude-a ​", "claude-а", "claude-a'", "claude-%", "claude_a"])
def test_what_only_looks_like_the_id_is_another_one(bound, agent_id):
    error = call_error_as(bound, "a", "pggit_register_intent", agent_id=agent_id, feature_name="f",
                          schema_changes=[ADD_A])
    assert error.sqlstate == REFUSED


def test_an_agent_moves_its_own_intents_only(bound):
    mine, theirs = register(bound.a, "claude-a"), register(bound.b, "claude-b", ADD_B)
    assert mark(bound.a, mine["id"], "in_progress")["status"] == "in_progress"
    for status in ("in_progress", "completed", "merged", "abandoned"):
        error = call_error_as(bound, "a", f"pggit_mark_{status}", intent_id=theirs["id"])
        assert error.sqlstate == REFUSED
    assert intent(bound.db, theirs["id"])["status"] == "conflicted"
    for function, arguments in (
        ("pggit_verify_intent", {"intent_id": theirs["id"]}),
        ("pggit_verify_conflict", {"conflict_id": other_conflict(bound)}),
    ):
        assert call_error_as(bound, "a", function, **arguments).sqlstate == REFUSED


def other_conflict(people):
    """Let two agents that nobody is bound to collide; return the conflict's number."""
    register(people.db, "x", "ALTER TABLE elsewhere ADD COLUMN a int")
    row = register(people.db, "y", "ALTER TABLE elsewhere ADD COLUMN b int")
    return conflicts(people.db, row["id"])[0]["id"]


def test_giving_up_one_s_own_frees_the_other_side_all_the_same(bound):
    mine, theirs = register(bound.a, "claude-a"), register(bound.b, "claude-b", ADD_B)
    assert theirs["status"] == "conflicted"
    mark(bound.a, mine["id"], "abandoned")
    assert intent(bound.db, theirs["id"])["status"] == "registered"
    assert history(bound.db, theirs["id"]) == {"changed_by": "pggit", "db_role": bound.roles["a"]}


def test_plain_insert_and_update_are_bound_too(bound):
    """For an agent to whom an administrator granted them."""
    bound.db.execute(sql.SQL("GRANT INSERT, UPDATE ON tb_pggit_intent TO {}").format(sql.Identifier(bound.roles["a"])))
    insert = "INSERT INTO tb_pggit_intent (agent_id, feature_name, schema_changes) VALUES (%s, 'f', '[\"SELECT 1\"]')"
    theirs = register(bound.b, "claude-b", ADD_B)
    bound.a.execute(insert, ("claude-a",))
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="may not act as agent"):
        bound.a.execute(insert, ("claude-b",))
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="may not act as agent"):
        bound.a.execute("UPDATE tb_pggit_intent SET status = 'in_progress' WHERE id = %s", (theirs["id"],))
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="may not act as agent"):
        bound.a.execute("UPDATE tb_pggit_intent SET metadata = '{}' WHERE id = %s", (theirs["id"],))
    bound.a.execute("UPDATE tb_pggit_intent SET status = 'in_progress' WHERE agent_id = 'claude-a'")
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="transition_by must not be"):
        bound.a.execute(
            "UPDATE tb_pggit_intent SET status = 'completed', transition_by = 'lead' WHERE agent_id = 'claude-a'"
        )


def test_a_coordinator_acts_for_anyone_and_names_anyone(bound):
    row = register(bound.coordinator, "claude-a")
    assert mark(bound.coordinator, row["id"], "abandoned", changed_by="lead")["status"] == "abandoned"
    assert history(bound.db, row["id"]) == {"changed_by": "lead", "db_role": bound.roles["coordinator"]}
    checked = {"agent_id": "z", "feature_name": "f", "schema_changes": [ADD_A]}
    assert call(bound.coordinator, "pggit_check_conflicts", **checked) == []


def test_changed_by_is_one_s_role_or_agent_id(bound):
    for name in (None, "claude-a", bound.roles["a"]):
        row = register(bound.a, "claude-a", feature=f"f {name}")
        mark(bound.a, row["id"], "abandoned", changed_by=name)
        assert history(bound.db, row["id"]) == {"changed_by": name or bound.roles["a"], "db_role": bound.roles["a"]}
    row = register(bound.a, "claude-a")
    for name in ("claude-b", "lead", "postgres", bound.roles["b"]):
        error = call_error_as(bound, "a", "pggit_mark_abandoned", intent_id=row["id"], changed_by=name)
        assert (error.sqlstate, error.message_primary) == (REFUSED, f'changed_by must not be "{name}"')


@pytest.mark.parametrize("name", ["pggit", "PGGIT", " pggit "])
def test_nobody_passes_as_pggit_itself(db, database, name):
    row = register(db, "claude-a", ADD_PLAN_TEXT)
    other = register(db, "claude-b", ADD_PLAN_INT)
    conflict_id = conflicts(db, other["id"])[0]["id"]
    for function, arguments in (
        ("pggit_mark_abandoned", {"intent_id": row["id"], "changed_by": name}),
        ("pggit_resolve_conflict", {"conflict_id": conflict_id, "resolution_notes": "x", "reviewed_by": name}),
        ("pggit_register_intent", {"agent_id": name, "feature_name": "f", "schema_changes": [ADD_A]}),
    ):
        assert call_error(db, function, **arguments).sqlstate == "22023"
    for statement in (
        "UPDATE tb_pggit_intent SET status = 'abandoned', transition_by = %s",
        "UPDATE tb_pggit_conflict SET reviewed = true, reviewed_by = %s",
        "INSERT INTO tb_pggit_intent (agent_id, feature_name, schema_changes, transition_by)"
        " VALUES ('a', 'f', '[\"SELECT 1\"]', %s)",
    ):
        with pytest.raises(psycopg.errors.InvalidParameterValue):
            db.execute(statement, (name,))


def test_a_role_has_several_agents_and_an_agent_several_roles(bound):
    one(bound.coordinator, "pggit_bind_agent", role_name=bound.roles["a"], agent_id="claude-a2")
    one(bound.coordinator, "pggit_bind_agent", role_name=bound.roles["b"], agent_id="claude-a2")
    for who in ("a", "b"):
        assert register(getattr(bound, who), "claude-a2", feature=who)["agent_id"] == "claude-a2"
    assert register(bound.a, "claude-a", ADD_A)["agent_id"] == "claude-a"


def test_a_binding_of_a_group_holds_for_who_inherits_its_rights(bound, login, connect, maintenance):
    team, heir, stranger = login(), login(member_of=["pggit_agent"]), login(member_of=["pggit_agent"])
    for name in (heir, stranger):
        maintenance.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(team), sql.Identifier(name)))
    # not inherited: takes SET ROLE, and then it is that role's
    maintenance.execute(sql.SQL("ALTER ROLE {} NOINHERIT").format(sql.Identifier(stranger)))
    maintenance.execute(sql.SQL("GRANT pggit_agent TO {}").format(sql.Identifier(team)))
    one(bound.coordinator, "pggit_bind_agent", role_name=team, agent_id="claude-team")
    assert register(connect(user=heir), "claude-team")["agent_id"] == "claude-team"
    outside = connect(user=stranger)
    outside.execute("SET ROLE pggit_agent")
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="bound to no agent id"):
        register(outside, "claude-team", feature="f")
    outside.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(team)))
    assert register(outside, "claude-team", feature="f")


def test_set_role_decides_as_poolers_use_it(bound, connect, login, maintenance):
    pooler = login()
    for who in ("a", "b"):
        maintenance.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(bound.roles[who]), sql.Identifier(pooler)))
    maintenance.execute(sql.SQL("ALTER ROLE {} NOINHERIT").format(sql.Identifier(pooler)))
    session = connect(user=pooler)
    for who, agent_id in (("a", "claude-a"), ("b", "claude-b")):
        with session.transaction():
            session.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(bound.roles[who])))
            assert register(session, agent_id, feature=who)["agent_id"] == agent_id
        with pytest.raises(psycopg.errors.InsufficientPrivilege), session.transaction():
            session.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(bound.roles[who])))
            register(session, "claude-a" if agent_id == "claude-b" else "claude-b", feature="f")


def test_binding_and_unbinding_say_what_they_did(bound):
    role = bound.roles["a"]
    first = one(bound.coordinator, "pggit_bind_agent", role_name=role, agent_id="new")
    assert (first["role_name"], first["agent_id"], first["bound_by"]) == (role, "new", bound.roles["coordinator"])
    assert one(bound.coordinator, "pggit_bind_agent", role_name=role, agent_id=" new ") == first
    assert one(bound.coordinator, "pggit_unbind_agent", role_name=role, agent_id="new") == first
    assert call_error_as(bound, "a", "pggit_register_intent", agent_id="new", feature_name="f",
                         schema_changes=[ADD_A]).sqlstate == REFUSED
    for function, arguments, code in (
        ("pggit_unbind_agent", {"role_name": role, "agent_id": "new"}, "P0002"),
        ("pggit_unbind_agent", {"role_name": None, "agent_id": None}, "P0002"),
        ("pggit_bind_agent", {"role_name": "nobody has this name", "agent_id": "x"}, "42704"),
        ("pggit_bind_agent", {"role_name": role.upper(), "agent_id": "x"}, "42704"),
        ("pggit_bind_agent", {"role_name": None, "agent_id": "x"}, "22004"),
        ("pggit_bind_agent", {"role_name": role, "agent_id": " "}, "22023"),
    ):
        assert call_error_as(bound, "coordinator", function, **arguments).sqlstate == code


def test_a_binding_survives_its_role_until_it_is_taken_back(bound, maintenance):
    maintenance.execute("CREATE ROLE pggit_test_leaving")
    one(bound.coordinator, "pggit_bind_agent", role_name="pggit_test_leaving", agent_id="gone")
    maintenance.execute("DROP ROLE pggit_test_leaving")
    assert register(bound.a, "claude-a")
    assert one(bound.coordinator, "pggit_unbind_agent", role_name="pggit_test_leaving", agent_id="gone")


@pytest.mark.parametrize("who", ["a", "auditor"])
def test_only_coordinators_bind_and_switch(bound, who):
    session = getattr(bound, who)
    for statement in (
        "SELECT pggit_set('agent_binding', 'off')",
        "SELECT pggit_set('row_security', 'on')",
        f"SELECT pggit_bind_agent('{bound.roles['a']}', 'claude-b')",
        f"SELECT pggit_unbind_agent('{bound.roles['b']}', 'claude-b')",
        f"INSERT INTO tb_pggit_agent_binding VALUES ('{bound.roles['a']}', 'claude-b', 'x')",
        "UPDATE tb_pggit_agent_binding SET agent_id = 'claude-b'",
        "DELETE FROM tb_pggit_agent_binding",
        "UPDATE tb_pggit_setting SET value = 'off'",
        "SELECT pggit_internal.agents_of('postgres')",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            session.execute(statement)


def test_turning_it_on_names_the_active_agents_that_nobody_is_bound_to(db, database):
    for agent in ("zoe", "adam"):
        register(db, agent, ADD_A)
    mark(db, register(db, "gone", ADD_B)["id"], "abandoned")
    with messages(db) as heard:
        one(db, "pggit_set", name="agent_binding", value="on")
    (notice,) = heard
    assert (notice.severity, notice.sqlstate, notice.detail) == ("NOTICE", "PI012", "adam, zoe")


def test_row_security_without_binding_is_refused_and_so_is_unbinding_below_it(db, database):
    assert call_error(db, "pggit_set", name="row_security", value="on").sqlstate == "55000"
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState):
        db.execute("UPDATE tb_pggit_setting SET value = 'on' WHERE name = 'row_security'")
    one(db, "pggit_set", name="agent_binding", value="on")
    one(db, "pggit_set", name="row_security", value="on")
    refused = call_error(db, "pggit_set", name="agent_binding", value="off")
    assert "pggit_set('row_security', 'off')" in refused.message_hint
    db.execute("UPDATE tb_pggit_setting SET value = 'off' WHERE name IN ('row_security', 'agent_binding')")
    assert register(db, "anybody")


def test_resolving_names_who_did_it_unless_somebody_else_is_named(bound):
    register(bound.a, "claude-a", ADD_PLAN_TEXT)
    row = register(bound.b, "claude-b", ADD_PLAN_INT)
    first, *others = conflicts(bound.db, row["id"])
    assert resolve(bound.coordinator, first["id"])["reviewed_by"] == bound.roles["coordinator"]
    for other in others:
        assert resolve(bound.coordinator, other["id"], reviewed_by="lead")["reviewed_by"] == "lead"
    roles = bound.db.execute(
        "SELECT DISTINCT db_role FROM tb_pggit_conflict_history WHERE event = 'reviewed'"
    ).fetchall()
    assert roles == [{"db_role": bound.roles["coordinator"]}]
