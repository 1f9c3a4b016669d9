"""Publications."""

from programs.accuracy.kinds.kind import comma, kind, not_partition


@kind("CREATE PUBLICATION")
def create_publication(d):
    """A publication of the pair's table."""
    table = d.table("r", lambda t: any(k.type == "p" for k in t.constraints))
    return [f"CREATE PUBLICATION {d.invent('changes', 'exported', 'feed')} FOR TABLE {table.name}"]


@kind("ALTER, DROP PUBLICATION")
def alter_publication(d):
    """A publication that is there."""
    found = d.near(d.catalog.publications, lambda p: p.tables or [])
    table = d.table("r")
    d.lose(found.name)
    there = table.name in (found.tables or [])
    return [
        d.one(
            [
                f"DROP PUBLICATION {found.name}",
                f"ALTER PUBLICATION {found.name} {'DROP' if there else 'ADD'} TABLE {table.name}",
                f"ALTER PUBLICATION {found.name} SET (publish = 'insert')",
            ]
        )
    ]


@kind("publication of columns or rows")
def publication_parts(d):
    """A publication that names columns or has a condition, or gets one."""
    table = d.table("r", lambda t: not_partition(t) and any(k.type == "p" for k in t.constraints))
    key = [name for k in table.constraints if k.type == "p" for name in k.columns]
    column = d.column(table, lambda c: not c.generated)
    listed = comma(dict.fromkeys([*key, column.name]))
    ending = d.one([f"({listed})", f"WHERE ({d.condition(column)})", ""])
    if d.catalog.publications and d.maybe("there", 0.5):
        found = d.usual(p for p in d.catalog.publications if d.left(p.name))
        d.lose(found.name)
        return [f"ALTER PUBLICATION {found.name} {d.one(['SET', 'ADD'])} TABLE {table.name} {ending}".rstrip()]
    return [f"CREATE PUBLICATION {d.invent('part_of_it', 'slim_feed')} FOR TABLE {table.name} {ending}".rstrip()]
