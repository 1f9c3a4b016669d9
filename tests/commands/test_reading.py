"""check, list-intents, status and conflicts show what is there and write nothing."""

import pytest

ADD_TEXT = "ALTER TABLE users ADD COLUMN plan text"
ADD_INT = "ALTER TABLE users ADD COLUMN plan integer"


@pytest.fixture
def pair(register):
    """Return the ids of two intents that collide on users.plan: the first one, the newcomer."""
    first = register("claude-auth", ADD_INT, feature="oauth2")["intent"]["id"]
    return first, register("claude-payments", ADD_TEXT, feature="stripe")["intent"]["id"]


def counts(db):
    return db.execute(
        "SELECT (SELECT count(*) FROM tb_pggit_intent), (SELECT count(*) FROM tb_pggit_conflict),"
        " (SELECT count(*) FROM tb_pggit_intent_history)"
    ).fetchone()


def test_check_shows_conflicts_and_writes_nothing(command, register, db):
    register("claude-auth", ADD_INT, feature="oauth2")
    before = counts(db)
    result = command("check", agent="claude-payments", feature="stripe", ddl=ADD_TEXT)
    assert result.code == 0, result.stderr
    assert result.stdout.startswith("WARNING: 2 conflicts with existing intents; nothing was registered\n")
    assert "  column: users.plan [error] with claude-auth (oauth2, feature/oauth2_001), predicted" in result.stdout
    assert "\n    - " in result.stdout
    assert counts(db) == before


def test_check_without_conflicts(command):
    result = command("check", agent="a", feature="f", ddl=ADD_TEXT)
    assert result.stdout == "No conflicts with existing intents; nothing was registered.\n\n"


def test_check_says_what_it_did_not_look_into(command):
    result = command("check", agent="a", feature="f", ddl="UPDATE users SET plan = 1", format="json")
    assert result.stdout == "[]\n"
    assert "statement 1 is not DDL; only the names in it were analysed" in result.stderr


def test_check_as_json(as_json, register):
    assert as_json("check", agent="claude-payments", feature="f", ddl=ADD_TEXT) == []
    first = register("claude-auth", ADD_INT, feature="oauth2")["intent"]
    found = as_json("check", agent="claude-payments", feature="f", ddl=ADD_TEXT, tables="orders")
    assert {(c["conflict_type"], c["intent_b"], c["branch_b"]) for c in found} == {
        ("table", first["id"], first["branch_name"]),
        ("column", first["id"], first["branch_name"]),
    }


def test_check_needs_what_register_needs(command):
    result = command("check", agent="a")
    assert result.code == 3
    assert "Missing: feature, ddl or ddl_file." in result.stderr


def test_list_intents(command, pair):
    first, second = pair
    result = command("list_intents")
    assert result.code == 0, result.stderr
    assert result.stdout == (
        f"{second}  conflicted   low     claude-payments (stripe)\n"
        "                  feature/stripe_001, on users\n"
        f"                  in conflict with {first}\n"
        f"{first}  registered   low     claude-auth (oauth2)\n"
        "                  feature/oauth2_001, on users\n"
        f"                  in conflict with {second}\n"
        "2 intents\n\n"
    )


@pytest.mark.parametrize(
    ("filters", "agents"),
    [
        ({}, ["claude-payments", "claude-auth"]),
        ({"status": "CONFLICTED"}, ["claude-payments"]),
        ({"status": "merged"}, []),
        ({"agent": "claude-auth"}, ["claude-auth"]),
        ({"table": "public.Users"}, ["claude-payments", "claude-auth"]),
        ({"table": '"Users"'}, []),
        ({"table_name": "users", "agent_id": "claude-auth", "status": ""}, ["claude-auth"]),
    ],
)
def test_list_intents_filtered(command, as_json, pair, filters, agents):
    assert [intent["agent_id"] for intent in as_json("list_intents", **filters)] == agents
    assert {1: "1 intent", 2: "2 intents", 0: "No intents"}[len(agents)] in command("list_intents", **filters).stdout


def test_an_unknown_status_is_refused(command):
    result = command("list_intents", status="lost")
    assert result.code == 3
    assert 'status "lost" does not exist' in result.stderr
    assert "registered, conflicted" in result.stderr


def test_status_shows_everything(command, pair):
    first, second = pair
    result = command("status", intent=second[:10])
    assert result.code == 0, result.stderr
    for fact in (
        f"Intent ID        {second}",
        "Branch           feature/stripe_001",
        "Declared\n  ALTER TABLE users ADD COLUMN plan text\n",
        "column [error], predicted",
        "  on       users.plan\n",
        f"  and      claude-auth (oauth2, feature/oauth2_001), {first} registered\n",
        "History\n",
        "registered -> conflicted by pggit",
    ):
        assert fact in result.stdout


def test_status_of_the_one_that_was_there_shows_the_conflict_too(as_json, pair):
    first, second = pair
    document = as_json("status", intent=first)
    assert document["intent"]["status"] == "registered"
    assert {c["intent_a"] for c in document["open_conflicts"]} == {second}


def test_long_ddl_is_shown_from_its_beginning(command, register):
    ddl = ";\n".join(f"CREATE TABLE t{number} (id int)" for number in range(50))
    intent = register("a", ddl)["intent"]["id"]
    output = command("status", intent=intent).stdout
    assert "CREATE TABLE t19 (id int)" in output
    assert "CREATE TABLE t20 (id int)" not in output
    assert "..." in output


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Missing: intent."),
        ({"intent": ""}, "the intent id is empty"),
        ({"intent": "int_ffffffffffff"}, 'intent "int_ffffffffffff" does not exist'),
        ({"intent": "int_"}, "ambiguous"),
    ],
)
def test_status_of_what_is_not_there(command, pair, given, said):
    result = command("status", **given)
    assert result.code == 3
    assert said in result.stderr


def test_conflicts_lists_what_is_open_with_suggestions(command, as_json, pair):
    result = command("conflicts")
    assert result.code == 0, result.stderr
    assert "column [error], predicted incompatible\n  on       users.plan\n" in result.stdout
    assert "\n  - " in result.stdout
    assert result.stdout.endswith("2 open conflicts\n\n")
    assert {(c["agent_a"], c["agent_b"], c["status_a"]) for c in as_json("conflicts")} == {
        ("claude-payments", "claude-auth", "conflicted")
    }


def test_conflicts_filtered(command, as_json, register, pair):
    first, _ = pair
    third = register("codex", "ALTER TABLE orders ADD COLUMN x int")["intent"]["id"]
    assert [c["conflict_type"] for c in as_json("conflicts", severity="ERROR")] == ["column"]
    assert len(as_json("conflicts", intent=first[:12])) == 2
    assert [c["conflict_type"] for c in as_json("conflicts", intent=first, severity="ERROR")] == ["column"]
    assert as_json("conflicts", intent=first, reviewed="true") == []
    assert as_json("conflicts", intent=third, severity="error") == []
    assert as_json("conflicts", intent=third) == []
    assert as_json("conflicts", reviewed="true") == []
    assert len(as_json("conflicts", reviewed="false")) == 2
    assert "No open conflicts of " + third in command("conflicts", intent=third).stdout


def test_closed_conflicts_are_shown_when_asked_for(command, as_json, pair):
    for conflict in as_json("conflicts"):
        as_json("resolve", conflict=conflict["id"], notes="auth first", by="lead")
    assert as_json("conflicts") == []
    assert len(as_json("conflicts", all="true")) == 2
    assert len(as_json("conflicts", reviewed="true")) == 2
    assert "resolved by lead: auth first" in command("conflicts", all="true").stdout


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"severity": "fatal"}, 'severity "fatal" does not exist'),
        ({"reviewed": "perhaps"}, 'boolean: "perhaps"'),
        ({"intent": "int_ffffffffffff"}, "does not exist"),
    ],
)
def test_bad_filters_are_refused(command, given, said):
    result = command("conflicts", **given)
    assert result.code == 3
    assert said in result.stderr


def test_a_severity_that_does_not_exist_is_refused_for_one_intent_too(command, pair):
    result = command("conflicts", intent=pair[0], severity="fatal")
    assert (result.code, result.stdout) == (3, "")
    assert 'severity "fatal" does not exist' in result.stderr


@pytest.mark.parametrize("columns", [80, 120])
def test_lines_break_at_blanks_and_only_a_word_is_ever_wider(command, register, columns):
    long_name = "a_table_of_a_rather_long_name_" + "x" * 33
    ddl = ";".join(f"ALTER TABLE {long_name[:-2]}{number:02} ADD COLUMN c{{}} int" for number in range(12))
    register("an-agent-" + "n" * 60, ddl.format(*range(12)), feature="a feature with " + "many words " * 18)
    second = register("claude", ddl.format(*range(12)).replace("int", "text"), feature="b" * 250)["intent"]["id"]
    wide = {"columns": columns}
    check = command("check", agent="c", feature="f", ddl=ddl.format(*range(12)), **wide)
    narrow = [check, command("list_intents", **wide), command("status", intent=second, **wide),
              command("conflicts", **wide)]  # fmt: skip
    whole = command("conflicts", columns=120).stdout + command("status", intent=second, columns=120).stdout
    words = set(whole.split())
    for line in "\n".join(output.stdout for output in narrow).splitlines():
        assert len(line) <= columns or len(line.split()) == 1, line
    # No word is cut in two: the same words stand in lines of every width.
    shown = command("conflicts", columns=40).stdout + command("status", intent=second, columns=40).stdout
    assert set(shown.split()) == words


def test_control_characters_do_not_reach_the_terminal(command, register):
    intent = register("a", 'ALTER TABLE "red\x1b[31m\x07" ADD COLUMN "c\r\u009b" int')["intent"]["id"]
    register("b", 'ALTER TABLE "red\x1b[31m\x07" ADD COLUMN "c\r\u009b" text')
    for result in (
        command("list_intents"),
        command("status", intent=intent),
        command("conflicts"),
        command("check", agent="c", feature="f", ddl='ALTER TABLE "red\x1b[31m\x07" DROP COLUMN "c\r\u009b"'),
    ):
        assert result.code == 0, result.stderr
        assert not any(ord(letter) < 32 and letter != "\n" or 127 <= ord(letter) < 160 for letter in result.stdout)


def test_an_auditor_reads_and_cannot_register(command, login, pair):
    auditor = login(["pggit_auditor"])
    for name, values in (("list_intents", {}), ("conflicts", {}), ("status", {"intent": pair[0]})):
        assert command(name, user=auditor, **values).code == 0
    refused = command("register", user=auditor, agent="a", feature="f", ddl=ADD_TEXT)
    assert refused.code == 3
    assert "permission denied" in refused.stderr
