"""What somebody puts into their session, into public or into pg_temp does not get pggit to do anything else."""

import psycopg
import pytest

from steps import ADD_A, ADD_B, ADD_PLAN_INT, ADD_PLAN_TEXT, call, conflicts, mark, register

# Run as the superuser who is careless enough to let agents create in public.
OPEN_PUBLIC = "GRANT CREATE ON SCHEMA public TO PUBLIC"

# As the agent: functions, operators, types and tables named as what pggit's functions use; each fails when it is used.
TRAITOR = """
CREATE FUNCTION public.betray() RETURNS boolean LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'betrayed as %', current_user USING ERRCODE = 'IB001'; END $$;
"""
IN_PUBLIC = """
CREATE FUNCTION public.{name}(text) RETURNS text LANGUAGE sql AS 'SELECT public.betray()::text';
CREATE FUNCTION public.{name}(varchar) RETURNS text LANGUAGE sql AS 'SELECT public.betray()::text';
CREATE FUNCTION public.{name}(jsonb) RETURNS jsonb LANGUAGE sql AS 'SELECT to_jsonb(public.betray())';
"""
USED = ["format", "lower", "btrim", "coalesce_", "to_jsonb", "jsonb_typeof", "left", "length", "sha256", "quote_ident",
        "array_agg_", "jsonb_array_elements_text", "gen_random_uuid", "clock_timestamp", "pg_has_role"]  # fmt: skip

OPERATORS = """
CREATE FUNCTION public.eq(varchar, text) RETURNS boolean LANGUAGE sql AS 'SELECT public.betray()';
CREATE OPERATOR public.= (LEFTARG = varchar, RIGHTARG = text, FUNCTION = public.eq);
CREATE FUNCTION public.eqv(varchar, varchar) RETURNS boolean LANGUAGE sql AS 'SELECT public.betray()';
CREATE OPERATOR public.= (LEFTARG = varchar, RIGHTARG = varchar, FUNCTION = public.eqv);
CREATE OPERATOR public.<> (LEFTARG = varchar, RIGHTARG = varchar, FUNCTION = public.eqv);
CREATE FUNCTION public.cat(text, varchar) RETURNS text LANGUAGE sql AS 'SELECT public.betray()::text';
CREATE OPERATOR public.|| (LEFTARG = text, RIGHTARG = varchar, FUNCTION = public.cat);
CREATE FUNCTION public.get(jsonb, varchar) RETURNS text LANGUAGE sql AS 'SELECT public.betray()::text';
CREATE OPERATOR public.->> (LEFTARG = jsonb, RIGHTARG = varchar, FUNCTION = public.get);
CREATE FUNCTION public.overlap(text[], text[]) RETURNS boolean LANGUAGE sql AS 'SELECT public.betray()';
CREATE OPERATOR public.&& (LEFTARG = text[], RIGHTARG = text[], FUNCTION = public.overlap);
CREATE DOMAIN public.name AS pg_catalog.text CHECK (public.betray());
CREATE DOMAIN public.jsonb AS pg_catalog.text CHECK (public.betray());
CREATE TABLE public.pg_roles (rolname pg_catalog.text, rolbypassrls boolean DEFAULT public.betray());
CREATE TABLE public.pg_class (oid oid);
"""

TEMPORARY = """
CREATE TEMPORARY TABLE tb_pggit_setting (name text, value text);
INSERT INTO tb_pggit_setting VALUES ('agent_binding', 'off'), ('row_security', 'off'), ('start_requires', 'nothing');
CREATE TEMPORARY TABLE tb_pggit_agent_binding (role_name name, agent_id varchar);
CREATE TEMPORARY TABLE tb_pggit_intent (LIKE public.tb_pggit_intent);
CREATE TEMPORARY TABLE tb_pggit_transition (LIKE public.tb_pggit_transition);
CREATE TEMPORARY TABLE pg_roles (rolname name, rolbypassrls boolean, oid oid);
CREATE TEMPORARY VIEW v_pggit_open_conflict AS SELECT 1 AS id;
"""

PATHS = ["pg_temp, public, pg_catalog", "public, pg_temp, pg_catalog", "public", '"$user", public, pg_temp', ""]

PARAMETERS = {
    "standard_conforming_strings": "off",
    "backslash_quote": "on",
    "escape_string_warning": "off",
    "array_nulls": "off",
    "transform_null_equals": "on",
    "row_security": "off",
    "quote_all_identifiers": "on",
    "check_function_bodies": "off",
    "bytea_output": "escape",
    "datestyle": "ISO, DMY",
    "intervalstyle": "sql_standard",
    "timezone": "Asia/Kathmandu",
    "lc_messages": "C",
    "plpgsql.variable_conflict": "use_column",
    "plan_cache_mode": "force_generic_plan",
    "default_transaction_isolation": "serializable",
    "client_min_messages": "error",
    "client_encoding": "LATIN1",
    "constraint_exclusion": "on",
    "debug_parallel_query": "on",
    "force_parallel_mode": "on",
    "parallel_setup_cost": "0",
    "parallel_tuple_cost": "0",
    "min_parallel_table_scan_size": "0",
    "enable_seqscan": "off",
    "jit_above_cost": "0",
    "synchronous_commit": "off",
    "work_mem": "64kB",
    "pggit.agent_binding": "off",
    "pggit.row_security": "off",
}


def at_work(session, agent_id="claude-a"):
    """Let an agent do its work; every function that it may call is called."""
    row = session.execute(
        "SELECT * FROM public.pggit_register_intent(%s, 'F', ARRAY[%s], ARRAY['orders'])", (agent_id, ADD_A)
    ).fetchone()
    reports = session.execute(
        "SELECT * FROM public.pggit_check_conflicts(%s, 'G', ARRAY[%s])", (agent_id, ADD_B)
    ).fetchall()
    session.execute("SELECT * FROM public.pggit_footprint(ARRAY[%s])", (ADD_A,))
    session.execute("SELECT * FROM public.pggit_detect_conflicts(ARRAY[%s], ARRAY[%s])", (ADD_A, ADD_B))
    listed = session.execute("SELECT * FROM public.pggit_list_intents('Conflicted', NULL, 'users')").fetchall()
    for function in ("get_intent", "intent_status", "get_conflicts"):
        assert session.execute(f"SELECT * FROM public.pggit_{function}(%s)", (row["id"],)).fetchall()
    session.execute("SELECT * FROM public.pggit_compare_intents(%s, %s)", (row["id"], row["conflicts_with"][0]))
    session.execute("SELECT * FROM public.pggit_list_conflicts(false, 'Warning')")
    session.execute("SELECT * FROM public.v_pggit_open_conflict")
    session.execute("SELECT * FROM public.v_pggit_timeline")
    moved = session.execute("SELECT * FROM public.pggit_mark_in_progress(%s, 'go')", (row["id"],)).fetchone()
    assert moved["status"] == "in_progress"
    session.execute("SELECT public.pggit_mark_abandoned(%s)", (row["id"],))
    return row, reports, listed


def check(people, other, row, reports, listed):
    """What pggit found and shows is what it finds and shows in an innocent session."""
    assert row["conflicts_with"] == [other["id"]] and row["status"] == "conflicted"
    assert {report["intent_b"] for report in reports} == {other["id"]}
    assert [intent["id"] for intent in listed] == [row["id"]]
    with pytest.raises(psycopg.errors.NoDataFound):
        people.a.execute("SELECT public.pggit_mark_abandoned(%s)", (register(people.db, "x", ADD_B)["id"],))


@pytest.mark.parametrize("path", PATHS)
def test_objects_in_public_and_pg_temp_are_not_taken_for_pggit_s(hidden, path):
    other = register(hidden.b, "claude-b", ADD_B)
    hidden.db.execute(OPEN_PUBLIC)
    hidden.a.execute(TRAITOR)
    for name in USED:
        hidden.a.execute(IN_PUBLIC.replace("{name}", name))
    hidden.a.execute(OPERATORS)
    hidden.a.execute(TEMPORARY)
    hidden.a.execute("SELECT set_config('search_path', %s, false)", (path,))
    row, reports, listed = at_work(hidden.a)
    hidden.a.execute("SET search_path = pg_catalog")
    check(hidden, other, row, reports, listed)


def test_session_parameters_change_nothing(hidden):
    other = register(hidden.b, "claude-b", ADD_B)
    for name, value in PARAMETERS.items():
        hidden.a.execute("RESET ALL")
        try:
            hidden.a.execute("SELECT set_config(%s, %s, false)", (name, value))
        except (psycopg.errors.UndefinedObject, psycopg.errors.InsufficientPrivilege):
            continue  # of another version, or not an agent's to set
        if name == "row_security":
            # refuses to read tables and views at all: what the functions show is the same
            assert {found["agent_id"] for found in call(hidden.a, "pggit_list_intents")} == {"claude-a"}
            continue
        row, reports, listed = at_work(hidden.a)
        assert row["conflicts_with"] == [other["id"]], name
        assert {report["intent_b"] for report in reports} == {other["id"]}, name
        assert [intent["id"] for intent in listed] == [row["id"]], name
        ended = hidden.db.execute("SELECT status FROM tb_pggit_intent WHERE id = %s", (row["id"],)).fetchone()
        assert ended == {"status": "abandoned"}, name


ESCALATIONS = {
    "becoming somebody": [
        "SET ROLE pggit_owner",
        "SET ROLE pggit_coordinator",
        "SET ROLE pggit_prover",
        "SET SESSION AUTHORIZATION postgres",
        "SELECT set_config('role', 'pggit_owner', false)",
        "SELECT set_config('session_authorization', 'postgres', false)",
        "DO $$ BEGIN SET LOCAL ROLE pggit_owner; END $$",
        "GRANT pggit_owner TO CURRENT_USER",
        "ALTER ROLE pggit_agent SUPERUSER",
        "ALTER DEFAULT PRIVILEGES FOR ROLE pggit_owner GRANT ALL ON TABLES TO PUBLIC",
    ],
    "changing pggit's objects": [
        "ALTER TABLE tb_pggit_intent DISABLE TRIGGER ALL",
        "ALTER TABLE tb_pggit_intent DISABLE ROW LEVEL SECURITY",
        "DROP TRIGGER intent_10_before_insert ON tb_pggit_intent",
        "CREATE RULE r AS ON SELECT TO tb_pggit_proof DO INSTEAD NOTHING",
        "CREATE TRIGGER t AFTER INSERT ON tb_pggit_intent EXECUTE FUNCTION pg_temp.f()",
        "CREATE POLICY p ON tb_pggit_intent USING (true)",
        "ALTER FUNCTION pggit_get_intent(text) SECURITY INVOKER",
        "CREATE OR REPLACE FUNCTION public.pggit_get_intent(intent_id text) RETURNS SETOF tb_pggit_intent"
        " LANGUAGE sql AS ''",
        "CREATE INDEX ON tb_pggit_intent (id)",
        "ALTER VIEW v_pggit_open_conflict SET (security_barrier = false)",
        "ALTER VIEW v_pggit_open_conflict SET (security_invoker = false)",
        "COMMENT ON TABLE tb_pggit_intent IS ''",
        "CREATE STATISTICS s ON id, status FROM tb_pggit_intent",
    ],
    "reaching inside": [
        "SELECT pggit_internal.caller()",
        "SELECT * FROM pggit_internal.intent_card",
        "SELECT pggit_internal.agents_of('x')",
        "CREATE FUNCTION pg_temp.x() RETURNS bigint LANGUAGE sql"
        " BEGIN ATOMIC SELECT count(*) FROM pggit_internal.footprint; END",
        "CREATE VIEW pg_temp.w AS SELECT * FROM pggit_internal.intent_card",
        "DO $$ BEGIN EXECUTE 'SELECT pggit_internal.load_reader()'; END $$",
        "CREATE AGGREGATE pg_temp.g(name) (SFUNC = pggit_internal.agents_of, STYPE = text[])",
        "CREATE OPERATOR pg_temp.%% (RIGHTARG = name, FUNCTION = pggit_internal.agents_of)",
        "SELECT * FROM query_to_xml('SELECT * FROM pggit_internal.footprint', true, false, '')",
        "COPY pggit_internal.footprint TO STDOUT",
        "LOCK pggit_internal.footprint",
    ],
    "the server's files and programs": [
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "COPY tb_pggit_intent TO '/tmp/x'",
        "SELECT pg_read_file('PG_VERSION')",
        "SELECT lo_import('/etc/passwd')",
        "SELECT lo_export(1, '/tmp/x')",
        "DO LANGUAGE plpython3u 'pass'",
        "CREATE FUNCTION pg_temp.p() RETURNS int LANGUAGE plpython3u AS 'return 1'",
        "LOAD 'plpython3'",
    ],
    "writing past the rules": [
        "INSERT INTO tb_pggit_intent_history (intent_id, new_status, changed_by, db_role) VALUES ('x', 'x', 'x', 'x')",
        "UPDATE tb_pggit_setting SET value = 'off'",
        "COPY tb_pggit_agent_binding FROM STDIN",
        "TRUNCATE tb_pggit_intent",
        "MERGE INTO tb_pggit_setting USING (SELECT 1) AS s ON true WHEN MATCHED THEN DELETE",
        "INSERT INTO tb_pggit_setting VALUES ('x') ON CONFLICT (name) DO UPDATE SET value = 'off'",
        "WITH d AS (DELETE FROM tb_pggit_conflict RETURNING id) SELECT * FROM d",
        "SELECT * FROM tb_pggit_intent FOR UPDATE",
        "LOCK TABLE tb_pggit_intent IN ACCESS EXCLUSIVE MODE",
        "SELECT nextval('tb_pggit_intent_history_id_seq')",
        "SELECT setval('tb_pggit_conflict_id_seq', 1)",
        "UPDATE v_pggit_proof SET outcome = 'x'",
    ],
}


@pytest.mark.parametrize("who", ["agent", "nobody"])
@pytest.mark.parametrize("what", ESCALATIONS)
def test_an_agent_and_somebody_without_any_right_are_refused(db, connect, login, who, what):
    register(db)
    session = connect(user=login(member_of=["pggit_agent"] if who == "agent" else []))
    session.execute("CREATE FUNCTION pg_temp.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'")
    for statement in ESCALATIONS[what]:
        refused = (psycopg.errors.InsufficientPrivilege, psycopg.errors.WrongObjectType,
                   psycopg.errors.ObjectNotInPrerequisiteState)  # fmt: skip
        try:
            with session.transaction():
                session.execute(statement.encode())
        except refused:
            continue
        pytest.fail(f"{statement} was let in")


def test_default_arguments_casts_and_domains_of_the_caller_run_as_the_caller(db, connect, login):
    """They run before the function is entered."""
    session = connect(user=login(member_of=["pggit_agent"]))
    session.execute(
        "CREATE TEMPORARY TABLE seen (who name);"
        " CREATE FUNCTION pg_temp.look() RETURNS text LANGUAGE plpgsql AS"
        " $$ BEGIN INSERT INTO pg_temp.seen VALUES (current_user); RETURN 'claude-a'; END $$;"
        " CREATE FUNCTION pg_temp.fine(text) RETURNS boolean LANGUAGE plpgsql AS"
        " $$ BEGIN INSERT INTO pg_temp.seen VALUES (current_user); RETURN true; END $$;"
        " CREATE DOMAIN pg_temp.looked AS text CHECK (pg_temp.fine(VALUE));"
        " CREATE TYPE pg_temp.wrapped AS (a text);"
        " CREATE FUNCTION pg_temp.unwrap(pg_temp.wrapped) RETURNS text LANGUAGE sql AS 'SELECT pg_temp.look()';"
        " CREATE CAST (pg_temp.wrapped AS text) WITH FUNCTION pg_temp.unwrap(pg_temp.wrapped) AS IMPLICIT"
    )
    session.execute("SELECT pggit_register_intent(pg_temp.look(), 'f', ARRAY[%s])", (ADD_A,))
    session.execute("SELECT pggit_register_intent('a'::pg_temp.looked, 'g', ARRAY[%s])", (ADD_A,))
    session.execute("SELECT pggit_register_intent(ROW('x')::pg_temp.wrapped, 'h', ARRAY[%s])", (ADD_A,))
    seen = session.execute("SELECT DISTINCT who FROM pg_temp.seen").fetchall()
    assert seen == [{"who": session.info.user}]


def test_a_setting_in_a_temporary_table_relaxes_nothing(db, connect, login):
    register(db, "claude-a", ADD_PLAN_TEXT)
    row = register(db, "claude-b", ADD_PLAN_INT)
    session = connect(user=login(member_of=["pggit_agent"]))
    session.execute(TEMPORARY)
    session.execute("SET search_path = pg_temp, public")
    with pytest.raises(psycopg.Error, match="must be resolved first"):
        session.execute("SELECT public.pggit_mark_in_progress(%s)", (row["id"],))


HOSTILE = [
    "%s %n %1$s %I",
    "'; DROP TABLE tb_pggit_intent; --",
    '"; --',
    "$$; SELECT 1; $$",
    "\\'; --",
    "{0} {x}",
    "a\u202eb",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_names_and_reasons_come_back_as_they_were_given(db, database, text):
    """Quotes, format strings and the like are characters, in messages too."""
    table = '"' + text.replace('"', '""') + '"'
    register(db, text, f"ALTER TABLE {table} ADD COLUMN a int", feature=text, metadata={text: text})
    row = register(db, "claude-b", f"ALTER TABLE {table} DROP COLUMN a")
    (first, *_) = conflicts(db, row["id"])
    assert any(text in said or table in said for said in first["resolution_suggestions"])
    call(db, "pggit_resolve_conflict", conflict_id=first["id"], resolution_notes=text, reviewed_by=text)
    mark(db, row["id"], "abandoned", reason=text, changed_by=text)
    events = db.execute("SELECT reason, changed_by FROM v_pggit_timeline WHERE changed_by = %s", (text,)).fetchall()
    assert {event["reason"] for event in events} == {text, None}
