"""The table of everything that DDL can be about. A new kind of object is one line in KINDS."""

from collections import namedtuple

from . import constraints, property_lists, routines, schema_objects, tables, usertypes, views
from .generic import alter_any, create_any
from .references import (
    by_bare_name,
    by_cast,
    by_column,
    by_mapping,
    by_method,
    by_name,
    by_number,
    by_operator,
    by_role,
    by_signature,
    by_transform,
    by_type,
    on_table,
)

# words: as they stand after CREATE, ALTER, DROP, COMMENT ON, GRANT ... ON; name: the object_kind of its rows.
# reference: how statements refer to one. create, alter: readers; None = not a statement of PostgreSQL's.
Kind = namedtuple("Kind", "words name reference create alter")


def kind(words, reference=by_name, create=create_any, alter=alter_any, name=None):
    """One line of the table."""
    return Kind(words, name or words, reference, create, alter)


KINDS = {tuple(each.words.split()): each for each in (
    kind("access method", by_bare_name),
    kind("aggregate", by_signature, property_lists.create_aggregate, routines.alter_routine),
    kind("cast", by_cast, property_lists.create_cast, None),
    kind("collation"),
    kind("column", by_column, None, None),
    kind("constraint", on_table, None, None),
    kind("conversion"),
    kind("database", by_bare_name),
    kind("domain", by_name, usertypes.create_domain, usertypes.alter_domain),
    kind("event trigger", by_bare_name),
    kind("extension", by_bare_name, create_any, schema_objects.alter_extension),
    kind("foreign data wrapper", by_bare_name, create_any, property_lists.alter_wrapper),
    kind("foreign server", by_bare_name, create=None, alter=None, name="server"),
    kind("foreign table", by_name, tables.create_table, tables.alter_relation),
    kind("function", by_signature, routines.create_routine, routines.alter_routine),
    kind("group", by_role, name="role"),
    kind("index", by_name, constraints.create_index, tables.alter_relation),
    kind("language", by_bare_name, property_lists.create_language),
    kind("large object", by_number, None),
    kind("materialized view", by_name, views.create_view, tables.alter_relation),
    kind("operator", by_operator, property_lists.create_operator),
    kind("operator class", by_method, property_lists.create_operator_class),
    kind("operator family", by_method),
    kind("parameter", by_bare_name, create=None, alter=None),
    kind("policy", on_table, views.create_policy, views.alter_policy),
    kind("procedural language", by_bare_name, property_lists.create_language, name="language"),
    kind("procedure", by_signature, routines.create_routine, routines.alter_routine),
    kind("property graph"),
    kind("publication", by_bare_name, schema_objects.create_publication, schema_objects.alter_publication),
    kind("role", by_role),
    kind("routine", by_signature, None, routines.alter_routine),
    kind("rule", on_table, views.create_rule),
    kind("schema", by_bare_name, schema_objects.create_schema, schema_objects.alter_schema),
    kind("sequence", by_name, create_any, schema_objects.alter_sequence),
    kind("server", by_bare_name),
    kind("statistics", by_name, schema_objects.create_statistics),
    kind("subscription", by_bare_name),
    kind("table", by_name, tables.create_table, tables.alter_relation),
    kind("tablespace", by_bare_name),
    kind("text search configuration", by_name, property_lists.create_defined),
    kind("text search dictionary", by_name, property_lists.create_defined),
    kind("text search parser", by_name, property_lists.create_defined),
    kind("text search template", by_name, property_lists.create_defined),
    kind("transform", by_transform, property_lists.create_transform, None),
    kind("trigger", on_table, views.create_trigger),
    kind("type", by_type, usertypes.create_type, usertypes.alter_type),
    kind("user", by_role, name="role"),
    kind("user mapping", by_mapping),
    kind("view", by_name, views.create_view, tables.alter_relation),
)}
# First word -> [(words, kind)], the longest first.
KINDS_BY_WORD = {}
for _each in sorted(KINDS.items(), key=lambda line: -len(line[0])):
    KINDS_BY_WORD.setdefault(_each[0][0], []).append(_each)

# First word of a statement that is no DDL -> its command tag (None: the words themselves).
OUTSIDE = {
    "select": "SELECT", "values": "SELECT", "table": "SELECT", "with": None, "(": "SELECT",
    "insert": "INSERT", "update": "UPDATE", "delete": "DELETE", "merge": "MERGE", "copy": "COPY", "call": "CALL",
    "begin": "BEGIN", "start": "START TRANSACTION", "commit": "COMMIT", "end": "COMMIT", "rollback": "ROLLBACK",
    "abort": "ROLLBACK", "savepoint": "SAVEPOINT", "release": "RELEASE", "prepare": "PREPARE",
    "execute": "EXECUTE", "deallocate": "DEALLOCATE", "declare": "DECLARE CURSOR", "fetch": "FETCH", "move": "MOVE",
    "close": "CLOSE CURSOR", "set": "SET", "reset": "RESET", "show": "SHOW", "discard": "DISCARD", "explain": "EXPLAIN",
    "analyze": "ANALYZE", "analyse": "ANALYZE", "vacuum": "VACUUM", "checkpoint": "CHECKPOINT", "lock": "LOCK TABLE",
    "listen": "LISTEN", "notify": "NOTIFY", "unlisten": "UNLISTEN", "load": "LOAD",
}
# Those that change data, which running them twice or in another order may change differently.
CHANGES_DATA = frozenset(("INSERT", "UPDATE", "DELETE", "MERGE", "COPY", "CALL", "EXECUTE", "COPY FROM"))
# DDL that PostgreSQL looks names up for already when it is prepared (transformStmt in parser/analyze.c).
ANALYSED = frozenset(("CREATE TABLE AS", "CREATE MATERIALIZED VIEW", "SELECT INTO"))


def find_kind(c):
    """The kind whose words come next, None if there is none; moves past them."""
    for words, found in KINDS_BY_WORD.get(c.word, ()):
        if c.accept(*words):
            return found
    return None
