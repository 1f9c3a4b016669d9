"""What one row of a footprint says, and how its kinds of object are grouped."""

from collections import namedtuple

Row = namedtuple("Row", "statement_no object_kind object_name parent_name action detail key")

# Kinds that share PostgreSQL's namespace of relations (every relation has a type, every type may be a relation's).
RELATIONS = frozenset(("table", "view", "materialized view", "foreign table", "index", "sequence", "type", "domain"))
# Kinds whose change counts as a change to a table (or view) in tables_affected.
TABLES = frozenset(("table", "view", "materialized view", "foreign table"))
# Kinds that live in another object: they carry the key of their parent.
PARTS = frozenset(("column", "constraint", "trigger", "policy", "rule", "enum value", "attribute"))
ROUTINES = frozenset(("function", "procedure", "aggregate", "routine"))
SYSTEM_SCHEMAS = frozenset(("pg_catalog", "information_schema", "pg_temp", "pg_toast"))
