"""Measures the registry as it fills, beside the floor: the same rows by plain INSERTs. All of one run, on one server.

SIZES=1,10,100,… active intents; REPEAT=100 calls of each kind; CLIENTS=1,4,16; SECONDS=5 per throughput; CROWD=5000,
the most collisions of one registration; PICTURE=file.svg; PEER=1 also asks another registry to do the same work, in a
database of its own on the same server, where it can be installed. The times are wall clock as a client sees them;
compare ratios.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
from psycopg import sql

from harness.server import ROOT, Server, clean_environment, run_psql
from programs.bench import beside, floor, picture
from programs.bench.filling import fill

DATABASE, PEER_DATABASE = "pggit_bench", "pggit_bench_peer"
RIVAL = "ALTER TABLE %s ADD COLUMN height integer"
FREE = "ARRAY['ALTER TABLE x' || n || ' ADD COLUMN height integer', 'CREATE INDEX ON x' || n || ' (height)']"
COLLIDE = "SELECT id FROM pggit_register_intent('bench', 'met' || {n}, ARRAY['%s'])"
# What one client does; {n} is the number of the call, or the id that it is about.
WORK = {
    "floor": "SELECT floor.write('x' || {n})",
    "register": f"SELECT r.id FROM (SELECT {{n}} AS n) AS v, pggit_register_intent('bench', 'x' || n, {FREE}) AS r",
    "register, 1 collision": COLLIDE % (RIVAL % "lonely"),
    "register, 50 collisions": COLLIDE % (RIVAL % "busy"),
    "check": f"SELECT c.outcome FROM (SELECT {{n}} AS n) AS v, pggit_check_conflicts('bench', 'y' || n, {FREE}) AS c",
    "list": "SELECT {n}, id FROM pggit_list_intents(table_name => 'busy')",
    "status": "SELECT pggit_intent_status({n})",
    "conflicts": "SELECT id FROM pggit_get_conflicts({n})",
    "resolve": "SELECT id FROM pggit_resolve_conflict({n}, 'settled', 'bench')",
    "mark": "SELECT id FROM pggit_mark_in_progress({n})",
    "abandon": "SELECT id FROM pggit_mark_abandoned({n})",
}
# The ids that the later calls of a round get from what its registration made.
SUBJECT = {
    "status": "register, 1 collision",
    "conflicts": "register, 1 collision",
    "mark": "register",
    "abandon": "register",
}
# What the other registry can do, too: registering and checking without a collision, listing an agent's intents. The
# index has a name, because two without one would collide there.
NAMED = "ARRAY['ALTER TABLE ' || n || ' ADD COLUMN height int', 'CREATE INDEX idx_' || n || ' ON ' || n || ' (height)']"
BESIDE = {
    "register": f"SELECT r.* FROM (SELECT {{n}} AS n) AS v, pggit_register_intent('bench', n, {NAMED}) AS r",
    "check": f"SELECT c.* FROM (SELECT {{n}} AS n) AS v, pggit_check_conflicts('bench', n, {NAMED}) AS c",
    "list": "SELECT * FROM pggit_list_intents(agent_id => {n})",
}
# At a hundred thousand intents one of its calls takes seconds: what was measured until then has to do.
PEER_SECONDS = 60
TRIVIAL = "CREATE FUNCTION floor.trivial() RETURNS integer LANGUAGE plpython3u AS 'return 1'"


def query(kind, value="%s"):
    """Return what a client sends, with a placeholder or an expression for what it is about."""
    return WORK[kind].replace("{n}", value)


def numbers(name, default):
    """Return a list of whole numbers from the environment."""
    text = os.environ.get(name) or default
    if not re.fullmatch(r"[0-9]+(,[0-9]+)*", text):
        sys.exit(f"bench: {name} must be whole numbers with commas between them, not {text!r}")
    return [int(part) for part in text.split(",")]


def milliseconds(seconds):
    """Return a time as text with three significant digits."""
    value = seconds * 1000
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def percentile(times, part):
    """Return the time under which so many per cent of the calls stayed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part / 100))]


def timed(connection, statement, *arguments):
    """Return how long a call took, and its first row's first value."""
    begin = time.perf_counter()
    row = connection.execute(statement, arguments, prepare=True).fetchone()
    return time.perf_counter() - begin, row and row[0]


def processor_seconds(connection):
    """Return the processor time that a connection's server process has used."""
    return int(Path(f"/proc/{connection.info.backend_pid}/schedstat").read_text().split()[0]) / 1e9


class Bench:
    """One database that fills, and what was measured in it."""

    def __init__(self, server, repeat):
        self.server, self.repeat, self.number = server, repeat, 0
        self.times = {}  # size -> kind -> times of the calls

    def connect(self):
        """Connect as a client does, without the notices."""
        connection = psycopg.connect(**self.server.dsn(DATABASE), autocommit=True)
        connection.execute("SET client_min_messages = error")
        return connection

    def rivals(self, connection, table, count):
        """Let one agent have so many active intents that touch the table in the same way."""
        agent = f"rival {table}"
        counted = connection.execute("SELECT count(*) FROM tb_pggit_intent WHERE agent_id = %s", (agent,))
        for number in range(counted.fetchone()[0], count):
            arguments = (agent, f"{table} {number}", [RIVAL % table])
            connection.execute("SELECT id FROM pggit_register_intent(%s, %s, %s)", arguments, prepare=True)

    def one_client(self, size):
        """Call everything in turn, so that noise meets all alike."""
        with self.connect() as connection:
            times = self.times.setdefault(size, {})
            for turn in range(self.repeat + 10):
                made = {}
                for kind in WORK:
                    self.number += 1
                    argument = self.number
                    if kind == "resolve":
                        argument = connection.execute(
                            "SELECT id FROM pggit_get_conflicts(%s)", (made["register, 1 collision"],)
                        ).fetchone()[0]
                    elif kind in SUBJECT:
                        argument = made[SUBJECT[kind]]
                    took, made[kind] = timed(connection, query(kind), argument)
                    if turn >= 10:  # the first calls plan and fill caches
                        times.setdefault(kind, []).append(took)
                # Newcomers do not pile up: every round finds what the first one found.
                for kind in ("register, 1 collision", "register, 50 collisions"):
                    connection.execute("SELECT pggit_mark_abandoned(%s)", (made[kind],))

    def print_size(self, size):
        """Print a table of one size."""
        times = self.times[size]
        base = statistics.median(times["floor"])
        print(f"\n{size:,} active intents, one client, {self.repeat} calls each, ms")
        print(f"  {'':26}{'p50':>8}{'p95':>8}{'p99':>8}{'x floor':>9}")
        for kind, each in times.items():
            shown = "".join(f"{milliseconds(percentile(each, part)):>8}" for part in (50, 95, 99))
            print(f"  {kind:26}{shown}{statistics.median(each) / base:9.2f}")

    def beside(self, size, peer):
        """Have the other registry do the same work in turns with ours, and print both."""
        peer.ask("fill", size)
        times = {(who, kind): [] for kind in beside.KINDS for who in ("ours", "theirs")}
        begin = time.monotonic()
        with self.connect() as connection:
            for turn in range(self.repeat + 3):
                if turn > 5 and time.monotonic() - begin > PEER_SECONDS:
                    break
                for kind in beside.KINDS:
                    self.number += 1
                    value = f"gardener-{turn % 20}" if kind == "list" else f"z{self.number}"
                    start = time.perf_counter()
                    asked = BESIDE[kind].replace("{n}", "%s::text")
                    rows = connection.execute(asked, (value,), prepare=True).fetchall()
                    ours = time.perf_counter() - start
                    theirs, found = peer.ask(kind, value)
                    expected = found if kind == "list" else 0 if kind == "check" else 1
                    if len(rows) != expected or found and kind != "list":
                        sys.exit(f"bench: {kind} {value} gave {len(rows)} rows here and {found} there")
                    if turn >= 3:
                        times["ours", kind].append(ours)
                        times["theirs", kind].append(theirs)
        print(f"\nBeside {beside.PACKAGE}, {size:,} active intents, {turn - 2} calls each, ms")
        print(f"  {'':26}{'p50':>8}{'p95':>8}{'p99':>8}{'theirs':>10}{'p95':>8}{'p99':>8}{'theirs / ours':>15}")
        for kind in beside.KINDS:
            ours, theirs = times["ours", kind], times["theirs", kind]
            shown = [f"{milliseconds(percentile(each, part)):>8}" for each in (ours, theirs) for part in (50, 95, 99)]
            ratio = statistics.median(theirs) / statistics.median(ours)
            print(f"  {kind:26}{''.join(shown[:3])}  {''.join(shown[3:])}{ratio:15.1f}")

    def throughput(self, clients, seconds):
        """Return registrations a second of so many clients, and of the floor, taken in turns."""
        rates = {"floor": [], "register": []}
        with tempfile.TemporaryDirectory() as folder:
            for kind in rates:
                drawn = "\\set a random(1, 1000000000)\n\\set b random(1, 1000000000)\n"
                Path(folder, kind).write_text(f"{drawn}{query(kind, '(:a * 1000000000::bigint + :b)')};\n")
            for _ in range(3):
                for kind, each in rates.items():
                    done = subprocess.run(
                        [self.server.program("pgbench"), "-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T",
                         str(seconds), "-f", f"{folder}/{kind}", "-h", self.server.host, "-p", str(self.server.port),
                         "-U", self.server.user, DATABASE],
                        env=clean_environment({"PGOPTIONS": "-c client_min_messages=error"}),
                        capture_output=True, text=True, check=False,
                    )  # fmt: skip
                    found = re.search(r"tps = ([0-9.]+) \(without", done.stdout)
                    if done.returncode or not found:
                        sys.exit(f"bench: pgbench failed\n{done.stdout}{done.stderr}")
                    each.append(float(found.group(1)))
        return {kind: statistics.median(each) for kind, each in rates.items()}

    def crowds(self, most):
        """Print what a registration costs that collides with k others, by the clock and of the processor."""
        print("\nOne registration that collides with k others, two conflicts with each: ms by the clock and of the")
        print("processor (medians of 5), by the clock per other beyond the first, and how many conflicts are recorded")
        print(f"  {'k':>6}{'ms':>9}{'CPU':>9}{'slope':>9}{'recorded':>9}")
        with self.connect() as connection:
            first = None
            for k in [k for k in (1, 10, 100, 500, 1000, 5000) if k <= most]:
                self.rivals(connection, f"crowd{k}", k)
                connection.execute("ANALYZE")
                times, used = [], []
                for turn in range(6):
                    self.number += 1
                    before = processor_seconds(connection)
                    collide = COLLIDE % (RIVAL % f"crowd{k}")
                    took, made = timed(connection, collide.replace("{n}", "%s"), self.number)
                    times += [took] if turn else []
                    used += [processor_seconds(connection) - before] if turn else []
                    recorded = len(connection.execute("SELECT id FROM pggit_get_conflicts(%s)", (made,)).fetchall())
                    connection.execute("SELECT pggit_mark_abandoned(%s)", (made,))
                median = statistics.median(times)
                first = first or median
                slope = milliseconds((median - first) / (k - 1)) if k > 1 else ""
                spent = milliseconds(statistics.median(used))
                print(f"  {k:6}{milliseconds(median):>9}{spent:>9}{slope:>9}{recorded:9}")

    def first_call(self):
        """Print where the first call of a session spends its time."""
        parts = {"connect": [], "PL/Python's start": [], "the reader": [], "first check": [], "second check": []}
        check = query("check", "'cold'::text")
        whole = []
        for _ in range(11):
            begin = time.perf_counter()
            with self.connect() as connection:
                parts["connect"].append(time.perf_counter() - begin)
                for part, statement in (
                    ("PL/Python's start", "SELECT floor.trivial()"),
                    ("the reader", "SELECT pggit_internal.load_reader()"),
                    ("first check", check), ("second check", check),
                ):  # fmt: skip
                    parts[part].append(timed(connection, statement)[0])
            with self.connect() as connection:
                whole.append(timed(connection, check)[0])
        print("\nThe first call of a session, ms (median of 11)")
        for part, times in parts.items():
            print(f"  {part:26}{milliseconds(statistics.median(times)):>8}")
        print(f"  {'first check by itself':26}{milliseconds(statistics.median(whole)):>8}")

    def warm_check(self):
        """Print a check's time in the server as the ratio to a trivial PL/Python call, and both."""
        check = query("check", "'warm'::text")
        times = {}
        with self.connect() as connection:
            for _ in range(self.repeat + 10):
                for kind, statement in (("trivial", "SELECT floor.trivial()"), ("check", check)):
                    explained = connection.execute(f"EXPLAIN (ANALYZE, TIMING off, FORMAT json) {statement}")
                    plan = explained.fetchone()[0][0]
                    times.setdefault(kind, []).append(plan["Execution Time"] / 1000)
        trivial, one = (statistics.median(times[kind][10:]) for kind in ("trivial", "check"))
        print(
            f"\nA check in the server: {milliseconds(one)} ms, {one / trivial:.0f} trivial PL/Python calls "
            f"({milliseconds(trivial)} ms)"
        )

    def at_once(self):
        """Print what a thousand intents cost in one transaction."""
        many = query("register", "'b' || generate_series(1, 1000)")
        registering = f"SELECT count(*) FROM ({many}) AS r"
        writing = "SELECT count(floor.write('b' || b)) FROM generate_series(1, 1000) AS b"
        with self.connect() as connection:
            took, _ = timed(connection, registering)
            base, _ = timed(connection, writing)
        print(
            f"\nA thousand intents in one transaction: {milliseconds(took)} ms, the floor {milliseconds(base)} ms, "
            f"x {took / base:.2f}"
        )

    def commands(self):
        """Print the seven command scripts as whole processes, beside psql alone."""
        with self.connect() as connection:
            self.rivals(connection, "lonely", 1)
        times = {}
        for turn in range(9):
            with self.connect() as connection:
                made = connection.execute(query("register, 1 collision"), (f"c{turn}",)).fetchone()[0]
                conflict = connection.execute("SELECT id FROM pggit_get_conflicts(%s)", (made,)).fetchone()[0]
            ddl = "ALTER TABLE command ADD COLUMN height integer"
            given = {
                "psql alone": None,
                "register": {"agent": "bench", "feature": f"command {turn}", "ddl": ddl},
                "list_intents": {"table": "busy"},
                "check": {"agent": "bench", "feature": "command", "ddl": ddl},
                "status": {"intent": made},
                "conflicts": {"intent": made},
                "resolve": {"conflict": conflict, "notes": "settled"},
                "abandon": {"intent": made},
            }
            for command, values in given.items():
                script = (
                    ["-c", "SELECT 1"]
                    if values is None
                    else [*(f"--set={name}={value}" for name, value in values.items()), "-f", f"sql/psql/{command}.sql"]
                )
                begin = time.perf_counter()
                done = run_psql(self.server, DATABASE, "-q", "-v", "ON_ERROR_STOP=1", *script, cwd=ROOT)
                if done.code:
                    sys.exit(f"bench: {command} failed\n{done.stderr}")
                times.setdefault(command, []).append(time.perf_counter() - begin)
        print("\nThe commands as whole processes, ms (median of 9)")
        for command, each in times.items():
            print(f"  {command:26}{milliseconds(statistics.median(each)):>8}")

    def storage(self, size):
        """Print what an intent takes on disk, and what a finished one leaves where newcomers look."""
        with self.connect() as connection:
            print("\nBytes an active intent, indexes included")
            for table in floor.TABLES:
                each = connection.execute("SELECT pg_total_relation_size(%s) / %s", (table, size)).fetchone()[0]
                print(f"  {table:34}{each:7,}")
            left = connection.execute(
                "SELECT count(*) FROM pggit_internal.footprint AS f JOIN tb_pggit_intent AS i ON i.id = f.intent_id"
                " WHERE i.status IN ('merged', 'abandoned')"
            ).fetchone()[0]
            print(f"Rows of finished intents that newcomers' lookups meet: {left}")


def main():
    """Measure and print."""
    sizes, clients = sorted(numbers("SIZES", "1,10,100,1000,10000,100000")), numbers("CLIENTS", "1,4,16")
    repeat, seconds, crowd = numbers("REPEAT", "100")[0], numbers("SECONDS", "5")[0], numbers("CROWD", "5000")[0]
    with Server.started(ROOT, "bench") as server:
        with psycopg.connect(**server.dsn("postgres"), autocommit=True) as maintenance:
            for database in (DATABASE, PEER_DATABASE):
                for statement in ("DROP DATABASE IF EXISTS {} WITH (FORCE)", "CREATE DATABASE {} TEMPLATE template0"):
                    maintenance.execute(sql.SQL(statement).format(sql.Identifier(database)))
        with server.installing():
            installed = run_psql(server, DATABASE, "-q", "-v", "ON_ERROR_STOP=1", "-f", "install.sql", cwd=ROOT)
        if installed.code:
            sys.exit(f"bench: install.sql failed\n{installed.stderr}")
        bench = Bench(server, repeat)
        peer = None
        if os.environ.get("PEER") == "1":
            peer = beside.Peer(ROOT / ".venv-peer" / "bin" / "python", server.dsn(PEER_DATABASE))
            if peer.missing:
                print(f"Not beside {beside.PACKAGE}: {peer.missing}.")
                peer = None
        with bench.connect() as connection:
            for size in sizes:
                fill(connection, size)
                bench.rivals(connection, "lonely", 1)
                bench.rivals(connection, "busy", 50)
                floor.build(connection)
                bench.one_client(size)
                bench.print_size(size)
                if peer:
                    bench.beside(size, peer)
                if size in (sizes[0], sizes[-1]):
                    for each in clients:
                        rate = bench.throughput(each, seconds)
                        print(
                            f"  {each:2} clients: {rate['register']:,.0f} registrations a second, the floor "
                            f"{rate['floor']:,.0f}, x {rate['register'] / rate['floor']:.2f}"
                        )
            connection.execute(TRIVIAL)
            bench.storage(sizes[-1])
            bench.warm_check()
            bench.first_call()
            bench.at_once()
            bench.commands()
            bench.crowds(crowd)
        if peer:
            peer.close()
        path = os.environ.get("PICTURE")
        if path:
            Path(path).write_text(picture.drawn(bench.times))
            print(f"\nThe picture is in {path}.")
        with psycopg.connect(**server.dsn("postgres"), autocommit=True) as maintenance:
            for database in (DATABASE, PEER_DATABASE):
                maintenance.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database)))


if __name__ == "__main__":
    main()
