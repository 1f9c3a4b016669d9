"""What the detector predicts for pairs of changes, asked through SQL."""

from collections import namedtuple

import psycopg

from accuracy.labels import OUTCOMES

DETECT = "SELECT r.outcome, r.apply_first, r.conflict_type FROM public.pggit_detect_conflicts(%s, %s) AS r"

# outcome: one of OUTCOMES, or "refused"; said: the conflict types with their outcomes, or the error.
Prediction = namedtuple("Prediction", "outcome first said")


def predict(connection, a, b):
    """Predict one pair: the worst of its rows, compatible when there is none."""
    if not a or not b:
        return Prediction("compatible", None, "nothing declared")
    try:
        found = connection.execute(DETECT, (a, b)).fetchall()
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
