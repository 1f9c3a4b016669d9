"""A small share of what `make fuzz` does: whatever the public functions are given, the answer is a clean one."""

import random

import psycopg
import pytest

from programs.fuzz import running
from programs.fuzz.inputs import CALLS, Inputs
from steps import call, register

INPUTS = 300


def test_random_and_mutated_inputs_give_clean_answers(connect):
    seed = random.SystemRandom().randrange(10**9)
    print(f"SEED={seed}")
    findings = running.run(lambda: connect(role="pggit_coordinator"), seed, range(INPUTS))
    assert findings.problems == [], "\n".join(findings.report())
    assert findings.calls == INPUTS and findings.endings["works"] > INPUTS // 10


def test_every_public_function_is_among_them(shared_db):
    rows = shared_db.execute(
        "SELECT p.proname AS name FROM pg_proc AS p"
        " WHERE p.pronamespace = 'public'::regnamespace AND p.proname LIKE 'pggit\\_%'"
    ).fetchall()
    # These take nothing, or a switch; proving an intent with all others is what proving a pair is. The last ones change
    # the rules that the others are tried by.
    left_out = {"pggit_schema_fingerprint", "pggit_schema_lines", "pggit_set", "pggit_version",
                "pggit_seal_history", "pggit_status_graph", "pggit_expire_intents", "pggit_prune_events",
                "pggit_verify_intent",
                "pggit_add_status", "pggit_remove_status", "pggit_add_transition", "pggit_remove_transition",
                "pggit_add_conflict_type", "pggit_remove_conflict_type"}  # fmt: skip
    assert {row["name"] for row in rows} == set(CALLS) | left_out


def test_an_input_is_the_same_for_the_same_seed_and_number():
    assert Inputs(1, 2, ["int_0"], [1]).call() == Inputs(1, 2, ["int_0"], [1]).call()
    assert len({str(Inputs(1, number, [], []).call()) for number in range(100)}) > 90


@pytest.mark.parametrize(
    "function, arguments, said",
    [
        ("pggit_get_intent", {"intent_id": "int_0123456789ab"}, None),
        ("pg_stat_file", {"filename": "/no/such/file"}, "SQLSTATE 58P01 is not documented"),
    ],
)
def test_what_is_wrong_is_found(connect, function, arguments, said):
    connection = connect()
    findings = running.Findings()
    running.make(connection, running.Call(function, arguments, 0), "SEED=1", running.documented(connection), findings)
    assert [said in problem for problem in findings.problems] == ([True] if said else [])


ESCAPES = "\x1b[2J\x1b]0;owned\x07\x9b31m\u202e"


def test_no_message_has_what_a_terminal_would_obey(db, connect):
    """Neither the caller's own text nor another agent's, whose NOTICE somebody else's terminal prints."""
    heard = []
    db.add_notice_handler(
        lambda diag: heard.extend([diag.message_primary, diag.message_detail or "", diag.message_hint or ""])
    )
    table = f'"{ESCAPES}"'
    register(db, "claude-a", f"ALTER TABLE {table} ADD COLUMN a int")
    register(db, "claude-b", f"ALTER TABLE {table} DROP COLUMN a; SELECT '{ESCAPES}'")
    assert len(heard) >= 6 and not running.CONTROLS.search("\n".join(heard))
    for function, arguments in (
        ("pggit_footprint", {"schema_changes": [f"ALTER '{ESCAPES}"]}),
        ("pggit_check_conflicts", {"agent_id": "a", "feature_name": "f", "schema_changes": [f"ALTER {ESCAPES}"]}),
        ("pggit_mark_abandoned", {"intent_id": ESCAPES}),
        ("pggit_intent_status", {"intent_id": ESCAPES}),
        ("pggit_list_intents", {"status": ESCAPES}),
        ("pggit_list_intents", {"table_name": f"a b {ESCAPES}"}),
        ("pggit_bind_agent", {"role_name": ESCAPES, "agent_id": "a"}),
    ):
        with pytest.raises(Exception) as caught:
            call(db, function, **arguments)
        assert running.fault(caught.value, running.documented(connect())) is None


@pytest.mark.parametrize(
    "ddl, sqlstate",
    [
        ("ALTER TABLE t ADD CONSTRAINT u UNIQUE (a) NOT VALID", "0A000"),
        ("SELECT E'\\u12'", "22025"),
        ("SELECT E'\\xff'", "22021"),
        ("SELECT " + "(" * 100_000 + "1" + ")" * 100_000, None),
    ],
)
def test_what_the_server_s_parser_says_is_documented(db, connect, ddl, sqlstate):
    with pytest.raises(psycopg.Error) as caught:
        register(db, "claude-a", ddl)
    assert sqlstate in (None, caught.value.sqlstate)
    assert running.fault(caught.value, running.documented(connect())) is None


def test_a_run_of_comments_reaches_the_parser_as_blanks(db):
    """PostgreSQL's lexer takes the square of its length; places in errors stay right."""
    comments = "/**/+" * 200
    assert call(db, "pggit_footprint", schema_changes=[f"SELECT 1 +{comments} 1"]) == []
    text = f"SELECT 1 +{comments} 1; ALTER TABEL x"
    with pytest.raises(Exception) as caught:
        register(db, "claude-a", text)
    assert caught.value.diag.message_primary == 'syntax error at or near "TABEL"'
    place, caret = caught.value.diag.message_detail.split("\n")
    assert place[caret.index("^") :].startswith("TABEL")
