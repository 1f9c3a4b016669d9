"""No public function reads a table of the system from end to end when a hundred thousand intents are active."""

import json
from collections import namedtuple

import psycopg
import pytest
from psycopg.rows import tuple_row

from programs.bench.filling import fill

ACTIVE = 100_000
SHOW_PLANS = """
LOAD 'auto_explain';
SET auto_explain.log_min_duration = 0;
SET auto_explain.log_nested_statements = on;
SET auto_explain.log_analyze = on;
SET auto_explain.log_timing = off;
SET auto_explain.log_format = json;
SET client_min_messages = log;
"""
# What a few pages hold, however many intents there are: reading them is what an index scan would end with.
SMALL = """
SELECT relname FROM pg_class
WHERE relnamespace IN ('public'::regnamespace, 'pggit_internal'::regnamespace) AND relkind = 'r'
    AND pg_relation_size(oid) <= 8 * 8192
"""
OWN = """
SELECT relname FROM pg_class
WHERE relkind IN ('r', 'i') AND (relnamespace = 'pggit_internal'::regnamespace
    OR relnamespace = 'public'::regnamespace AND relname ~ '^(tb|idx)_pggit_')
"""
FREE = "ARRAY['ALTER TABLE free ADD COLUMN height integer']"
MET = "ARRAY['ALTER TABLE seedling_77 ADD COLUMN height integer']"
REGISTER_MANY = """
SELECT count(r.id) FROM generate_series(1, 1500) AS n,
    pggit_register_intent('w', 'row ' || n, ARRAY[format('ALTER TABLE row_%s ADD COLUMN height integer', n)]) AS r
"""
# {newcomer} and {rival} collide, {conflict} is their conflict; {other} and {last} are any others.
CALLS = {
    "registering": f"SELECT * FROM pggit_register_intent('z', 'free', {FREE})",
    "registering with a key": f"SELECT * FROM pggit_register_intent('z', 'free', {FREE}, idempotency_key => 'k')",
    "registering again with a key": f"SELECT * FROM pggit_register_intent('z', 'free', {FREE}, idempotency_key => 'k')",
    "registering with a collision": f"SELECT * FROM pggit_register_intent('z', 'met', {MET})",
    "registering a schema's end": "SELECT * FROM pggit_register_intent('z', 'gone', ARRAY['DROP SCHEMA nursery'])",
    "checking": f"SELECT * FROM pggit_check_conflicts('z', 'free', {FREE})",
    "checking a collision": f"SELECT * FROM pggit_check_conflicts('z', 'met', {MET})",
    "detecting": f"SELECT * FROM pggit_detect_conflicts({MET}, {MET})",
    "comparing": "SELECT * FROM pggit_compare_intents('{newcomer}', '{rival}')",
    "a footprint": f"SELECT * FROM pggit_footprint({FREE})",
    "a branch": "SELECT pggit_allocate_branch('seedling')",
    "getting": "SELECT * FROM pggit_get_intent('{other}')",
    "getting by a prefix": "SELECT * FROM pggit_get_intent(left('{newcomer}', 14))",
    "listing an agent's": "SELECT * FROM pggit_list_intents(agent_id => 'x')",
    "listing a table's": "SELECT * FROM pggit_list_intents(table_name => 'seedling_77')",
    "listing a status's": "SELECT * FROM pggit_list_intents(status => 'conflicted')",
    "a status": "SELECT pggit_intent_status('{newcomer}')",
    "what of them is not recorded": "SELECT * FROM pggit_unrecorded_conflicts('{newcomer}')",
    "an intent's conflicts": "SELECT * FROM pggit_get_conflicts('{newcomer}')",
    "the intent's view": "SELECT * FROM v_pggit_intent WHERE id = '{newcomer}'",
    "the timeline of one": "SELECT * FROM v_pggit_timeline WHERE intent_id = '{newcomer}'",
    "in progress": "SELECT pggit_mark_in_progress('{other}')",
    "completed": "SELECT pggit_mark_completed('{other}')",
    "merged": "SELECT pggit_mark_merged('{other}')",
    "a sign of life": "SELECT pggit_heartbeat('{last}', '1 hour')",
    "expiring": "SELECT pggit_expire_intents()",
    "resolving": "SELECT pggit_resolve_conflict({conflict}, 'settled', 'x')",
    "abandoning": "SELECT pggit_mark_abandoned('{newcomer}')",
    "reading events": "SELECT count(*) FROM pggit_read_events('consumer', 10)",
    "pruning events": "SELECT pggit_prune_events()",
}

Scan = namedtuple("Scan", "kind relation rows statement")


def nodes(plan):
    """Yield a plan's nodes."""
    yield plan
    for part in plan.get("Plans", ()):
        yield from nodes(part)


class Registry:
    """The full registry, and what its plans were."""

    def __init__(self, connection):
        self.connection, self.plans = connection, []
        connection.execute(SHOW_PLANS)
        connection.add_notice_handler(self.note)

    def note(self, notice):
        """Keep a plan that the server tells."""
        message = notice.message_primary or ""
        if "plan:\n" in message:
            self.plans.append(json.loads(message.partition("plan:\n")[2]))

    def scans(self, query):
        """Return the scans of whole tables that a query has made, in whatever statement inside it."""
        self.plans.clear()
        self.connection.execute(query)
        assert self.plans, "nothing was explained"
        return {
            Scan(
                node["Node Type"],
                node.get("Relation Name") or node["Index Name"],
                node["Actual Rows"],
                plan["Query Text"],
            )
            for plan in self.plans
            for node in nodes(plan["Plan"])
            if node.keys() & {"Relation Name", "Index Name"} and node["Actual Loops"] > 0 and self.is_whole(node)
        }

    @staticmethod
    def is_whole(node):
        """Tell whether a node reads a table from end to end, or most of an index, if only for its order."""
        if node["Node Type"] == "Bitmap Index Scan":
            return node["Actual Rows"] > ACTIVE / 10
        if node["Node Type"] in ("Index Scan", "Index Only Scan"):
            return "Index Cond" not in node and node["Actual Rows"] > 1
        return node["Node Type"] == "Seq Scan"


@pytest.fixture(scope="module")
def connect(server, maintenance, template_database):
    """Return a factory for connections to databases that live as long as the module: connect(name)."""
    made, connections = [], []

    def new(name):
        name = f"{template_database}_{name}"
        if name not in made:
            maintenance.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template_database}"')
            made.append(name)
        connections.append(psycopg.connect(**server.dsn(name), autocommit=True, row_factory=tuple_row))
        connections[-1].execute("SET client_min_messages = error")
        return connections[-1]

    yield new
    for connection in connections:
        connection.close()
    for name in made:
        maintenance.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def prepared(connection, number):
    """Return what the calls are about: two intents in conflict, and two others."""
    change = f"ARRAY['ALTER TABLE meadow_{number} ADD COLUMN height integer']"
    rival = connection.execute(f"SELECT id FROM pggit_register_intent('x', 'rival {number}', {change})").fetchone()[0]
    newcomer = connection.execute(f"SELECT id FROM pggit_register_intent('y', 'late {number}', {change})").fetchone()[0]
    conflict = connection.execute("SELECT min(id) FROM pggit_get_conflicts(%s)", (newcomer,)).fetchone()[0]
    alone = change.replace("meadow", "shed")
    other, last = (
        connection.execute(f"SELECT id FROM pggit_register_intent('x', 'other {number}', {alone})").fetchone()[0]
        for _ in range(2)
    )
    # A consumer that has read nothing yet has everything to read.
    connection.execute("SELECT count(*) FROM pggit_read_events('consumer', 1000000)")
    return {"rival": rival, "newcomer": newcomer, "conflict": conflict, "other": other, "last": last}


@pytest.fixture(scope="module")
def registries(connect):
    """Return a full registry, and one that has filled after a session had planned everything in it."""
    late = connect("late")
    fill(late, ACTIVE, conflicts=ACTIVE // 10)
    late.execute("ANALYZE")
    early = connect("early")
    # Six times: prepared statements settle on a plan after five.
    for number in range(6):
        subject = prepared(early, f"early_{number}")
        for query in CALLS.values():
            early.execute(query.format(**subject).replace("'k'", f"'k{number}'"))
    grower = connect("early")
    grower.execute(REGISTER_MANY)
    # As autovacuum does by itself soon after: sessions plan again.
    grower.execute("ANALYZE")
    return {"planned early": Registry(early), "planned late": Registry(late)}


GROWN = """
SELECT count(r.id) FROM generate_series(1, 30) AS n, unnest(ARRAY['w', 'v']) AS who,
    pggit_register_intent(who, who || n, ARRAY['ALTER TABLE crowded ADD COLUMN height integer']) AS r
"""
DEFERRED_KEY = 'SELECT 1 FROM ONLY "public"."tb_pggit_intent"'
LISTS = ("listing an agent's", "a status", "an intent's conflicts")
NEVER_ANALYSED = """
SELECT format('ALTER TABLE %s SET (autovacuum_enabled = off)', c.oid::regclass) FROM pg_class AS c
WHERE relkind = 'r' AND (relnamespace = 'pggit_internal'::regnamespace
    OR relnamespace = 'public'::regnamespace AND starts_with(relname, 'tb_pggit_'))
"""


@pytest.mark.parametrize("size", ["empty", "tiny"])
def test_a_session_that_planned_by_the_numbers_of_such_a_registry_keeps_to_the_indexes_as_well(connect, size):
    session = connect(size)
    for (statement,) in session.execute(NEVER_ANALYSED).fetchall():
        session.execute(statement)
    if size == "tiny":
        prepared(session, "before")
    session.execute("ANALYZE")
    for number in range(6):
        subject = prepared(session, f"{size}_{number}")
        for query in CALLS.values():
            session.execute(query.format(**subject).replace("'k'", f"'k{number}'"))
    connect(size).execute(REGISTER_MANY)
    connect(size).execute(GROWN)
    found = whole_scans(Registry(session), prepared(session, "after"))
    # What lists all that concerns an intent or agent may begin at either end, until there are other numbers; foreign
    # keys that are checked when the transaction ends are planned outside of any function.
    found = {name: [scan for scan in scans if DEFERRED_KEY not in scan] for name, scans in found.items()}
    assert {name: scans for name, scans in found.items() if scans and name not in LISTS} == {}


@pytest.mark.parametrize("when", ["planned early", "planned late"])
def test_no_public_function_reads_a_table_from_end_to_end(registries, when):
    registries[when].connection.execute("SET client_min_messages = error")
    subject = prepared(registries[when].connection, when.replace(" ", "_"))
    assert whole_scans(registries[when], subject) == {}


def whole_scans(registry, subject):
    """Return {call: [what it reads from end to end, or has compiled]}."""
    plain = registry.connection
    plain.execute("SET client_min_messages = error")
    small = {name for (name,) in plain.execute(SMALL)}
    assert not {"tb_pggit_intent", "footprint", "object_key", "tb_pggit_event", "tb_pggit_intent_history"} & small
    own = {name for (name,) in plain.execute(OWN)}
    plain.execute("SET client_min_messages = log")
    found = {}
    for name, query in CALLS.items():
        whole = {scan for scan in registry.scans(query.format(**subject)) if scan.relation in own - small}
        # Where a scan that is discouraged is the only one, its cost would have it compiled.
        compiled = {plan["Query Text"] for plan in registry.plans if "JIT" in plan}
        if whole or compiled:
            found[name] = [f"compiled: {' '.join(statement.split())[:200]}" for statement in compiled] + [
                f"{scan.kind} on {scan.relation}, {scan.rows} rows: {' '.join(scan.statement.split())[:200]}"
                for scan in whole
            ]
    return found


def test_it_would_see_one(registries):
    found = registries["planned late"].scans("SELECT count(*) FROM tb_pggit_intent WHERE metadata ->> 'a' = 'b'")
    assert {scan.relation for scan in found} == {"tb_pggit_intent"}
