"""Colliding registrations at the same moment, from many connections: does every pair find itself?

    make stress                     5,000 pairs forced and 5,000 free; PAIRS= and CONNECTIONS= choose

Each pair of changes has objects of its own, so that it must give exactly one conflict of one type. In the forced rounds
one side is held between taking its locks and looking for others, until the other side waits for it; in the free rounds
both start at once. Every round runs at all three isolation levels; who gets 40001 runs its transaction again.
"""

import asyncio
import collections
import itertools
import os
import random
import re
import sys

import psycopg
from psycopg import IsolationLevel

from harness import invariants
from harness.server import ROOT, Server, product_database

LEVELS = [IsolationLevel.READ_COMMITTED, IsolationLevel.REPEATABLE_READ, IsolationLevel.SERIALIZABLE]
POLL = 0.001

# name: (DDL of one side, of the other, type of the conflict, whether the feature is the same)
KINDS = {
    "table": ("ALTER TABLE t{n} ADD COLUMN a int", "ALTER TABLE t{n} ADD COLUMN b int", "table", False),
    "index and drop": ("CREATE INDEX i{n} ON t{n} (c)", "ALTER TABLE t{n} DROP COLUMN c", "dependency", False),
    "member and schema": ("CREATE TABLE s{n}.t (id int)", "DROP SCHEMA s{n} CASCADE", "dependency", False),
    "function": (
        "CREATE FUNCTION f{n}() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE OR REPLACE FUNCTION f{n}() RETURNS int LANGUAGE sql AS 'SELECT 2'",
        "function",
        False,
    ),
    "feature": ("CREATE TABLE x{n} (id int)", "CREATE TABLE y{n} (id int)", "timing", True),
}

APART = {"tables in public": "CREATE TABLE d{n} (id int)", "tables in one schema": "CREATE TABLE ds.d{n} (id int)"}

# Between taking the locks and looking: the upsert of the key rows ends, and its statement trigger runs.
GATE = """
CREATE FUNCTION pggit_internal.stress_gate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('stress.gate', true), '') <> '' THEN
        PERFORM pg_catalog.pg_advisory_xact_lock_shared(7, current_setting('stress.gate')::int);
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION pggit_internal.stress_gate() FROM PUBLIC;
CREATE TRIGGER stress_gate AFTER INSERT ON pggit_internal.object_key
FOR EACH STATEMENT EXECUTE FUNCTION pggit_internal.stress_gate();
"""

REGISTER = (
    "SELECT id FROM pggit_register_intent(agent_id => %s, feature_name => %s, schema_changes => %s,"
    " idempotency_key => %s)"
)


class Stress:
    """A database that is registered in, and what was seen there."""

    def __init__(self, dsn):
        """Prepare the database for the forced rounds."""
        self.dsn = dsn
        self.counts = collections.defaultdict(collections.Counter)
        self.numbers = itertools.count(1)
        self.expected = {}
        self.crowded = []  # (intent, count) of those that all meet each other
        with psycopg.connect(**dsn, autocommit=True) as db:
            db.execute(GATE)
            # So few that what is not recorded, and what takes its place, is part of it.
            db.execute("UPDATE tb_pggit_setting SET value = '2' WHERE name = 'conflict_records'")

    def connect(self, level=IsolationLevel.READ_COMMITTED, **options):
        """Open a connection whose statements are transactions of their own, at an isolation level."""
        words = [f"-c default_transaction_isolation={level.name.lower().replace('_', chr(92) + ' ')}"]
        words += [f"-c {name}={value}" for name, value in options.items()]
        words.append("-c client_min_messages=error")
        return psycopg.AsyncConnection.connect(**self.dsn, autocommit=True, options=" ".join(words))

    def next(self, count):
        """Return numbers that nothing else has."""
        return list(itertools.islice(self.numbers, count))

    async def attempt(self, count, connection, query, values):
        """Run one statement until it is not told to try again; return its first row, or None for another error."""
        while True:
            try:
                return await (await connection.execute(query, values)).fetchone()
            except psycopg.errors.SerializationFailure:
                count["retries"] += 1
            except psycopg.errors.DeadlockDetected:
                count["deadlocks"] += 1
            except psycopg.errors.LockNotAvailable as error:
                count["waited"] += 1
                count[f"waited {_where(error)}"] += 1
                await connection.execute("SET lock_timeout = 0")
            except psycopg.Error as error:
                # Two may end one intent, or decide about a conflict that has ended.
                count["refused" if error.sqlstate in ("PI001", "PI002", "PI006") else "other errors"] += 1
                if error.sqlstate not in ("PI001", "PI002", "PI006"):
                    print(f"{error.sqlstate}: {error}", file=sys.stderr)
                return None

    async def register(self, count, connection, agent, feature, ddl, key=None):
        """Register one intent and return its id."""
        row = await self.attempt(count, connection, REGISTER, (agent, feature, [ddl], key))
        return row and row[0]

    # ---- Pairs that collide -----------------------------------------------------------------------------------------

    async def pairs(self, level, kinds, numbers, forced):
        """One lane: register pairs of these kinds one after the other, each at once; forced by turns in both orders."""
        one, other, control = [await self.connect(level) for _ in range(3)]
        for kind, number in zip(kinds, numbers):
            first, second, conflict_type, same = KINDS[kind]
            count = self.counts["forced" if forced else "free", level.name, kind]
            count["pairs"] += 1
            sides = [
                (f"a{number}", f"feature {number}" + ("" if same else " of a"), first.format(n=number)),
                (f"b{number}", f"feature {number}" + ("" if same else " of b"), second.format(n=number)),
            ]
            if number % 2:
                sides.reverse()
            if forced:
                ids = await self.held(count, one, other, control, number, *sides)
            else:
                ids = await asyncio.gather(
                    self.register(count, one, *sides[0]), self.register(count, other, *sides[1])
                )
            self.expected[frozenset(ids)] = (count, conflict_type)
        for connection in (one, other, control):
            await connection.close()

    async def held(self, count, one, other, control, gate, first, second):
        """Hold the first one after its locks until the second one waits for it."""
        await control.execute("SELECT pg_advisory_lock(7, %s)", (gate,))
        await one.execute("SELECT set_config('stress.gate', %s, false)", (str(gate),))
        before = asyncio.create_task(self.register(count, one, *first))
        await self.blocked(control, one, control, before)
        after = asyncio.create_task(self.register(count, other, *second))
        waits = await self.blocked(control, other, one, after)
        count["forced"] += waits
        await control.execute("SELECT pg_advisory_unlock(7, %s)", (gate,))
        return await asyncio.gather(before, after)

    @staticmethod
    async def blocked(control, waiting, holding, task):
        """Wait until one connection waits for another; False when its statement has ended instead."""
        pids = (holding.info.backend_pid, waiting.info.backend_pid)
        while not task.done():
            row = await (await control.execute("SELECT %s = ANY(pg_blocking_pids(%s))", pids)).fetchone()
            if row[0]:
                return True
            await asyncio.sleep(POLL)
        return False

    # ---- The same registration twice, the same branch, everything at once -------------------------------------------

    async def twice(self, level, numbers):
        """Register with the same idempotency key from two connections at once."""
        one, other = [await self.connect(level) for _ in range(2)]
        count = self.counts["same key", level.name, "twice"]
        for number in numbers:
            side = (f"r{number}", f"again {number}", f"CREATE TABLE r{number} (id int)", f"key {number}")
            ids = await asyncio.gather(self.register(count, one, *side), self.register(count, other, *side))
            count["pairs"] += 1
            count["duplicates"] += len(set(ids)) - 1
        for connection in (one, other):
            await connection.close()

    async def branches(self, level, numbers):
        """Register features whose names give the same branch, and nothing else in common."""
        marks = ("", "!", "?", "#")
        connections = [await self.connect(level) for _ in marks]
        count = self.counts["same branch", level.name, "of four"]
        for number in numbers:
            count["pairs"] += 1
            await asyncio.gather(
                *(
                    self.register(count, c, f"m{at}", f"branch {number % 7}{mark}", f"CREATE TABLE m{number}_{at} ()")
                    for at, (c, mark) in enumerate(zip(connections, marks))
                )
            )
        for connection in connections:
            await connection.close()

    async def storm(self, level, seed, steps):
        """Register, mark, merge, abandon, resolve, reopen and verify, all on a few tables."""
        connection, draw = await self.connect(level), random.Random(seed)
        count = self.counts["storm", level.name, "everything"]
        known = (
            "SELECT id FROM tb_pggit_intent WHERE agent_id LIKE 'w%%' AND status <> 'abandoned'"
            " ORDER BY random() LIMIT 1"
        )
        found = (
            "SELECT c.id FROM tb_pggit_conflict AS c JOIN tb_pggit_intent AS i ON i.id = c.intent_a"
            " WHERE i.agent_id LIKE 'w%%' ORDER BY random() LIMIT 1"
        )
        moves = {"in_progress": 3, "completed": 2, "merged": 2, "abandoned": 8}
        mine = []
        for _ in range(steps):
            count["steps"] += 1
            what = draw.random()
            if what < 0.45 and len(mine) > 3:
                # Each meets all the others: if none ended, every step would take longer than the one before.
                await self.attempt(count, connection, "SELECT pggit_mark_abandoned(%s)", (mine.pop(0),))
            elif what < 0.45:
                table = draw.randrange(12)
                ddl = draw.choice(
                    [
                        f"ALTER TABLE w{table} ADD COLUMN c{draw.randrange(9)} int",
                        f"CREATE INDEX ON w{table} (c{draw.randrange(9)})",
                        f"CREATE TABLE ws.w{table} (id int)",
                        "DROP SCHEMA ws",
                    ]
                )
                agent, feature = f"w{draw.randrange(6)}", f"storm {draw.randrange(400)}"
                mine.append(await self.register(count, connection, agent, feature, ddl))
            elif what < 0.75:
                status = draw.choices(list(moves), moves.values())[0]
                query = f"SELECT pggit_mark_{status}(i.id) FROM ({known}) AS i"
                await self.attempt(count, connection, query, ())
            elif what < 0.95:
                query = f"SELECT pggit_resolve_conflict(c.id, 'agreed', reviewed => %s) FROM ({found}) AS c"
                await self.attempt(count, connection, query, (draw.random() < 0.7,))
            else:
                await self.attempt(count, connection, f"SELECT pggit_verify_conflict(c.id) FROM ({found}) AS c", ())
        await connection.close()

    # ---- Nothing in common ------------------------------------------------------------------------------------------

    async def apart(self, name, ddl, numbers):
        """Register what has nothing in common; a registration that has to wait is counted, and made all the same."""
        connection = await self.connect(lock_timeout=1)
        count = self.counts["disjoint", "READ_COMMITTED", name]
        for number in numbers:
            count["pairs"] += 1
            waited = count["waited"]
            await self.register(count, connection, f"d{number}", f"apart {name} {number}", ddl.format(n=number))
            if count["waited"] > waited:
                await connection.execute("SET lock_timeout = 1")
        await connection.close()

    async def watch(self, count):
        """Look again and again which locks somebody waits for."""
        waiting = (
            "SELECT l.pid, l.locktype, c.relname FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid)"
            " LEFT JOIN pg_class AS c ON c.oid = l.relation WHERE NOT l.granted AND a.datname = current_database()"
        )
        before = set()
        async with await self.connect() as connection:
            while True:
                now = set(await (await connection.execute(waiting)).fetchall())
                for _, kind, relation in now - before:
                    count[f"seen {kind}{' of ' + relation if relation else ''}"] += 1
                before = now
                await asyncio.sleep(POLL)

    # ---- All of it --------------------------------------------------------------------------------------------------

    async def run(self, pairs, connections, steps=0):
        """Run every round: this many pairs forced and as many free, over the levels."""
        lanes = max(1, connections // 3)
        share = -(-pairs // (len(LEVELS) * lanes))
        for forced in (True, False):
            for level in LEVELS:
                kinds = list(itertools.islice(itertools.cycle(KINDS), share))
                await asyncio.gather(*(self.pairs(level, kinds, self.next(share), forced) for _ in range(lanes)))
        some = max(4, pairs // 40) // connections + 1
        for level in LEVELS:
            await asyncio.gather(*(self.crowd(level, self.next(some)) for _ in range(connections)))
        few = max(2, pairs // 50) // lanes + 1
        for level in LEVELS:
            await asyncio.gather(*(self.twice(level, self.next(few)) for _ in range(lanes)))
            await asyncio.gather(*(self.branches(level, self.next(few)) for _ in range(lanes)))
            if steps:
                await asyncio.gather(*(self.storm(level, seed, steps // connections) for seed in range(connections)))
        for name, ddl in APART.items():
            watching = asyncio.create_task(self.watch(self.counts["disjoint", "READ_COMMITTED", name]))
            await asyncio.gather(*(self.apart(name, ddl, self.next(share)) for _ in range(connections)))
            watching.cancel()
            await asyncio.wait([watching])

    # ---- More on one table than are recorded ------------------------------------------------------------------------

    async def crowd(self, level, numbers):
        """Register one change of the same table after the other, while others do the same."""
        connection = await self.connect(level)
        count = self.counts["crowd", level.name, "one table"]
        for number in numbers:
            ddl = f"ALTER TABLE crowded ADD COLUMN c{number} int"
            made = await self.register(count, connection, f"c{number}", f"crowd {number}", ddl)
            self.crowded.append((made, count))
        await connection.close()

    def judge(self):
        """Count what the database has found of each pair; return {rule: rows} of what else does not hold."""
        with psycopg.connect(**self.dsn, autocommit=True) as db:
            found = collections.defaultdict(list)
            for a, b, conflict_type in db.execute("SELECT intent_a, intent_b, conflict_type FROM tb_pggit_conflict"):
                found[frozenset((a, b))].append(conflict_type)
            for ids, (count, conflict_type) in self.expected.items():
                types = found.get(ids, [])
                count["missed"] += conflict_type not in types
                count["duplicates"] += len(types) - len(set(types))
            # In the crowd everybody meets everybody: a pair is on record, or listed from both sides and counted once.
            listed = {
                made: {
                    row[0] for row in db.execute(
                        "SELECT intent_b FROM pggit_unrecorded_conflicts(%s, 1000000)", (made,)
                    )
                }
                for made, _ in self.crowded
            }  # fmt: skip
            for (made, count), (other, _) in itertools.combinations(self.crowded, 2):
                count["pairs"] += 1
                on_record = frozenset((made, other)) in found
                count["missed"] += [other in listed[made], made in listed[other]] != [not on_record] * 2
            if self.crowded:
                counted = db.execute(
                    "SELECT sum(unrecorded_errors + unrecorded_warnings) FROM tb_pggit_intent WHERE id = ANY(%s)",
                    ([made for made, _ in self.crowded],),
                ).fetchone()[0]
                self.crowded[0][1]["missed"] += counted != sum(map(len, listed.values())) / 2
            return invariants.broken(db)

    def total(self, word):
        """Add one count up over all rounds."""
        return sum(count[word] for count in self.counts.values())


def _where(error):
    """Say at which relation, or in which of our functions, somebody waited for a lock."""
    context = error.diag.context or ""
    relation = re.search(r'in relation "([^"]+)"', context)
    function = re.search(r"PL/pgSQL function (\S+)\(", context)
    return f"at {relation[1]}" if relation else f"in {function[1]}" if function else "elsewhere"


def report(stress, broken):
    """Print a line per round, and the sums that matter."""
    words = ["pairs", "forced", "missed", "duplicates", "deadlocks", "retries", "refused", "other errors"]
    print(f"{'round':<12}{'isolation':<17}{'kind':<19}" + "".join(f"{word:>13}" for word in words))
    for (name, level, kind), count in stress.counts.items():
        shown = dict(count, pairs=count["pairs"] or count["steps"])
        print(f"{name:<12}{level:<17}{kind:<19}" + "".join(f"{shown.get(word, 0):>13}" for word in words))
    pairs = sum(c["pairs"] for (name, *_), c in stress.counts.items() if name in ("forced", "free", "crowd"))
    print(
        f"\n{pairs} colliding pairs: missed {stress.total('missed')}, duplicates {stress.total('duplicates')},"
        f" deadlocks {stress.total('deadlocks')}, other errors {stress.total('other errors')},"
        f" told to try again (40001) {stress.total('retries')}"
    )
    for (name, _, kind), count in stress.counts.items():
        if name == "disjoint":
            share = 100 * count["waited"] / count["pairs"]
            places = "".join(f"; {word} {n}" for word, n in count.items() if word.startswith(("waited ", "seen ")))
            print(
                f"nothing in common, {kind}: {count['waited']} of {count['pairs']} waited for a lock"
                f" ({share:.2f} %){places}"
            )
    print("rules broken: " + (str(broken) if broken else "none"))


def main():
    """Run it in a database of its own on the private cluster."""
    pairs, connections = int(os.environ.get("PAIRS") or 5000), int(os.environ.get("CONNECTIONS") or 24)
    with Server.started(ROOT) as server, product_database(server) as name:
        stress = Stress(server.dsn(name))
        asyncio.run(stress.run(pairs, connections, steps=pairs // 2))
        broken = stress.judge()
        report(stress, broken)
    failed = broken or any(stress.total(word) for word in ("missed", "duplicates", "deadlocks", "other errors"))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
