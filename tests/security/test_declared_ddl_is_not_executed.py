"""What somebody declares is read, never run, and what is lying about in the session does not get in between."""

import psycopg
import pytest

from steps import ADD_A, ADD_B, call, conflicts, mark, register

ATTEMPTS = {
    "a table": "CREATE TABLE leak (id int)",
    "an end of the transaction": "COMMIT; CREATE TABLE leak (id int); BEGIN",
    "a rollback": "ROLLBACK; CREATE TABLE leak (id int)",
    "a block": "DO $$ BEGIN CREATE TABLE leak (id int); END $$",
    "a function call": "SELECT nextval('counter'), set_config('pggit.leak', 'yes', false)",
    "a default": "ALTER TABLE victim ADD COLUMN b bigint DEFAULT nextval('counter')",
    "an index expression": "CREATE INDEX ON victim (touch(id))",
    "a program": "COPY victim TO PROGRAM 'touch {file}'",
    "a file": "COPY (SELECT 1) TO '{file}'",
    "a drop": "DROP TABLE victim; DROP TABLE tb_pggit_intent CASCADE; DROP SCHEMA pggit_internal CASCADE",
    "a role": "SET ROLE postgres; ALTER ROLE pggit_agent SUPERUSER; RESET ROLE",
    "a quote": "SELECT ''''; CREATE TABLE leak (id int) --'",
    "an escape": "SELECT 'a\\'; CREATE TABLE leak (id int); --'",
    "a dollar quote": "SELECT $a$ $a$; CREATE TABLE leak (id int); SELECT $b$ $b$",
    "a comment": "SELECT 1 /* ; */ ; CREATE TABLE leak (id int) -- ;",
    "Python": "COMMENT ON TABLE victim IS '''); plpy.execute(\"CREATE TABLE leak (id int)\") #'",
    "a notification": "NOTIFY leak; LISTEN leak",
    "a prepared statement": "PREPARE leak AS SELECT 1",
    "a cursor": "DECLARE leak CURSOR WITH HOLD FOR SELECT 1",
}

# What must be the same before and after.
STATE = """
SELECT (SELECT jsonb_agg(c.oid ORDER BY c.oid) FROM pg_class AS c WHERE c.relpersistence <> 't')::text AS relations,
    (SELECT count(*) FROM pg_attribute AS a WHERE a.attrelid = 'victim'::regclass) AS columns,
    (SELECT last_value || ' ' || is_called FROM counter) AS counter,
    (SELECT count(*) FROM touched) AS touched,
    current_setting('pggit.leak', true) AS setting, current_user, session_user, current_setting('role') AS role,
    (SELECT rolsuper FROM pg_roles WHERE rolname = 'pggit_agent') AS super,
    (SELECT count(*) FROM pg_prepared_statements WHERE name = 'leak')
        + (SELECT count(*) FROM pg_cursors WHERE name = 'leak')
        + (SELECT count(*) FROM pg_listening_channels()) AS in_session
"""

CALLS = {
    "pggit_register_intent": {"agent_id": "claude-a", "feature_name": "f"},
    "pggit_check_conflicts": {"agent_id": "claude-a", "feature_name": "f"},
    "pggit_footprint": {},
}


@pytest.fixture
def victim(db):
    """Return a session in which something could be harmed."""
    db.execute("CREATE TABLE victim (id int); CREATE SEQUENCE counter; CREATE TABLE touched (id int)")
    db.execute("CREATE FUNCTION touch(int) RETURNS int LANGUAGE sql AS 'INSERT INTO touched VALUES ($1) RETURNING id'")
    db.execute("INSERT INTO victim VALUES (1)")
    return db


@pytest.mark.parametrize("conforming", ["on", "off"])
def test_nothing_of_it_runs(victim, tmp_path, conforming):
    tmp_path.chmod(0o777)
    file = tmp_path / "leak"
    victim.execute(f"SET standard_conforming_strings = {conforming}")
    before = victim.execute(STATE).fetchone()
    for name, attempt in ATTEMPTS.items():
        ddl = attempt.replace("{file}", str(file))
        for changes in ([ddl], [ADD_A, ddl], [ddl, ADD_A]):
            for function, arguments in CALLS.items():
                call(victim, function, **arguments, schema_changes=changes)
            call(victim, "pggit_detect_conflicts", schema_changes_a=changes, schema_changes_b=[ADD_B])
        # another agent's intent with the same text: both are judged against each other
        row = register(victim, "claude-b", ddl)
        call(victim, "pggit_compare_intents", intent_a=row["id"], intent_b=row["id"])
        assert victim.execute(STATE).fetchone() == before, name
        assert not file.exists(), name


def test_names_are_never_executed_either(victim):
    before = victim.execute(STATE).fetchone()
    for text in ("x'); CREATE TABLE leak (id int); --", "$$; CREATE TABLE leak (id int); $$", "%s %I %1$s {} \\"):
        row = register(victim, text, ADD_A, feature=text, metadata={text: text})
        mark(victim, row["id"], "abandoned", reason=text, changed_by=text)
        call(victim, "pggit_list_intents", agent_id=text)
    assert victim.execute(STATE).fetchone() == before


SHADOWS = """
CREATE TEMPORARY TABLE tb_pggit_intent (LIKE public.tb_pggit_intent);
CREATE TEMPORARY TABLE tb_pggit_conflict (LIKE public.tb_pggit_conflict);
CREATE TEMPORARY TABLE tb_pggit_setting (name text, value text);
CREATE TEMPORARY TABLE tb_pggit_status (status text, is_active boolean);
CREATE TEMPORARY TABLE footprint (key text);
CREATE TEMPORARY TABLE pg_class (oid oid);
CREATE TYPE pg_temp.text AS (a int);
CREATE TYPE pg_temp.jsonb AS (a int);
CREATE FUNCTION pg_temp.hijacked() RETURNS int LANGUAGE plpgsql AS 'BEGIN RAISE ''hijacked as %'', current_user; END';
CREATE FUNCTION pg_temp.lower(pg_catalog.text) RETURNS pg_catalog.text LANGUAGE sql
    AS 'SELECT pg_temp.hijacked()::pg_catalog.text';
CREATE FUNCTION pg_temp.btrim(pg_catalog.text) RETURNS pg_catalog.text LANGUAGE sql
    AS 'SELECT pg_temp.hijacked()::pg_catalog.text';
CREATE FUNCTION pg_temp.format(pg_catalog.text, pg_catalog.text) RETURNS pg_catalog.text LANGUAGE sql
    AS 'SELECT pg_temp.hijacked()::pg_catalog.text';
CREATE FUNCTION pg_temp.equal(pg_catalog.text, pg_catalog.text) RETURNS boolean LANGUAGE sql
    AS 'SELECT pg_temp.hijacked() = 1';
CREATE OPERATOR pg_temp.= (LEFTARG = pg_catalog.text, RIGHTARG = pg_catalog.text, FUNCTION = pg_temp.equal);
CREATE OPERATOR pg_temp./ (LEFTARG = pg_catalog.text, RIGHTARG = pg_catalog.text, FUNCTION = pg_temp.equal);
"""


def test_what_an_agent_puts_into_pg_temp_or_its_search_path_changes_nothing(db, connect, login):
    first = register(db, "claude-a", ADD_A)
    agent = connect(user=login(member_of=["pggit_agent", "pggit_coordinator"]))
    agent.execute(SHADOWS)
    agent.execute("SET search_path = pg_temp, public, pg_catalog")
    row = agent.execute("SELECT * FROM pggit_register_intent('claude-b', 'F', ARRAY[%s])", (ADD_B,)).fetchone()
    assert row["conflicts_with"] == [first["id"]]
    assert agent.execute("SELECT count(*) AS n FROM pg_temp.tb_pggit_intent").fetchone()["n"] == 0
    reports = agent.execute("SELECT * FROM pggit_check_conflicts('c', 'g', ARRAY[%s])", (ADD_A,)).fetchall()
    assert {report["intent_b"] for report in reports} == {first["id"], row["id"]}
    assert agent.execute(
        "SELECT * FROM pggit_intent_status('int_' OPERATOR(pg_catalog.||) %s)", (row["id"][4:],)
    ).fetchall()
    assert len(agent.execute("SELECT * FROM pggit_list_intents(status => 'Conflicted')").fetchall()) == 1
    agent.execute(
        "UPDATE public.tb_pggit_intent SET status = 'In_Progress' WHERE agent_id OPERATOR(pg_catalog.=) 'claude-b'"
    )
    agent.execute("SELECT pggit_resolve_conflict(%s, 'agreed')", (conflicts(db, row["id"])[0]["id"],))
    agent.execute("SELECT pggit_mark_abandoned(%s)", (row["id"],))
    assert db.execute("SELECT count(*) AS n FROM tb_pggit_intent").fetchone()["n"] == 2


def test_an_agent_cannot_put_an_overload_into_public(db, connect, login):
    agent = connect(user=login(member_of=["pggit_agent"]))
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        agent.execute(
            "CREATE FUNCTION public.pggit_get_intent(text, int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT 1'"
        )


def test_a_settings_name_a_session_can_set_decides_nothing(db, connect, login):
    """Custom parameters are anybody's; whatever they say, no rule listens to them."""
    agent = connect(user=login(member_of=["pggit_agent"]))
    for name in ("pggit.start_requires", "pggit.role", "pggit.changed_by", "pggit.check_syntax"):
        agent.execute("SELECT set_config(%s, 'nothing', false)", (name,))
    register(agent, "claude-a", "ALTER TABLE users ADD COLUMN plan text")
    row = register(agent, "claude-b", "ALTER TABLE users ADD COLUMN plan int")
    with pytest.raises(Exception, match="must be resolved first"):
        mark(agent, row["id"], "in_progress")
