"""Rights, row security and its policies."""

from programs.accuracy.kinds.kind import kind, part


@kind("GRANT, REVOKE on a table", 5)
def grant(d):
    """Rights on the pair's table or a column of it."""
    table = d.table("rp")
    right = d.one(["SELECT", "INSERT", "ALL", f"SELECT ({d.column(table).name})"])
    return [
        d.one(
            [
                f"GRANT {right} ON {table.name} TO {d.one(['PUBLIC', 'pg_monitor'])}",
                f"REVOKE {right} ON {table.name} FROM {d.one(['PUBLIC', 'pg_monitor'])}",
            ]
        )
    ]


@kind("GRANT on columns, all tables, sequences", 2)
def grant_more(d):
    """Rights on parts and on many."""
    table = d.table("rp")
    column, schema = d.column(table), table.schema
    return [d.one([
        f"GRANT UPDATE ({column.name}) ON {table.name} TO pg_monitor",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO pg_read_all_stats",
        f"REVOKE SELECT ON {table.name} FROM pg_monitor", f"GRANT SELECT, INSERT ON {table.name} TO pg_monitor",
        f"GRANT SELECT ON {table.name} TO pg_read_all_stats",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM pg_read_all_stats",
    ])]  # fmt: skip


@kind("GRANT on other objects", 2)
def grant_other(d):
    """Rights on a function, sequence, schema or type."""
    choices = [
        f"{r.kind.upper()} {r.signature}"
        for r in d.catalog.routines[:5]
        if r.kind != "aggregate" and d.left(r.signature)
    ]
    rights = [f"EXECUTE ON {each}" for each in choices]
    rights += [f"USAGE ON SEQUENCE {s.name}" for s in d.catalog.sequences[:5] if d.left(s.name)]
    rights += [f"USAGE ON SCHEMA {s.name}" for s in d.catalog.schemas if d.left(s.name)]
    rights += [f"USAGE ON TYPE {t.name}" for t in d.catalog.types[:5] if d.left(t.name)]
    chosen = d.one(rights)
    return [d.one([f"GRANT {chosen} TO pg_monitor", f"REVOKE {chosen} FROM PUBLIC"])]


@kind("ALTER DEFAULT PRIVILEGES")
def default_privileges(d):
    """Rights on tables to come."""
    d.once("default privileges")
    return [f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {d.one(['SELECT', 'INSERT'])} ON TABLES TO pg_monitor"]


@kind("ALTER TABLE ROW LEVEL SECURITY", 4)
def row_security(d):
    """Row level security on, off, forced."""
    table = d.table("rp")
    d.once("rls", table.name)
    return [f"ALTER TABLE {table.name} {d.one(['ENABLE', 'DISABLE', 'FORCE', 'NO FORCE'])} ROW LEVEL SECURITY"]


@kind("CREATE POLICY", 5)
def create_policy(d):
    """Who sees which rows."""
    table = d.table("rp")
    name = d.fresh((table.name, d.one(["tenant_rows", "readable"])))[1]
    command = d.one(
        [
            f"FOR SELECT USING ({d.condition(d.column(table))})",
            f"USING ({d.condition(d.column(table))})",
            f"FOR INSERT WITH CHECK ({d.condition(d.column(table))})",
        ]
    )
    security = [f"ALTER TABLE {table.name} ENABLE ROW LEVEL SECURITY"] if d.maybe("on", 0.4) else []
    return [*security, f"CREATE POLICY {name} ON {table.name} {command}"]


@kind("ALTER, DROP POLICY", 4)
def alter_policy(d):
    """A policy that is there."""
    table, found = part(d, "policies")
    return [d.one([
        f"DROP POLICY {d.maybe('IF EXISTS ')}{found} ON {table.name}",
        f"ALTER POLICY {found} ON {table.name} RENAME TO renamed_policy",
        f"ALTER POLICY {found} ON {table.name} TO pg_monitor", f"ALTER POLICY {found} ON {table.name} TO PUBLIC",
    ])]  # fmt: skip
