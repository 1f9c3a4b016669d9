"""Runs in an environment of its own: the Python registry of fraiseql-confiture, asked for one thing per line.

python peer.py DSN. Lines "fill COUNT", "register NAME", "check NAME" and "list AGENT" come in; "KIND SECONDS FOUND"
goes out for each, FOUND being how many intents or conflicts it gave. One that cannot be done ends it.
"""

import sys
import time
from uuid import uuid4

import psycopg
from confiture.integrations.pggit.coordination import Intent, IntentRegistry, IntentStatus

AGENTS = 20
SEED = "seedling_%06d"
# What its own registration writes, for many at once: through it each would read all those before.
COPIES = """
SELECT gen_random_uuid()::text AS id, 'gardener-' || mod(n, %(agents)s) AS agent_id,
    replace(o.feature_name, %(seed)s, c.name) AS feature_name, replace(o.branch_name, %(seed)s, c.name) AS branch_name,
    replace(o.schema_changes::text, %(seed)s, c.name)::jsonb AS schema_changes,
    replace(o.tables_affected::text, %(seed)s, c.name)::jsonb AS tables_affected,
    o.estimated_duration_ms, o.risk_level, o.status, o.conflicts_with, o.metadata,
    o.created_at + n * interval '1 millisecond' AS created_at, o.updated_at + n * interval '1 millisecond' AS updated_at
FROM tb_pggit_intent AS o CROSS JOIN generate_series(%(first)s::integer, %(last)s::integer) AS n
CROSS JOIN LATERAL (SELECT 'seedling_' || lpad(n::text, 6, '0') AS name) AS c
WHERE o.feature_name = %(seed)s
"""
OWN = {"id", "created_at", "updated_at"}  # of each row, whoever wrote it


def changes(name):
    """Return the DDL that is declared about a table; two indexes without a name would collide for this registry."""
    return [f"ALTER TABLE {name} ADD COLUMN height int", f"CREATE INDEX idx_{name} ON {name} (height)"]


class Registry:
    """The other registry, with what a client of it does."""

    def __init__(self, dsn):
        """Connect; it makes its tables by itself."""
        self.connection = psycopg.connect(dsn)
        self.registry = IntentRegistry(self.connection)

    def rows(self, query, values=None):
        """Return rows as dictionaries."""
        return self.connection.cursor(row_factory=psycopg.rows.dict_row).execute(query, values).fetchall()

    def fill(self, count):
        """Bring it to this many intents, as copies of what was really registered."""
        count = int(count)
        there = self.rows("SELECT count(*) AS n FROM tb_pggit_intent WHERE feature_name LIKE 'seedling%'")[0]["n"]
        for number in range(there, min(count, 2)):
            name = SEED % number
            self.registry.register(f"gardener-{number}", name, changes(name))
        values = {"agents": AGENTS, "seed": SEED % 0}
        if count >= 2:
            written = self.rows("SELECT * FROM tb_pggit_intent WHERE feature_name = %s", (SEED % 1,))[0]
            copied = self.rows(COPIES, {**values, "first": 1, "last": 1})[0]
            wrong = sorted(name for name in written if name not in OWN and written[name] != copied[name])
            if wrong or set(written) != set(copied):
                sys.exit(f"a copy is not what a registration writes: {wrong}")
        values.update(first=max(there, 2), last=count - 1)
        self.connection.execute(f"INSERT INTO tb_pggit_intent {COPIES}", values)
        self.connection.commit()
        self.connection.autocommit = True
        self.connection.execute("VACUUM ANALYZE tb_pggit_intent")
        self.connection.autocommit = False
        return count

    def register(self, name):
        """Declare a change that collides with nothing."""
        return len(self.registry.register("bench", name, changes(name)).conflicts_with)

    def check(self, name):
        """Ask what a change would collide with, as its own command does."""
        planned = Intent(
            id=str(uuid4()), agent_id="bench", feature_name=name, branch_name=f"feature/{name}",
            schema_changes=changes(name), tables_affected=[],
        )  # fmt: skip
        there = self.registry.list_intents(status=IntentStatus.REGISTERED)
        there.extend(self.registry.list_intents(status=IntentStatus.IN_PROGRESS))
        detector = self.registry._detector
        return sum(len(detector.detect_conflicts(planned, each)) for each in there)

    def list(self, agent):
        """List an agent's intents."""
        return len(self.registry.list_intents(agent_id=agent))


def main():
    """Answer until the input ends."""
    registry = Registry(sys.argv[1])
    for line in sys.stdin:
        kind, value = line.split()
        begin = time.perf_counter()
        found = getattr(registry, kind)(value)
        took = time.perf_counter() - begin
        registry.connection.rollback()  # its reading calls leave a transaction open
        print(kind, f"{took:.9f}", found, flush=True)


if __name__ == "__main__":
    main()
