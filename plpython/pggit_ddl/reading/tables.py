"""CREATE TABLE, the columns in it, and ALTER TABLE (also of views, indexes, sequences and foreign tables)."""

from ..footprint.recorder import shorten
from ..footprint.roles import OF_CONSTRAINT
from ..text.builtins import VOLATILE_FUNCTIONS
from ..text.names import in_schema_of, last_part, quote, unquote
from .constraints import at_constraint, read_constraint, use_collation
from .expressions import uses_of

# Words that end a DEFAULT expression in a column's definition.
COLUMN_WORDS = frozenset((",", "constraint", "not", "null", "check", "default", "generated", "unique", "primary",
                          "references", "collate", "deferrable", "initially", "enforced"))
# What LIKE ... INCLUDING ALL copies.
LIKE_OPTIONS = frozenset(("comments", "compression", "constraints", "defaults", "generated", "identity", "indexes",
                          "statistics", "storage"))


def create_table(c, fp, kind, flags):
    """CREATE TABLE in all its forms."""
    detail = {"unlogged": True} if "unlogged" in flags else {}
    if c.accept("if", "not", "exists"):
        detail["if_not_exists"] = True
    table = c.qualified()
    if "temporary" in flags:
        table = fp.temporary(table)
    start = c.i
    row = fp.add(kind.name, table, "create", **detail)
    if c.accept("of"):
        fp.use("type", c.qualified(), "column type", kind.name, table)
    elif c.accept("partition", "of"):
        fp.use("table", c.qualified(), "partition", kind.name, table)
    if c.i == start and c.word == "(" and c.words[c.i + 2] in (",", ")"):
        row["columns"] = [quote(column) for column in c.names()]  # of CREATE TABLE AS
    elif c.word == "(":
        first = len(fp.rows)
        body(c, fp, table)
        drop_repeated(fp, first)
    if c.accept("inherits"):
        own = {each.object_name: each.detail.get("type") for each in fp.rows if each.parent_name == table
               and each.object_kind == "column" and each.action == "create"}
        for parent in c.listed(c.qualified):
            fp.use("table", parent, "inherit", kind.name, table, columns=own)
    partition_bound(c)
    if c.accept("partition", "by"):
        method = c.name()
        span = c.parens()
        row["partition_by"] = method + c.text(*span, wrap=True)
        fp.use_found(uses_of(c, *span, table=table), "expression", kind.name, table, own=table)
    query = storage(c, fp, kind.name, table)
    row["definition"] = shorten(c.text(start, c.i))
    if query:
        as_query(c, fp, kind.name, table, row, start)
        return "CREATE TABLE AS"
    return None


def partition_bound(c):
    """FOR VALUES IN (...) | FROM (...) TO (...) | WITH (...), or DEFAULT."""
    if c.accept("for", "values"):
        while c.accept_any(("in", "from", "to", "with")):
            c.parens()
    else:
        c.accept("default")


def storage(c, fp, kind, table):
    """USING, WITH, ON COMMIT, TABLESPACE, SERVER, OPTIONS at the end of CREATE TABLE; whether AS follows."""
    while c.more():
        if c.accept("using"):
            c.name()
        elif c.accept("tablespace"):
            fp.use("tablespace", quote(c.name()), "expression", kind, table)
        elif c.accept("server"):
            fp.use("server", quote(c.name()), "expression", kind, table)
        elif c.accept("with") or c.accept("options"):
            c.parens()
        elif c.accept("on", "commit"):
            if not (c.accept("drop") or c.accept("delete", "rows") or c.accept("preserve", "rows")):
                c.fail("on commit")
        elif not c.accept("without", "oids"):
            return c.accept("as")
    return False


def as_query(c, fp, kind, name, row, start):
    """AS query [WITH [NO] DATA]."""
    begin = c.i
    if c.accept("execute"):
        c.i = c.end
        return
    stop = c.end
    if c.words[stop - 2:stop] == ["with", "data"]:
        stop -= 2
    elif c.words[stop - 3:stop] == ["with", "no", "data"]:
        stop -= 3
    if begin >= stop:
        c.fail("query")
    fp.use_found(uses_of(c, begin, stop), "expression" if kind == "table" else kind, kind, name)
    c.i = c.end
    row["definition"] = shorten(c.text(start, c.end))


def body(c, fp, table):
    """( column | constraint | LIKE table, ... ) of a table that is being created."""
    def element():
        if at_constraint(c):
            read_constraint(c, fp, table, new=True)
        elif c.accept("like"):
            like(c, fp, table)
        else:
            column_definition(c, fp, table, new=True)
    if c.words[c.i + 1] == ")":
        c.parens()
    else:
        c.listed(element)


def like(c, fp, table):
    """LIKE source [INCLUDING | EXCLUDING what] ...: which of the source's properties are copied, NOT NULL always."""
    source, copied = c.qualified(), set()
    while c.word in ("including", "excluding"):
        verb, what = c.next().word, c.next().word
        named = LIKE_OPTIONS if what == "all" else {what}
        copied = copied | named if verb == "including" else copied - named
    fp.use("table", source, "like", "table", table, copied=sorted(copied))


def drop_repeated(fp, first):
    """PostgreSQL leaves out a nameless UNIQUE whose columns are those of the primary key or of an earlier UNIQUE."""
    keys = [row for row in fp.rows[first:] if row.object_kind == "constraint"
            and row.detail["type"] in ("primary key", "unique")]
    keys.sort(key=lambda row: row.detail["type"])
    column_lists, repeated = set(), set()
    for row in keys:
        columns = tuple(row.detail["columns"])
        if columns in column_lists and row.detail["type"] == "unique" and "automatic" in row.detail:
            repeated.add(row.object_name)
        column_lists.add(columns)
    if repeated:
        fp.rows[first:] = [row for row in fp.rows[first:] if not (
            row.object_kind == "constraint" and row.object_name in repeated
            or row.object_kind == "index" and row.detail.get("constraint") in repeated)]


def column_definition(c, fp, table, new=False, **flags):
    """A column: name, type and whatever follows, in any order."""
    name = c.name()
    detail = dict(flags)
    start = c.i
    user_type = serial = None
    if c.accept("with", "options") or (new and (c.word in COLUMN_WORDS or c.word == ")")):
        pass  # of a typed table or a partition: the type is known elsewhere
    else:
        detail["type"], user_type, serial = c.type()
    shown = quote(name)
    row = fp.add("column", shown, "create", table, **detail)
    if user_type:
        fp.use("type", user_type, "column type", "column", shown)
    if serial:
        row["not_null"] = True
        sequence = owned_sequence(fp, table, name)
        row["default"] = "nextval('%s')" % sequence
        row["rewrite"] = True
    column_options(c, fp, table, name, row, new)
    row["definition"] = shorten(c.text(start, c.i))


def owned_sequence(fp, table, column):
    """The sequence that serial and identity columns bring."""
    sequence = in_schema_of(table, fp.relation_name(table, [column], "seq"))
    fp.add("sequence", sequence, "create", automatic=True, owned_by=table + "." + quote(column))
    return sequence


def column_options(c, fp, table, name, row, new):
    """Everything after the type of a column."""
    while c.more() and c.word not in (",", ")"):
        word, following = c.word, c.words[c.i + 1]
        if word == "not":
            c.i += 1
            if c.accept("null"):
                row["not_null"] = True
                c.accept("no", "inherit")
            elif not (c.accept("deferrable") or c.accept("enforced")):
                c.fail("not")
        elif word in ("null", "deferrable", "enforced"):
            c.i += 1
        elif word in ("initially", "storage", "compression"):
            c.i += 2
        elif word == "no" and following == "inherit":
            c.i += 2
        elif word == "collate":
            c.i += 1
            row["collate"] = use_collation(c, fp, "column", quote(name))
        elif word == "options":
            c.i += 1
            c.parens()
        elif word == "default":
            c.i += 1
            default(c, fp, table, quote(name), row)
        elif word == "generated":
            c.i += 1
            generated(c, fp, table, name, row)
        elif word == "constraint" and c.words[c.i + 2] in ("null", "default", "generated", "collate"):
            c.i += 2
        else:
            kind, target = read_constraint(c, fp, table, column=name, new=new)
            if kind == "primary key":
                row["primary_key"] = row["not_null"] = True
            elif kind == "unique":
                row["unique"] = True
            elif kind == "foreign key":
                row["references"] = target
            elif kind == "not null":
                row["not_null"] = True


def default(c, fp, table, shown, row):
    """DEFAULT expression."""
    span = c.expression(COLUMN_WORDS)
    row["default"] = c.text(*span)
    uses = uses_of(c, *span)
    if is_volatile(uses):
        row["rewrite"] = True
    fp.use_found(uses, "default", "column", shown)


def is_volatile(uses):
    """Whether a default may give another value at every call (a function that is not PostgreSQL's is taken to)."""
    return any(not system or name in VOLATILE_FUNCTIONS for name, system in uses.calls.items())


def generated(c, fp, table, name, row):
    """GENERATED { ALWAYS | BY DEFAULT } AS IDENTITY [(...)] | GENERATED ALWAYS AS (expression) [STORED | VIRTUAL]."""
    how = "always" if c.accept("always") else "by default"
    if how != "always":
        c.expect("by", "default")
    c.expect("as")
    shown = quote(name)
    if c.accept("identity"):
        c.skip_parens()
        row["generated"] = how + " as identity"
        row["not_null"] = row["rewrite"] = True
        owned_sequence(fp, table, name)
        return
    span = c.parens()
    uses = uses_of(c, *span, table=table)
    stored = c.accept("stored")
    if not stored:
        c.accept("virtual")
    row["generated"] = shorten(c.text(*span, wrap=True))
    if stored:
        row["rewrite"] = True
    fp.use_found(uses, "generated", "column", shown)


# -- ALTER TABLE


def alter_relation(c, fp, kind, flags):
    """ALTER TABLE and its kin: several actions, or one of RENAME, SET SCHEMA, ATTACH and DETACH PARTITION."""
    if c.accept("all", "in", "tablespace"):
        fp.use("tablespace", quote(c.name()), "expression")
        if c.accept("owned", "by"):
            c.items(c.role)
        c.expect("set", "tablespace")
        fp.use("tablespace", quote(c.name()), "expression")
        c.accept("nowait")
        return
    detail = {"if_exists": True} if c.accept("if", "exists") else {}
    if c.accept("only"):
        detail["only"] = True
    table = c.qualified()
    c.accept("*")
    alter = Alter(c, fp, kind.name, table, detail)
    c.items(alter.action)


class Alter:
    """One ALTER TABLE: the table, and a method for each family of actions.

    IF EXISTS is said of the table alone: a column that is missing fails all the same.
    """

    def __init__(self, c, fp, kind, table, detail):
        self.c, self.fp, self.kind, self.table, self.detail = c, fp, kind, table, detail

    def aspect(self, aspect, value=None, **detail):
        """The table itself is altered."""
        self.fp.alter(self.kind, self.table, aspect, value, **self.detail, **detail)

    def changed(self, aspect):
        """Parts of the table are altered: one row for the table itself."""
        self.fp.alter_once(self.kind, self.table, aspect, **self.detail)

    def action(self):
        """One action."""
        c = self.c
        start = c.i
        for words, method, aspect in ACTIONS_BY_WORD.get(c.word, ()):
            if c.accept(*words):
                if aspect == "options" and words != ("options",) and c.word == "(":
                    for option, value in self.options(words == ("reset",)):
                        self.aspect(option, value)
                elif method is None:
                    if aspect in ("clustered", "replica identity"):
                        self.chosen_index()
                    self.aspect(aspect, c.text(start + len(words), c.until((",",))[1]) or c.text(start, c.i))
                else:
                    method(self, aspect)
                return
        c.fail("action")

    def chosen_index(self):
        """CLUSTER ON index, REPLICA IDENTITY USING INDEX index: it may be that of the constraint of its name."""
        c = self.c
        place = c.i
        if c.words[c.i - 1] == "on" or c.accept("using", "index"):
            name = c.name()
            self.fp.use("index", in_schema_of(self.table, name), "choice", self.kind, self.table)
            self.fp.use("constraint", quote(name), "choice", self.kind, self.table, parent=self.table)
        c.i = place

    def options(self, reset):
        """SET or RESET ( name [= value], ... ): an aspect for each."""
        c = self.c

        def option():
            name = ".".join(c.parts())
            start = c.i + 1
            c.until((",",))
            return "option " + name, None if reset else c.text(start, c.i) or "true"
        return c.listed(option)

    def add(self, _):
        """ADD column or constraint."""
        c, fp = self.c, self.fp
        if at_constraint(c):
            self.changed("constraints")
            read_constraint(c, fp, self.table)
            return
        c.accept("column")
        detail = {}
        if c.accept("if", "not", "exists"):
            detail["if_not_exists"] = True
        self.changed("columns")
        column_definition(c, fp, self.table, **detail)

    def drop_constraint(self, _):
        """DROP CONSTRAINT."""
        self.changed("constraints")
        self.may_be_index(self.drop_part("constraint"))

    def drop_column(self, _):
        """DROP COLUMN."""
        self.changed("columns")
        self.drop_part("column")

    def drop_part(self, kind):
        """[IF EXISTS] name [CASCADE]."""
        c = self.c
        detail = {}
        if c.accept("if", "exists"):
            detail["if_exists"] = True
        name = quote(c.name())
        if c.accept("cascade"):
            detail["cascade"] = True
        else:
            c.accept("restrict")
        self.fp.add(kind, name, "drop", parent=self.table, **detail)
        return name

    def may_be_index(self, name):
        """A constraint that is dropped or renamed may have an index of its name, which then goes or is renamed too."""
        bare = unquote(name) if name[0] == '"' else name
        if not bare.endswith(WITHOUT_INDEX) and ("relation:" + self.table, "constraint", name) not in self.fp.created:
            self.fp.use("index", in_schema_of(self.table, bare), OF_CONSTRAINT, "constraint", name)

    def alter_constraint(self, _):
        """ALTER CONSTRAINT name attributes."""
        self.changed("constraints")
        name = quote(self.c.name())
        self.fp.alter("constraint", name, "options", self.c.rest((",",)), parent=self.table)

    def validate(self, _):
        """VALIDATE CONSTRAINT name."""
        self.changed("constraints")
        self.fp.alter("constraint", quote(self.c.name()), "validated", "true", parent=self.table)

    def rename_constraint(self, _):
        """RENAME CONSTRAINT a TO b."""
        self.changed("constraints")
        self.may_be_index(self.rename_part("constraint"))

    def rename_column(self, _):
        """RENAME [COLUMN] a TO b."""
        self.changed("columns")
        self.rename_part("column")

    def rename_part(self, kind):
        """The names of a renaming within the table."""
        name = quote(self.c.name())
        self.c.expect("to")
        self.fp.rename(kind, name, quote(self.c.name()), parent=self.table)
        return name

    def rename(self, _):
        """RENAME TO."""
        new_name = in_schema_of(self.table, self.c.name())
        self.fp.rename(self.kind, self.table, new_name, **self.detail)

    def set_schema(self, _):
        """SET SCHEMA: a renaming across schemas."""
        schema = quote(self.c.name())
        bare = quote(last_part(self.table))
        self.fp.rename(self.kind, self.table, bare if schema == "public" else schema + "." + bare, **self.detail)

    def attach(self, _):
        """ATTACH PARTITION, INHERIT."""
        c = self.c
        other = c.qualified()
        text = c.rest((",",))
        self.aspect("partitions", other + " " + text)
        self.fp.use("table", other, "partition", "table", self.table, how="join")

    def detach(self, _):
        """DETACH PARTITION name [CONCURRENTLY | FINALIZE]."""
        other = self.c.qualified()
        self.c.accept_any(("concurrently", "finalize"))
        self.aspect("partitions", other)
        self.fp.use("table", other, "partition", "table", self.table, how="leave")

    def inherit(self, _):
        """[NO] INHERIT parent."""
        how = "leave" if self.c.words[self.c.i - 2] == "no" else "join"
        parent = self.c.qualified()
        self.aspect("inherit", parent)
        self.fp.use("table", parent, "inherit", "table", self.table, how=how)

    def of_type(self, _):
        """OF type."""
        name = self.c.qualified()
        self.aspect("type", name)
        self.fp.use("type", name, "column type", "table", self.table)

    def trigger(self, value):
        """ENABLE or DISABLE TRIGGER name | ALL | USER."""
        self.switch("trigger", value)

    def rule(self, value):
        """ENABLE or DISABLE RULE name."""
        self.switch("rule", value)

    def switch(self, kind, value):
        """A trigger or rule is switched on or off."""
        self.changed("triggers" if kind == "trigger" else "rules")
        if self.c.word in ("all", "user"):
            self.aspect("enabled", value + " " + self.c.next().word)
        else:
            self.fp.alter(kind, quote(self.c.name()), "enabled", value, parent=self.table)

    def alter_column(self, _):
        """ALTER [COLUMN] name ... in all its forms."""
        c = self.c
        if self.c.kind == "number":
            name, shown = None, c.next().text  # ALTER INDEX ... ALTER COLUMN 1 SET STATISTICS
        else:
            name = c.name()
            shown = quote(name)
        self.changed("columns")

        if c.accept("set", "data", "type") or c.accept("type"):
            self.column_type(name, shown)
        elif c.accept("set", "default"):
            span = c.expression((",",))
            self.column_aspect(shown, "default", c.text(*span))
            self.fp.use_found(uses_of(c, *span), "default", "column", shown)
        elif c.accept("drop", "default"):
            self.column_aspect(shown, "default")
        elif c.accept("set", "not", "null"):
            self.column_aspect(shown, "not null", True)
        elif c.accept("drop", "not", "null"):
            self.column_aspect(shown, "not null")
        elif c.accept("drop", "expression") or c.accept("drop", "identity"):
            which = "generated" if c.words[c.i - 1] == "expression" else "identity"
            detail = {"if_exists": True} if c.accept("if", "exists") else {}
            self.column_aspect(shown, which, **detail)
        elif c.accept("set", "expression", "as"):
            span = c.parens()
            self.column_aspect(shown, "generated", shorten(c.text(*span, wrap=True)))
            self.fp.use_found(uses_of(c, *span, table=self.table), "generated", "column", shown)
        elif c.accept("add", "generated"):
            start = c.i
            c.until((",",))
            self.column_aspect(shown, "identity", c.text(start, c.i))
            owned_sequence(self.fp, self.table, name)
        elif c.at("set", "generated") or c.word == "restart" or (c.at("set") and c.words[c.i + 1] in SEQUENCE_WORDS):
            self.column_aspect(shown, "identity", c.rest((",",)))
        else:
            self.column_options(shown)

    def column_aspect(self, shown, which, value=None, **detail):
        """Record what becomes of a column's aspect."""
        self.fp.alter("column", shown, which, value, parent=self.table, **detail)

    def column_type(self, name, shown):
        """[SET DATA] TYPE type [COLLATE collation] [USING expression]."""
        c = self.c
        text, user_type, _ = c.type()
        detail = {}
        if c.accept("collate"):
            text += " collate " + use_collation(c, self.fp, "column", shown)
        if c.accept("using"):
            span = c.expression((",",))
            detail["using"] = shorten(c.text(*span))
            uses = uses_of(c, *span, table=self.table)
            uses.columns.pop((self.table, name), None)  # its own old value is no other thing
            self.fp.use_found(uses, "expression", "column", shown)
        self.column_aspect(shown, "type", text, **detail)
        self.fp.use_type(user_type, "column type", "column", shown)

    def column_options(self, shown):
        """SET STATISTICS, STORAGE, COMPRESSION, options: what COLUMN_ASPECTS lists."""
        c = self.c
        for words, which in COLUMN_ASPECTS:
            if c.accept(*words):
                if which == "options" and words != ("options",) and c.word == "(":
                    for option, value in self.options(words == ("reset",)):
                        self.column_aspect(shown, option, value)
                else:
                    self.column_aspect(shown, which, c.rest((",",)))
                return
        c.fail("alter column")


# Endings of the names that PostgreSQL and tools give to constraints without an index.
WITHOUT_INDEX = ("_fkey", "_fk", "_check", "_not_null", "_foreign")
SEQUENCE_WORDS = frozenset("increment minvalue maxvalue no start restart cache cycle sequence".split())
COLUMN_ASPECTS = (
    (("set", "statistics"), "statistics"),
    (("set", "storage"), "storage"),
    (("set", "compression"), "compression"),
    (("set",), "options"),
    (("reset",), "options"),
    (("options",), "options"),
)
# Leading words of an action -> method, or an aspect of the table whose new value is the rest of the action.
ACTIONS = (
    (("add",), Alter.add, None),
    (("drop", "constraint"), Alter.drop_constraint, None),
    (("drop", "column"), Alter.drop_column, None),
    (("drop",), Alter.drop_column, None),
    (("alter", "constraint"), Alter.alter_constraint, None),
    (("alter", "column"), Alter.alter_column, None),
    (("alter",), Alter.alter_column, None),
    (("validate", "constraint"), Alter.validate, None),
    (("rename", "constraint"), Alter.rename_constraint, None),
    (("rename", "to"), Alter.rename, None),
    (("rename", "column"), Alter.rename_column, None),
    (("rename",), Alter.rename_column, None),
    (("set", "schema"), Alter.set_schema, None),
    (("attach", "partition"), Alter.attach, None),
    (("detach", "partition"), Alter.detach, None),
    (("inherit",), Alter.inherit, None),
    (("no", "inherit"), Alter.inherit, None),
    (("of",), Alter.of_type, None),
    (("not", "of"), None, "type"),
    (("enable", "row", "level", "security"), None, "rls"),
    (("disable", "row", "level", "security"), None, "rls"),
    (("force", "row", "level", "security"), None, "forced rls"),
    (("no", "force", "row", "level", "security"), None, "forced rls"),
    (("enable", "trigger"), Alter.trigger, "enable"),
    (("enable", "always", "trigger"), Alter.trigger, "enable always"),
    (("enable", "replica", "trigger"), Alter.trigger, "enable replica"),
    (("disable", "trigger"), Alter.trigger, "disable"),
    (("enable", "rule"), Alter.rule, "enable"),
    (("enable", "always", "rule"), Alter.rule, "enable always"),
    (("enable", "replica", "rule"), Alter.rule, "enable replica"),
    (("disable", "rule"), Alter.rule, "disable"),
    (("owner", "to"), None, "owner"),
    (("replica", "identity"), None, "replica identity"),
    (("cluster", "on"), None, "clustered"),
    (("set", "without", "cluster"), None, "clustered"),
    (("set", "without", "oids"), None, "oids"),
    (("set", "logged"), None, "logged"),
    (("set", "unlogged"), None, "logged"),
    (("set", "access", "method"), None, "access method"),
    (("set", "tablespace"), None, "tablespace"),
    (("set",), None, "options"),
    (("reset",), None, "options"),
    (("options",), None, "options"),
    (("no", "depends", "on", "extension"), None, "extension"),
    (("depends", "on", "extension"), None, "extension"),
)
ACTIONS_BY_WORD = {}
for _each in ACTIONS:
    ACTIONS_BY_WORD.setdefault(_each[0][0], []).append(_each)
