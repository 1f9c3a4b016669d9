"""Random and mutated inputs to the public functions: INPUTS= how many, SEED= which, ONLY= one of them again.

Ends with the problems: a SQLSTATE that is not documented, an error without advice or with the reader's insides in it, a
lost connection, a time that grows faster than the text. Calls are a coordinator's, not a superuser's.
"""

import os
import sys

import psycopg
from psycopg.rows import dict_row

from harness.server import ROOT, Server, product_database
from programs.fuzz import growth, running

ROLE = "pggit_coordinator"


def number(name, default):
    """Return a whole number from the environment."""
    text = os.environ.get(name) or str(default)
    if not text.isascii() or not text.isdigit():
        sys.exit(f"fuzz: {name} must be a whole number, not {text!r}")
    return int(text)


def main():
    """Make the calls, measure the growth, print what was found."""
    inputs, seed, only = number("INPUTS", 100_000), number("SEED", 1), os.environ.get("ONLY")
    with Server.started(ROOT) as server, product_database(server) as database:

        def connect():
            connection = psycopg.connect(**server.dsn(database), autocommit=True, row_factory=dict_row)
            connection.execute(f"SET ROLE {ROLE}")
            return connection

        if only:
            first = int(only) // running.BATCH * running.BATCH
            numbers = range(first, int(only) + 1)
        else:
            numbers = range(inputs)
        print(f"SEED={seed}", flush=True)
        findings = running.run(connect, seed, numbers, lambda so_far: print(so_far.report()[0], flush=True))
        print("\n".join(findings.report()), flush=True)
        steep = []
        if not only and os.environ.get("GROWTH") != "no":
            connection = connect()
            for family in growth.FAMILIES:
                for function in growth.CALLS:
                    grown = growth.measured(connection, family, function)
                    if growth.too_steep(grown):
                        steep.append(grown)
            print(
                f"{len(growth.FAMILIES)} families of texts in {len(growth.CALLS)} functions, at {growth.SIZE} and at"
                f" {growth.FACTOR} times as many characters; steeper than linear: {len(steep)}"
            )
            for grown in steep:
                print(
                    f"  {grown.function}, {grown.family}: {grown.small_ms:.0f} ms, {grown.large_ms:.0f} ms,"
                    f" ratio {grown.ratio:.1f}, {grown.sqlstate or 'works'}"
                )
            print(f"most memory of a backend with long texts: {running.memory_kb(connection) // 1024} MB")
            connection.close()
    sys.exit(1 if findings.problems or steep else 0)


if __name__ == "__main__":
    main()
