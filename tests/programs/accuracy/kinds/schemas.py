"""Schemas, what is made in them, and what moves from one to another."""

from programs.accuracy.kinds.kind import kind


@kind("CREATE SCHEMA", 2)
def create_schema(d):
    """A schema, with a table in it mostly."""
    name = d.invent("archive", "reporting", "staging", "legacy")
    return [
        f"CREATE SCHEMA {d.maybe('IF NOT EXISTS ', 0.5)}{name}",
        *([f"CREATE TABLE {name}.entries (id bigint)"] if d.maybe("table", 0.5) else []),
    ]


@kind("DROP, ALTER SCHEMA")
def drop_schema(d):
    """A schema goes, or gets another name."""
    found = d.near(d.catalog.schemas, lambda s: [t.name for t in d.catalog.tables if t.schema == s.name])
    d.lose(found.name, *(t.name for t in d.catalog.tables if t.schema == found.name))
    return [d.one([f"DROP SCHEMA {found.name} CASCADE", f"ALTER SCHEMA {found.name} RENAME TO renamed_schema"])]


@kind("CREATE TABLE in a schema", 2)
def table_in_schema(d):
    """A table in a schema that is there."""
    found = d.usual(s for s in d.catalog.schemas if d.left(s.name))
    return [f"CREATE TABLE {d.fresh(found.name + '.entries')} (id bigint PRIMARY KEY)"]


@kind("SET SCHEMA of a view, function, type, sequence")
def move(d):
    """Something moves into another schema."""
    schema = d.one([each.name for each in d.catalog.schemas])
    found = [("FUNCTION", r.signature) for r in d.catalog.routines if r.plain.startswith("fn_")]
    found += [("VIEW", v.name) for v in d.catalog.views if v.schema != schema]
    found += [("SEQUENCE", s.name) for s in d.catalog.sequences if not s.owned and s.schema != schema]
    found += [("TYPE", t.name) for t in d.catalog.types if t.kind in "ec" and t.schema != schema]
    what, name = d.usual(each for each in found if d.left(each[1]))
    d.lose(name)
    return [f"ALTER {what} {name} SET SCHEMA {schema}"]
