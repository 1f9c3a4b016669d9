"""What a change touches: rows, gathered while its statements are read."""

from ..text.builtins import SYSTEM_FUNCTIONS
from ..text.names import in_schema_of, join_columns, last_part, make_name, quote, schema_of
from .row import PARTS, RELATIONS, SYSTEM_SCHEMAS, TABLES, Row

STORED = frozenset(("view", "materialized view", "rule"))  # roles of uses by queries that are stored as parsed
TEMPORARY = "pg_temp."

LONGEST_DEFINITION = 300
DIGEST_PRIME = 2 ** 128 - 159


def digest(text):
    """A long definition's stand-in: the text as one number, modulo a prime. No hash module is worth its import time."""
    number = int.from_bytes(b"\x01" + text.encode("utf-8", "surrogatepass"), "big")
    return "digest:%032x" % (number % DIGEST_PRIME)


def shorten(text):
    """A definition as it is stored."""
    return text if len(text) <= LONGEST_DEFINITION else digest(text)


def routine_name(name, args):
    """How a routine is shown: with its argument types, if a statement gives them."""
    return name if args is None else "%s(%s)" % (name, ",".join(args))


class Footprint:
    """Collects the rows of one change and knows which objects the change has created itself."""

    def __init__(self, read_inner, read_query):
        # How statements and expressions within code are read, which the readers of code cannot import.
        self.read_inner, self.read_query = read_inner, read_query
        self.rows = []
        self.statement_no = 0
        # Ordered sets, so that what came last can be taken back.
        self.tables = {}
        self.created = {}  # keys of objects, and (key, kind, name) of parts
        self.seen = {}
        self.given = {}
        self.local = {}  # temporary relations: what their bare names mean from then on
        self.schema = None  # where unqualified names are, if not in public
        self.variables = set()  # of the code that is being read
        self.path_is_local = False  # whether that ends with the transaction
        self.marked = 0, 0, 0, 0  # how much of rows, tables, created and seen was there before the current statement

    def temporary(self, name):
        """The name of a temporary relation, which its bare name means from now on."""
        bare = last_part(name)
        self.local[bare] = TEMPORARY + quote(bare)
        return self.local[bare]

    def scratch(self):
        """An empty footprint for code that runs later: with the same meaning of names."""
        inner = Footprint(self.read_inner, self.read_query)
        inner.local, inner.schema, inner.statement_no = dict(self.local), self.schema, self.statement_no
        return inner

    def mark(self):
        """Remember this point, so that `roll_back` can return to it."""
        self.marked = len(self.rows), len(self.tables), len(self.created), len(self.seen)

    def roll_back(self):
        """Forget what the current statement, which turned out to be unreadable, has added."""
        del self.rows[self.marked[0]:]
        for gathered, count in zip((self.tables, self.created, self.seen), self.marked[1:]):
            while len(gathered) > count:
                gathered.popitem()
        self.mark()

    def add(self, kind, name, action, /, parent=None, key=None, touch=True, **detail):
        """Add a row. `touch` is False for parts of what is no table."""
        if name[:8] == TEMPORARY or (parent is not None and parent[:8] == TEMPORARY):
            return detail  # nobody else can see it
        created, full_name = self.created, name
        if kind in PARTS:
            key = key or "relation:" + parent
            identity = (key, kind, name)
            if key in created or identity in created:
                detail["internal"] = True
            if touch:
                self.tables[parent] = True
            # DROP TRIGGER IF EXISTS does without the schema too
            full_name = "" if action == "drop" and "if_exists" in detail else parent
        else:
            if key is None:
                key = ("relation:" if kind in RELATIONS else kind + ":") + name
            identity = key
            if action != "create" and key in created:
                detail["internal"] = True
            if touch and action != "use" and (kind in TABLES or (kind == "index" and parent)):
                self.tables[name if kind in TABLES else parent] = True
        if action == "create":
            created[identity] = True
        self.rows.append(tuple.__new__(Row, (self.statement_no, kind, name, parent, action, detail, key)))
        if "." in full_name and kind != "schema":
            self.member(detail.get("name") or full_name.partition("(")[0])
        return detail

    def use(self, kind, name, by, by_kind=None, by_name=None, parent=None, **detail):
        """Add a row for something that a definition needs; once per change and use. A key goes on to add()."""
        mark = (kind, name, parent, by, by_kind, by_name)
        if mark in self.seen:
            return
        self.seen[mark] = True
        detail["by"] = by
        if by_kind:
            detail["by_kind"] = by_kind
            detail["by_name"] = by_name
        self.add(kind, name, "use", parent, touch=False, **detail)

    def forget_queries(self, first, last):
        """Take back what data statements use among some rows: they stand where failures do no harm."""
        rows = self.rows[first:last]
        for row in rows:
            if row.action == "use" and row.detail.get("by") == "query":
                self.seen.pop((row.object_kind, row.object_name, row.parent_name, "query", None, None), None)
        self.rows[first:last] = [row for row in rows if row.action != "use" or row.detail.get("by") != "query"]

    def use_columns(self, table, columns, by, by_kind=None, by_name=None):
        """Use rows for columns of a table."""
        for column in columns:
            self.use("column", quote(column), by, by_kind, by_name, parent=table)

    def use_type(self, user_type, by, by_kind=None, by_name=None):
        """Use row for a type that is not built in."""
        if user_type:
            self.use("type", user_type, by, by_kind, by_name)

    def routine(self, kind, name, args, action, **detail):
        """Add a row for a routine; args is a list of type texts or None."""
        return self.add(kind, routine_name(name, args), action, key="routine:" + name, name=name, args=args, **detail)

    def use_routine(self, name, by, by_kind=None, by_name=None):
        """Use row for a function that is called, whichever its arguments, unless it is PostgreSQL's own."""
        if name in SYSTEM_FUNCTIONS or name[:3] == "pg_":
            return
        self.use("function", name, by, by_kind, by_name, key="routine:" + name)

    def alter(self, kind, name, aspect, value=None, /, parent=None, **detail):
        """Add an alter row: which aspect becomes what."""
        return self.add(kind, name, "alter", parent, aspect=aspect, value=value, **detail)

    def alter_once(self, kind, name, aspect, /, **detail):
        """The same, without a value and once per statement and aspect."""
        mark = (self.statement_no, kind, name, aspect)
        if mark not in self.seen:
            self.seen[mark] = True
            self.add(kind, name, "alter", aspect=aspect, value=None, **detail)

    def rename(self, kind, name, new_name, /, parent=None, key=None, **detail):
        """Both rows of a renaming (or of SET SCHEMA): the old name goes, the new one comes."""
        self.add(kind, name, "rename", parent, key, new_name=new_name, **detail)
        detail.pop("if_exists", None)
        self.add(kind, new_name, "create", parent, key, renamed_from=name, **detail)

    def member(self, name):
        """An object in a schema other than public needs that schema."""
        schema = schema_of(name)
        if schema and schema not in SYSTEM_SCHEMAS:
            self.use("schema", schema, "member")

    def use_found(self, uses, by, by_kind=None, by_name=None, own=None):
        """Use rows for all that an expression or query uses; `own` is a table whose columns need no row."""
        for relation in uses.relations:
            self.use("table", relation, by, by_kind, by_name)
        for relation, column in uses.columns:
            if relation != own:
                self.use("column", quote(column), by, by_kind, by_name, parent=relation)
        if by in STORED or by_kind == "table":
            for relation in uses.stars:
                self.use("table", relation, "all columns", by_kind, by_name)
        for function in uses.functions:
            self.use("function", function, by, by_kind, by_name, key="routine:" + function)
        for user_type in uses.types:
            self.use("type", user_type, by, by_kind, by_name)
        for sequence in uses.sequences:
            self.use("sequence", sequence, by, by_kind, by_name)

    def relation_name(self, table, columns, label):
        """A bare automatic name for an index or sequence of a table, as ChooseRelationName chooses it."""
        addition = None if columns is None else join_columns(columns)
        return self.first_free(last_part(table), addition, label,
                               lambda name: "relation:" + in_schema_of(table, name) in self.created)

    def constraint_name(self, table, columns, label):
        """A bare automatic name for a constraint without an index, as ChooseConstraintName chooses it."""
        addition = join_columns(columns) if columns else None
        return self.first_free(last_part(table), addition, label,
                               lambda name: ("relation:" + table, "constraint", quote(name)) in self.created)

    def first_free(self, first, second, label, taken):
        """The first of a series of automatic names that this change has not given away: label, label1, label2 ..."""
        series = (first, second, label)
        number = self.given.get(series, 0)  # where the search ended last time, so that many names stay cheap
        while True:
            name = make_name(first, second, label + (str(number) if number else ""))
            if not taken(name):
                self.given[series] = number
                return name
            number += 1
