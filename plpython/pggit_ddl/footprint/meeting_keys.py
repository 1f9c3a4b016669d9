"""Rows by which changes meet that name no object in common."""

from ..text.names import in_schema_of, schema_of
from ..text.regexes import regex
from .name_hints import PRIMARY, VIEW_KINDS, aliases, called, guess_key, hints, is_key, named_type, of_column, spelled
from .row import PARTS, ROUTINES, Row

DROPPED_KINDS = ("table", "column", "constraint")
# What goes with a table (or a trigger's function): what drops that says so, under its name.
NAMED_AFTER = ("index", "sequence", "constraint", "trigger")

# The key of something in public, which is not named.
IN_PUBLIC = regex(r'(?:relation|routine):(?:[^".]+|"(?:[^"]|"")+")')


def member_of_public(rows):
    """The row by which a change of objects in public meets one of the schema itself; none for other footprints.

    Other schemas have theirs in the footprint; that of public is not shown, and belongs to no statement.
    """
    for row in rows:
        if IN_PUBLIC.fullmatch(row.key):
            return [Row(0, "schema", "public", None, "use", {"by": "member"}, "schema:public")]
    return []


def of_feature(name):
    """The row by which two agents meet who work at the same feature."""
    return Row(0, "feature", name, None, "alter", {"aspect": "declared"}, "feature:" + name)


def named_after(rows):
    """The rows by which a change meets those that its objects are named after, or that are named after its objects.

    They are no part of what it touches; what the names say is judged by the objects themselves (Case.compare_by_name).
    """
    found, tables = {}, {}
    for row in rows:
        kind, name, table, action = row.object_kind, row.object_name, row.parent_name, row.action
        if action == "create" or "internal" in row.detail:
            continue
        if kind == "table" or (kind in PARTS and table is not None):
            tables[name if kind == "table" else table] = True
        if action == "use" and kind != "sequence":
            continue
        retyped = kind == "column" and row.detail.get("aspect") == "type"
        if (action == "drop" and kind in DROPPED_KINDS) or (retyped and is_key(table, name)) or (
                action == "rename" and kind == "table" and schema_of(row.detail["new_name"]) != schema_of(name)):
            if kind != "constraint" or named_type(name) == PRIMARY:
                table = table or name
                if kind == "column" and not retyped:
                    found[guess_key(schema_of(table), of_column(spelled(name)))] = "drop"
                found.update(dict.fromkeys((guess_key(schema_of(table), alias) for alias in aliases(table)), "drop"))
        elif action == "drop" and kind in ROUTINES:
            found[guess_key(schema_of(row.detail["name"]), called(row.detail["name"]))] = "drop"
        if retyped or kind in NAMED_AFTER:
            for alias, _ in hints(kind, name, table, named_type(name)):
                found.setdefault(guess_key(schema_of(table if kind in PARTS else name), alias), "use")
        elif kind in VIEW_KINDS:
            found.update((key, "use") for key in reaching(kind, name))
    for table in tables:
        found.update((key, "alter") for key in reaching("table", table))
    return [Row(0, "name", key, None, action, {}, key) for key, action in found.items()]


def reaching(kind, name):
    """The keys of the tables that something is named after, whose change may reach it and cannot tell."""
    return ["relation:" + in_schema_of(name, alias) for alias, _ in hints(kind, name)]
