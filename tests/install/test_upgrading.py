"""Over an older version, over agents at work, and after a restore: it is the system that a fresh installation gives."""

import lzma
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from harness import invariants
from harness.storm import Storm
from steps import ADD_A, ADD_B, conflicts, mark, register, status, wait_until, wait_until_blocked

RELEASED = Path(__file__).parent / "released"


def fill(db):
    """Put into a registry what an upgrade must not lose: open and settled conflicts, history, settings, a decision."""
    first, second = register(db, "claude-a", ADD_A), register(db, "claude-b", ADD_B)
    gone = register(db, "claude-a", "CREATE TABLE billing.old (id int)", idempotency_key="k", metadata={"ticket": 7})
    mark(db, gone["id"], "abandoned")
    db.execute("UPDATE tb_pggit_setting SET value = '7' WHERE name = 'conflict_messages'")
    return first, second


def check_it_is_as_if_fresh(db, first, second):
    """Newcomers meet what was there, what was there can be settled, and no hash is wrong."""
    third = register(db, "claude-c", "ALTER TABLE users ADD COLUMN c text")
    assert sorted(third["conflicts_with"]) == sorted([first["id"], second["id"]])
    assert len(conflicts(db, second["id"])) == 2
    mark(db, first["id"], "abandoned")
    assert status(db, second["id"]) == "registered"
    value = db.execute("SELECT value FROM tb_pggit_setting WHERE name = 'conflict_messages'").fetchone()
    assert value == {"value": "7"}
    assert invariants.broken(db) == {}


@pytest.fixture
def signatures(connect):
    """Return a function that gives the signatures of a public function in a database."""

    def of(database, name):
        query = "SELECT p.oid::regprocedure::text AS signature FROM pg_proc AS p WHERE p.proname = %s"
        return [row["signature"] for row in connect(database=database).execute(query, (name,)).fetchall()]

    return of


def test_the_first_released_version_is_kept():
    """Upgrading is tested from what was given to people, not from what the history makes of it."""
    assert [path.name for path in sorted(RELEASED.glob("*"))][:1] == ["pggit-0.2.0.sql.xz"]


@pytest.mark.parametrize("release", sorted(RELEASED.glob("*.sql.xz")), ids=lambda path: path.name)
def test_over_each_released_version_it_is_as_if_fresh(
    release, fresh_database, template_database, connect, install, dump, tmp_path
):
    (tmp_path / "released.sql").write_bytes(lzma.decompress(release.read_bytes()))
    assert install(fresh_database, "-v", "ON_ERROR_STOP=1", "-f", str(tmp_path / "released.sql")).code == 0
    db = connect(database=fresh_database)
    first, second = fill(db)
    result = install(fresh_database)
    assert result.code == 0, result.stderr
    assert dump(fresh_database) == dump(template_database)
    check_it_is_as_if_fresh(db, first, second)


def test_over_the_commit_before_it_is_as_if_fresh(
    repository, fresh_database, template_database, connect, install, dump, tmp_path
):
    archive = subprocess.run(["git", "archive", "HEAD^"], cwd=repository, capture_output=True)
    if archive.returncode:
        pytest.skip("this copy has no history")
    subprocess.run(["tar", "-x", "-C", tmp_path], input=archive.stdout, check=True)
    if not (tmp_path / "sql" / "install" / "version.sql").exists():
        pytest.skip("the commit before is older than the first version that can be upgraded")
    assert install(fresh_database, cwd=tmp_path).code == 0
    db = connect(database=fresh_database)
    first, second = fill(db)
    result = install(fresh_database)
    assert result.code == 0, result.stderr
    assert dump(fresh_database) == dump(template_database)
    check_it_is_as_if_fresh(db, first, second)


def test_a_parameter_more_leaves_one_signature(database, install, copied, signatures, connect):
    folder = copied(
        "sql/leases/pggit_heartbeat.sql",
        "lease interval DEFAULT NULL",
        "lease interval DEFAULT NULL, note text DEFAULT NULL",
    )
    path = folder / "sql" / "leases" / "pggit_heartbeat.sql"
    text = path.read_text()
    path.write_text(text.replace("pggit_heartbeat(text, interval)", "pggit_heartbeat(text, interval, text)"))
    result = install(database, cwd=folder)
    assert result.code == 0, result.stderr
    assert signatures(database, "pggit_heartbeat") == ["pggit_heartbeat(text,interval,text)"]
    db = connect(database=database)
    row = register(db)
    assert db.execute("SELECT (pggit_heartbeat(%s)).id", (row["id"],)).fetchone() == {"id": row["id"]}
    assert install(database).code == 0
    assert signatures(database, "pggit_heartbeat") == ["pggit_heartbeat(text,interval)"]


def test_what_is_no_longer_part_goes(db, database, template_database, install, dump):
    db.execute(
        """
        CREATE FUNCTION pggit_internal.former() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
        CREATE FUNCTION public.pggit_former(a text) RETURNS text LANGUAGE sql RETURN a;
        CREATE VIEW public.v_pggit_former AS SELECT public.pggit_former('x') AS x;
        CREATE TRIGGER former AFTER UPDATE ON tb_pggit_intent FOR EACH ROW EXECUTE FUNCTION pggit_internal.former();
        CREATE POLICY agents_their_own ON tb_pggit_seal USING (true);
        ALTER FUNCTION public.pggit_former(text) OWNER TO pggit_owner;
        ALTER VIEW public.v_pggit_former OWNER TO pggit_owner;
        """
    )
    result = install(database)
    assert result.code == 0, result.stderr
    assert dump(database) == dump(template_database)


def test_what_somebody_put_on_its_tables_is_theirs_and_stays(db, database, install):
    """The product is no reason to lose a rule that an administrator added."""
    db.execute(
        """
        CREATE POLICY ours ON tb_pggit_intent TO pggit_auditor USING (true);
        CREATE FUNCTION ours() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
        CREATE TRIGGER ours AFTER INSERT ON tb_pggit_intent FOR EACH ROW EXECUTE FUNCTION ours();
        """
    )
    result = install(database)
    assert result.code == 0, result.stderr
    assert db.execute("SELECT polname FROM pg_policy WHERE polname = 'ours'").fetchall() == [{"polname": "ours"}]
    assert db.execute("SELECT tgname FROM pg_trigger WHERE tgname = 'ours'").fetchall() == [{"tgname": "ours"}]


def test_what_somebody_built_on_a_former_function_stops_it_and_nothing_is_changed(db, database, install, dump):
    db.execute(
        """
        CREATE FUNCTION public.pggit_former(a text) RETURNS text LANGUAGE sql RETURN a;
        ALTER FUNCTION public.pggit_former(text) OWNER TO pggit_owner;
        CREATE VIEW public.our_view AS SELECT public.pggit_former('x') AS x;
        """
    )
    before = dump(database)
    result = install(database)
    assert result.code == 3
    assert "something is built on what is no longer part of pggit" in result.stderr
    assert "view public.our_view depends on function public.pggit_former(text)" in result.stderr
    assert "HINT:" in result.stderr
    assert dump(database) == before


def test_an_upgrade_changes_tables_that_are_there_and_can_be_run_twice(
    repository, database, fresh_database, connect, install, copied, dump
):
    """As the next version would: a column more in the table's file, and the same for tables that are there."""
    folder = copied("sql/install/version.sql", "version '0.2.0'", "version '0.10.0'")
    number = "    last_number integer NOT NULL"
    copied("sql/tables/branch_counter.sql", number, f"{number},\n    note text")
    with open(folder / "sql/tables/branch_counter.sql", "a") as file:
        file.write("COMMENT ON COLUMN pggit_internal.branch_counter.note IS 'A note.';\n")
    (folder / "sql" / "upgrades").mkdir(exist_ok=True)
    (folder / "sql" / "upgrades" / "0.10.0.sql").write_text(
        "SELECT pg_temp.pggit_upgrade_is_pending('0.10.0') AS is_pending \\gset\n\\if :is_pending\n"
        "ALTER TABLE pggit_internal.branch_counter ADD COLUMN IF NOT EXISTS note text;\n\\endif\n"
    )
    reader = "\\echo pggit: the DDL reader\n"
    copied("install.sql", reader, f"\\ir sql/upgrades/0.10.0.sql\n{reader}")
    db = connect(database=database)
    first, second = fill(db)
    for target in (database, database, fresh_database):
        result = install(target, cwd=folder)
        assert result.code == 0, result.stderr
    assert dump(database) == dump(fresh_database)
    assert db.execute("SELECT pggit_version() AS version").fetchone() == {"version": "0.10.0"}
    check_it_is_as_if_fresh(db, first, second)
    result = install(database)
    assert result.code == 3
    assert "version 0.10.0 is installed here, and this is the older version 0.2.0" in result.stderr
    assert "HINT:  Install version 0.10.0 or later." in result.stderr


def test_over_what_is_older_than_the_first_release_it_is_refused(db, database, install, dump):
    db.execute("DROP FUNCTION pggit_version()")
    before = dump(database)
    result = install(database)
    assert result.code == 3
    assert "older than 0.2.0, the first version that can be upgraded" in result.stderr
    assert "sql/uninstall.sql" in result.stderr
    assert dump(database) == before


def test_rights_that_somebody_gave_on_it_are_taken_back(
    db, database, template_database, connect, install, dump, login
):
    user, further = login(), login()
    db.execute(
        f"""
        GRANT EXECUTE ON FUNCTION pggit_prune_events() TO {user};
        GRANT SELECT (id), UPDATE ON tb_pggit_intent TO {user} WITH GRANT OPTION;
        GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {user};
        ALTER DEFAULT PRIVILEGES FOR ROLE pggit_owner GRANT ALL ON TABLES TO {user};
        ALTER DEFAULT PRIVILEGES FOR ROLE pggit_owner GRANT EXECUTE ON FUNCTIONS TO {user};
        ALTER DEFAULT PRIVILEGES FOR ROLE pggit_owner IN SCHEMA public GRANT SELECT ON TABLES TO {user};
        """
    )
    # Handed on by somebody who was allowed to.
    connect(user=user).execute(f"GRANT SELECT (id), UPDATE ON tb_pggit_intent TO {further}")
    result = install(database)
    assert result.code == 0, result.stderr
    assert dump(database) == dump(template_database)


def test_default_privileges_of_who_installs_open_nothing(
    fresh_database, template_database, install, dump, connect, login
):
    user = login()
    db = connect(database=fresh_database)
    db.execute("CREATE EXTENSION plpython3u")
    db.execute(f"ALTER DEFAULT PRIVILEGES GRANT ALL ON FUNCTIONS TO {user}")
    db.execute("ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC")
    assert install(fresh_database).code == 0
    db.execute(f"ALTER DEFAULT PRIVILEGES REVOKE ALL ON FUNCTIONS FROM {user}")
    db.execute("ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC")
    assert dump(fresh_database) == dump(template_database)


def test_agents_at_work_meanwhile_notice_nothing(server, database, install, connect):
    storm = Storm(lambda: psycopg.connect(**server.dsn(database), autocommit=True), tables=4)
    with storm.blowing(workers=3):
        storm.wait_for(5)
        for _ in range(2):
            result = install(database)
            assert result.code == 0, result.stderr
            storm.wait_for(5)
    db = connect()
    assert (storm.broken_off, storm.strange) == (0, [])
    with psycopg.connect(**server.dsn(database)) as rows:
        assert storm.lost(rows) == []
    assert invariants.broken(db) == {}


def test_who_locks_in_another_order_is_waited_for_and_in_no_deadlock(server, db, database, connect, psql):
    """A reader has a lock of another table already when the installation has that of the intents."""
    reader = connect(autocommit=False)
    reader.execute("SELECT FROM pggit_internal.footprint")
    with server.installing(), ThreadPoolExecutor(2) as workers:
        installing = workers.submit(psql, "-f", "install.sql", database=database)
        wait_until(
            lambda: db.execute(
                "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = %s AND query LIKE '%%tables_in_use%%'"
                " AND pid <> pg_backend_pid()",
                (database,),
            ).fetchone()["n"],
            "the installation is at the tables",
        )
        # It gives the intents up again and again, so the reader gets there.
        assert reader.execute("SELECT count(*) AS n FROM tb_pggit_intent").fetchone() == {"n": 0}
        assert not installing.done()
        reader.commit()
        result = installing.result()
    assert result.code == 0, result.stderr


def test_who_has_registered_and_not_committed_is_waited_for(server, db, database, connect, psql):
    one = connect(autocommit=False)
    row = register(one, "claude-a", ADD_A)
    with server.installing(), ThreadPoolExecutor(2) as workers:
        installing = workers.submit(psql, "-f", "install.sql", database=database)
        other = connect()
        wait_until(
            lambda: db.execute(
                "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'",
                (database,),
            ).fetchone()["n"],
            "the installation waits",
        )
        later = workers.submit(register, other, "claude-b", ADD_B)
        wait_until_blocked(db, other)
        one.commit()
        assert later.result()["conflicts_with"] == [row["id"]]
        assert installing.result().code == 0


def test_over_a_schema_that_was_restored_without_its_rows_it_is_refused(database, fresh_database, install, dump, psql):
    assert psql(stdin=dump(database), database=fresh_database, variables={"ON_ERROR_STOP": 1}).code == 0
    result = install(fresh_database)
    assert result.code == 3
    assert "the tables of pggit are there, but not their rows" in result.stderr
    assert "Restore both together" in result.stderr
    assert psql("-f", "sql/uninstall.sql", database=fresh_database).code == 0
    assert install(fresh_database).code == 0


@pytest.mark.parametrize("form", ["plain", "custom"])
def test_dumped_and_restored_it_is_the_same_system(
    server, db, database, fresh_database, connect, dump, psql, repository, tmp_path, form
):
    first = register(db, "claude-a", ADD_A, idempotency_key="k")
    mark(db, register(db, "claude-b", ADD_B)["id"], "abandoned")
    if form == "plain":
        done = psql(stdin=dump(database, data=True), database=fresh_database, variables={"ON_ERROR_STOP": 1})
        assert done.code == 0, done.stderr
    else:
        where = ["-h", server.host, "-p", str(server.port), "-U", server.user, "-d"]
        file = str(tmp_path / "dump")
        subprocess.run([server.program("pg_dump"), "-Fc", "-f", file, *where, database], check=True)
        subprocess.run(
            [server.program("pg_restore"), "--exit-on-error", *where, fresh_database, file], check=True
        )
    assert dump(fresh_database) == dump(database)
    there = connect(database=fresh_database)
    query = "SELECT * FROM v_pggit_timeline ORDER BY changed_at"
    assert there.execute(query).fetchall() == db.execute(query).fetchall()
    assert invariants.broken(there) == {}
    assert register(there, "claude-c", "ALTER TABLE users ADD COLUMN c text")["conflicts_with"] == [first["id"]]
    assert register(there, "claude-a", ADD_A, idempotency_key="k")["id"] == first["id"]
