"""Draws changes as agents make them from a live schema, in pairs that crowd on few tables and columns.

A pair depends on the catalog, the seed and its number alone, so that any run can be repeated, and any pair by itself.
"""

import contextlib
import random

import psycopg

from programs.accuracy.catalog import Catalog
from programs.accuracy.draw import Draw, Impossible
from programs.accuracy.kinds import KINDS
from programs.accuracy.labels import Pair

# How often both changes of a pair are about the same table, else the second is about a table that is related.
SAME_TABLE = 0.75
# How many columns of a table a pair crowds on.
HOT_COLUMNS = 2
# How often the second change builds on what the first makes.
FOLLOW = 0.15
TRIES = 60
# Kinds that put something in place for others to alter and drop.
FURNISHING = ("CREATE", "ADD", "ALTER TABLE ADD COLUMN", "SET DEFAULT nextval", "function used", "sequence owned",
              "publication of", "REFERENCES")


class Generator:
    """Draws pairs from one database."""

    def __init__(self, connection, seed, project=""):
        """Read the catalog."""
        self.catalog, self.seed, self.project, self.kinds = Catalog(connection), seed, project, KINDS
        if not self.catalog.tables:
            raise ValueError("there is no table in that database to draw changes from")

    def pair(self, number):
        """Return the pair of this number, its truth unknown."""
        rng = random.Random(f"{self.seed}/{number}")
        tables = [
            table for table in self.catalog.tables if table.columns and not table.partition
        ] or self.catalog.tables
        first = self.pick(rng, tables)
        neighbours = [self.catalog.relations[name] for name in first.neighbours if name in self.catalog.relations]
        neighbours = [table for table in neighbours if table.kind in "rp"]
        hot = {
            table.name: {column.name for column in rng.sample(table.columns, min(HOT_COLUMNS, len(table.columns)))}
            for table in [first, *neighbours]
        }
        focus = [first, *rng.sample(neighbours, min(2, len(neighbours)))]
        favourite = rng.random()
        draw = Draw(rng, self.catalog, focus, hot, favourite)
        a, a_kinds = self.change(draw)
        if len(focus) > 1 and rng.random() > SAME_TABLE:
            focus = [focus[1], focus[0], *focus[2:]]
        follow = draw if rng.random() < FOLLOW else None
        b, b_kinds = self.change(Draw(rng, self.catalog, focus, hot, favourite, follow))
        if rng.random() < 0.5:
            a, a_kinds, b, b_kinds = b, b_kinds, a, a_kinds
        return Pair(self.project, number, (" + ".join(a_kinds), " + ".join(b_kinds)), a, b, None, None, "")

    def furnish(self, connection, rounds=2):
        """Carry out changes that create things, for schemas that have few kinds; what fails is left out."""
        for number in range(rounds):
            for kind in self.kinds:
                rng = random.Random(f"{self.seed}/{number}/{kind.name}")
                # What no migration contains is there once, so that it can be met at all.
                if not kind.name.startswith(FURNISHING) or (kind.weight == 1 and number):
                    continue
                with contextlib.suppress(Impossible, psycopg.Error), connection.transaction():
                    for statement in kind.draw(Draw(rng, self.catalog, rng.sample(self.catalog.tables, 1), {})):
                        connection.execute(statement.replace(" CONCURRENTLY", ""))
            self.catalog = Catalog(connection)

    @staticmethod
    def pick(rng, tables):
        """Choose a table; those with many relations come up more often."""
        weights = [1 + min(len(table.neighbours), 5) + bool(table.triggers) + bool(table.policies) for table in tables]
        return rng.choices(tables, weights)[0]

    def change(self, draw):
        """Draw one to four statements, by one or two kinds mostly. Return them and the kinds' names."""
        wanted = draw.rng.choices((1, 2, 3), (6, 3, 1))[0]
        statements, names = [], []
        for _ in range(TRIES):
            kind = draw.rng.choices(self.kinds, [each.weight for each in self.kinds])[0]
            try:
                statements += kind.draw(draw)
            except Impossible:
                continue
            names.append(kind.name)
            if len(names) == wanted:
                break
        if not statements:
            raise ValueError("no kind of change is possible in that database")
        return statements, names
