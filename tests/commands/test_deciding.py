"""resolve and abandon say what became of the intents."""

import pytest

ADD_TEXT = "ALTER TABLE users ADD COLUMN plan text"
ADD_INT = "ALTER TABLE users ADD COLUMN plan integer"


@pytest.fixture
def pair(register):
    """Return the ids of two intents that collide on users.plan: the first one, the newcomer."""
    first = register("claude-auth", ADD_INT, feature="oauth2")["intent"]["id"]
    return first, register("claude-payments", ADD_TEXT, feature="stripe")["intent"]["id"]


def one_line(result):
    """Return the output without its line breaks."""
    return " ".join(result.stdout.split())


def test_resolving_the_last_conflict_frees_the_newcomer(command, as_json, pair):
    error, warning = sorted(as_json("conflicts"), key=lambda conflict: conflict["severity"])
    result = command("resolve", conflict=error["id"], notes="it's text, not a number", by="lead")
    assert result.code == 0, result.stderr
    assert f"Conflict {error['id']} (column, error) resolved by lead: it's text, not a number\n" in result.stdout
    assert "is now conflicted, with 1 open conflict of its own" in one_line(result)
    result = command("resolve", conflict_id=warning["id"], resolution_notes="fine")
    assert "is now registered" in one_line(result)


def test_resolving_as_json(as_json, pair):
    conflict = as_json("conflicts", severity="error")[0]
    document = as_json("resolve", conflict=conflict["id"], notes="later", severity="Warning", reviewed="false")
    assert (document["conflict"]["severity"], document["conflict"]["reviewed"]) == ("warning", False)
    assert document["intent"]["id"] == pair[1]
    assert len(document["open_conflicts"]) == 2


def test_leaving_a_conflict_open_is_said(command, as_json, pair):
    conflict = as_json("conflicts")[0]["id"]
    result = command("resolve", conflict=conflict, notes="talking", reviewed="false")
    assert "left open by postgres: talking" in result.stdout
    assert "noted    talking" in command("conflicts").stdout


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Missing: conflict, notes."),
        ({"conflict": "1"}, "Missing: notes."),
        ({"conflict": "999", "notes": "x"}, "conflict 999 does not exist"),
        ({"conflict": "", "notes": "x"}, "does not exist"),
        ({"conflict": "one", "notes": "x"}, 'bigint: "one"'),
        ({"conflict": "1", "notes": " "}, "resolution_notes must not be blank"),
        ({"conflict": "1", "notes": "x", "severity": "fatal"}, 'severity "fatal" does not exist'),
        ({"conflict": "1", "notes": "x", "by": "a\nb"}, "control characters"),
    ],
)
def test_resolving_wrongly_changes_nothing(command, as_json, pair, given, said):
    before = as_json("conflicts", all="true")
    result = command("resolve", **given)
    assert result.code == 3
    assert said in result.stderr
    assert as_json("conflicts", all="true") == before


def test_abandoning_frees_the_other(command, as_json, pair):
    first, second = pair
    result = command("abandon", intent=first, reason="not needed", by="claude-auth")
    assert result.code == 0, result.stderr
    assert f"Intent {first} of claude-auth (oauth2, feature/oauth2_001) is abandoned\n" in result.stdout
    assert "with claude-payments (stripe, feature/stripe_001) fell away;" in one_line(result)
    assert f"{second} is registered" in one_line(result)
    assert as_json("status", intent=second)["intent"]["status"] == "registered"
    assert as_json("status", intent=first)["history"][-1]["reason"] == "not needed"
    assert "fell away: " + first in command("conflicts", all="true").stdout


def test_abandoning_as_json(as_json, pair):
    document = as_json("abandon", intent=pair[1])
    assert document["intent"]["status"] == "abandoned"
    assert document["open_conflicts"] == []
    assert {c["intent_b"] for c in document["conflicts_fallen_away"]} == {pair[0]}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Missing: intent."),
        ({"intent": ""}, "the intent id is empty"),
        ({"intent": "int_"}, "does not exist"),
    ],
)
def test_abandoning_wrongly(command, as_json, pair, given, said):
    result = command("abandon", **given)
    assert result.code == 3
    assert said in result.stderr
    assert {intent["status"] for intent in as_json("list_intents")} == {"registered", "conflicted"}


def test_abandoning_twice_is_refused(command, as_json, pair):
    as_json("abandon", intent=pair[0])
    result = command("abandon", intent=pair[0])
    assert result.code == 3
    assert "already" in result.stderr


def test_only_a_coordinator_resolves(command, as_json, login, pair):
    conflict = as_json("conflicts")[0]["id"]
    refused = command("resolve", conflict=conflict, notes="x", user=login(["pggit_agent"]))
    assert refused.code == 3
    assert "permission denied" in refused.stderr
    assert command("resolve", conflict=conflict, notes="x", user=login(["pggit_coordinator"])).code == 0
