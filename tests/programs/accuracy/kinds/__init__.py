"""THE table of kinds of changes that the generator draws: a name, how often, and a function from a Draw to statements.

Each file in this folder is a family of objects; a new file is found by itself. How often: of a thousand statements in
folders of migrations (7,744 in seven projects), about so many are of that kind. The most usual ones are held down so
that others meet them, and a kind that no folder has is drawn now and then: 1. A function raises Impossible (mostly
through Draw) where the schema has nothing for it. Left out is what only superusers may do, or what is the cluster's:
event triggers, languages, foreign data wrappers, subscriptions, roles, databases.
"""

import importlib
import pkgutil

from programs.accuracy.kinds.kind import ENTERED

for family in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{family.name}")

# By name, so that what a seed draws does not depend on the file that a kind stands in.
KINDS = sorted(ENTERED, key=lambda kind: kind.name)
