"""install.sql: again and again, two at once, and refused with nothing changed."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from steps import ADD_A, ADD_B, call, call_error, contents, one, register

LINE = "SELECT pggit_register_intent('claude-payments', 'stripe', ARRAY['ALTER TABLE users ADD COLUMN stripe_id TEXT'])"


def refused(result, *said):
    """Check that an installation failed with an error that says what and what to do."""
    assert result.code == 3, result.stdout + result.stderr
    for text in (*said, "ERROR:", "HINT:"):
        assert text in result.stderr
    assert "installed" not in result.stdout.splitlines()[-1]


def test_twice_into_a_new_database_and_the_first_line_works(fresh_database, install, dump, psql):
    assert install(fresh_database).code == 0
    first = dump(fresh_database)
    again = install(fresh_database)
    assert (again.code, again.stderr) == (0, "")
    assert dump(fresh_database) == first
    assert psql("-At", "-c", LINE, database=fresh_database).code == 0


def test_it_says_what_it_does_and_nothing_more(database, install):
    result = install(database, "-q", "-f", "install.sql")
    assert result.stderr == ""
    assert all(line.startswith("pggit: ") for line in result.stdout.splitlines())
    assert result.stdout.splitlines()[-1] == "pggit: installed"


def test_a_database_in_another_encoding_will_do(fresh_database, maintenance, install, psql):
    name = f"{fresh_database}_latin1"
    maintenance.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING LATIN1 LC_COLLATE 'C' LC_CTYPE 'C'")
    try:
        assert install(name).code == 0
        query = """SELECT branch_name || ' ' || tables_affected FROM pggit_register_intent('a', '\u00e9t\u00e9',
            ARRAY['ALTER TABLE "\u00e9t\u00e9" ADD COLUMN a int'])"""
        result = psql("-At", stdin=query, database=name, env={"PGCLIENTENCODING": "UTF8"})
        assert result.stdout == 'feature/\u00e9t\u00e9_001 ["\\"\u00e9t\u00e9\\""]\n', result.stderr
    finally:
        maintenance.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_database_that_does_not_know_its_encoding_takes_ascii_and_says_why_no_more(
    fresh_database, maintenance, install, connect
):
    name = f"{fresh_database}_ascii"
    maintenance.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING SQL_ASCII LC_COLLATE 'C' LC_CTYPE 'C'")
    try:
        assert install(name).code == 0
        # Without an encoding of its own psycopg would give bytes.
        with connect(database=name, client_encoding="UTF8") as db:
            assert register(db, "claude-b", ADD_B)["conflicts_with"] == []
            assert len(register(db, "claude-a", ADD_A)["conflicts_with"]) == 1
            for function, arguments in (
                ("pggit_footprint", {"schema_changes": ["CREATE TABLE \u00e9t\u00e9 (id int)"]}),
                ("pggit_register_intent", {"agent_id": "\u00c0", "feature_name": "f", "schema_changes": [ADD_A]}),
                ("pggit_check_conflicts", {"agent_id": "a", "feature_name": "\u00e9", "schema_changes": [ADD_A]}),
                ("pggit_check_conflicts", {"agent_id": "a", "feature_name": "f", "schema_changes": [ADD_A],
                                           "tables_affected": ["\u00e9t\u00e9"]}),
                ("pggit_list_intents", {"table_name": "\u00e9t\u00e9"}),
            ):  # fmt: skip
                error = call_error(db, function, **arguments)
                assert (error.sqlstate, "SQL_ASCII" in error.message_detail) == ("0A000", True), function
                assert "another encoding" in error.message_hint
    finally:
        maintenance.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.parametrize(
    "setting",
    ["quote_all_identifiers = on", "standard_conforming_strings = off", "plpgsql.extra_errors = 'all'",
     "datestyle = 'SQL, DMY'", "search_path = pg_temp", "client_min_messages = error",
     "default_transaction_isolation = 'serializable'", "check_function_bodies = off"],
)  # fmt: skip
def test_whatever_a_database_has_set_it_is_installed_twice_and_removed(fresh_database, maintenance, install, setting):
    maintenance.execute("DO $$ BEGIN END $$")
    maintenance.execute(f"ALTER DATABASE {fresh_database} SET {setting}")
    for _ in range(2):
        result = install(fresh_database)
        assert result.code == 0, result.stderr
    result = install(fresh_database, "-f", "sql/uninstall.sql")
    assert result.code == 0, result.stderr


def test_data_stays_and_so_does_what_a_team_has_set(db, database, install):
    register(db, "claude-a", ADD_A)
    register(db, "claude-b", ADD_B)
    db.execute("UPDATE tb_pggit_setting SET value = 'nothing' WHERE name = 'start_requires'")
    db.execute("UPDATE tb_pggit_conflict_rule SET severity = 'error'")
    before = contents(db)
    assert install(database).code == 0
    assert contents(db) == before


def test_what_an_older_version_left_becomes_what_a_new_one_makes(db, database, template_database, install, dump):
    db.execute(
        """
        CREATE OR REPLACE FUNCTION pggit_internal.branch_slug(p_feature_name text) RETURNS text
        LANGUAGE sql IMMUTABLE AS $$ SELECT 'old' $$;
        CREATE OR REPLACE FUNCTION pggit_internal.caller() RETURNS name LANGUAGE sql STABLE AS $$ SELECT 'old'::name $$;
        COMMENT ON FUNCTION pggit_mark_merged(text, text, text) IS 'old';
        COMMENT ON VIEW v_pggit_intent IS NULL;
        DROP VIEW v_pggit_open_conflict CASCADE;
        DROP FUNCTION pggit_list_conflicts(boolean, text);
        DROP TRIGGER intent_40_delete ON tb_pggit_intent;
        ALTER TABLE tb_pggit_intent DISABLE TRIGGER intent_20_before_update;
        ALTER TABLE tb_pggit_intent_history ENABLE TRIGGER history_10_append_only;
        GRANT ALL ON FUNCTION pggit_mark_merged(text, text, text) TO PUBLIC;
        GRANT ALL ON tb_pggit_intent TO PUBLIC;
        GRANT USAGE ON SCHEMA pggit_internal TO PUBLIC;
        GRANT CREATE ON SCHEMA public TO pggit_owner;
        REVOKE ALL ON v_pggit_intent FROM pggit_auditor;
        """
    )
    assert dump(database) != dump(template_database)
    result = install(database)
    assert result.code == 0, result.stderr
    assert dump(database) == dump(template_database)


def test_two_at_once_both_succeed(server, fresh_database, template_database, psql, dump):
    with server.installing(), ThreadPoolExecutor(2) as executor:
        both = [executor.submit(psql, "-f", "install.sql", database=fresh_database) for _ in range(2)]
        results = [each.result() for each in both]
    assert [result.code for result in results] == [0, 0], "".join(result.stderr for result in results)
    assert dump(fresh_database) == dump(template_database)


def test_a_session_that_is_open_gets_the_new_reader(db, database, copied, install):
    assert register(db, "claude-a", ADD_A, tables_affected=["orders"])["tables_affected"] == ["users", "orders"]
    folder = copied()
    with open(folder / "plpython" / "pggit_ddl" / "__init__.py", "a", encoding="ascii") as module:
        module.write(
            '\n\ndef canonical_name(text):\n    """Stand in for a later version."""\n    return "new_" + text\n'
        )
    result = install(database, cwd=folder)
    assert result.code == 0, result.stderr
    assert register(db, "claude-a", ADD_A, tables_affected=["orders"])["tables_affected"] == ["users", "new_orders"]
    assert install(database).code == 0
    assert register(db, "claude-a", ADD_A, tables_affected=["orders"])["tables_affected"] == ["users", "orders"]


def test_a_dump_brings_the_same_system_back(server, db, database, fresh_database, connect, dump, psql, install):
    register(db, "claude-a", ADD_A)
    assert psql(stdin=dump(database, data=True), database=fresh_database, variables={"ON_ERROR_STOP": 1}).code == 0
    assert dump(fresh_database, data=True) == dump(database, data=True)
    there = connect(database=fresh_database)
    assert one(there, "pggit_register_intent", agent_id="b", feature_name="f", schema_changes=[ADD_B])["id"]
    assert call(there, "pggit_footprint", schema_changes=[ADD_A])
    assert install(fresh_database).code == 0
    assert dump(fresh_database) == dump(database)


# ---- Refused, and nothing changed ----------------------------------------------------------------------------------


@pytest.fixture
def unchanged(fresh_database, dump, connect):
    """Check at the end that the database is as empty as it was."""
    before = dump(fresh_database)
    yield
    assert dump(fresh_database) == before
    extensions = connect(database=fresh_database).execute("SELECT extname FROM pg_extension").fetchall()
    assert extensions == [{"extname": "plpgsql"}]


def test_without_the_rights_it_is_refused(fresh_database, unchanged, install, login):
    user = login()
    refused(install(fresh_database, user=user), f'role "{user}" may not install pggit', "superuser")


def test_from_another_folder_it_is_refused(repository, fresh_database, unchanged, install, tmp_path):
    result = install(fresh_database, "-f", str(repository / "install.sql"), cwd=tmp_path)
    refused(result, "not started from its own folder", "make dist")


def test_from_another_folder_that_has_the_file_only_it_is_refused(
    repository, fresh_database, unchanged, install, tmp_path
):
    (tmp_path / "install.sql").write_text("")
    refused(
        install(fresh_database, "-f", str(repository / "install.sql"), cwd=tmp_path), "not started from its own folder"
    )


def test_without_pl_python_it_is_refused(fresh_database, unchanged, install, copied):
    """A server without it cannot be had here, so the check looks for a language that no server has."""
    folder = copied("sql/install/preflight.sql", "e.name = 'plpython3u'", "e.name = 'plpython9u'")
    refused(install(fresh_database, cwd=folder), "PL/Python is not installed on this server", "postgresql-plpython3-")


def test_on_an_older_server_it_is_refused(fresh_database, unchanged, install, copied):
    """Nor is there an older server: to the check, this one is."""
    folder = copied("sql/install/preflight.sql", "::int < 150000", "::int < 990000")
    refused(install(fresh_database, cwd=folder), "pggit needs PostgreSQL 15 or later, this server is")


def test_the_check_for_older_servers_asks_for_15(repository):
    text = (repository / "sql" / "install" / "preflight.sql").read_text()
    assert "current_setting('server_version_num')::int < 150000" in text


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("sql/install/roles.sql", "END\n$roles$;", "END\n$roles$;\nSELECT 1/0;"),
        (
            "sql/tables/tb_pggit_intent.sql",
            "CREATE INDEX IF NOT EXISTS idx_pggit_intent_agent",
            "SELECT 1/0; CREATE INDEX IF NOT EXISTS idx_pggit_intent_agent",
        ),
        ("sql/rights.sql", "DO $rights$", "SELECT 1/0; DO $rights$"),
        ("install.sql", "COMMIT;", "SELECT 1/0;\nCOMMIT;"),
    ],
)
def test_a_part_that_fails_leaves_nothing_behind(
    fresh_database, unchanged, install, own_roles, copied, db, path, old, new
):
    _, prefix = own_roles
    folder = copied(path, old, new)
    result = install(fresh_database, cwd=folder)
    assert result.code == 3
    assert "division by zero" in result.stderr
    assert db.execute("SELECT FROM pg_roles WHERE rolname LIKE %s", (prefix + "\\_%",)).fetchall() == []


def test_a_part_that_is_missing_leaves_nothing_behind(fresh_database, unchanged, install, copied):
    folder = copied()
    (folder / "sql" / "rights.sql").unlink()
    assert install(fresh_database, cwd=folder).code != 0


@pytest.mark.parametrize("damage", ["missing", "empty", "not imported", "not ASCII", "cut"])
def test_a_reader_that_did_not_arrive_whole_is_refused(fresh_database, unchanged, install, copied, damage):
    folder = copied() / "plpython" / "pggit_ddl"
    module = folder / "text" / "tokens.py"
    if damage == "missing":
        module.unlink()
    elif damage == "empty":
        module.write_text("")
    elif damage == "not imported":
        (folder / "text" / "another.py").write_text("X = 1\n")
    elif damage == "cut":
        copied("plpython/modules.sql", "-exec cat {}", "-exec head -c 1000 {}")
    else:
        module.write_text(module.read_text() + "# \u00e9\n", encoding="utf-8")
    result = install(fresh_database, cwd=copied())
    assert result.code == 3, result.stderr
    assert "ERROR:" in result.stderr


def test_a_reader_that_does_not_answer_is_refused(fresh_database, unchanged, install, copied):
    folder = copied()
    with open(folder / "plpython" / "pggit_ddl" / "__init__.py", "a", encoding="ascii") as module:
        module.write("\n\nraise RuntimeError('broken')\n")
    result = install(fresh_database, cwd=folder)
    assert result.code == 3
    assert "broken" in result.stderr


@pytest.mark.parametrize(
    ("made", "named"),
    [
        ("CREATE TABLE tb_pggit_seal (seal_no integer)", "public.tb_pggit_seal"),
        ("CREATE TABLE t (a text); CREATE INDEX idx_pggit_conflict_one_open_per_pair_and_type ON t (a)",
         "public.idx_pggit_conflict_one_open_per_pair_and_type"),
        ("CREATE VIEW v_pggit_intent AS SELECT 1 AS id", "public.v_pggit_intent"),
        ("CREATE TYPE pggit_proof AS (a text)", "public.pggit_proof"),
    ],
)  # fmt: skip
def test_over_something_of_somebody_s_that_has_one_of_its_names_it_is_refused(
    fresh_database, install, connect, dump, login, made, named
):
    """IF NOT EXISTS would take it for ours: an index of that name elsewhere, and a rule of the tables would be gone."""
    user = login()
    admin = connect(database=fresh_database)
    admin.execute(f"GRANT CREATE ON SCHEMA public TO {user}")
    connect(database=fresh_database, user=user).execute(made)
    before = dump(fresh_database)
    refused(install(fresh_database), f'{named} exists and belongs to "{user}"')
    assert dump(fresh_database) == before
    admin.execute(f"DROP OWNED BY {user}")


def test_rights_for_what_does_not_exist_are_refused(fresh_database, unchanged, install, copied):
    folder = copied("sql/rights.sql", "{pggit_set}", "{pggit_set, pggit_sett}")
    result = install(fresh_database, cwd=folder)
    assert result.code == 3
    assert "sql/rights.sql names what does not exist: pggit_sett" in result.stderr


def test_the_session_prints_afterwards_what_it_printed_before(database, install):
    result = install(database, "-X", "-c", "\\i install.sql", "-c", "\\echo quiet :QUIET")
    assert result.stdout.splitlines()[-1] == "quiet off"


def test_an_owner_that_can_log_in_is_refused(fresh_database, unchanged, install, own_roles, maintenance):
    folder, prefix = own_roles
    maintenance.execute(f"CREATE ROLE {prefix}_owner LOGIN")
    refused(install(fresh_database, cwd=folder), f'role "{prefix}_owner" exists and can log in')


def test_a_public_schema_that_is_open_to_everybody_is_warned_of(fresh_database, install, connect):
    connect(database=fresh_database).execute("GRANT CREATE ON SCHEMA public TO PUBLIC")
    result = install(fresh_database)
    assert result.code == 0
    assert "WARNING:  PUBLIC may create objects in schema public" in result.stderr
    assert "REVOKE CREATE ON SCHEMA public FROM PUBLIC;" in result.stderr
