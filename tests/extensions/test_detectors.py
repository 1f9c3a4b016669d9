"""A team's own detectors: whom they are asked about, what comes of it, and that they break no registration."""


import psycopg
import pytest
from psycopg import IsolationLevel, sql

from extensions.conftest import report
from steps import (
    ADD_A,
    ADD_B,
    ELSEWHERE,
    call,
    call_error,
    conflict,
    conflicts,
    intent,
    mark,
    messages,
    nothing_written,
    one,
    register,
    wait_until_blocked,
)

APART = "CREATE TABLE apart (id int)"
OLDER_SNAPSHOTS = [IsolationLevel.REPEATABLE_READ, IsolationLevel.SERIALIZABLE]


def failures(row):
    """Return what an intent says about functions that failed."""
    return row["extension_errors"] or []


def test_candidates_are_those_that_touch_the_same_and_all_active_are_all(team, db):
    there = register(db, "claude-a", ADD_A)
    far = register(db, "claude-b", APART)
    gone = register(db, "claude-c", APART.replace("apart", "gone"))
    mark(db, gone["id"], "abandoned")
    team.detector("near", report())
    row = register(db, "claude-d", ADD_B)
    assert {(c["intent_b"], c["conflict_type"]) for c in conflicts(db, row["id"])} == {
        (there["id"], "table"),
        (there["id"], "meeting"),
    }
    call(team.lead, "pggit_remove_detector", name="near")
    team.detector("everywhere", report(), runs_for="All Active")
    row = register(db, "claude-a", ELSEWHERE)
    others = {c["intent_b"] for c in conflicts(db, row["id"])}
    assert far["id"] in others and not others & {there["id"], gone["id"], row["id"]}
    assert row["status"] == "conflicted"


def test_a_report_gets_what_it_leaves_out_and_keeps_its_own_facts(team, db):
    team.detector("facts", report(metadata="'{\"rule\": 7}'", suggestions="'[\"Talk.\"]'"))
    there = register(db, "claude-a", ADD_A, metadata={"guards": "users"})
    with messages(db) as heard:
        row = register(db, "claude-b", ADD_B)
    assert [(m.severity, m.sqlstate, m.detail, m.hint) for m in heard if "meeting" in m.text] == [
        ("NOTICE", "PI010", "Found by facts.", "Talk.")
    ]
    found = conflict(db, row["id"], "meeting")
    assert (found["intent_a"], found["intent_b"], found["severity"]) == (row["id"], there["id"], "warning")
    assert (found["affected_objects"], found["predicted_outcome"]) == (["here"], None)
    assert found["metadata"] == {"rule": 7, "detectors": ["facts"]}
    assert (failures(row), row["conflicts_with"]) == ([], [there["id"]])


def test_it_adds_to_what_another_found_of_the_same_type(team, db):
    body = report(
        conflict_type="'table'",
        severity="'error'",
        outcome="'ordered'",
        apply_first="'b'",
        suggestions="'[\"Wait.\"]'",
        metadata="'{\"n\": 1}'",
    )
    team.detector("first", body)
    team.detector("second", body.replace('"here"', '"there"'))
    there = register(db, "claude-a", ADD_A)
    row = register(db, "claude-b", ADD_B)
    (found,) = conflicts(db, row["id"])
    assert found["affected_objects"] == ["here", "there", "users"]
    assert (found["severity"], found["predicted_outcome"], found["apply_first"]) == ("error", "ordered", there["id"])
    assert len(found["resolution_suggestions"]) == 4 and found["resolution_suggestions"][1:3] == ["Wait.", "Wait."]
    assert found["metadata"] == {"n": 1, "detectors": ["first", "second"]}


NONSENSE = {
    "null row": "SELECT (q.p).* FROM (SELECT NULL::public.pggit_conflict_report AS p) AS q",
    "no type": report(conflict_type="NULL"),
    "unknown type": report(conflict_type="'invented'"),
    "another intent as a": report(intent_a="'int_000000000000'"),
    "the two exchanged": report(intent_a="intent_b.id", intent_b="intent_a.id"),
    "no objects": report(affected_objects="NULL"),
    "objects that are no array": report(affected_objects="'{\"a\": 1}'"),
    "objects that are no texts": report(affected_objects="'[1]'"),
    "unknown severity": report(severity="'fatal'"),
    "unknown outcome": report(outcome="'unproven'"),
    "first of nothing": report(apply_first="'a'"),
    "ordered without first": report(outcome="'ordered'"),
    "first is a third": report(outcome="'ordered'", apply_first="'int_000000000000'"),
    "suggestions that are no array": report(suggestions="'\"x\"'"),
    "suggestions that are no texts": report(suggestions="'[null]'"),
    "metadata that is no object": report(metadata="'[]'"),
    "too many": report() + " FROM generate_series(1, 101)",
    "an error": report(severity="(1/0)::text"),
}


def test_nonsense_and_errors_are_reported_and_lose_nothing(team, db):
    team.detector("odd", report())
    there = register(db, "claude-a", ADD_A)
    for number, (what, body) in enumerate(NONSENSE.items()):
        team.function("odd", body)
        with messages(db) as heard:
            row = register(db, f"claude-{number}", ADD_B.replace(" b ", f" b{number} "))
        warnings = [m for m in heard if m.sqlstate == "PI034"]
        assert len(warnings) == 1 and warnings[0].severity == "WARNING", what
        assert warnings[0].text.startswith('detector "odd" failed: ') and warnings[0].detail and warnings[0].hint, what
        (kept,) = failures(row)
        assert (kept["kind"], kept["name"], kept["times"]) == ("detector", "odd", number + 1), what
        assert kept["sqlstate"] in ("22023", "54000", "22012"), what
        assert {c["conflict_type"] for c in conflicts(db, row["id"])} == {"table"}, what
        assert there["id"] in row["conflicts_with"], what


BAD_BODIES = {
    "raises": ("BEGIN RAISE EXCEPTION USING ERRCODE = 'P0999', MESSAGE = E'no\\nway'; END", "P0999"),
    "fails an ASSERT, which OTHERS leave out": ("BEGIN ASSERT false; END", "P0004"),
    "writes": ("BEGIN CREATE TABLE team.kept (i int); RETURN; END", "25006"),
    "writes after switching back": (
        "BEGIN PERFORM set_config('transaction_read_only', 'off', true); CREATE TABLE team.kept (i int); RETURN; END",
        "25001",
    ),
    "reads what its owner may not": ("BEGIN PERFORM FROM pggit_internal.footprint; RETURN; END", "42501"),
    "becomes another": ("BEGIN PERFORM set_config('role', 'pggit_owner', true); RETURN; END", "42501"),
}


def test_whatever_a_detector_does_the_registration_is_kept(team, db):
    team.detector("odd", report())
    register(db, "claude-a", ADD_A)
    for number, (what, (body, sqlstate)) in enumerate(BAD_BODIES.items()):
        team.function("odd", body, "plpgsql")
        row = register(db, f"claude-{number}", ADD_B.replace(" b ", f" b{number} "))
        assert [f["sqlstate"] for f in failures(row)] == [sqlstate], (what, failures(row))
        assert "\n" not in failures(row)[0]["message"]
        assert intent(db, row["id"])["status"] == "conflicted", what
    assert db.execute("SELECT to_regclass('team.kept') AS kept").fetchone()["kept"] is None


def test_the_transaction_goes_on_writing_after_a_detector_was_asked(team, connect):
    team.detector("odd", report())
    with connect(autocommit=False) as session:
        register(session, "claude-a", ADD_A)
        row = register(session, "claude-b", ADD_B)
        session.execute("CREATE TABLE written (i int)")
        mark(session, row["id"], "in_progress")
        session.commit()
    assert intent(team.db, row["id"])["status"] == "in_progress"


def test_a_timeout_ends_the_registration_whole(team, db):
    team.detector("slow", "BEGIN LOOP END LOOP; END", "plpgsql")
    register(db, "claude-a", ADD_A)
    with nothing_written(db), pytest.raises(psycopg.errors.QueryCanceled), db.transaction():
        db.execute("SET LOCAL statement_timeout = '50ms'")
        register(db, "claude-b", ADD_B)


def test_only_a_definer_s_function_of_one_s_own_can_be_added(team, db, connect, login):
    function = team.function("fine", report())

    def state(diag):
        assert diag.message_hint, diag.message_primary
        return diag.sqlstate

    other = connect(user=login(member_of=["pggit_coordinator"]))
    for by, sqlstate, more in (
        (other, "42501", {}),
        (db, "42501", {}),
        (team.lead, "42883", {"function": "team.missing"}),
        (team.lead, "42883", {"function": "nowhere.fine"}),
        (team.lead, "42602", {"function": "fine"}),
        (team.lead, "42602", {"function": "team.fine(text)"}),
        (team.lead, "42602", {"function": "team.fine; DROP TABLE x"}),
        (team.lead, "22004", {"function": None}),
        (team.lead, "22023", {"runs_for": "everybody"}),
        (team.lead, "22004", {"name": None}),
        (team.lead, "22001", {"name": "x" * 64}),
    ):
        with pytest.raises(psycopg.Error) as caught:
            call(by, "pggit_add_detector", **{"name": "x", "function": function, **more})
        assert state(caught.value.diag) == sqlstate, (more, caught.value)
    team.function("invoker", report(), options="SECURITY INVOKER")
    team.function("shut", report())
    team.lead.execute("REVOKE EXECUTE ON FUNCTION team.shut FROM PUBLIC")
    for name in ("invoker", "shut"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            call(team.lead, "pggit_add_detector", name="x", function=f"team.{name}")
    team.lead.execute(
        "CREATE FUNCTION team.wrong (tb_pggit_intent, tb_pggit_intent) RETURNS SETOF text SECURITY DEFINER"
        " LANGUAGE sql AS 'SELECT 1::text'"
    )
    with pytest.raises(psycopg.errors.InvalidFunctionDefinition):
        call(team.lead, "pggit_add_detector", name="x", function="team.wrong")
    # a superuser's own, and one that a superuser owns
    team.function("mighty", report(), by=db)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        call(db, "pggit_add_detector", name="x", function="team.mighty")
    agent = connect(user=login(member_of=["pggit_agent"]))
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        call(agent, "pggit_add_detector", name="x", function=function)
    assert team.extensions(db) == {}
    signature = "team.fine(tb_pggit_intent, public.tb_pggit_intent)"
    assert one(team.lead, "pggit_add_detector", name=" x ", function=signature)["name"] == "x"
    with pytest.raises(psycopg.errors.DuplicateObject):
        call(team.lead, "pggit_add_detector", name="x", function=function)
    assert one(team.lead, "pggit_remove_detector", name="x")["function_name"] == "fine"
    with pytest.raises(psycopg.errors.UndefinedObject):
        call(team.lead, "pggit_remove_detector", name="x")


def test_what_it_may_is_checked_again_at_each_call(team, db, login):
    team.detector("fine", report())
    register(db, "claude-a", ADD_A)
    other = sql.Identifier(login(member_of=["pggit_coordinator"]))
    signature = sql.SQL("ALTER FUNCTION team.fine ")
    changes = [
        (sql.SQL("SECURITY INVOKER"), sql.SQL("SECURITY DEFINER")),
        (sql.SQL("OWNER TO {}").format(other), sql.SQL("OWNER TO {}").format(sql.Identifier(team.role))),
        (sql.SQL("RENAME TO elsewhere"), None),
    ]
    for number, (change, back) in enumerate(changes):
        db.execute(signature + change)
        row = register(db, f"claude-{number}", ADD_B.replace(" b ", f" b{number} "))
        assert [f["sqlstate"] for f in failures(row)] == [["42501", "42501", "42883"][number]]
        assert "meeting" not in {c["conflict_type"] for c in conflicts(db, row["id"])}
        assert team.extensions(db)["fine"]["problem"]
        if back:
            db.execute(signature + back)
            assert team.extensions(db)["fine"]["problem"] is None
    db.execute(sql.SQL("ALTER ROLE {} SUPERUSER").format(sql.Identifier(team.role)))
    db.execute("ALTER FUNCTION team.elsewhere RENAME TO fine")
    assert "superuser" in team.extensions(db)["fine"]["problem"]


def test_it_runs_as_its_owner_and_one_that_was_changed_meanwhile_as_nobody(team, db):
    body = report(metadata="jsonb_build_object('as', current_user)")
    team.detector("who", body)
    register(db, "claude-a", ADD_A)
    row = register(db, "claude-b", ADD_B)
    assert conflict(db, row["id"], "meeting")["metadata"]["as"] == team.role
    team.function("who", body, options="SECURITY INVOKER")
    db.execute("SET ROLE pggit_owner")
    found = db.execute(
        "SELECT r.metadata FROM tb_pggit_intent AS a, tb_pggit_intent AS b,"
        " pggit_internal.call_detector('team', 'who', a, b) AS r WHERE a.agent_id > b.agent_id"
    ).fetchone()
    db.execute("RESET ROLE")
    assert found["metadata"]["as"] == "pggit_runner"
    assert db.execute(
        "SELECT count(*) AS n FROM pg_auth_members WHERE 'pggit_runner'::regrole IN (roleid, member)"
    ).fetchone() == {"n": 0}


def test_any_language_will_do(team, db):
    team.function("python", "return []", "plpython3u", by=db)
    db.execute(sql.SQL("ALTER FUNCTION team.python OWNER TO {}").format(sql.Identifier(team.role)))
    one(team.lead, "pggit_add_detector", name="python", function="team.python")
    register(db, "claude-a", ADD_A)
    db.execute(
        "CREATE OR REPLACE FUNCTION team.python (intent_a tb_pggit_intent, intent_b tb_pggit_intent)"
        " RETURNS SETOF pggit_conflict_report LANGUAGE plpython3u SECURITY DEFINER AS $$\n"
        "keys = ('intent_a agent_a feature_a intent_b agent_b feature_b severity outcome apply_first suggestions"
        " metadata').split()\n"
        "row = dict.fromkeys(keys)\n"
        "row['conflict_type'], row['affected_objects'] = 'meeting', '[\"%s\"]' % intent_b['agent_id']\n"
        "return [row]\n$$"
    )
    assert conflict(db, register(db, "claude-b", ADD_B)["id"], "meeting")["affected_objects"] == ["claude-a"]


def test_the_built_in_detector_can_be_replaced_and_stands_in_where_the_other_fails(team, db):
    body = report(severity="CASE intent_b.agent_id WHEN 'claude-bad' THEN 'x' END")
    team.detector("ours", body, replaces_builtin=True)
    register(db, "claude-a", ADD_A)
    register(db, "claude-bad", ADD_A.replace(" a ", " c "))
    row = register(db, "claude-b", ADD_B)
    by_agent = {intent(db, c["intent_b"])["agent_id"]: c["conflict_type"] for c in conflicts(db, row["id"])}
    assert by_agent == {"claude-a": "meeting", "claude-bad": "table"}
    assert [f["name"] for f in failures(row)] == ["ours"]


def test_checking_and_comparing_ask_them_too(team, db):
    there = register(db, "claude-a", ADD_A)
    far = register(db, "claude-b", APART)
    facts = "jsonb_build_object('id', intent_a.id, 'tables', intent_a.tables_affected)"
    team.detector("everywhere", report(metadata=facts), runs_for="all active")
    with nothing_written(db):
        found = {(r["intent_b"], r["conflict_type"]): r for r in team.check("claude-c", ADD_B)}
    assert set(found) == {(there["id"], "table"), (there["id"], "meeting"), (far["id"], "meeting")}
    assert found[far["id"], "meeting"]["metadata"] == {"id": None, "tables": ["users"], "detectors": ["everywhere"]}
    assert found[far["id"], "meeting"]["intent_a"] is None
    (compared,) = call(db, "pggit_compare_intents", intent_a=far["id"], intent_b=there["id"])
    assert (compared["intent_a"], compared["intent_b"]) == (far["id"], there["id"])
    team.function("everywhere", report(severity="'x'"))
    with messages(db) as heard:
        assert {r["conflict_type"] for r in team.check("claude-c", ADD_B)} == {"table"}
    assert [m.sqlstate for m in heard] == ["PI034"]


def test_two_that_only_a_detector_relates_find_each_other(team, db, connect, worker):
    team.detector("everywhere", report(), runs_for="all active")
    first, second = connect(autocommit=False), connect(autocommit=False)
    there = register(first, "claude-a", ADD_A)
    later = worker.submit(register, second, "claude-b", APART)
    wait_until_blocked(db, second)
    first.commit()
    row = later.result()
    second.commit()
    assert row["conflicts_with"] == [there["id"]]


@pytest.mark.parametrize("known", [True, False], ids=["the detector is older", "the detector is newer"])
def test_an_older_snapshot_hides_neither_the_detector_nor_whom_it_relates(team, db, connect, known):
    if known:
        team.detector("everywhere", report(), runs_for="all active")
    other = connect(autocommit=False)
    other.isolation_level = IsolationLevel.REPEATABLE_READ
    other.execute("SELECT 1")
    if known:
        register(db, "claude-a", ADD_A)
    else:
        team.detector("everywhere", report(), runs_for="all active")
    with pytest.raises(psycopg.errors.SerializationFailure):
        register(other, "claude-b", APART)


@pytest.mark.parametrize("level", OLDER_SNAPSHOTS, ids=lambda level: level.name)
@pytest.mark.parametrize("asked", [True, False], ids=["related by a detector", "not related"])
def test_an_older_snapshot_ends_no_intent_whose_conflict_it_cannot_see(team, db, connect, level, asked):
    if asked:
        team.detector("everywhere", report(), runs_for="all active")
    there = register(db, "claude-a", ADD_A)
    other = connect(autocommit=False)
    other.isolation_level = level
    other.execute("SELECT 1")
    with connect(autocommit=False) as newcomer:
        # What is in no schema: two in the same one might meet in its rows.
        assert register(newcomer, "claude-b", "CREATE ROLE apart")["conflicts_with"] == ([there["id"]] if asked else [])
    if asked:
        with pytest.raises(psycopg.errors.SerializationFailure):
            mark(other, there["id"], "abandoned")
    else:
        assert mark(other, there["id"], "abandoned")["status"] == "abandoned"


def test_adding_one_waits_for_those_who_are_registering_without_it(team, db, connect, worker):
    first = connect(autocommit=False)
    there = register(first, "claude-a", ADD_A)
    later = worker.submit(team.detector, "everywhere", report(), runs_for="all active")
    wait_until_blocked(db, team.lead)
    first.commit()
    later.result()
    assert register(db, "claude-b", APART)["conflicts_with"] == [there["id"]]


def test_one_for_candidates_makes_nobody_wait(team, connect):
    team.detector("near", report())
    first, second = connect(autocommit=False), connect(autocommit=False, options="-c lock_timeout=1")
    register(first, "claude-a", ADD_A)
    assert register(second, "claude-b", APART)["conflicts_with"] == []


def test_conflict_types_are_added_and_removed_while_nothing_has_them(team, db):
    for sqlstate, query in (
        ("42710", "SELECT pggit_add_conflict_type('meeting', 'error', 'x')"),
        ("22023", "SELECT pggit_add_conflict_type('two words', 'error', 'x')"),
        ("22023", "SELECT pggit_add_conflict_type('word', 'fatal', 'x')"),
        ("22004", "SELECT pggit_add_conflict_type('word', NULL, 'x')"),
        ("PI033", "SELECT pggit_remove_conflict_type('table')"),
        ("42704", "SELECT pggit_remove_conflict_type('word')"),
    ):
        with pytest.raises(psycopg.Error) as caught:
            team.lead.execute(query)
        assert caught.value.diag.sqlstate == sqlstate, query
    team.detector("near", report())
    register(db, "claude-a", ADD_A)
    register(db, "claude-b", ADD_B)
    with pytest.raises(psycopg.Error) as caught:
        team.lead.execute("SELECT pggit_remove_conflict_type('meeting')")
    assert caught.value.diag.sqlstate == "PI031"
    team.lead.execute("SELECT pggit_add_conflict_type('Word', 'Error', 'x', 'warning')")
    team.lead.execute("SELECT pggit_remove_conflict_type('word')")


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        ("pggit_add_detector", {"name": "d", "function": "a\x1b[31m\u202eb"}),
        ("pggit_add_suggester", {"name": "s", "function": "team.a\x0cb"}),
        ("pggit_remove_detector", {"name": "\x1b]0;x\x07"}),
        ("pggit_remove_suggester", {"name": "\x1b[31m"}),
        ("pggit_remove_conflict_type", {"conflict_type": "\x1b[31m"}),
    ],
)
def test_errors_show_no_control_characters(db, function, arguments):
    error = call_error(db, function, **arguments)
    said = " ".join(filter(None, (error.message_primary, error.message_detail, error.message_hint)))
    assert error.message_hint and not any(mark in said for mark in "\x1b\x07\x0c\u202e"), said
