"""What anybody can set for a session, and constraints made immediate, change nothing of what is found."""

import re

import pytest

from steps import ADD_A, ADD_B, INDEX_EMAIL, conflicts, register

SCHEMA = """
CREATE SCHEMA s;
CREATE TABLE users (id int PRIMARY KEY, email text, "Login" text);
CREATE VIEW logins AS SELECT id, email FROM users;
CREATE FUNCTION "Of users"() RETURNS SETOF logins LANGUAGE sql BEGIN ATOMIC SELECT * FROM logins; END;
"""
# They meet by their texts, through the catalog, by schema and feature, and have strings with backslashes in them.
DECLARED = [
    ("claude-a", "ALTER TABLE users DROP COLUMN email CASCADE", "mail"),
    ("claude-b", "CREATE OR REPLACE VIEW logins AS SELECT id FROM users", "Log in!"),
    ("claude-c", INDEX_EMAIL, "log in?"),
    ("claude-d", "ALTER TABLE users ADD CONSTRAINT mail CHECK (email ~ E'\\\\w+@\\\\w+')", "feature \\ four"),
    ("claude-e", 'ALTER TABLE users RENAME COLUMN "Login" TO login', "mail"),
    ("claude-f", "DROP SCHEMA s CASCADE", "schema s"),
    ("claude-g", "CREATE TABLE s.t (a text DEFAULT 'a\\', b text DEFAULT 'b', c date DEFAULT now())", "t"),
    ("claude-h", 'ALTER FUNCTION "Of users"() RENAME TO of_users', "u"),
]

SETTINGS = [
    "SET quote_all_identifiers = on",
    "SET standard_conforming_strings = off",
    "SET standard_conforming_strings = off; SET backslash_quote = on; SET escape_string_warning = off",
    "SET transform_null_equals = on; SET array_nulls = off",
    "SET plpgsql.extra_errors = 'all'",
    "SET intervalstyle = 'sql_standard'; SET bytea_output = 'escape'; SET extra_float_digits = -15",
    "SET timezone = 'Asia/Kolkata'; SET lc_numeric = 'C'; SET lc_time = 'C'",
    "SET search_path = ''",
    "SET search_path = s, public",
    "SET enable_indexscan = off; SET enable_bitmapscan = off; SET enable_sort = off; SET enable_hashagg = off",
    "SET plan_cache_mode = force_custom_plan; SET jit_above_cost = 0; SET from_collapse_limit = 1",
    "SET work_mem = '64kB'; SET cursor_tuple_fraction = 0.001; SET constraint_exclusion = on",
    "SET client_encoding = 'LATIN1'",
    "SET client_min_messages = error; SET row_security = off",
    "SET check_function_bodies = off; SET xmloption = document",
    "SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0",
]

REGISTER = "SELECT public.pggit_register_intent(%s, %s, ARRAY[%s])"
LOOK = {
    "intents": "SELECT agent_id, branch_name, status, risk_level, tables_affected, metadata, analysis, risk_reasons"
    " FROM public.tb_pggit_intent",
    "conflicts": "SELECT c.conflict_type, severity, affected_objects, predicted_outcome, resolution_suggestions,"
    " c.metadata, a.agent_id AS a, b.agent_id AS b, f.agent_id AS apply_first FROM public.tb_pggit_conflict AS c"
    " JOIN public.tb_pggit_intent AS a ON a.id = intent_a JOIN public.tb_pggit_intent AS b ON b.id = intent_b"
    " LEFT JOIN public.tb_pggit_intent AS f ON f.id = apply_first",
    "footprints": "SELECT statement_no, object_kind, object_name, parent_name, action, detail, key"
    " FROM pggit_internal.footprint",
    "history": "SELECT old_status, new_status, reason, changed_by FROM public.tb_pggit_intent_history",
    "verified": "SELECT result FROM public.pggit_verify_history()",
}


# Suggestions name the calls that fit, with ids: no two intents or conflicts have the same.
OF_THIS_RUN = re.compile(r"int_[0-9a-f]{12}|(?<=conflict\()[0-9]+")


def found(session):
    """Declare everything in a session, take it back, and return what was there meanwhile."""
    with session.transaction(force_rollback=True):
        for agent, ddl, feature in DECLARED:
            session.execute(REGISTER, (agent, feature, ddl))
        session.execute("RESET ALL")
        session.execute("SET client_encoding = 'UTF8'")
        return {
            name: sorted(OF_THIS_RUN.sub("...", str(row)) for row in session.execute(query).fetchall())
            for name, query in LOOK.items()
        }


@pytest.mark.parametrize("settings", SETTINGS)
def test_the_same_is_found_and_stored(db, database, connect, settings):
    db.execute(SCHEMA)
    expected = found(db)
    assert len(expected["conflicts"]) >= 8
    session = connect()
    session.execute(settings)
    assert found(session) == expected


@pytest.mark.parametrize("key", [None, "once"])
def test_where_a_transaction_checks_its_constraints_at_once_registering_works(db, database, connect, key):
    session = connect(autocommit=False)
    session.execute("SET CONSTRAINTS ALL IMMEDIATE")
    register(session, "claude-a", ADD_A, idempotency_key=key)
    second = register(session, "claude-b", ADD_B, idempotency_key=key)
    session.execute("SET CONSTRAINTS ALL IMMEDIATE")
    session.commit()
    assert len(conflicts(db, second["id"])) == 1
