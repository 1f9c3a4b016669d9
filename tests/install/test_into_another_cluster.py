"""Dumped and restored into a cluster that has just been made, or was copied from the first: people, history, events."""


import psycopg
import pytest
from psycopg.rows import dict_row

from harness import invariants
from harness.private import Cluster
from steps import ADD_A, ADD_B, call, contents, mark, one, register

AGENT = "restored_agent"


def talk(place, user="postgres"):
    """Open a connection to a (cluster, database) with rows as dicts."""
    cluster, database = place
    return psycopg.connect(**cluster.dsn(database, user), autocommit=True, row_factory=dict_row)


def busy(place):
    """Install, and leave intents, a conflict, a bound agent under row security, and a consumer in the middle."""
    cluster, database = place
    with cluster.connect() as db:
        db.execute(f"CREATE ROLE {AGENT} LOGIN")
        db.execute(f"CREATE DATABASE {database} TEMPLATE template0")
    cluster.install(database)
    with talk(place) as db:
        db.execute(f"GRANT pggit_agent TO {AGENT}")
        first = register(db, "claude-a", ADD_A)
        register(db, "claude-b", ADD_B)
        mark(db, first["id"], "in_progress")
        one(db, "pggit_bind_agent", role_name=AGENT, agent_id="claude-a")
        one(db, "pggit_set", name="agent_binding", value="on")
        one(db, "pggit_set", name="row_security", value="on")
        read = [event["id"] for event in call(db, "pggit_read_events", consumer="team", limit=2)]
        seal = one(db, "pggit_seal_history")["pggit_seal_history"]
    dump_it(place)
    return seal, read


def dump_it(place):
    """Dump the database and the roles as the README says."""
    cluster, database = place
    where = ["-h", cluster.folder, "-U", "postgres"]
    cluster.run("pg_dumpall", *where, "--roles-only", "-f", cluster.folder / "roles.sql")
    cluster.run("pg_dump", *where, "-Fc", "-f", cluster.folder / "shop.dump", database)


def restore(source, place, *sections):
    """Restore the roles, then the dump: as the README says, or with these options of pg_restore, a run for each."""
    cluster, database = place
    there = ["-h", cluster.folder, "-U", "postgres"]
    for file in ("roles.sql", "shop.dump"):
        (cluster.folder / file).write_bytes((source.folder / file).read_bytes())
        (cluster.folder / file).chmod(0o644)
    # The role postgres is there: the README's psql goes on after that.
    said = cluster.run("psql", "-X", "-q", *there, "-d", "postgres", "-f", cluster.folder / "roles.sql").stderr
    assert all("already exists" in line for line in said.splitlines() if "ERROR" in line), said
    dump = cluster.folder / "shop.dump"
    if not sections:
        cluster.run("pg_restore", *there, "--exit-on-error", "-C", "-d", "postgres", dump)
        return
    with cluster.connect() as db:
        db.execute(f"CREATE DATABASE {database} TEMPLATE template0")
    for section in sections:
        cluster.run("pg_restore", *there, "--exit-on-error", *section, "-d", database, dump)


def verified(db, seal):
    """Tell whether the history is as it was sealed."""
    return [row["result"] for row in call(db, "pggit_verify_history", seal=seal)] == ["verified"]


def without_generations(tables):
    """Leave out the clusters that a database has been in, which are one more after a restore."""
    return {name: rows for name, rows in tables.items() if name != "pggit_internal.event_generation"}


def still_holds(source, target, seal, read):
    """Everything works on in the new place as it would have in the old one."""
    with talk(source) as db:
        before = without_generations(contents(db))
        left = db.execute("SELECT id FROM tb_pggit_event WHERE id <> ALL (%s) ORDER BY id", (read,)).fetchall()
        ahead = db.execute("SELECT min(transaction_id) AS first FROM tb_pggit_event").fetchone()["first"]
    with talk(target) as db:
        assert without_generations(contents(db)) == before
        assert int(db.execute("SELECT pg_current_xact_id() AS now").fetchone()["now"]) < int(ahead)
        assert verified(db, seal)
        assert invariants.broken(db) == {}
        assert call(db, "pggit_read_events", consumer="team", limit=1)[0]["id"] == left[0]["id"]
    with talk(target, AGENT) as agent:
        assert [row["agent_id"] for row in call(agent, "pggit_list_intents")] == ["claude-a"]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            register(agent, "claude-b", ADD_B, feature="not mine")
        made = register(agent, "claude-a", "CREATE TABLE elsewhere (id int)", feature="after the restore")
    with talk(target) as db:
        given = call(db, "pggit_read_events", consumer="team", limit=1000)
        assert [event["id"] for event in given][: len(left) - 1] == [event["id"] for event in left][1:]
        assert [event["intent_id"] for event in given[len(left) - 1 :]] == [made["id"]]
        assert call(db, "pggit_read_events", consumer="team", limit=1000) == []
        everything = call(db, "pggit_read_events", consumer="another", limit=1000)
        assert len(everything) == db.execute("SELECT count(*) AS n FROM tb_pggit_event").fetchone()["n"]
        assert len(register(db, "claude-c", "ALTER TABLE users ADD COLUMN c int")["conflicts_with"]) == 2
        assert len(call(db, "pggit_read_events", consumer="team", limit=1000)) == 4
        assert verified(db, seal)
        new_seal = one(db, "pggit_seal_history")["pggit_seal_history"]
        assert verified(db, new_seal)
    target[0].install(target[1])
    with talk(target) as db:
        assert verified(db, new_seal)
        assert call(db, "pggit_read_events", consumer="team", limit=1000) == []
        assert len(register(db, "claude-d", "ALTER TABLE users ADD COLUMN d int")["conflicts_with"]) == 3
        assert invariants.broken(db) == {}


def triggers(place):
    """Return the triggers and when they fire."""
    with talk(place) as db:
        return db.execute(
            "SELECT tgrelid::regclass::text AS relation, tgname, tgenabled::text AS enabled FROM pg_trigger"
            " WHERE NOT tgisinternal ORDER BY 1, 2"
        ).fetchall()


WAYS = {
    "shop": (),
    "in_sections": tuple((f"--section={name}",) for name in ("pre-data", "data", "post-data")),
    "triggers_disabled": (("--schema-only",), ("--data-only", "--disable-triggers")),
}


@pytest.fixture(scope="module")
def older(server):
    """Return a cluster that has seen billions of transactions, with a seal and the events that were read there."""
    with Cluster.made(server, "older") as cluster:
        cluster.stop()
        cluster.run("pg_resetwal", "--epoch", "5", "-D", cluster.data)
        cluster.start()
        yield cluster, *busy((cluster, "shop"))


@pytest.fixture(scope="module")
def younger(server):
    """Return a cluster that has just been made."""
    with Cluster.made(server, "younger") as cluster:
        yield cluster


@pytest.mark.parametrize("database", WAYS)
def test_in_a_younger_cluster_everything_goes_on(older, younger, database):
    source, seal, read = older
    restore(source, (younger, database), *WAYS[database])
    if database == "triggers_disabled":
        assert triggers((younger, database)) != triggers((source, "shop"))
        younger.install(database)
    assert triggers((younger, database)) == triggers((source, "shop"))
    still_holds((source, "shop"), (younger, database), seal, read)


def test_in_a_copy_of_the_cluster_that_has_gone_its_own_way_everything_goes_on(server):
    """Both have one identifier, so that it does not tell them apart."""
    with Cluster.made(server, "first", wal_level="replica", max_wal_senders="4") as source:
        with source.copied(server, "second") as target:
            target.promote()
            with source.connect() as db:
                db.execute(
                    "DO $$ BEGIN FOR i IN 1..20000 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$"
                )
            seal, read = busy((source, "shop"))
            restore(source, (target, "shop"))
            still_holds((source, "shop"), (target, "shop"), seal, read)
