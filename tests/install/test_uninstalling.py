"""sql/uninstall.sql takes everything away again that is the product's, and nothing else."""

import pytest

from steps import ADD_A, ADD_B, contents, register

ROLES = ["agent", "auditor", "coordinator", "owner", "prover", "runner"]


@pytest.fixture
def uninstall(server, psql):
    """Return a function that runs uninstall.sql."""

    def run(database, **options):
        with server.installing():
            return psql("-f", "sql/uninstall.sql", database=database, **options)

    return run


def test_everything_is_gone_and_the_roles_that_another_database_uses_stay(
    db, database, fresh_database, connect, uninstall, dump
):
    register(db, "claude-a", ADD_A)
    register(db, "claude-b", ADD_B)
    result = uninstall(database)
    assert result.code == 0, result.stderr
    connect(database=fresh_database).execute("CREATE EXTENSION plpython3u")
    assert dump(database) == dump(fresh_database)
    roles = db.execute(
        "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", ([f"pggit_{r}" for r in ROLES],)
    ).fetchall()
    assert len(roles) == 6
    assert result.stderr.count("WARNING:  role pggit_") == 6


def test_the_roles_go_with_the_last_database(db, fresh_database, own_roles, install, uninstall):
    folder, prefix = own_roles
    assert install(fresh_database, cwd=folder).code == 0
    query = "SELECT rolname FROM pg_roles WHERE rolname LIKE %s ORDER BY rolname"
    made = [row["rolname"] for row in db.execute(query, (prefix + "\\_%",)).fetchall()]
    assert made == [f"{prefix}_{role}" for role in ROLES]
    result = uninstall(fresh_database, cwd=folder)
    assert (result.code, result.stderr) == (0, "")
    assert db.execute(query, (prefix + "\\_%",)).fetchall() == []


def test_it_can_be_installed_again(database, template_database, install, uninstall, dump):
    assert uninstall(database).code == 0
    assert install(database).code == 0
    assert dump(database) == dump(template_database)


def test_where_it_is_not_installed_that_is_said(fresh_database, uninstall):
    result = uninstall(fresh_database)
    assert result.code == 3
    assert "pggit is not installed" in result.stderr and "HINT:" in result.stderr


OURS = {
    "a view": ("CREATE VIEW our_intents AS SELECT id, status FROM tb_pggit_intent", "DROP VIEW public.our_intents;"),
    "a view of a view": ("CREATE VIEW ours AS SELECT * FROM v_pggit_intent", "DROP VIEW public.ours;"),
    "a materialized view": (
        "CREATE MATERIALIZED VIEW ours AS SELECT id FROM tb_pggit_intent", "DROP MATERIALIZED VIEW public.ours;"
    ),
    "a function": (
        "CREATE FUNCTION ours(i tb_pggit_intent) RETURNS int LANGUAGE sql RETURN 1",
        "DROP FUNCTION public.ours(public.tb_pggit_intent);",
    ),
    "a foreign key": (
        "CREATE TABLE ours (id varchar(64) CONSTRAINT is_an_intent REFERENCES tb_pggit_intent)",
        "ALTER TABLE public.ours DROP CONSTRAINT is_an_intent;",
    ),
    "a column": (
        "CREATE TABLE ours (id int, kept pggit_conflict_report)", "ALTER TABLE public.ours DROP COLUMN kept;"
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", OURS)
def test_what_somebody_built_on_it_stops_it_is_named_and_the_advice_works(db, database, uninstall, dump, what):
    made, advice = OURS[what]
    register(db)
    db.execute(made)
    before, rows = dump(database), contents(db)
    result = uninstall(database)
    assert result.code == 3
    assert " uses " in result.stderr.split("DETAIL:")[1].split("HINT:")[0]
    assert advice in result.stderr.split("HINT:")[1].splitlines()
    assert "CASCADE" not in result.stderr
    assert dump(database) == before
    assert contents(db) == rows
    db.execute(advice)
    assert uninstall(database).code == 0


def test_with_a_detector_and_a_suggester_there_it_says_how_to_remove_them(db, database, connect, login, uninstall):
    lead = login(member_of=["pggit_coordinator"])
    db.execute(f"CREATE SCHEMA team AUTHORIZATION {lead}")
    session = connect(user=lead)
    session.execute("GRANT USAGE ON SCHEMA team TO pggit_runner")
    for name, arguments, returns in (
        ("rule", "tb_pggit_intent, tb_pggit_intent", "pggit_conflict_report"),
        ("advice", "pggit_conflict_report, tb_pggit_intent, tb_pggit_intent", "text"),
    ):
        session.execute(
            f"CREATE FUNCTION team.{name}({arguments}) RETURNS SETOF {returns} LANGUAGE plpgsql SECURITY DEFINER"
            " SET search_path = pg_catalog, pg_temp AS 'BEGIN RETURN; END'"
        )
        session.execute(f"GRANT EXECUTE ON FUNCTION team.{name} TO pggit_runner")
    session.execute("SELECT pggit_add_detector('our rule', 'team.rule')")
    session.execute("SELECT pggit_add_suggester('our advice', 'team.advice')")
    result = uninstall(database)
    assert result.code == 3 and "CASCADE" not in result.stderr
    assert "team.rule" in result.stderr.split("DETAIL:")[1].split("HINT:")[0]
    first, *commands = result.stderr.split("HINT:")[1].strip().splitlines()
    commands = [line for line in commands if line.endswith(";")]
    assert commands == [
        "SELECT pggit_remove_detector('our rule');",
        "SELECT pggit_remove_suggester('our advice');",
        "DROP FUNCTION team.advice(public.pggit_conflict_report,public.tb_pggit_intent,public.tb_pggit_intent);",
        "DROP FUNCTION team.rule(public.tb_pggit_intent,public.tb_pggit_intent);",
    ]
    for command in commands:
        session.execute(command)
    assert uninstall(database).code == 0


@pytest.mark.parametrize("role", ["pggit_prover", "pggit_runner", "pggit_agent", "pggit_coordinator", "pggit_auditor"])
def test_what_somebody_gave_to_one_of_the_roles_is_not_removed_with_it(db, database, uninstall, role):
    db.execute("CREATE TABLE ours (id int)")
    db.execute(f"ALTER TABLE ours OWNER TO {role}")
    result = uninstall(database)
    assert db.execute("SELECT to_regclass('ours') IS NOT NULL AS there").fetchone() == {"there": True}
    assert result.code == 3
    assert "table ours" in result.stderr and "HINT:" in result.stderr


def test_rights_that_somebody_gave_to_one_of_the_roles_do_not_stop_it(db, database, uninstall):
    db.execute("CREATE TABLE ours (id int)")
    db.execute("GRANT ALL ON ours TO pggit_prover, pggit_agent")
    db.execute("GRANT USAGE ON SCHEMA public TO pggit_prover")
    assert uninstall(database).code == 0
    assert db.execute("SELECT to_regclass('ours') IS NOT NULL AS there").fetchone() == {"there": True}


def test_without_the_rights_it_is_refused(db, database, uninstall, login, dump):
    before = dump(database)
    assert uninstall(database, user=login()).code == 3
    assert dump(database) == before
