"""register declares DDL and shows the box and the conflicts."""

import json

import pytest

ADD_TEXT = "ALTER TABLE users ADD COLUMN plan text"
ADD_INT = "ALTER TABLE users ADD COLUMN plan integer"


def box(output):
    """Return the box's lines as label -> value."""
    return {line[:17].strip(): line[17:] for line in output.split("\n\n")[0].splitlines()}


def intents(db):
    return db.execute("SELECT count(*) AS n FROM tb_pggit_intent").fetchone()["n"]


def test_the_box_says_what_was_made_of_it(command):
    result = command("register", agent="claude-payments", feature="stripe_integration", ddl=ADD_TEXT)
    assert result.code == 0, result.stderr
    assert result.stderr == ""
    lines = box(result.stdout)
    assert list(lines) == ["Intent ID", "Agent", "Feature", "Branch", "Status", "Risk level", "Tables affected"]
    assert lines.pop("Intent ID").startswith("int_")
    assert list(lines.values()) == [
        "claude-payments",
        "stripe_integration",
        "feature/stripe_integration_001",
        "registered",
        "low",
        "users",
    ]
    assert "No conflicts with existing intents." in result.stdout


def test_each_conflict_has_a_line(command, register):
    register("claude-auth", ADD_INT, feature="oauth2")
    result = command("register", agent="claude-payments", feature="stripe", ddl=ADD_TEXT)
    assert result.code == 0
    assert box(result.stdout)["Status"] == "conflicted"
    head, *lines = result.stdout.split("\n\n")[1].splitlines()
    assert head == "WARNING: 2 conflicts with existing intents"
    begun = [line for line in lines if line.startswith("  ") and line[2] != " "]
    assert sorted(line.split(" with ")[0] for line in begun) == [
        "  column: users.plan [error]",
        "  table: users [warning]",
    ]
    assert all(" with claude-auth (oauth2, feature/oauth2_001)" in line for line in begun)


def test_one_conflict_is_said_in_the_singular(command, register):
    register("claude-auth", "ALTER TABLE users ADD COLUMN other int")
    result = command("register", agent="claude-payments", feature="stripe", ddl=ADD_TEXT)
    assert "\nWARNING: 1 conflict with existing intents\n" in result.stdout


def test_what_was_not_analysed_is_said(command):
    ddl = f"INSERT INTO users VALUES (1); {ADD_TEXT}; SELECT 1"
    result = command("register", agent="a", feature="f", ddl=ddl)
    assert "Not analysed     2 of 3 statements not DDL: 1, 3\n" in result.stdout


def test_as_json_it_is_one_document_with_messages_elsewhere(command, register):
    register("claude-auth", ADD_INT)
    result = command("register", agent="claude-payments", feature="stripe", ddl=ADD_TEXT, format="JSON")
    assert result.code == 0
    document = json.loads(result.stdout)
    assert document["intent"]["agent_id"] == "claude-payments"
    assert document["intent"]["schema_changes"] == [ADD_TEXT]
    assert {c["conflict_type"] for c in document["open_conflicts"]} == {"table", "column"}
    assert [h["new_status"] for h in document["history"]] == ["registered", "conflicted"]
    assert "WARNING:  column conflict with claude-auth" in result.stderr


@pytest.mark.parametrize("names", ["short", "of the function"])
def test_every_parameter_is_within_reach(as_json, names):
    values = {
        "agent": "claude-payments",
        "feature": "stripe",
        "ddl": ADD_TEXT,
        "tables": 'public.orders, "a, b" ,billing.invoices',
        "duration_ms": "1500",
        "risk": "HIGH",
        "metadata": '{"ticket": "PAY-17"}',
        "idempotency_key": "PAY-17/1",
    }
    if names != "short":
        function = {
            "agent": "agent_id",
            "feature": "feature_name",
            "ddl": "schema_changes",
            "tables": "tables_affected",
            "duration_ms": "estimated_duration_ms",
            "risk": "risk_level",
        }
        values = {function.get(name, name): value for name, value in values.items()}
    intent = as_json("register", **values)["intent"]
    assert sorted(intent["tables_affected"]) == ['"a, b"', "billing.invoices", "orders", "users"]
    assert intent["estimated_duration_ms"] == 1500
    assert intent["risk_level"] == "high"
    assert intent["metadata"]["ticket"] == "PAY-17"
    assert intent["idempotency_key"] == "PAY-17/1"


def test_empty_options_count_as_not_given(as_json):
    options = dict.fromkeys(["tables", "duration_ms", "risk", "metadata", "idempotency_key"], "")
    intent = as_json("register", agent="a", feature="f", ddl=ADD_TEXT, **options)["intent"]
    assert (intent["tables_affected"], intent["estimated_duration_ms"], intent["risk_level"]) == (
        ["users"],
        None,
        "low",
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Missing: agent, feature, ddl or ddl_file."),
        ({"feature": "f", "ddl": ADD_TEXT}, "Missing: agent."),
        ({"agent": "a", "feature": "f"}, "Missing: ddl or ddl_file."),
        ({"agent": "", "feature": "f", "ddl": ADD_TEXT}, "agent_id must not be blank"),
        ({"agent": "a", "feature": " ", "ddl": ADD_TEXT}, "feature_name must not be blank"),
        ({"agent": "a", "feature": "f", "ddl": ""}, "element 1"),
        ({"agent": "a", "feature": "f", "ddl": "-- only a comment"}, "element 1"),
        ({"agent": "a", "feature": "f", "ddl": "ALTER TABLE t ADD c text DEFAULT 'x"}, "unterminated"),
        ({"agent": "a", "feature": "f", "ddl": ADD_TEXT, "ddl_file": "-"}, "ddl and ddl_file are both given"),
        ({"agent": "a", "feature": "f", "ddl": ADD_TEXT, "risk": "extreme"}, 'risk_level "extreme" does not exist'),
        ({"agent": "a", "feature": "f", "ddl": ADD_TEXT, "duration_ms": "-5"}, "estimated_duration_ms"),
        ({"agent": "a", "feature": "f", "ddl": ADD_TEXT, "duration_ms": "soon"}, 'integer: "soon"'),
        ({"agent": "a", "feature": "f", "ddl": ADD_TEXT, "metadata": "{"}, "json"),
        ({"agent": "a", "feature": "f", "ddl": ADD_TEXT, "metadata": "[1]"}, "metadata must be a JSON object"),
        ({"agent": "a", "feature": "f", "ddl": ADD_TEXT, "tables": 'users, "orders'}, "tables_affected"),
        ({"agent": "a", "feature": "f", "ddl": ADD_TEXT, "format": "xml"}, 'format "xml" does not exist'),
        ({"agent": "a\x1b[31m", "feature": "f", "ddl": ADD_TEXT}, "control characters"),
        ({"agent": "a" * 300, "feature": "f", "ddl": ADD_TEXT}, "too long"),
    ],
)
def test_bad_input_is_refused_and_leaves_nothing(command, db, given, said):
    result = command("register", **given)
    assert result.code == 3
    assert "ERROR:" in result.stderr
    assert said in result.stderr
    assert result.stdout == ""
    assert intents(db) == 0


def test_the_hint_shows_a_complete_call(command):
    result = command("register", agent="a")
    assert "psql -v agent=claude-payments" in result.stderr
    assert "make register AGENT=claude-payments" in result.stderr


def test_values_are_never_sql(as_json, db):
    agent = "x'); DROP TABLE tb_pggit_intent; --"
    feature = "a :'agent' :ddl \\ `id` $$ %s"
    ddl = "COMMENT ON TABLE users IS ':''agent'' \\g it''s \"fine\"'"
    intent = as_json("register", agent=agent, feature=feature, ddl=ddl)["intent"]
    assert (intent["agent_id"], intent["feature_name"], intent["schema_changes"]) == (agent, feature, [ddl])
    assert intents(db) == 1


def test_it_says_where_pggit_is_not_installed(command, fresh_database):
    result = command("register", agent="a", feature="f", ddl=ADD_TEXT, database=fresh_database)
    assert result.code == 3
    assert f'pggit is not installed in database "{fresh_database}"' in result.stderr


def test_an_agent_without_rights_on_tables_can_register(command, login):
    result = command("register", agent="a", feature="f", ddl=ADD_TEXT, user=login(["pggit_agent"]))
    assert result.code == 0, result.stderr


def test_a_psqlrc_and_a_search_path_change_nothing(psql, tmp_path):
    preamble = tmp_path / "first.sql"
    preamble.write_text(
        "SET search_path = pg_temp;\n"
        "\\set AUTOCOMMIT off\n\\x on\n\\timing on\n\\pset null NIX\n\\set ECHO all\n\\a\n\\set ON_ERROR_ROLLBACK on\n"
    )
    variables = {"agent": "a", "feature": "f", "ddl": ADD_TEXT, "format": "json"}
    result = psql("-q", "-f", str(preamble), "-f", "sql/psql/register.sql", variables=variables)
    assert result.code == 0, result.stderr
    assert json.loads(result.stdout[result.stdout.index("{") :])["intent"]["agent_id"] == "a"
    assert psql("-At", "-c", "SELECT count(*) FROM tb_pggit_intent").stdout == "1\n"


def test_trying_again_with_a_key_shows_the_first_intent(command):
    values = {"agent": "a", "feature": "f", "ddl": ADD_TEXT, "idempotency_key": "k"}
    first, again = (command("register", **values) for _ in range(2))
    said = "Registered before with this idempotency key; nothing was written.\n"
    assert again.stdout.count(said) == 1
    assert again.stdout.replace(said, "") == first.stdout
