"""A team's own suggestions stand before or after ours, at every conflict that is found."""

import psycopg
import pytest

from extensions.conftest import SUGGESTER
from steps import ADD_A, ADD_B, call, conflict, messages, one, register

SAYS = "SELECT 'ask ' || intent_b.agent_id || ' about ' || (conflict).conflict_type"


def test_they_come_before_and_after_ours(team, db):
    plain = register(db, "claude-a", ADD_A)
    ours = team.check("claude-b", ADD_B)[0]["suggestions"]
    team.suggester("last", "SELECT 'last 1' UNION ALL SELECT 'last 2'")
    team.suggester("b_first", SAYS, place="before")
    team.suggester("a_first", "SELECT intent_a.feature_name", place="Before")
    said = ["feature of claude-b", "ask claude-a about table", *ours, "last 1", "last 2"]
    assert team.check("claude-b", ADD_B)[0]["suggestions"] == said
    row = register(db, "claude-b", ADD_B)
    assert conflict(db, row["id"], "table")["resolution_suggestions"][:-1] == said
    (compared,) = call(db, "pggit_compare_intents", intent_a=row["id"], intent_b=plain["id"])
    assert compared["suggestions"] == said
    one(team.lead, "pggit_remove_suggester", name="last")
    assert team.check("claude-c", ADD_B.replace(" b ", " c "))[0]["suggestions"][-1] != "last 2"


def test_one_that_fails_takes_no_other_along(team, db):
    register(db, "claude-a", ADD_A)
    team.suggester("odd", "SELECT 'x'")
    team.suggester("good", "SELECT 'good'")
    bodies = ["SELECT (1/0)::text", "SELECT NULL::text", "SELECT 'x' FROM generate_series(1, 21)"]
    for number, body in enumerate(bodies):
        team.function("odd", body, kind=SUGGESTER)
        with messages(db) as heard:
            row = register(db, f"claude-{number}", ADD_B.replace(" b ", f" b{number} "))
        assert [m.text.partition(":")[0] for m in heard if m.sqlstate == "PI034"] == ['suggester "odd" failed']
        (kept,) = row["extension_errors"]
        assert (kept["kind"], kept["name"]) == ("suggester", "odd")
        for found in db.execute(
            "SELECT resolution_suggestions AS s FROM tb_pggit_conflict WHERE intent_a = %s", (row["id"],)
        ).fetchall():
            assert found["s"][-2] == "good" and len(found["s"]) >= 2


def test_what_a_suggester_takes_is_what_a_detector_takes(team, db):
    function = team.function("fine", SAYS, kind=SUGGESTER)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        call(db, "pggit_add_suggester", name="x", function=function)
    team.function("fine", SAYS, kind=SUGGESTER, options="SECURITY INVOKER")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        call(team.lead, "pggit_add_suggester", name="x", function=function)
    with pytest.raises(psycopg.errors.InvalidParameterValue):
        call(team.lead, "pggit_add_suggester", name="x", function=function, place="beside")
    team.suggester("fine", SAYS)
    with pytest.raises(psycopg.errors.DuplicateObject):
        call(team.lead, "pggit_add_suggester", name="fine", function=function)
    row = team.extensions(team.lead)["fine"]
    assert (row["kind"], row["runs"], row["function"], row["problem"]) == ("suggester", "after", "team.fine", None)
