"""What is rare: extensions, collations, casts, operators; and DO, which hides what it does."""

from programs.accuracy.kinds.kind import kind, not_partition


@kind("CREATE, DROP EXTENSION", 2)
def extension(d):
    """An extension that any owner of a database may install."""
    return [f"CREATE EXTENSION {d.maybe('IF NOT EXISTS ', 0.5)}{d.fresh(d.usual(d.catalog.extensions))}"]


@kind("CREATE COLLATION, CAST, OPERATOR")
def other_objects(d):
    """Rare kinds."""
    return [d.one([
        f"CREATE COLLATION {d.invent('plain_order', 'c_order')} FROM \"C\"",
        f"CREATE OPERATOR {d.fresh('===')} (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4eq)",
        f"CREATE TEXT SEARCH CONFIGURATION {d.invent('own_words', 'our_words')} (COPY = pg_catalog.english)",
    ])]  # fmt: skip


@kind("DO with a handler", 15)
def guarded(d):
    """What fails is ignored."""
    table = d.table("r", not_partition)
    column = d.column(table)
    done, error = d.one([
        (f"ALTER TABLE {table.name} ADD CONSTRAINT guarded CHECK ({d.condition(column)})", "duplicate_object"),
        (f"ALTER TABLE {table.name} ADD COLUMN guarded text", "duplicate_column"),
        ("CREATE TABLE guarded (id bigint)", "duplicate_table"),
    ])  # fmt: skip
    return [f"DO $$ BEGIN {done}; EXCEPTION WHEN {error} THEN NULL; END $$"]
