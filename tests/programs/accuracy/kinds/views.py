"""Views, materialized ones too, what hangs on them, and rules."""

from programs.accuracy.draw import Impossible
from programs.accuracy.kinds.kind import indexable, kind, label, names, part, plain


@kind("CREATE VIEW", 15)
def create_view(d):
    """A view on the pair's table."""
    table = d.table("rp")
    columns = [d.column(table), *d.some(d.columns(table), 1, 2)]
    columns = list({column.name: column for column in columns}.values())
    name = d.fresh(d.catalog.beside(table, d.one([f"v_{table.plain}", f"active_{table.plain}"])))
    listed = d.one([names(columns), names(columns), "*"])
    where = d.maybe(f" WHERE {d.condition(columns[0])}", 0.5)
    return [f"CREATE {d.maybe('OR REPLACE ')}VIEW {name} AS SELECT {listed} FROM {table.name}{where}"]


@kind("CREATE VIEW join", 5)
def create_join(d):
    """A view on two tables."""
    table, other = d.table("rp"), d.table("rp")
    if table is other:
        raise Impossible
    a, b = d.column(table, indexable), d.column(other, indexable)
    name = d.fresh(d.catalog.beside(table, f"v_{table.plain}"))
    return [
        f"CREATE VIEW {name} AS SELECT t.{a.name} AS one, o.{b.name} AS other"
        f" FROM {table.name} AS t LEFT JOIN {other.name} AS o ON t.{a.name} IS NOT NULL"
    ]


def view(d, found=None):
    """Choose a view that is there, one about the pair's tables mostly."""
    return d.near(d.catalog.views if found is None else found, lambda v: v.neighbours)


@kind("CREATE OR REPLACE VIEW", 3)
def replace_view(d):
    """A view's query changes."""
    found = view(d)
    d.once("view", found.name)
    query = found.query.replace("\n", " ")
    return [
        f"CREATE OR REPLACE VIEW {found.name} AS "
        + d.one([query, f"SELECT * FROM ({query}) AS q LIMIT 10", f"SELECT * FROM ({query}) AS q LIMIT 20"])
    ]


@kind("DROP VIEW", 8)
def drop_view(d):
    """A view goes."""
    found = view(d)
    d.lose(found.name)
    return [f"DROP VIEW {d.maybe('IF EXISTS ')}{found.name}{d.maybe(' CASCADE')}"]


@kind("DROP and CREATE VIEW", 8)
def recreate_view(d):
    """A view is made anew."""
    found = view(d)
    d.lose(found.name)
    query = found.query.replace("\n", " ")
    return [
        f"DROP VIEW IF EXISTS {found.name}",
        f"CREATE VIEW {found.name} AS " + d.one([query, f"SELECT * FROM ({query}) AS q LIMIT 10"]),
    ]


@kind("ALTER VIEW")
def alter_view(d):
    """A view gets another name, column name or default."""
    found = view(d)
    column = d.one(found.columns)
    action = d.one(
        [
            "RENAME TO " + d.catalog.quoted(found.plain + "_old"),
            f"RENAME COLUMN {column.name} TO renamed",
            f"ALTER COLUMN {column.name} DROP DEFAULT",
            "SET (security_barrier = true)",
        ]
    )
    if action.startswith("RENAME"):
        d.lose(found.name)
    return [f"ALTER VIEW {found.name} {action}"]


@kind("CREATE VIEW on view", 2)
def view_on_view(d):
    """A view on a view."""
    found = view(d, d.catalog.views + d.catalog.materialized)
    name = d.fresh(d.catalog.beside(found, "v_" + found.plain))
    return [f"CREATE VIEW {name} AS SELECT {d.one(found.columns).name} FROM {found.name}"]


@kind("CREATE MATERIALIZED VIEW", 2)
def create_materialized(d):
    """A view that keeps its rows, with an index."""
    table = d.table("rp")
    column = d.column(table, indexable)
    name = d.fresh(d.catalog.beside(table, f"mv_{table.plain}"))
    return [
        f"CREATE MATERIALIZED VIEW {name} AS SELECT {column.name} FROM {table.name}",
        *([f"CREATE INDEX ON {name} ({column.name})"] if d.maybe("yes", 0.5) else []),
    ]


@kind("DROP, ALTER, REFRESH MATERIALIZED VIEW", 2)
def alter_materialized(d):
    """One that is there."""
    found = view(d, d.catalog.materialized)
    action = d.one(
        [
            "DROP MATERIALIZED VIEW {}",
            "ALTER MATERIALIZED VIEW {} RENAME TO mv_renamed",
            "REFRESH MATERIALIZED VIEW {}",
            "CREATE INDEX ON {} (%s)" % d.one(found.columns).name,
        ]
    )
    d.lose(found.name)
    return [action.format(found.name)]


@kind("CREATE OR REPLACE VIEW with one more column", 3)
def widen_view(d):
    """A view gets a column at its end."""
    found = view(d)
    d.once("view", found.name)
    query = found.query.replace("\n", " ")
    return [f"CREATE OR REPLACE VIEW {found.name} AS SELECT *, {d.one(['1', '2'])} AS more FROM ({query}) AS q"]


@kind("view around a change", 10)
def view_around(d):
    """A view is dropped, its table changed, and the view made again."""
    found = view(d)
    table = d.catalog.relations[d.one(name for name in found.neighbours if d.catalog.relations[name].kind in "rp")]
    if not d.left(table.name) or table.partition:
        raise Impossible
    column = d.column(table)
    d.lose(found.name)
    query = found.query.replace("\n", " ")
    action = d.one(["ADD COLUMN note text", f"ALTER COLUMN {column.name} SET NOT NULL",
                    f"ALTER COLUMN {column.name} TYPE text USING {column.name}::text"])  # fmt: skip
    return [f"DROP VIEW {found.name}", f"ALTER TABLE {table.name} {action}", f"CREATE VIEW {found.name} AS {query}"]


@kind("GRANT, COMMENT on a view", 2)
def about_view(d):
    """Nothing but words and rights."""
    found = view(d, d.catalog.views + d.catalog.materialized)
    what = "MATERIALIZED VIEW" if found.kind == "m" else "VIEW"
    comment = f"COMMENT ON {what} {found.name} IS {label('seen')}"
    return [d.one([f"GRANT SELECT ON {found.name} TO pg_monitor", comment])]


@kind("INSTEAD OF trigger, rule on a view")
def on_view(d):
    """A view that takes rows."""
    found = view(d)
    name = d.fresh((found.name, "take_rows"))[1]
    return [d.one([
        f"CREATE RULE {name} AS ON INSERT TO {found.name} DO INSTEAD NOTHING",
        f"CREATE TRIGGER {name} INSTEAD OF INSERT ON {found.name} FOR EACH ROW"
        " EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    ])]  # fmt: skip


@kind("CREATE RULE")
def create_rule(d):
    """A rule on the pair's table."""
    table = d.table("r")
    column = d.column(table)
    name = d.fresh((table.name, "keep_rows"))[1]
    where = f"OLD.{column.name} IS {d.maybe('NOT ', 0.5)}NULL"
    return [
        f"CREATE {d.maybe('OR REPLACE ', 0.5)}RULE {name} AS ON DELETE TO {table.name} WHERE {where} DO INSTEAD NOTHING"
    ]


@kind("DROP, ALTER RULE")
def drop_rule(d):
    """A rule that is there."""
    table, found = part(d, "rules")
    return [
        d.one(
            [
                f"DROP RULE {d.maybe('IF EXISTS ')}{found} ON {table.name}",
                f"ALTER RULE {found} ON {table.name} RENAME TO renamed_rule",
                f"ALTER TABLE {table.name} DISABLE RULE {found}",
            ]
        )
    ]


@kind("rule that writes elsewhere")
def writing_rule(d):
    """A rule of one table that fills another."""
    table, other = d.table("r"), d.table("r")
    column = d.column(other, plain)
    name = d.fresh((table.name, "copy_rows"))[1]
    return [
        f"CREATE RULE {name} AS ON DELETE TO {table.name} DO ALSO"
        f" UPDATE {other.name} SET {column.name} = {d.literal(column)}"
    ]
