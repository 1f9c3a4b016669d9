"""With row security on, an agent reads its own intents in full and of others what a conflict with its own needs."""

import json
import re

import psycopg
import pytest
from psycopg import sql

from harness.server import run_psql
from proof.conftest import SCHEMA
from steps import ADD_A, call, conflicts, mark, messages, one, register

# What must never reach agent a: these words stand in texts of agent b, c or of nobody bound, and nowhere else.
SECRET = "secret_"
B_DDL = "ALTER TABLE users ADD COLUMN b text, ADD COLUMN shared int; CREATE TABLE secret_b (id int)"
C_DDL = "CREATE TABLE secret_c (id int)"


class Scene:
    """Three intents: a and b collide on users, c meets nobody."""

    def __init__(self, people):
        self.people = people
        self.b = register(people.b, "claude-b", B_DDL, metadata={"note": "secret_note"}, feature="b_feature")
        self.a = register(people.a, "claude-a", ADD_A, feature="a_feature")
        self.c = register(people.db, "secret_agent", C_DDL, feature="secret_feature")
        self.d = register(people.db, "secret_other", "DROP TABLE secret_c", feature="secret_too")
        mark(people.b, self.b["id"], "in_progress", reason="secret_reason")
        one(people.coordinator, "pggit_bind_agent", role_name=people.roles["b"], agent_id="secret_binding")
        call(people.coordinator, "pggit_read_events", consumer="secret_consumer", limit=3)


@pytest.fixture
def scene(hidden):
    """Return the three intents with row security on."""
    return Scene(hidden)


def text(rows):
    """Return rows as one text."""
    return json.dumps(rows, default=str)


def relations(db):
    """Return the public tables and views."""
    rows = db.execute(
        "SELECT c.relname AS name FROM pg_class AS c WHERE c.relnamespace = 'public'::regnamespace"
        " AND c.relkind IN ('r', 'v') AND c.relname ~ '^(tb|v)_pggit_' ORDER BY 1"
    ).fetchall()
    return [row["name"] for row in rows]


def calls(scene, session):
    """Yield every reading call that an agent could learn something with; ids in full and as prefixes."""
    yield "pggit_list_intents", {}
    yield "pggit_list_intents", {"agent_id": "secret_agent"}
    yield "pggit_list_intents", {"table_name": "secret_c"}
    yield "pggit_list_conflicts", {}
    ids = [scene.a["id"], scene.b["id"], scene.c["id"], scene.d["id"]]
    for intent_id in ["int_", *ids, *[i[:9] for i in ids], *[i[:5] for i in ids]]:
        for function in (
            "pggit_get_intent", "pggit_intent_status", "pggit_get_conflicts", "pggit_verify_intent",
            "pggit_unrecorded_conflicts",
        ):  # fmt: skip
            yield function, {"intent_id": intent_id}
        for status in ("in_progress", "completed", "merged", "abandoned"):
            if intent_id != scene.a["id"]:
                yield f"pggit_mark_{status}", {"intent_id": intent_id}
                yield "pggit_move_intent", {"intent_id": intent_id, "new_status": status}
        if intent_id != scene.a["id"]:
            yield "pggit_heartbeat", {"intent_id": intent_id}
        yield "pggit_verify_set", {"intent_ids": [scene.a["id"], intent_id]}
        for other in ids:
            yield "pggit_compare_intents", {"intent_a": intent_id, "intent_b": other}
    for row in session.execute("SELECT id FROM tb_pggit_conflict").fetchall():
        yield "pggit_verify_conflict", {"conflict_id": row["id"]}
        yield "pggit_resolve_conflict", {"conflict_id": row["id"], "resolution_notes": "x"}
    for function in ("pggit_read_events", "pggit_drop_consumer"):
        yield function, {"consumer": "secret_consumer"}
    yield "pggit_read_events", {"consumer": "mine"}
    yield "pggit_status_graph", {}
    yield "pggit_unbind_agent", {"role_name": scene.people.roles["b"], "agent_id": "secret_binding"}
    yield "pggit_check_conflicts", {"agent_id": "claude-a", "feature_name": "f", "schema_changes": [ADD_A]}
    yield "pggit_check_conflicts", {"agent_id": "secret_agent", "feature_name": "f", "schema_changes": [ADD_A]}


def test_neither_tables_nor_views_nor_functions_nor_messages_show_what_is_others(scene):
    """Everything that agent a can read, by every way there is, is searched for what is not a's."""
    session = scene.people.a
    seen = ""
    with messages(session) as heard:
        for name in relations(scene.people.db):
            seen += text(session.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(name))).fetchall())
        for function, arguments in calls(scene, scene.people.db):
            try:
                seen += text(call(session, function, **arguments))
            except psycopg.Error as error:
                parts = error.diag
                given = text(list(arguments.values()))
                said = " ".join(filter(None, (parts.message_primary, parts.message_detail, parts.message_hint)))
                # an error may repeat what the caller gave, and the whole id of the other side of a conflict
                for word in (scene.c["id"], scene.d["id"], scene.people.roles["coordinator"], "secret_agent"):
                    if word not in given:
                        assert word not in said, (function, arguments, said)
                for word in re.findall(r"secret_\w+", given):
                    said = said.replace(word, "")
                seen += said
    seen += text([list(message) for message in heard])
    assert SECRET not in seen.replace(scene.c["id"], "").replace(scene.d["id"], "")
    assert "claude-b" in seen and "b_feature" in seen and scene.b["branch_name"] in seen


def test_what_is_not_on_record_is_listed_as_a_conflict_would_be(hidden):
    register(hidden.b, "claude-b", B_DDL)
    hidden.coordinator.execute("UPDATE tb_pggit_setting SET value = '1' WHERE name = 'conflict_records'")
    register(hidden.db, "claude-c", "ALTER TABLE users ADD COLUMN c int")
    mine = register(hidden.a, "claude-a", ADD_A)
    assert mine["unrecorded_warnings"] == 1
    (row,) = call(hidden.a, "pggit_unrecorded_conflicts", intent_id=mine["id"])
    assert row["agent_b"] == "claude-b" and SECRET not in text([row])
    assert call(hidden.coordinator, "pggit_unrecorded_conflicts", intent_id=row["intent_b"]) != []
    with pytest.raises(psycopg.errors.NoDataFound):
        call(hidden.a, "pggit_unrecorded_conflicts", intent_id=row["intent_b"])


def test_one_s_own_is_there_in_full(scene):
    session = scene.people.a
    assert call(session, "pggit_get_intent", intent_id=scene.a["id"][:8])[0] == scene.people.db.execute(
        "SELECT * FROM tb_pggit_intent WHERE id = %s", (scene.a["id"],)
    ).fetchone()
    for rows in (
        call(session, "pggit_list_intents"),
        session.execute("SELECT id, schema_changes FROM tb_pggit_intent").fetchall(),
        session.execute("SELECT id, schema_changes, in_conflict_with FROM v_pggit_intent").fetchall(),
    ):
        (row,) = rows
        assert (row["id"], row["schema_changes"]) == (scene.a["id"], [ADD_A])
    history = session.execute("SELECT DISTINCT intent_id FROM tb_pggit_intent_history").fetchall()
    assert history == [{"intent_id": scene.a["id"]}]
    state = one(session, "pggit_intent_status", intent_id=scene.a["id"])["pggit_intent_status"]
    assert state["open_conflicts"][0]["agent_b"] == "claude-b" and len(state["history"]) == 2


@pytest.mark.parametrize("who", ["a", "b"])
def test_both_sides_of_a_conflict_see_it_and_whom_it_is_with(scene, who):
    session = getattr(scene.people, who)
    (row,) = session.execute("SELECT * FROM v_pggit_open_conflict").fetchall()
    assert (row["agent_a"], row["agent_b"]) == ("claude-a", "claude-b")
    assert (row["feature_a"], row["feature_b"]) == ("a_feature", "b_feature")
    assert row["branch_b"] == scene.b["branch_name"] and row["status_b"] == "in_progress"
    assert row["affected_objects"] == ["users"] and row["resolution_suggestions"]
    assert len(call(session, "pggit_list_conflicts")) == len(call(session, "pggit_get_conflicts",
                                                                  intent_id=scene.b["id"])) == 1
    events = session.execute("SELECT DISTINCT event FROM v_pggit_timeline WHERE conflict_id IS NOT NULL").fetchall()
    assert events == [{"event": "conflict found"}]
    (report,) = call(session, "pggit_compare_intents", intent_a=scene.a["id"], intent_b=scene.b["id"])
    assert report["conflict_type"] == "table"


def test_the_other_side_of_a_conflict_is_known_but_not_readable(scene):
    session = scene.people.a
    assert call(session, "pggit_get_intent", intent_id=scene.b["id"]) == []
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="another agent's"):
        call(session, "pggit_intent_status", intent_id=scene.b["id"])
    with pytest.raises(psycopg.errors.NoDataFound):
        call(session, "pggit_mark_abandoned", intent_id=scene.b["id"])


def test_what_does_not_exist_and_what_is_hidden_give_the_same_error(scene):
    session = scene.people.a
    for function, arguments in (
        *((name, lambda i: {"intent_id": i}) for name in ("pggit_intent_status", "pggit_get_conflicts",
                                                          "pggit_mark_merged", "pggit_verify_intent")),
        ("pggit_verify_set", lambda i: {"intent_ids": [i]}),
        ("pggit_compare_intents", lambda i: {"intent_a": i, "intent_b": i}),
    ):
        errors = []
        for intent_id in (scene.c["id"], "int_000000000000"):
            with pytest.raises(psycopg.Error) as caught:
                call(session, function, **arguments(intent_id))
            diag = caught.value.diag
            errors.append((diag.sqlstate, diag.message_primary.replace(intent_id, "?"), diag.message_detail,
                           diag.message_hint))
        assert errors[0] == errors[1], function


def test_coordinators_auditors_and_superusers_read_everything(scene):
    for session in (scene.people.coordinator, scene.people.auditor, scene.people.db):
        assert len(call(session, "pggit_list_intents")) == 4
        assert len(call(session, "pggit_list_conflicts")) == 2
        assert session.execute("SELECT count(*) AS n FROM v_pggit_intent").fetchone() == {"n": 4}
        assert session.execute("SELECT count(*) AS n FROM v_pggit_open_conflict").fetchone() == {"n": 2}
        assert session.execute("SELECT count(*) AS n FROM tb_pggit_agent_binding").fetchone() == {"n": 3}
        assert one(session, "pggit_intent_status", intent_id=scene.c["id"])
        assert call(session, "pggit_compare_intents", intent_a=scene.c["id"], intent_b=scene.d["id"])


def test_who_may_bypass_row_security_may_so_through_the_functions_too(scene, connect, login, maintenance):
    role = login(member_of=["pggit_agent"])
    maintenance.execute(sql.SQL("ALTER ROLE {} BYPASSRLS").format(sql.Identifier(role)))
    session = connect(user=role)
    assert len(call(session, "pggit_list_intents")) == 4
    assert session.execute("SELECT count(*) AS n FROM tb_pggit_intent").fetchone() == {"n": 4}


def test_an_agent_that_is_bound_to_nothing_reads_nothing(scene, connect, login):
    session = connect(user=login(member_of=["pggit_agent"]))
    assert call(session, "pggit_list_intents") == call(session, "pggit_list_conflicts") == []
    for name in ("tb_pggit_intent", "v_pggit_intent", "v_pggit_open_conflict", "v_pggit_timeline", "tb_pggit_proof",
                 "tb_pggit_intent_history", "tb_pggit_conflict_history", "tb_pggit_agent_binding"):
        assert session.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(name))).fetchall() == []


SPIES = """
CREATE FUNCTION pg_temp.spy(text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE COST 0.0000001
    AS $$ BEGIN RAISE NOTICE 'seen %', $1; RETURN true; END $$;
CREATE FUNCTION pg_temp.spy_op(text, text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE COST 0.0000001
    AS $$ BEGIN RAISE NOTICE 'seen %', $1; RETURN true; END $$;
CREATE OPERATOR pg_temp.<<<< (LEFTARG = text, RIGHTARG = text, FUNCTION = pg_temp.spy_op);
"""


@pytest.mark.parametrize(
    "condition",
    [
        "pg_temp.spy({row}::text)",
        "{row}::text OPERATOR(pg_temp.<<<<) 'x'",
        "1 / (CASE WHEN {row}::text LIKE '%secret%' THEN 0 ELSE 1 END) > 0",
    ],
)
def test_a_condition_of_one_s_own_does_not_see_hidden_rows(scene, condition):
    """The cheapest function there is would be evaluated first, where the planner may choose."""
    session = scene.people.a
    session.execute(SPIES)
    with messages(session) as heard:
        for name in relations(scene.people.db):
            query = f"SELECT count(*) AS n FROM {name} AS r WHERE " + condition.replace("{row}", "r")
            session.execute(query)
        session.execute(
            "SELECT count(*) FROM v_pggit_open_conflict AS r WHERE " + condition.replace("{row}", "r.agent_a")
        )
        session.execute("SELECT count(*) FROM v_pggit_timeline AS r WHERE " + condition.replace("{row}", "r.agent_id"))
    assert SECRET not in text([message.text for message in heard])


def test_no_session_parameter_opens_it(scene):
    session = scene.people.a
    for statement in ("SET row_security = off", "SET pggit.row_security = 'off'", "SET pggit.role = 'postgres'"):
        session.execute(statement)
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        session.execute("SELECT * FROM tb_pggit_intent")
    assert len(call(session, "pggit_list_intents")) == 1
    session.execute("RESET row_security")
    for statement in ("SET ROLE pggit_owner", "SET ROLE pggit_auditor", "SET ROLE postgres",
                      "SET SESSION AUTHORIZATION postgres", "SELECT set_config('role', 'pggit_coordinator', false)"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            session.execute(statement)
    session.execute("SET ROLE pggit_agent")
    assert call(session, "pggit_list_intents") == []


def test_copy_cursors_prepared_statements_and_xml_are_reading_too(scene):
    session = scene.people.a
    with session.cursor().copy("COPY tb_pggit_intent TO STDOUT") as copy:
        seen = b"".join(bytes(part) for part in copy).decode()
    session.execute("BEGIN")
    session.execute("DECLARE c CURSOR FOR TABLE tb_pggit_conflict")
    seen += text(session.execute("FETCH ALL FROM c").fetchall())
    session.execute("COMMIT")
    session.execute("PREPARE p AS SELECT * FROM pggit_list_intents()")
    seen += text(session.execute("EXECUTE p").fetchall())
    for name in ("tb_pggit_intent", "tb_pggit_intent_history", "v_pggit_open_conflict"):
        seen += text(session.execute("SELECT table_to_xml(%s::regclass, true, false, '')::text", (name,)).fetchall())
    session.execute("CREATE TEMP VIEW mine AS SELECT * FROM tb_pggit_intent")
    session.execute("CREATE TEMP VIEW mine_too WITH (security_invoker) AS SELECT * FROM tb_pggit_intent")
    seen += text(session.execute("SELECT * FROM mine UNION ALL SELECT * FROM mine_too").fetchall())
    seen += text(session.execute("EXPLAIN (ANALYZE, VERBOSE) SELECT * FROM v_pggit_open_conflict").fetchall())
    seen += text(session.execute("SELECT * FROM pg_stats WHERE tablename ~ '^tb_pggit_'").fetchall())
    assert SECRET not in seen and ADD_A in seen
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        session.execute("SELECT table_to_xml('pggit_internal.intent_card', true, false, '')")
    (row,) = scene.people.db.execute("SELECT 'pggit_internal.intent_card'::regclass::oid AS oid").fetchall()
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        session.execute("SELECT table_to_xml(%s::oid::regclass, true, false, '')", (row["oid"],))


def test_a_prepared_plan_does_not_outlive_the_switch_or_the_role(scene, connect, login, maintenance):
    both = login()
    for who in ("a", "auditor"):
        maintenance.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(scene.people.roles[who]),
                                                             sql.Identifier(both)))
    session = connect(user=both)
    session.execute("SET plan_cache_mode = force_generic_plan")
    session.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(scene.people.roles["auditor"])))
    session.execute("PREPARE p AS SELECT id FROM tb_pggit_intent")
    session.execute("PREPARE q AS SELECT id FROM pggit_list_intents()")
    assert len(session.execute("EXECUTE p").fetchall()) == len(session.execute("EXECUTE q").fetchall()) == 4
    session.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(scene.people.roles["a"])))
    assert len(session.execute("EXECUTE p").fetchall()) == len(session.execute("EXECUTE q").fetchall()) == 1
    one(scene.people.coordinator, "pggit_set", name="row_security", value="off")
    assert len(session.execute("EXECUTE p").fetchall()) == len(session.execute("EXECUTE q").fetchall()) == 4


OWN_CODE = """
CREATE TABLE {schema}.bait (n int);
INSERT INTO {schema}.bait VALUES (1);
CREATE TABLE {schema}.loot (what text);
CREATE FUNCTION {schema}.steal() RETURNS void LANGUAGE plpgsql AS $$
BEGIN INSERT INTO {schema}.loot SELECT i::text FROM public.{read} AS i; END $$;
CREATE FUNCTION {schema}.twice(n int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN n * 2; END $$;
CREATE INDEX ON {schema}.bait ({schema}.twice(n));
CREATE OR REPLACE FUNCTION {schema}.twice(n int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN PERFORM {schema}.steal(); RETURN n * 2; END $$;
"""


@pytest.mark.parametrize("read", ["pggit_list_intents()", "pggit_list_conflicts()", "tb_pggit_intent",
                                  "v_pggit_open_conflict"])
def test_a_superuser_who_analyzes_an_agent_s_table_lends_it_no_eyes(scene, read):
    """ANALYZE, autovacuum's too, calls the table's index functions in the session of whoever runs it."""
    people, schema = scene.people, "bait_of_a"
    people.db.execute(f"CREATE SCHEMA {schema} AUTHORIZATION {people.roles['a']}")
    people.a.execute(OWN_CODE.format(schema=schema, read=read))
    if read.endswith(")"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="cannot tell who calls it"):
            people.db.execute(f"ANALYZE {schema}.bait")
    else:
        people.db.execute(f"ANALYZE {schema}.bait")
        loot = people.db.execute(f"SELECT what FROM {schema}.loot").fetchall()
        assert loot and SECRET not in text(loot)


def test_a_security_definer_function_of_an_agent_reads_what_that_agent_may_read(scene):
    people = scene.people
    people.db.execute(f"CREATE SCHEMA of_a AUTHORIZATION {people.roles['a']}")
    people.a.execute("CREATE FUNCTION of_a.all_of_it() RETURNS SETOF tb_pggit_intent LANGUAGE sql SECURITY DEFINER"
                     " AS 'SELECT * FROM public.tb_pggit_intent'")
    people.db.execute("GRANT USAGE ON SCHEMA of_a TO pggit_coordinator")
    rows = people.coordinator.execute("SELECT id FROM of_a.all_of_it()").fetchall()
    assert [row["id"] for row in rows] == [scene.a["id"]]


def test_proofs_show_the_other_side_s_outcome_but_not_its_text(scene, psql):
    people = scene.people
    people.db.execute(SCHEMA + "CREATE TABLE users (id int)")
    assert psql("-q", "-f", "sql/psql/shadow_ownership.sql").code == 0
    (proof,) = call(people.a, "pggit_verify_intent", intent_id=scene.a["id"])
    assert {scene.a["id"], scene.b["id"]} == {proof["intent_a"], proof["intent_b"]}
    assert proof["outcome"] == "compatible" and proof["runs"] is None
    assert people.db.execute("SELECT count(*) AS n FROM tb_pggit_proof").fetchone()["n"] == 3
    assert people.a.execute("SELECT * FROM tb_pggit_proof").fetchall() == []
    assert people.a.execute("SELECT * FROM v_pggit_proof").fetchall() == []
    (found,) = conflicts(people.a, scene.a["id"])
    assert found["proven_outcome"] == "compatible"


def test_a_conflict_that_only_the_proof_finds_has_no_text_of_the_other_in_it(hidden, psql):
    hidden.db.execute(SCHEMA)
    assert psql("-q", "-f", "sql/psql/shadow_ownership.sql").code == 0
    # put together at run time, so that no prediction sees it; which of the two fails depends on the order
    register(hidden.b, "claude-b", "DO $$BEGIN EXECUTE reverse('ega NMULOC PORD sremotsuc ELBAT RETLA'); END$$")
    row = register(hidden.a, "claude-a", "DO $$BEGIN EXECUTE reverse(')ega( sremotsuc NO i XEDNI ETAERC'); END$$")
    assert not conflicts(hidden.db, row["id"])
    (proof,) = call(hidden.a, "pggit_verify_intent", intent_id=row["id"])
    assert (proof["outcome"], proof["runs"], proof["differences"]) == ("ordered", None, None)
    for session in (hidden.a, hidden.b):
        (found,) = call(session, "pggit_list_conflicts")
        assert found["metadata"]["error"]["sqlstate"] == "42703"
        assert "EXECUTE" not in text(found)


def test_the_commands_work_under_it(scene, server, database):
    def command(script, **variables):
        options = [f"--set={name}={value}" for name, value in variables.items()]
        return run_psql(server, database, *options, "-f", f"sql/psql/{script}.sql", user=scene.people.roles["a"])

    for script, variables in (
        ("list_intents", {}),
        ("status", {"intent": scene.a["id"]}),
        ("conflicts", {}),
        ("check", {"agent": "claude-a", "feature": "x", "ddl": ADD_A}),
        ("abandon", {"intent": scene.a["id"], "reason": "done"}),
    ):
        result = command(script, **variables)
        assert result.code == 0, (script, result.stderr)
        assert SECRET not in result.stdout + result.stderr, script
    assert command("status", intent=scene.c["id"]).code != 0


def test_switching_it_off_shows_everything_again_and_leaves_nothing_behind(scene):
    people = scene.people
    one(people.coordinator, "pggit_set", name="row_security", value="off")
    assert len(call(people.a, "pggit_list_intents")) == 4
    assert people.a.execute("SELECT count(*) AS n FROM tb_pggit_intent_history").fetchone()["n"] > 4
    assert people.db.execute(
        "SELECT c.relname FROM pg_class AS c WHERE c.relnamespace = 'public'::regnamespace"
        " AND (c.relrowsecurity OR 'security_barrier=true' = ANY(c.reloptions))"
    ).fetchall() == []


def test_installing_again_keeps_it_on(scene, psql):
    result = psql("-q", "-f", "install.sql")
    assert result.code == 0, result.stderr
    assert scene.people.a.execute("SELECT count(*) AS n FROM tb_pggit_intent").fetchone() == {"n": 1}
    rows = scene.people.db.execute(
        "SELECT c.relname FROM pg_class AS c WHERE c.relname LIKE 'v\\_pggit\\_%'"
        " AND NOT coalesce('security_barrier=true' = ANY(c.reloptions), false)"
    ).fetchall()
    assert rows == []


def test_every_table_that_knows_of_intents_has_its_policies(hidden):
    """A table that is added later is found here."""
    without = hidden.db.execute(
        "SELECT c.relname FROM pg_class AS c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'"
        " AND c.relname LIKE 'tb\\_pggit\\_%' AND NOT c.relrowsecurity AND EXISTS ("
        "   SELECT FROM pg_attribute AS a WHERE a.attrelid = c.oid AND NOT a.attisdropped AND a.attname IN"
        "   ('agent_id', 'intent_id', 'intent_a', 'intent_b', 'conflict_id', 'schema_changes'))"
    ).fetchall()
    assert without == []
    views = hidden.db.execute(
        "SELECT c.relname FROM pg_class AS c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'v'"
        " AND c.relname LIKE 'v\\_pggit\\_%' AND c.relname <> 'v_pggit_error_code'"
        " AND NOT coalesce('security_invoker=true' = ANY(c.reloptions), false)"
    ).fetchall()
    assert views == []
