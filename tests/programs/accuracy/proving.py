"""What PostgreSQL makes of pairs of changes, through pggit_prove, and whether labels say the same."""

from collections import namedtuple

import psycopg

from programs.accuracy.projects import make_shadow

PROVE = "SELECT p.outcome, p.apply_first, p.reason, p.runs, p.differences FROM public.pggit_prove(%s, %s) AS p"
# What ALTER DATABASE ... SET search_path says, as a statement: a proof does not follow it, a declared change may.
OWN_PATH = """
SELECT 'SET search_path = ' || substr(c.setting, strpos(c.setting, '=') + 1)
FROM pg_db_role_setting AS s CROSS JOIN LATERAL unnest(s.setconfig) AS c (setting)
WHERE s.setdatabase = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database()) AND s.setrole = 0
    AND c.setting LIKE 'search\\_path=%'
"""
TIMEOUT = "60s"

Proof = namedtuple("Proof", "outcome first reason runs differences")


def connect(dsn):
    """Open a session to prove in; dsn is a connection string or a dict."""
    # statement_timeout cannot be set inside a function, so it is set here.
    options = {"autocommit": True, "options": f"-c statement_timeout={TIMEOUT} -c client_min_messages=error"}
    return psycopg.connect(dsn, **options) if isinstance(dsn, str) else psycopg.connect(**dsn, **options)


def prove(connection, a, b):
    """Prove one pair; text that pggit refuses is unproven."""
    try:
        return Proof(*connection.execute(PROVE, (a, b)).fetchone())
    except psycopg.Error as error:
        if connection.broken:
            raise
        return Proof("unproven", None, f"{error.sqlstate}: {error.diag.message_primary}", {}, None)


def sqlstates(proof):
    """Return the SQLSTATEs of A then B / B then A, as labels have them."""
    errors = [(proof.runs or {}).get(order) for order in ("ab", "ba")]
    return "/".join(error["sqlstate"] if error else "ok" for error in errors) if any(errors) else ""


def explanation(proof):
    """Return the SQLSTATEs with their messages, or the first lines in which the schemas differ."""
    said = [sqlstates(proof)] if sqlstates(proof) else []
    for order in ("ab", "ba"):
        error = (proof.runs or {}).get(order)
        if error:
            said.append(f"{order}: {error['message']}")
        for line in ((proof.differences or {}).get(f"only_{order}") or [])[:2]:
            said.append(f"only {order}: {line[:200]}")
    return "; ".join(said)


def prove_labels(server, database, project, pairs, progress):
    """Prove one project's labelled pairs, each on its base; give (pair, proof) for what comes out otherwise."""
    for base in sorted({pair.base for pair in pairs}):
        project.move_to(server, database, base)
        make_shadow(server, database)
        with connect(server.dsn(database)) as connection:
            path = [row[0] for row in connection.execute(OWN_PATH).fetchall()]
            for pair in (pair for pair in pairs if pair.base == base):
                if pair.a and pair.b:
                    proof = prove(connection, path + pair.a, path + pair.b)
                    if not agrees(pair, proof):
                        yield pair, proof
                progress()


def agrees(pair, proof):
    """Tell whether a proof says the same as a label, the SQLSTATEs included where the label has them."""
    if (pair.truth, pair.first) != (proof.outcome, proof.first):
        return False
    return proof.outcome not in ("ordered", "incompatible") or not pair.why or pair.why == sqlstates(proof)
