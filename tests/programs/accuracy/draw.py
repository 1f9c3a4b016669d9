"""One change in the making: what the kinds of changes choose from, and what they have made and lost so far."""

from types import SimpleNamespace

# How often a column is one of the few that the pair crowds on.
HOT_COLUMN = 0.85
# How often one of several objects is the one that the pair crowds on.
FAVOURITE = 0.55

NEW_COLUMNS = [
    ("status", ["text", "varchar(20)"]), ("note", ["text", "varchar(200)"]), ("priority", ["integer", "smallint"]),
    ("archived_at", ["timestamp with time zone", "timestamp"]), ("score", ["numeric(10,2)", "double precision"]),
    ("external_id", ["uuid", "text"]), ("settings", ["jsonb"]), ("is_hidden", ["boolean"]),
    ("owner_id", ["bigint", "integer"]),
]  # fmt: skip
NEW_TABLES = ["audit_log", "tags", "attachments", "app_settings", "invites", "sessions_log"]
LITERALS = {
    "smallint": ["0", "1"], "integer": ["0", "1"], "bigint": ["0", "1"], "numeric": ["0", "1.5"], "real": ["0", "1"],
    "double precision": ["0", "1"], "text": ["'a'", "''"], "character varying": ["'a'", "''"], "character": ["'a'"],
    "citext": ["'a'"], "boolean": ["true", "false"], "date": ["CURRENT_DATE"], "timestamp without time zone": ["now()"],
    "timestamp with time zone": ["now()", "CURRENT_TIMESTAMP"], "uuid": ["gen_random_uuid()"],
    "jsonb": ["'{}'", "'[]'"], "json": ["'{}'"], "bytea": ["''"], "interval": ["'1 day'"],
}  # fmt: skip
BASES = {"varchar": "character varying", "timestamp": "timestamp without time zone"}


class Impossible(Exception):
    """A kind has nothing to be about in this schema, or in what is left of it in this change."""


class Draw:
    """One change in the making: where it is drawn from, and what it has made and lost so far."""

    def __init__(self, rng, catalog, focus, hot, favourite=None, made=None):
        """Begin. favourite, from 0 to 1, is the pair's; made is what an earlier change makes, to build on it."""
        self.rng, self.catalog, self.focus, self.hot, self.favourite = rng, catalog, focus, hot, favourite
        self.columns_made = {table: list(columns) for table, columns in (made.columns_made if made else {}).items()}
        self.tables_made = list(made.tables_made) if made else []
        self.lost, self.taken, self.locked = set(), set(), set()

    # ---- Chance

    def one(self, choices):
        """Choose one."""
        choices = list(choices)
        if not choices:
            raise Impossible
        return self.rng.choice(choices)

    def usual(self, choices):
        """Choose one, the same as the pair's other change quite often."""
        choices = list(choices)
        if choices and self.favourite is not None and self.rng.random() < FAVOURITE:
            return choices[int(self.favourite * len(choices))]
        return self.one(choices)

    def some(self, choices, least=1, most=2):
        """Choose a few, in some order."""
        choices = list(choices)
        if len(choices) < least:
            raise Impossible
        return self.rng.sample(choices, self.rng.randint(least, min(most, len(choices))))

    def maybe(self, text, chance=0.3):
        """Return the text or nothing."""
        return text if self.rng.random() < chance else ""

    # ---- What is there

    def left(self, name):
        """Tell whether this change may still refer to something, a name or a (table, name)."""
        return name not in self.lost

    def lose(self, *names):
        """Note that this change drops or renames something."""
        self.lost.update(names)

    def once(self, *key):
        """Go on only if this change has not done this already."""
        if key in self.locked:
            raise Impossible
        self.locked.add(key)

    def table(self, kinds="r", where=None):
        """Choose a table: the one the pair crowds on, mostly."""
        focused = [table for table in self.focus if self.fits(table, kinds, where)]
        made = [table for table in self.tables_made if self.fits(table, kinds, where)]
        chance = self.rng.random()
        if made and chance < 0.3:
            return self.one(made)
        if focused and chance < 0.9:
            return focused[0] if chance < 0.75 else self.one(focused)
        return self.one(table for table in self.catalog.tables if self.fits(table, kinds, where))

    def fits(self, table, kinds, where):
        """Tell whether a table will do."""
        return table.kind in kinds and self.left(table.name) and (where is None or bool(where(table)))

    def columns(self, table, where=None):
        """Return a table's columns, those made meanwhile among them."""
        return [
            column
            for column in table.columns + self.columns_made.get(table.name, [])
            if self.left((table.name, column.name)) and (where is None or where(column))
        ]

    def column(self, table, where=None):
        """Choose a column: one of the few the pair crowds on, mostly."""
        columns = self.columns(table, where)
        hot = [column for column in columns if column.name in self.hot.get(table.name, ())]
        made = [column for column in columns if column in self.columns_made.get(table.name, [])]
        chance = self.rng.random()
        if made and chance < 0.4:
            return self.one(made)
        return self.one(hot if hot and chance < HOT_COLUMN else columns)

    def near(self, things, table_of):
        """Choose a thing of a table: the pair's own table, mostly."""
        things = [thing for thing in things if self.left(thing.name)]
        names = {table.name for table in self.focus}
        close = [thing for thing in things if names & set(table_of(thing))]
        return self.usual(close if close and self.rng.random() < 0.9 else things)

    # ---- What is new

    def fresh(self, name):
        """Claim a new name for this change."""
        if name in self.taken or name in self.catalog.names:
            raise Impossible
        self.taken.add(name)
        return name

    def invent(self, *names):
        """Claim one of a few new names, few so that pairs meet."""
        return self.fresh(self.usual(name for name in names if name not in self.catalog.names))

    def invent_column(self, table, *names):
        """Claim one of a few names for a column that the table does not have."""
        present = {column.name for column in table.columns}
        return self.fresh((table.name, self.usual(name for name in names if name not in present)))[1]

    def new_column(self, table):
        """Choose a column that the table does not have, and note that it will; few names, so that pairs meet."""
        present = {column.name for column in table.columns}
        present.update(name for each, name in self.taken_columns() if each == table.name)
        name, types = self.usual(each for each in NEW_COLUMNS if each[0] not in present)
        self.fresh((table.name, name))
        written = self.rng.choice(types) if self.rng.random() < 0.3 else types[0]
        base = written.partition("(")[0]
        column = SimpleNamespace(
            name=name, plain=name, type=written, base=BASES.get(base, base), category="", enum=False,
            not_null=False, default=False, identity=False, generated=False,
        )  # fmt: skip
        self.columns_made.setdefault(table.name, []).append(column)
        return column

    def taken_columns(self):
        """Return the (table, column) pairs that this change has claimed."""
        return [name for name in self.taken if isinstance(name, tuple)]

    def new_table(self, name, columns):
        """Note a table that this change makes."""
        made = [
            SimpleNamespace(
                name=column, plain=column, type=kind, base=BASES.get(kind, kind), category="", enum=False,
                not_null=False, default=False, identity=False, generated=False,
            )
            for column, kind in columns
        ]  # fmt: skip
        self.tables_made.append(
            SimpleNamespace(
                name=name, plain=name.rpartition(".")[2].strip('"'), kind="r", schema="public", partition=False,
                partition_key=None, columns=made, constraints=[], indexes=[], triggers=[], policies=[], rules=[],
                neighbours=[], parents=[],
            )
        )  # fmt: skip

    def literal(self, column):
        """Choose a value of a column's type."""
        if column.enum:
            labels = [label for each in self.catalog.types if each.name == column.base for label in each.labels]
            return "'" + self.one(labels).replace("'", "''") + "'"
        if column.base.endswith("[]"):
            return "'{}'"
        return self.one(LITERALS.get(column.base, []))

    def condition(self, column):
        """Choose a condition on a column that any row may fulfil."""
        name = column.name
        choices = [f"{name} IS NOT NULL"]
        if column.base in ("smallint", "integer", "bigint", "numeric", "real", "double precision"):
            choices += [f"{name} >= 0", f"{name} < 1000000"]
        elif column.base in ("text", "character varying", "citext"):
            choices += [f"char_length({name}) < 500", f"{name} <> ''"]
        elif column.base == "boolean":
            choices.append(f"NOT {name}")
        return self.one(choices)
