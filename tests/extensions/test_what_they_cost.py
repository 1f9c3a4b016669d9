"""The program that measures what the places for extensions cost replaces what is there, and nothing else."""

from programs.extension_cost import WITHOUT
from steps import ADD_A, ADD_B, register

FUNCTIONS = """
SELECT p.oid::regprocedure::text AS function FROM pg_proc AS p
WHERE p.pronamespace = 'pggit_internal'::regnamespace ORDER BY 1
"""


def test_without_the_places_the_same_functions_find_the_same_conflicts(db):
    before = db.execute(FUNCTIONS).fetchall()
    db.execute(WITHOUT)
    assert db.execute(FUNCTIONS).fetchall() == before
    first = register(db, "claude-a", ADD_A)
    assert register(db, "claude-b", ADD_B)["conflicts_with"] == [first["id"]]
