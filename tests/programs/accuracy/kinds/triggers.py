"""Triggers and their functions."""

from programs.accuracy.kinds.kind import kind, not_partition, part, plain
from programs.accuracy.kinds.routines import routine


@kind("CREATE TRIGGER", 18)
def create_trigger(d):
    """A function and a trigger that calls it."""
    table = d.table("r")
    existing = [r for r in d.catalog.routines if r.is_trigger and d.left(r.signature)]
    before = []
    if existing and d.maybe("there", 0.5):
        function = d.one(existing).signature
    else:
        before = [
            f"CREATE OR REPLACE FUNCTION {d.fresh('touch_row')}() RETURNS trigger LANGUAGE plpgsql"
            " AS $$ BEGIN RETURN NEW; END $$"
        ]
        function = "touch_row()"
    name = d.fresh((table.name, d.one(["touch", d.catalog.quoted(f"trg_{table.plain}")])))[1]
    column = d.column(table)
    event = d.one(["BEFORE UPDATE", f"BEFORE UPDATE OF {column.name}", "AFTER INSERT", "BEFORE INSERT OR UPDATE"])
    when = d.maybe(f" WHEN (NEW.{column.name} IS NOT NULL)", 0.2 if plain(column) else 0)
    return [
        *before,
        f"CREATE {d.maybe('OR REPLACE ')}TRIGGER {name} {event} ON {table.name}"
        f" FOR EACH ROW{when} EXECUTE FUNCTION {function}",
    ]


@kind("DROP TRIGGER", 9)
def drop_trigger(d):
    """A trigger goes, or is made anew."""
    table, found = part(d, "triggers")
    again = [found.definition] if d.maybe("again", 0.4) else []
    return [f"DROP TRIGGER {d.maybe('IF EXISTS ', 0.5)}{found.name} ON {table.name}", *again]


@kind("ALTER TRIGGER, ENABLE, DISABLE TRIGGER", 4)
def alter_trigger(d):
    """A trigger gets another name, or rests."""
    table, found = part(d, "triggers")
    return [d.one([
        f"ALTER TRIGGER {found.name} ON {table.name} RENAME TO trg_renamed",
        f"ALTER TABLE {table.name} DISABLE TRIGGER {found.name}",
        f"ALTER TABLE {table.name} ENABLE ALWAYS TRIGGER {found.name}",
    ])]  # fmt: skip


@kind("CREATE TRIGGER constraint, transition")
def other_trigger(d):
    """Triggers of other kinds."""
    table = d.table("r", not_partition)
    found = d.usual(r for r in d.catalog.routines if r.is_trigger and d.left(r.signature))
    name = d.fresh((table.name, d.one(["later", "touch"])))[1]
    return [d.one([
        f"CREATE CONSTRAINT TRIGGER {name} AFTER INSERT ON {table.name} DEFERRABLE FOR EACH ROW"
        f" EXECUTE FUNCTION {found.signature}",
        f"CREATE TRIGGER {name} AFTER UPDATE ON {table.name} REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT"
        f" EXECUTE FUNCTION {found.signature}",
    ])]  # fmt: skip


@kind("drop of a trigger's function", 3)
def drop_trigger_function(d):
    """A function that triggers call."""
    found = routine(d, lambda r: r.is_trigger)
    d.lose(found.signature)
    return [f"DROP FUNCTION {found.signature}{d.maybe(' CASCADE', 0.6)}"]
