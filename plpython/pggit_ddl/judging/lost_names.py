"""What others name things after and a change drops."""

from collections import namedtuple

from ..footprint.name_hints import (
    CHANGED,
    NAME,
    PRIMARY,
    RETYPED,
    aliases,
    called,
    is_key,
    named_type,
    of_column,
    spelled,
)
from ..text.names import schema_of

# How names speak of a table or routine: by which alias, and how (see name_hints).
Alias = namedtuple("Alias", "schema name how")


def lost_names(objects):
    """What is lost, by how names speak of it: {Alias: {what: object}}; objects: those of a Summary, by Identity.

    What is None for the table itself (also where it leaves the schema), a column's name, PRIMARY for its key,
    RETYPED for its column that gets another type, or CHANGED for any that is dropped or gets another type.
    """
    found = {}
    for identity, touched in objects.items():
        retyped = identity.kind == "column" and "type" in touched.alters
        if touched.is_dropped() or touched.renamed_to is not None or retyped:
            _enter(found, identity, touched)
    return found


def _enter(found, identity, touched):
    """Enter one object."""
    table = touched.parent or touched.name
    schema, what, names = schema_of(table), [], aliases(table)
    if identity.kind == "column":
        column = spelled(touched.name)
        what += [CHANGED] if touched.is_dropped() or "type" in touched.alters else []
        what += [RETYPED] if "type" in touched.alters and is_key(table, column) else []
        if touched.is_dropped():
            what += [column, PRIMARY] if is_key(table, column) else [column]
            found.setdefault(Alias(schema, of_column(column), NAME), {})[spelled(table)] = touched
    elif identity.kind == "constraint":
        if (touched.row.detail.get("type") or named_type(touched.name)) == PRIMARY and touched.is_dropped():
            what.append(PRIMARY)
    elif identity.kind == "routine":
        names = {called(identity.key.partition(":")[2]): NAME}
        what += [None] if touched.is_dropped() else []
    elif identity.kind is None and touched.kind == "table":
        new = touched.renamed_to and touched.renamed_to.key.partition(":")[2]
        what += [None] if new is None or schema_of(new) != schema_of(touched.name) else []
    for alias, how in names.items() if what else ():
        found.setdefault(Alias(schema, alias, how), {}).update(dict.fromkeys(what, touched))
