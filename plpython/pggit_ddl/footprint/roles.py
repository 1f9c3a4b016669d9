"""Roles of uses that both the reader and the judge speak of."""

LATE = "late"  # the role of a use by code that PostgreSQL does not look into before it runs
IN_THE_WAY = "in the way"  # the role of a use by what cannot be done while the object is there
REACHED = "reached"  # the role of a use of a child by what is done to its parent: it does not need the child
OF_CONSTRAINT = "of constraint"  # the role of the use of an index by DROP or RENAME CONSTRAINT
# Roles of uses that take what a table has at the moment.
SNAPSHOT_ROLES = frozenset(("all columns", "like", "inherit", "partition"))
