"""Declared text gets no further than pggit_prover may go, and nothing of a proof stays."""

import threading

import psycopg
import pytest

from proof.conftest import fingerprint, prove
from steps import register, wait_until, wait_until_blocked

OTHER = "CREATE TABLE other ()"


def code(body):
    """Return a change that runs PL/pgSQL in a column's default, as a declared change can."""
    return (
        f"CREATE FUNCTION run() RETURNS text LANGUAGE plpgsql AS $code$ BEGIN {body} RETURN current_user; END $code$;"
        "CREATE TABLE victim (x int); INSERT INTO victim VALUES (1); ALTER TABLE victim ADD COLUMN y text DEFAULT run()"
    )


@pytest.mark.parametrize(
    "body",
    [
        "PERFORM set_config('role', 'postgres', false);",
        "PERFORM set_config('role', 'none', false);",
        "PERFORM set_config('session_authorization', 'postgres', false);",
        "RESET ROLE;",
        "SET SESSION AUTHORIZATION DEFAULT;",
        "UPDATE public.tb_pggit_setting SET value = 'off';",
        "DELETE FROM public.tb_pggit_intent_history;",
        "INSERT INTO public.tb_pggit_intent (agent_id) VALUES ('x');",
        "PERFORM count(*) FROM public.tb_pggit_intent;",
        "PERFORM count(*) FROM pggit_internal.footprint;",
        "PERFORM pggit_internal.read_change('{}', false, NULL);",
        "ALTER TABLE public.tb_pggit_intent DISABLE TRIGGER ALL;",
        "GRANT pggit_owner TO pggit_prover;",
        "CREATE ROLE sneaky SUPERUSER;",
        "PERFORM pg_read_file('/etc/passwd');",
        "COPY (SELECT 1) TO PROGRAM 'true';",
        "PERFORM public.pggit_register_intent('a', 'b', '{create table t()}');",
    ],
)
def test_declared_code_has_no_more_rights_than_the_prover(shadow, body):
    register(shadow, "claude-a")
    proof = prove(shadow, code(body), OTHER)
    assert proof["outcome"] == "unproven"
    assert "42501" in proof["reason"], proof


def test_declared_code_runs_as_the_prover(shadow):
    """The control of the test above: without a forbidden step, the same change works."""
    assert prove(shadow, code("NULL;"), OTHER)["outcome"] == "compatible"
    proof = prove(shadow, code("RAISE EXCEPTION 'it is %', current_user;"), OTHER)
    assert "it is pggit_prover" in proof["reason"]


def test_own_operators_and_functions_do_not_change_the_answer(shadow):
    hijack = (
        "CREATE FUNCTION public.lie(jsonb, jsonb) RETURNS boolean LANGUAGE sql RETURN true;"
        "CREATE OPERATOR public.= (LEFTARG = jsonb, RIGHTARG = jsonb, FUNCTION = public.lie);"
        "CREATE FUNCTION public.set_config(text, text, boolean) RETURNS text LANGUAGE sql RETURN 'x';"
        "CREATE FUNCTION public.current_setting(text) RETURNS text LANGUAGE sql RETURN 'nowhere';"
        "CREATE FUNCTION public.unnest(text[]) RETURNS SETOF text LANGUAGE sql AS 'SELECT ''equal''';"
        "SET search_path = public, pg_catalog;"
    )
    a = hijack + "ALTER TABLE customers ALTER age SET DEFAULT 1"
    assert prove(shadow, a, "ALTER TABLE customers ALTER age SET DEFAULT 2")["outcome"] == "divergent"


def test_a_raise_with_the_proofs_own_code_is_an_error_like_others(shadow):
    proof = prove(shadow, "DO $$BEGIN RAISE EXCEPTION 'done' USING ERRCODE = 'PI020'; END$$", OTHER)
    assert proof["outcome"] == "unproven" and proof["runs"]["a"]["sqlstate"] == "PI020"


def test_the_callers_settings_are_as_before(shadow):
    def settings():
        names = ("search_path", "lock_timeout", "role", "work_mem")
        return [shadow.execute("SELECT current_setting(%s) AS s", (name,)).fetchone()["s"] for name in names]

    shadow.execute("SET search_path = pg_catalog, public; SET lock_timeout = '7s'")
    before = settings()
    prove(shadow, "SET work_mem = '1MB'; SET search_path = public; CREATE TABLE t ()", OTHER)
    prove(shadow, "SET lock_timeout = 0; ALTER TABLE nowhere ADD COLUMN x int", OTHER)
    assert settings() == before


def test_an_application_that_holds_a_lock_is_not_disturbed(shadow, connect):
    application = connect(autocommit=False)
    application.execute("LOCK TABLE customers IN ACCESS SHARE MODE")
    proof = prove(shadow, "ALTER TABLE customers ADD COLUMN x int", OTHER)
    assert proof["outcome"] == "unproven" and "55P03" in proof["reason"]
    application.execute("SELECT 1")
    application.commit()


def test_an_application_that_waits_for_a_proof_never_becomes_a_deadlocks_victim(shadow, connect):
    application = connect(autocommit=False)
    application.execute("LOCK TABLE orders IN ACCESS SHARE MODE")
    proofs = []
    prover = connect()

    def run():
        # The proof takes customers, then waits for orders, which the application holds.
        change = "ALTER TABLE customers ADD COLUMN x int; ALTER TABLE orders ADD COLUMN x int"
        proofs.append(prove(prover, change, OTHER))

    thread = threading.Thread(target=run)
    thread.start()
    wait_until_blocked(shadow, prover)
    application.execute("SELECT * FROM customers")
    application.commit()
    thread.join()
    assert proofs[0]["outcome"] == "unproven" and "55P03" in proofs[0]["reason"]


def test_a_cancelled_proof_leaves_nothing(shadow):
    before = fingerprint(shadow)
    shadow.execute("SET statement_timeout = '300ms'")
    with pytest.raises(psycopg.errors.QueryCanceled):
        prove(shadow, "CREATE TABLE t (); SELECT pg_sleep(60)", OTHER)
    shadow.execute("RESET statement_timeout")
    assert fingerprint(shadow) == before
    assert prove(shadow, "CREATE TABLE t ()", OTHER)["outcome"] == "compatible"


def test_a_killed_session_leaves_nothing(shadow, connect):
    before = fingerprint(shadow)
    victim = connect()

    def run():
        with pytest.raises(psycopg.OperationalError):
            prove(victim, "CREATE TABLE t (); SELECT pg_sleep(60)", OTHER)

    thread = threading.Thread(target=run)
    thread.start()
    pid = victim.info.backend_pid
    wait_until(
        lambda: shadow.execute(
            "SELECT 1 FROM pg_stat_activity WHERE pid = %s AND wait_event = 'PgSleep'", (pid,)
        ).fetchone(),
        "the proof sleeps",
    )
    shadow.execute("SELECT pg_terminate_backend(%s)", (pid,))
    thread.join()
    wait_until(
        lambda: not shadow.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", (pid,)).fetchone(),
        "the session is gone",
    )
    assert fingerprint(shadow) == before


def test_a_proof_in_an_open_transaction_leaves_the_transaction_as_it_was(shadow):
    with shadow.transaction():
        shadow.execute("CREATE TABLE mine (x int)")
        prove(shadow, "ALTER TABLE customers ADD COLUMN x int", "ALTER TABLE nowhere ADD COLUMN x int")
        shadow.execute("INSERT INTO mine VALUES (1)")
    assert shadow.execute("SELECT count(*) AS n FROM mine").fetchone()["n"] == 1


def test_a_prover_that_could_become_a_superuser_proves_nothing(shadow, login):
    """As a member it could give a SECURITY DEFINER function to that role, and call it in a default."""
    boss = login()
    shadow.execute(f"ALTER ROLE {boss} SUPERUSER")
    group = login(member_of=[boss])
    shadow.execute(f"GRANT {group} TO pggit_prover")
    try:
        proof = prove(shadow, OTHER, "CREATE TABLE t ()")
    finally:
        shadow.execute(f"REVOKE {group} FROM pggit_prover")
    assert proof["outcome"] == "unproven" and boss in proof["reason"] and "superuser" in proof["reason"]
    assert prove(shadow, OTHER, "CREATE TABLE t ()")["outcome"] == "compatible"


@pytest.mark.parametrize("role", ["pggit_agent", "pggit_auditor", "pggit_coordinator", "pggit_owner"])
def test_a_prover_that_may_use_pggit_proves_nothing(shadow, login, role):
    """Declared text would read others' intents for its author, and say them in an error's message."""
    team = login(member_of=[role])
    shadow.execute(f"GRANT {team} TO pggit_prover")
    try:
        proof = prove(shadow, OTHER, "CREATE TABLE t ()")
    finally:
        shadow.execute(f"REVOKE {team} FROM pggit_prover")
    assert proof["outcome"] == "unproven" and f"is a member of {role}, who may use pggit" in proof["reason"]
