"""What the detector predicts for pairs of changes, asked through SQL."""

from collections import namedtuple

import psycopg

from programs.accuracy.labels import OUTCOMES

DETECT = "SELECT r.outcome, r.apply_first, r.conflict_type FROM public.pggit_detect_conflicts(%s, %s) AS r"
CATALOG_ON = "UPDATE public.tb_pggit_setting SET value = 'on' WHERE name = 'use_catalog' AND value <> 'on'"
REGISTER = "SELECT i.id FROM public.pggit_register_intent('accuracy-a', 'accuracy a', %s) AS i"
# The newcomer is the first side of what a check finds.
CHECK = """
SELECT r.outcome, CASE r.apply_first WHEN %(there)s THEN 'a' WHEN 'a' THEN 'b' END, r.conflict_type
FROM public.pggit_check_conflicts('accuracy-b', 'accuracy b', %(changes)s) AS r
WHERE r.intent_b = %(there)s
"""

# outcome: one of OUTCOMES, or "refused"; said: the conflict types with their outcomes, or the error.
Prediction = namedtuple("Prediction", "outcome first said")


def detected(connection, a, b):
    """Return what is found without looking at any table."""
    return connection.execute(DETECT, (a, b)).fetchall()


def found_at_registration(connection, a, b):
    """Return what the second finds that comes to where the first is registered, in the database of both."""
    with connection.transaction(force_rollback=True):
        connection.execute(CATALOG_ON)
        there = connection.execute(REGISTER, (a,)).fetchone()[0]
        return connection.execute(CHECK, {"there": there, "changes": b}).fetchall()


# Name of a way to predict -> function of a connection and two changes; connections give rows as tuples.
FROM_TEXT, WITH_CATALOG = "from the text alone", "with the catalog"
MODES = {FROM_TEXT: detected, WITH_CATALOG: found_at_registration}


def predict(connection, a, b, mode=FROM_TEXT):
    """Predict one pair: the worst of its rows, compatible when there is none."""
    if not a or not b:
        return Prediction("compatible", None, "nothing declared")
    try:
        found = MODES[mode](connection, a, b)
    except psycopg.Error as error:
        if connection.broken:
            raise
        return Prediction("refused", None, f"{error.sqlstate}: {error.diag.message_primary}")
    said = ", ".join(f"{kind} {outcome}" for outcome, _, kind in found)
    return Prediction(*worst([(outcome, first) for outcome, first, _ in found]), said)


def worst(rows):
    """Return the worst outcome; two that want different changes first leave no order that works."""
    outcome = max((outcome for outcome, _ in rows), key=OUTCOMES.index, default="compatible")
    firsts = {first for each, first in rows if each == "ordered"}
    if outcome == "ordered":
        return ("ordered", firsts.pop()) if len(firsts) == 1 else ("incompatible", None)
    return outcome, None
