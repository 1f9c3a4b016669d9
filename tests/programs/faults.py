"""What breaks while agents work, and what is there afterwards.

    make faults      KILLS=24, and a standby, cancelled statements, no more locks, a full disk, PgBouncer

Each part has a cluster of its own with fsync on. Printed: what was acknowledged, what of it is lost, what is half
written.
"""

import contextlib
import itertools
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from harness.pooler import PROGRAM, Pooler
from harness.private import Cluster
from harness.server import ROOT, Server
from harness.storm import Storm


class Found:
    """What one part of the faults found."""

    def __init__(self, name):
        """Begin with nothing found."""
        self.name, self.facts, self.lost, self.half_written, self.strange = name, {}, [], {}, []

    def look(self, storm, connection):
        """Look for what is lost or half written; the rows are read while others may write."""
        self.half_written.update(storm.half_written(connection))

    def settle(self, storm, connection):
        """Look at the end, when nobody writes any more."""
        self.look(storm, connection)
        self.lost = storm.lost(connection)
        self.strange = storm.strange
        self.facts["acknowledged"] = len(storm.registered) + len(storm.ended)
        self.facts["broken off"] = storm.broken_off
        return self

    def __str__(self):
        """Say it in one line."""
        facts = ", ".join(f"{name} {value}" for name, value in self.facts.items())
        return f"{self.name:<16}{facts}, lost {len(self.lost)}, half written {len(self.half_written)}"

    @property
    def bad(self):
        """Return everything that must not be."""
        return self.lost + list(self.half_written.items()) + self.strange


def killed(server, kills, more=15):
    """Kill the whole server or one backend, by turns, in the middle of a storm; each time it comes back whole."""
    found, draw = Found("kill -9"), random.Random(5)
    with Cluster.made(server, "kills", restart_after_crash="on") as cluster:
        cluster.install()
        storm = Storm(cluster.connect)
        servers = backends = 0
        for turn in range(kills):
            with storm.blowing():
                storm.wait_for(more)
                time.sleep(draw.random() / 50)
                if turn % 4 == 3:
                    backends += _kill_a_backend(cluster)
                    # The postmaster ends the others and recovers by itself; the storm goes on in it.
                    storm.wait_for(1)
                else:
                    cluster.kill()
                    servers += 1
                    storm.stop.set()
            if turn % 4 != 3:
                cluster.start()
            with cluster.connect_again() as db:
                found.look(storm, db)
        with storm.blowing():
            storm.wait_for(more)
        with cluster.connect_again() as db:
            found.facts = {"servers killed": servers, "backends killed": backends}
            return found.settle(storm, db)


def _kill_a_backend(cluster):
    """Kill a backend that is registering."""
    with cluster.connect_again() as db:
        while True:
            row = db.execute(
                "SELECT pid FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pggit_register_intent%'"
                " AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1"
            ).fetchone()
            if row:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(row[0], signal.SIGKILL)
                    return 1


def cancelled(server, more=150):
    """Cancel, time out and terminate statements in the middle of a storm."""
    found, draw = Found("cancelled"), random.Random(6)
    count = {"cancelled": 0, "terminated": 0}
    with Cluster.made(server, "cancel") as cluster:
        cluster.install()
        storm = Storm(lambda: cluster.connect(options=f"-c statement_timeout={draw.choice([0, 0, 40, 200])}"))
        with storm.blowing(), cluster.connect() as db:
            target = len(storm.registered) + more
            while len(storm.registered) < target:
                what = draw.choice(["cancel", "cancel", "terminate"])
                rows = db.execute(
                    f"SELECT pg_{what}_backend(pid) FROM pg_stat_activity WHERE state = 'active'"
                    " AND pid <> pg_backend_pid() AND backend_type = 'client backend' ORDER BY random() LIMIT 1"
                ).fetchall()
                count["terminated" if what == "terminate" else "cancelled"] += len(rows)
                time.sleep(draw.random() / 40)
        with cluster.connect() as db:
            found.facts = count
            return found.settle(storm, db)


def no_more_locks(server, more=40):
    """Take every lock that the server has room for, again and again, in the middle of a storm."""
    found, refused = Found("no more locks"), 0
    with Cluster.made(server, "locks", max_locks_per_transaction="10", max_connections="15") as cluster:
        cluster.install()
        storm = Storm(cluster.connect)
        for _ in range(4):
            with storm.blowing(workers=4), cluster.connect(autocommit=False) as greedy:
                storm.wait_for(more // 4)
                number = 0
                greedy.execute("SELECT 1")
                many = "SELECT pg_advisory_xact_lock(n) FROM generate_series(%s::int, %s) AS n"
                with contextlib.suppress(psycopg.errors.OutOfMemory):
                    while number < 1_000_000:
                        number += 500
                        with greedy.transaction():
                            greedy.execute(many, (number, number + 499))
                # The rest one by one: an error gives up only what its own statement took.
                with contextlib.suppress(psycopg.errors.OutOfMemory):
                    for one in itertools.count(number):
                        with greedy.transaction():
                            greedy.execute(many, (one, one))
                refused += _until_refused(storm)
        with cluster.connect() as db:
            found.facts = {"refused": refused}
            return found.settle(storm, db)


def full_disk(server):
    """Let the file system of the tables, then that of the write-ahead log, run full, and make room again."""
    found = Found("full disk")
    small = Path(server.locks).parent / f"small-{os.getpid()}"
    with contextlib.ExitStack() as stack:
        owner = str(os.stat(server.host).st_uid)
        for name, size in (("tables", "26m"), ("wal", "24m")):
            folder = Path(f"{small}-{name}")
            folder.mkdir()
            subprocess.run(
                ["mount", "-t", "tmpfs", "-o", f"size={size},uid={owner},mode=0700", "tmpfs", folder], check=True
            )
            stack.callback(folder.rmdir)
            stack.callback(subprocess.run, ["umount", "-l", str(folder)], check=True)
        wal = f"{small}-wal/wal"
        cluster = stack.enter_context(
            Cluster.made(
                server,
                "full",
                initdb=("--waldir", wal, "--wal-segsize", "1"),
                max_wal_size="'8MB'",
                min_wal_size="'2MB'",
            )
        )
        with cluster.connect() as db:
            db.execute(f"CREATE TABLESPACE small LOCATION '{small}-tables'")
            db.execute("CREATE DATABASE full_one TABLESPACE small")
        cluster.install("full_one")
        storm = Storm(lambda: cluster.connect("full_one"))
        with cluster.connect("full_one") as db:
            # The storm alone would take long to fill it.
            db.execute("CREATE TABLE filler (t text) TABLESPACE small")
            with storm.blowing():
                storm.wait_for(20)
                with contextlib.suppress(psycopg.errors.DiskFull):
                    while True:
                        db.execute("INSERT INTO filler SELECT repeat('x', 1000) FROM generate_series(1, 200)")
                full = _until_refused(storm)
                found.look(storm, db)
                room = ["mount", "-o", f"remount,size=64m,uid={owner},mode=0700", f"{small}-tables"]
                subprocess.run(room, check=True)
                storm.wait_for(10)
            found.facts["refused for want of room"] = full
        # A server without room for its log ends itself: what was acknowledged was in the log.
        with storm.blowing():
            storm.wait_for(5)
            with contextlib.suppress(OSError), open(f"{small}-wal/filler", "wb") as filler:
                while True:
                    filler.write(b"x" * 65536)
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline:
                log = (cluster.folder / "log").read_text()
                if "PANIC" in log:
                    break
                with contextlib.suppress(psycopg.Error), cluster.connect("full_one") as db:
                    db.execute("SELECT pg_switch_wal(), txid_current()")
                time.sleep(0.05)
            storm.stop.set()
        found.facts["panics"] = (cluster.folder / "log").read_text().count("PANIC")
        Path(f"{small}-wal/filler").unlink()
        cluster.kill()
        cluster.start()
        with storm.blowing():
            storm.wait_for(10)
        with cluster.connect("full_one") as db:
            return found.settle(storm, db)


def _until_refused(storm, seconds=30):
    """Wait until something of the storm was refused, and return how often."""
    before, deadline = storm.broken_off, time.monotonic() + seconds
    while storm.broken_off < before + 3 and time.monotonic() < deadline:
        time.sleep(0.01)
    return storm.broken_off - before


READS = {
    "check": "SELECT count(*) FROM pggit_check_conflicts('someone', 'f', ARRAY['ALTER TABLE t1 ADD COLUMN z int'])",
    "list": "SELECT count(*) FROM pggit_list_intents(table_name => 't1')",
    "get": "SELECT count(*) FROM pggit_get_intent(%s)",
    "status": "SELECT jsonb_array_length(pggit_intent_status(%s) -> 'history')",
    "conflicts of one": "SELECT count(*) FROM pggit_get_conflicts(%s)",
    "conflicts": "SELECT count(*) FROM pggit_list_conflicts()",
    "compare": "SELECT count(*) FROM pggit_compare_intents(%s, %s)",
    "detect": "SELECT count(*) FROM pggit_detect_conflicts(ARRAY['DROP TABLE t1'], ARRAY['ALTER TABLE t1 ADD a int'])",
    "footprint": "SELECT count(*) FROM pggit_footprint(ARRAY['CREATE TABLE t (id int)'])",
    "schema": "SELECT count(*) FROM pggit_schema_lines()",
    "statuses": "SELECT length(pggit_status_graph())",
    "views": "SELECT (SELECT count(*) FROM v_pggit_intent) + (SELECT count(*) FROM v_pggit_open_conflict)"
    " + (SELECT count(*) FROM v_pggit_timeline)",
    "tables": "SELECT (SELECT count(*) FROM tb_pggit_intent) + (SELECT count(*) FROM tb_pggit_conflict)",
}


# A team's own detector, agents bound to roles, row security: all of it is asked on the standby too.
TEAM = """
CREATE ROLE lead LOGIN IN ROLE pggit_coordinator;
CREATE ROLE agent_1 LOGIN IN ROLE pggit_agent;
CREATE SCHEMA team AUTHORIZATION lead;
SET ROLE lead;
GRANT USAGE ON SCHEMA team TO pggit_runner;
SELECT pggit_add_conflict_type('rule', 'error', 'It breaks a rule of the team.');
CREATE FUNCTION team.rule(intent_a tb_pggit_intent, intent_b tb_pggit_intent)
RETURNS SETOF pggit_conflict_report LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    found pggit_conflict_report;
BEGIN
    found.conflict_type := 'rule';
    found.affected_objects := '["t1"]';
    RETURN NEXT found;
END $$;
SELECT pggit_add_detector('rule', 'team.rule');
SELECT pggit_bind_agent('agent_1', 'agent-1');
SELECT pggit_set('agent_binding', 'on');
SELECT pggit_set('row_security', 'on');
RESET ROLE;
"""


def read_there(second, seal, storm):
    """Ask everything that only reads, as superuser, auditor and agent; return what was read, and what is wrong."""
    strange = []
    with second.connect() as db:
        intent_id, other = list(storm.registered)[-2:]
        facts = {}
        for name, query in READS.items():
            (rows,) = db.execute(query, (intent_id, other)[: query.count("%s")]).fetchone()
            facts[name] = rows
            if name in ("list", "get", "status", "views", "tables", "statuses") and not rows:
                strange.append(f"nothing on the standby: {name}")
        for refused in (
            "SELECT pggit_register_intent('a', 'f', ARRAY['SELECT 1'])",
            "SELECT pggit_read_events('a')",
            "SELECT pggit_seal_history()",
        ):
            with contextlib.suppress(psycopg.errors.ReadOnlySqlTransaction):
                db.execute(refused)
                strange.append(f"a standby took {refused}")
        db.execute("SET ROLE pggit_auditor")
        facts["verified"] = db.execute("SELECT result FROM pggit_verify_history(%s)", (seal,)).fetchall()
        if facts["verified"] != [("verified",)]:
            strange.append(f"the standby's history: {facts['verified']}")
    with psycopg.connect(**second.dsn(user="agent_1"), autocommit=True) as agent:
        own = agent.execute("SELECT DISTINCT agent_id FROM pggit_list_intents()").fetchall()
        own += agent.execute("SELECT DISTINCT agent_id FROM v_pggit_intent").fetchall()
        if own != [("agent-1",)] * 2:
            strange.append(f"agent-1 reads intents of {own}")
        everything = [f"ALTER TABLE t{number} ADD z int" for number in range(storm.tables)]
        check = "SELECT count(*) FROM pggit_check_conflicts(%s, 'f', %s) AS c"
        (rule,) = agent.execute(f"{check} WHERE c.conflict_type = 'rule'", ("agent-1", everything)).fetchone()
        facts["found by the team's detector"] = rule
        if not rule:
            strange.append("the team's detector finds nothing on the standby")
        with contextlib.suppress(psycopg.errors.InsufficientPrivilege):
            agent.execute(check, ("agent-2", everything))
            strange.append("an agent checked as another")
    return facts, strange


def standby(server, more=60):
    """Read on a synchronous standby while the primary works, kill the primary, promote the standby, and go on there."""
    found = Found("standby")
    with Cluster.made(server, "primary", wal_level="replica", max_wal_senders="4") as primary:
        primary.install()
        with primary.connect() as db:
            db.execute(TEAM)
        with primary.copied(server, "standby") as second:
            with primary.connect() as db:
                db.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
                db.execute("ALTER SYSTEM SET synchronous_commit = 'remote_apply'")
                db.execute("SELECT pg_reload_conf()")
            now = [primary]
            storm = Storm(lambda: now[0].connect())
            with storm.blowing():
                storm.wait_for(more // 3)
                # Each has something of its own, and agent-1 somebody to meet.
                while len({agent for agent, *_ in storm.registered.values()}) < 6:
                    storm.wait_for(1)
                with primary.connect() as db:
                    (seal,) = db.execute("SELECT pggit_seal_history()").fetchone()
                found.facts, strange = read_there(second, seal, storm)
                storm.wait_for(more)
                primary.kill()
                storm.stop.set()
            second.promote()
            with second.connect() as db:
                found.look(storm, db)
                db.execute("ALTER SYSTEM SET synchronous_standby_names = ''")
                db.execute("SELECT pg_reload_conf()")
            now[0] = second
            acknowledged = len(storm.registered)
            with storm.blowing():
                storm.wait_for(more // 3)
            with second.connect() as db:
                found.facts = {"read": len(found.facts), "before the promotion": acknowledged}
                found.settle(storm, db)
                found.strange += strange
                return found


def pooled(server, more=100, workers=12):
    """Work through PgBouncer, many on few connections, while these are ended one after the other."""
    found, draw, ended = Found("PgBouncer"), random.Random(7), 0
    with Cluster.made(server, "pooled") as cluster, Pooler.started(cluster, connections=3) as pooler:
        cluster.install()
        storm = Storm(lambda: pooler.connect("postgres"))
        with storm.blowing(workers), cluster.connect() as db:
            target = len(storm.registered) + more
            others = "FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            while len(storm.registered) < target:
                storm.wait_for(1)
                ended += len(
                    db.execute(
                        f"SELECT pg_terminate_backend(pid) {others} ORDER BY random() LIMIT %s", (draw.randrange(2),)
                    ).fetchall()
                )
            (most,) = db.execute(f"SELECT count(*) {others}").fetchone()
            if most > 3:
                found.strange.append(f"{most} connections instead of 3")
        with cluster.connect() as db:
            found.facts = {"clients": workers, "connections": 3, "ended": ended}
            strange = found.strange
            found.settle(storm, db)
            found.strange = found.strange + strange
            return found


def main():
    """Run every part and say what was found."""
    kills = int(os.environ.get("KILLS") or 24)
    parts = [
        lambda server: killed(server, kills),
        standby,
        cancelled,
        no_more_locks,
        full_disk if os.getuid() == 0 else "full disk       left out: a file system of its own takes root",
        pooled if PROGRAM else "PgBouncer       left out: it is not installed",
    ]
    bad = []
    with Server.started(ROOT) as server:
        for part in parts:
            if isinstance(part, str):
                print(part, flush=True)
                continue
            found = part(server)
            print(found, flush=True)
            bad += [f"{found.name}: {each}" for each in found.bad]
    for line in bad:
        print(line)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    # Mounts of its own: they are gone with the process, however it ends.
    if os.getuid() == 0 and "mounts" not in sys.argv:
        again = [sys.executable, "-m", "programs.faults", "mounts"]
        os.execvp("unshare", ["unshare", "--mount", "--propagation", "private", *again])
    main()
