"""Agents at work while things break: what they were told is done must be there afterwards, whole.

    storm = Storm(cluster); with storm.blowing(workers=6): ...; storm.lost(connection), storm.half_written(connection)
"""

import contextlib
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg

from harness import invariants

REGISTER = (
    "SELECT id, conflicts_with FROM pggit_register_intent("
    "agent_id => %s, feature_name => %s, schema_changes => %s, idempotency_key => %s)"
)
# What a server that is stopped, restarted, full or told to stop says; anything else is a finding.
BREAKS = ("08", "57", "53", "40")


class Storm:
    """Workers that register and end intents, and remember what was acknowledged."""

    def __init__(self, connect, tables=15, seed=1):
        """Take a function that opens a connection to wherever the server is now."""
        self.connect, self.tables, self.seed = connect, tables, seed
        self.registered, self.ended, self.keys = {}, set(), set()
        self.broken_off, self.strange = 0, []
        self.stop = threading.Event()

    @contextlib.contextmanager
    def blowing(self, workers=6):
        """Let the workers work meanwhile."""
        self.stop.clear()
        with ThreadPoolExecutor(workers) as executor:
            running = [executor.submit(self._work, number) for number in range(workers)]
            try:
                yield self
            finally:
                self.stop.set()
        for each in running:
            each.result()

    def wait_for(self, more, seconds=60):
        """Wait until so many more registrations were acknowledged."""
        target, deadline = len(self.registered) + more, time.monotonic() + seconds
        while len(self.registered) < target:
            assert time.monotonic() < deadline, f"only {len(self.registered)} of {target}; {self.strange[:3]}"
            time.sleep(0.002)

    def _work(self, number):
        draw, connection, todo, step = random.Random(f"{self.seed} {number}"), None, None, 0
        mine = []
        while not self.stop.is_set():
            try:
                if connection is None:
                    connection = self.connect()
                if todo is None:
                    step += 1
                    table = draw.randrange(self.tables)
                    ddl = draw.choice(
                        [
                            f"ALTER TABLE t{table} ADD COLUMN c{draw.randrange(5)} int",
                            f"CREATE TABLE s.t{table} (id int)",
                        ]
                    )
                    agent, key = f"agent-{number}", f"{self.seed} {step}"
                    todo = (agent, f"feature {draw.randrange(200)}", [ddl], key)
                    self.keys.add((agent, key))
                # Tried again as it was until it is acknowledged: it may have been committed already.
                intent_id, conflicts = connection.execute(REGISTER, todo).fetchone()
                self.registered[intent_id] = (todo[0], todo[3], conflicts)
                todo = None
                mine.append(intent_id)
                if len(mine) > 4:
                    ending = mine[0]
                    connection.execute("SELECT pggit_mark_abandoned(%s, 'done')", (ending,))
                    self.ended.add(ending)
                    mine.pop(0)
            except psycopg.Error as error:
                state = error.sqlstate
                if state == "PI001":
                    # Ended by the attempt that was broken off.
                    self.ended.add(mine.pop(0))
                    continue
                self.broken_off += 1
                if state is not None and not state.startswith(BREAKS):
                    self.strange.append(f"{state} {error}")
                if connection is not None and (state is None or connection.broken):
                    connection.close()
                    connection = None
                    time.sleep(0.02)
        if connection is not None:
            connection.close()

    # ---- Afterwards --------------------------------------------------------------------------------------------

    def lost(self, connection):
        """Return what was acknowledged and is not there: intents, their conflicts, their ends, second ones of a key."""
        status = dict(connection.execute("SELECT id, status FROM tb_pggit_intent").fetchall())
        pairs = set(connection.execute("SELECT intent_a, intent_b FROM tb_pggit_conflict").fetchall())
        keys = connection.execute("SELECT agent_id, idempotency_key, id FROM tb_pggit_intent").fetchall()
        made = {(agent, key): intent_id for agent, key, intent_id in keys}
        lost = [f"intent {i}" for i in self.registered if i not in status]
        told = [(i, other) for i, (_, _, others) in self.registered.items() for other in others]
        lost += [f"conflict {i} {other}" for i, other in told if (i, other) not in pairs]
        lost += [f"end of {i}" for i in self.ended if status.get(i) != "abandoned"]
        lost += [f"key {k} of {a}" for i, (a, k, _) in self.registered.items() if made.get((a, k)) != i]
        if len(made) != len(keys):
            lost.append(f"{len(keys) - len(made)} registered twice")
        return lost

    @staticmethod
    def half_written(connection):
        """Return the rules that do not hold."""
        return invariants.broken(connection)
