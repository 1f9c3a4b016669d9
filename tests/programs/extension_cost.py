"""What the places for a team's own detectors and suggesters cost a registration when there are none.

Two databases on the private cluster: in one the functions as they are, in the other without any look for extensions.
Registrations go to both in turns, and what counts is the processor time of the two server processes.
"""

import os
import statistics
from pathlib import Path

import psycopg

from harness.server import ROOT, Server, product_database

TICKS = os.sysconf("SC_CLK_TCK")
# The same functions with nothing in them but what a registry without extensions would do.
WITHOUT = """
CREATE OR REPLACE FUNCTION pggit_internal.active_others(p_agent_id text) RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp RETURN '{}'::text[];
CREATE OR REPLACE FUNCTION pggit_internal.common_keys() RETURNS text[]
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp
AS $$ BEGIN RETURN '{}'::text[]; END $$;
CREATE OR REPLACE FUNCTION pggit_internal.detect(
    p_intent public.tb_pggit_intent, p_footprint jsonb, p_others json, p_everybody text[], p_most integer,
    OUT reports public.pggit_conflict_report[], OUT failures jsonb, OUT more_errors integer, OUT more_warnings integer
)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    failures := '[]';
    SELECT j.reports, j.more_errors, j.more_warnings INTO reports, more_errors, more_warnings
    FROM pggit_internal.judge_sides(
        jsonb_build_object(
            'intent_id', p_intent.id, 'agent_id', p_intent.agent_id, 'feature_name', p_intent.feature_name,
            'branch_name', p_intent.branch_name, 'footprint', p_footprint
        ), p_others, (
            SELECT jsonb_object_agg(r.conflict_type, jsonb_build_array(r.severity, r.severity_if_compatible))
            FROM public.tb_pggit_conflict_rule AS r
        ), p_most
    ) AS j;
END
$$;
"""


def processor_seconds(connection):
    """Return the processor time that a connection's server process has used."""
    fields = Path(f"/proc/{connection.info.backend_pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def register(connection, first, count):
    """Register intents in pairs that collide; return the processor time per registration in milliseconds."""
    before = processor_seconds(connection)
    for number in range(first, first + count):
        connection.execute(
            "SELECT pggit_register_intent(%s, %s, ARRAY[%s])",
            (
                f"claude-{number % 2}",
                f"feature {number}",
                f"ALTER TABLE t{number // 2} ADD COLUMN c{number % 2} text; CREATE INDEX ON t{number // 2} (id)",
            ),
        )
    return (processor_seconds(connection) - before) / count * 1000


def compare(dsns, rounds, count):
    """Return the milliseconds of each round, in each of the two databases."""
    found = ([], [])
    sessions = [psycopg.connect(**dsn, autocommit=True, options="-c client_min_messages=error") for dsn in dsns]
    try:
        for session in sessions:
            register(session, 0, 20)
        for number in range(rounds):
            # Who goes first changes from round to round.
            for which in (0, 1) if number % 2 else (1, 0):
                found[which].append(register(sessions[which], 1000 + number * count, count))
    finally:
        for session in sessions:
            session.close()
    return found


def main():
    """Make the two databases, compare, and print the ratio."""
    rounds, count = int(os.environ.get("ROUNDS") or 20), int(os.environ.get("REGISTRATIONS") or 50)
    with Server.started(ROOT) as server, product_database(server) as one, product_database(server) as other:
        with psycopg.connect(**server.dsn(other), autocommit=True) as db:
            db.execute(WITHOUT)
        with_places, without = compare([server.dsn(name) for name in (one, other)], rounds, count)
    ratios = sorted(a / b for a, b in zip(with_places, without))
    print(
        f"{rounds} rounds of {count} registrations, processor time per registration: with the places for extensions"
        f" {statistics.mean(with_places):.2f} ms, without {statistics.mean(without):.2f} ms;"
        f" ratio {sum(with_places) / sum(without):.3f}, median of the rounds {statistics.median(ratios):.3f}"
    )


if __name__ == "__main__":
    main()
