"""The make targets hand their values on as they are."""

import json

import pytest

TEXT = "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT 'it''s $x $(y) \\n #é' $$; -- $$$$\n\n"


@pytest.fixture
def registered(make):
    """Return the ids of two intents that collide."""
    ids = []
    for agent, column in (("claude-auth", "int"), ("claude-payments", "text")):
        env = {"DDL": f"ALTER TABLE users ADD COLUMN plan {column}", "AGENT": agent, "FEATURE": agent}
        result = make("register", env={**env, "FORMAT": "json"})
        assert result.code == 0, result.stderr
        ids.append(json.loads(result.stdout)["intent"]["id"])
    return ids


def declared(result):
    """Return the DDL that a registration says it got."""
    assert result.code == 0, result.stderr
    return json.loads(result.stdout)["intent"]["schema_changes"]


def test_ddl_from_the_environment(make):
    env = {"AGENT": "a", "FEATURE": "f", "FORMAT": "json", "DDL": TEXT}
    assert declared(make("register", env=env)) == [TEXT]


def test_ddl_from_the_command_line(make):
    assert declared(make("register", "AGENT=a", "FEATURE=f", "FORMAT=json", f"DDL={TEXT}")) == [TEXT]


def test_ddl_from_standard_input(make):
    assert declared(make("register", "AGENT=a", "FEATURE=f", "FORMAT=json", "DDL_FILE=-", stdin=TEXT)) == [TEXT]


def test_ddl_from_a_file(make, tmp_path):
    path = tmp_path / "it's $$ here.sql"
    path.write_text(TEXT, encoding="utf-8")
    assert declared(make("register", "AGENT=a", "FEATURE=f", "FORMAT=json", f"DDL_FILE={path}")) == [TEXT]


def test_nothing_on_the_command_line_is_executed(make, tmp_path):
    trap = tmp_path / "executed"
    result = make("list-intents", f"AGENT=$(shell touch {trap})`touch {trap}`", f"STATUS=$(shell touch {trap})")
    assert result.code == 2
    assert "does not exist" in result.stderr
    assert not trap.exists()


def test_the_other_commands(make, registered):
    first, second = registered
    assert "2 intents" in make("list-intents").stdout
    assert "1 intent (only status conflicted)" in make("list-intents", "STATUS=conflicted").stdout
    assert f"Intent ID        {second}" in make("status", f"INTENT={second}").stdout
    assert "[error]" in make("conflicts", "SEVERITY=error").stdout
    check = make("check", env={"AGENT": "c", "FEATURE": "f", "DDL": "ALTER TABLE users DROP COLUMN plan"})
    assert "nothing was registered" in check.stdout
    conflict = json.loads(make("conflicts", "FORMAT=json").stdout)[0]["id"]
    assert (
        "resolved by lead: it's $$ fine"
        in make("resolve", f"CONFLICT={conflict}", "NOTES=it's $$ fine", "BY=lead").stdout
    )
    assert "is abandoned" in make("abandon", f"INTENT={first}", "REASON=no").stdout


def test_an_error_is_an_error_of_make(make):
    result = make("status", "INTENT=int_0")
    assert result.code == 2
    assert 'ERROR:  intent "int_0" does not exist' in result.stderr


def test_every_command_is_in_the_help(make):
    result = make("help")
    for name in ("register", "list-intents", "check", "status", "conflicts", "resolve", "abandon", "demo", "replay"):
        assert f"  make {name} " in result.stdout
