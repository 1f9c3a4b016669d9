"""What an expression or a query uses: relations, columns, functions, types, sequences.

One pass over the tokens with a stack of open parentheses, no recursion and no backtracking: time stays linear.
"""

from ..text.builtins import SYSTEM_FUNCTIONS
from ..text.names import RESERVED, canonical, last_part
from ..text.type_names import MULTIWORD

# Reserved words that end an operand, as a name or a literal does.
OPERANDS = frozenset(("null", "true", "false", "end", "user", "default", "current_date", "current_time", "localtime",
                      "current_timestamp", "localtimestamp", "current_user", "session_user", "current_role",
                      "current_catalog", "system_user"))
# After an operand, any other name is an alias (or harmless); these are operators and want another operand.
OPERATOR_WORDS = frozenset(("like", "ilike", "similar", "between", "overlaps", "escape", "at", "is", "operator"))
# Names that belong to the word before them and are no columns: NULLS FIRST, AT TIME ZONE, OVER w, ...
AFTER = {
    "nulls": ("first", "last"), "at": ("time", "local"), "time": ("zone",), "fetch": ("first", "next"),
    "current": ("row",), "conflict": ("nothing",),
    "do": ("nothing", "instead", "also"), "instead": ("nothing",), "on": ("conflict",), "with": ("ordinality",),
    "not": ("similar", "like", "ilike", "between"), "when": ("matched",),
    "overriding": ("system",), "system": ("value",), "unbounded": ("preceding", "following"),
}
# What IS [NOT] may be followed by, reserved words aside.
TESTS = frozenset("unknown document normalized nfc nfd nfkc nfkd json value object array scalar".split())
NOISE = frozenset("nulls unbounded preceding following ordinality recursive materialized matched".split())
# Words before a parenthesis that are not the names of functions somebody could define.
NOT_CALLS = MULTIWORD | frozenset(
    "coalesce greatest least nullif extract overlay position substring treat trim xmlconcat xmlelement xmlexists "
    "xmlattributes xmlforest xmlparse xmlpi xmlroot xmlserialize xmltable normalize json_array json_arrayagg "
    "json_exists json_object json_objectagg json_query json_scalar json_serialize json_table json_value row exists "
    "grouping sets rollup cube over filter within values collation setof between out inout".split())
# Words of a list of tables that are not reserved.
IN_LIST = frozenset(("join", "inner", "left", "right", "full", "cross", "natural", "set", "values"))
NOT_ALIASES = IN_LIST | frozenset(("tablesample", "overriding"))
# Words that a relation or a function in its place mostly follows.
LISTS_SOURCES = frozenset(("from", "join", "into", "using", "table"))
# Words that begin a clause in which no tables are listed.
ENDS_LIST = frozenset(("where", "group", "having", "window", "order", "limit", "offset", "fetch", "for", "returning",
                       "set", "when", "select", "values", "default"))
_FRAME = ("between", "unbounded", "current")
WINDOW_WORDS = {"partition": ("by",), "rows": _FRAME, "range": _FRAME, "groups": _FRAME, "current": ("row",),
                "exclude": ("current", "group", "ties", "no")}
SET_OPERATORS = frozenset(("union", "intersect", "except"))
QUERIES = frozenset(("select", "with", "values", "table", "insert", "update", "delete", "merge"))
# What follows a * that stands for all columns; anything else is multiplied by it.
AFTER_STAR = frozenset(("", ",", ")", ";", "from", "into", "where", "order", "group", "limit", "offset", "fetch", "for",
                        "union", "intersect", "except"))
CAST_LIKE = frozenset(("cast", "treat", "xmlserialize", "json_value", "json_query"))
TYPE_WORDS = frozenset(("with", "without", "precision"))  # what may follow the first word of a type
TO_WRITE = frozenset(("into", "update", "only"))  # words before the table that UPDATE, INSERT or MERGE writes to
SEQUENCE_FUNCTIONS = frozenset(("nextval", "currval", "setval"))
MAX_CLIMB = 40  # scopes that a column climbs in search of its table, so that hostile nesting stays cheap

STAR_KINDS = frozenset(("word", "punct", "end"))
EXPECT, LISTED = "expect", "listed"


LITERALS = frozenset(("string", "number"))


class Uses:
    """What was found, each in order of appearance (dicts as ordered sets)."""

    def __init__(self):
        self.relations = {}
        self.columns = {}  # (relation, column)
        self.functions = {}  # canonical names of functions that are not PostgreSQL's own
        self.calls = {}  # all functions called
        self.types = {}
        self.sequences = {}
        self.stars = {}  # relations all of whose columns are taken, by * or alias.*


class Scope:
    """One query: the tables that it lists and the columns that it names."""

    __slots__ = ("sources", "columns", "ctes", "aliases")

    def __init__(self, sources):
        self.sources = sources  # alias -> canonical name; None for what is no stored relation
        self.columns = []  # (parts, depth at which they were named)
        self.ctes = []
        self.aliases = set()


class Frame:
    """One open parenthesis (or the outermost level): its scope, and where in a query the reading is."""

    __slots__ = ("scope", "query", "listing", "cte", "cte_name", "opener", "sorting", "alias_due", "verb", "target",
                 "written", "setting", "recursive", "combined", "next_cte")

    def __init__(self, scope, query, listing=None, opener="", cte_name=None):
        self.scope = scope
        self.query = query
        self.listing = listing  # None, EXPECT (a table comes next) or LISTED (after one, in FROM)
        self.cte = self.next_cte = None  # EXPECT or LISTED in WITH, and the name whose query comes next
        self.cte_name = cte_name  # what the query in this parenthesis defines
        self.opener = opener
        self.sorting = None  # None, order or group
        self.combined = self.recursive = False  # whether there was UNION or its kin, WITH RECURSIVE
        self.alias_due = False
        self.verb = self.target = None  # INSERT and its table, whose columns only some clauses can see
        self.written = None  # the table that the columns after SET belong to
        self.setting = None  # None, EXPECT (a column to be set comes next) or LISTED (after one)


def uses_of(c, start, stop, table=None, rows_of=None):
    """Find what a range of tokens uses.

    Unqualified columns outside of queries belong to `table`; NEW and OLD are rows of `rows_of`.
    """
    if stop == start + 1 and c.tokens[start].kind in LITERALS:
        return Uses()
    finder = Finder(c, stop)
    if table is not None:
        finder.frame.scope.sources[last_part(table)] = table
        finder.table = table
    finder.rows_of = rows_of
    place = c.i
    c.i = start
    finder.run()
    c.i = place
    return finder.found


def use_of(table, column):
    """What a column's bare name uses where it cannot be anything else."""
    found = Uses()
    found.columns[table, column] = True
    return found


class Finder:
    """Walks over the tokens."""

    def __init__(self, c, stop):
        self.c = c
        self.stop = stop
        self.found = Uses()
        self.frame = Frame(Scope({}), True)
        self.frames = [self.frame]
        self.active_ctes = {}
        self.table = self.rows_of = None
        self.operand = False  # whether the last token ended an operand
        self.previous = ""

    def run(self):
        """Read every token once."""
        c, tokens, words = self.c, self.c.tokens, self.c.words
        while c.i < self.stop:
            word, kind = words[c.i], tokens[c.i].kind
            if kind == "word":
                if word in RESERVED or (word in IN_LIST and self.frame.listing):
                    self.keyword(word)
                else:
                    self.a_name(word)
            elif kind == "quoted":
                self.a_name("")
            else:
                c.i += 1
                if word == "(" or word == "[":
                    self.open(word)
                elif word == ")" or word == "]":
                    self.close()
                elif word == ",":
                    frame = self.frame
                    if frame.listing == LISTED:
                        frame.listing = EXPECT
                    elif frame.cte == LISTED:
                        frame.cte = EXPECT
                    elif frame.setting:
                        frame.setting = EXPECT
                    self.operand = False
                elif word == "*" and self.frame.query and c.word in AFTER_STAR and tokens[c.i].kind in STAR_KINDS:
                    self.frame.scope.columns.append(([None], len(self.frames)))
                    self.operand = True
                elif word == "::":
                    self.a_type()
                    self.operand, word = True, "::"
                elif word == ";":
                    self.resolve(self.frame.scope)
                    self.operand, self.frame.listing, self.frame.cte = False, None, None
                else:
                    self.operand = not word  # literals and parameters are operands, operators are not
                self.previous = word
        while len(self.frames) > 1:
            self.close()
        self.resolve(self.frame.scope)

    def open(self, word):
        """An opening parenthesis: of a query, of a group of joins, or of anything else."""
        frame, following = self.frame, self.c.word
        if frame.setting == EXPECT and word == "(":
            self.c.i -= 1
            self.written_columns(frame.written)
            frame.setting = LISTED
            return
        if word == "(" and following in QUERIES and not (following == "values" and self.c.words[self.c.i + 1] != "("):
            inner = Frame(Scope({}), True, cte_name=frame.next_cte if frame.cte == LISTED else None)
            frame.next_cte = None
            if frame.listing == EXPECT:
                frame.listing, frame.alias_due = LISTED, True
        elif word == "(" and frame.listing == EXPECT:
            inner = Frame(frame.scope, False, EXPECT)
            frame.listing = LISTED
        else:
            inner = Frame(frame.scope, False, opener=self.previous if word == "(" else "")
        self.frames.append(inner)
        self.frame = inner
        self.operand = False

    def close(self):
        """A closing parenthesis."""
        if len(self.frames) == 1:
            return
        inner = self.frames.pop()
        outer = self.frame = self.frames[-1]
        self.operand = inner.opener != "distinct on"
        if inner.scope is not outer.scope:
            self.resolve(inner.scope, outer.scope)
            for name in inner.scope.ctes:
                self.active_ctes[name] -= 1
            if inner.cte_name is not None:
                self.operand = False  # the statement begins, if not another of these
                self.define_cte(outer.scope, inner.cte_name)
        if outer.alias_due:
            outer.alias_due = False
            self.an_alias(outer, None)

    def define_cte(self, scope, name):
        """From here on a WITH name hides relations of that name."""
        scope.ctes.append(name)
        self.active_ctes[name] = self.active_ctes.get(name, 0) + 1

    def keyword(self, word):
        """A reserved word (or a word of a join)."""
        c, frame = self.c, self.frame
        c.i += 1
        self.operand = word in OPERANDS
        if word != "default" and word in ENDS_LIST or word == "from":
            frame.setting = EXPECT if word == "set" else None
        if word in LISTS_SOURCES:
            self.expect_source(word)
        elif word == "with":
            self.a_with()
        elif word == "as":
            word = self.an_as()
        elif word == "on" and self.previous == "distinct":
            word = "distinct on"
        elif word in ("collate", "constraint"):
            if c.at_name():
                c.parts()
                self.operand = True
        elif word in SET_OPERATORS:
            outer = self.frames[-2].scope if len(self.frames) > 1 else frame.scope
            self.resolve(frame.scope, outer if outer is not frame.scope else None)
            frame.listing, frame.sorting, frame.combined = None, None, True
        elif word in ENDS_LIST:
            self.end_list(word)
        self.previous = word

    def expect_source(self, word):
        """FROM, JOIN, INTO, USING or TABLE: what follows is mostly the name of a relation."""
        c, frame = self.c, self.frame
        if word == "from":
            if frame.query and self.previous != "distinct":
                frame.listing = EXPECT
        elif word == "using":
            if frame.listing == LISTED and c.word == "(" and c.words[c.i + 1] not in QUERIES:
                self.join_columns(frame.scope)
            elif frame.listing == LISTED:
                frame.listing = EXPECT
        elif word == "table":
            if self.previous in ("", "(", "as", "union", "intersect", "except", "all", ";"):
                frame.listing = EXPECT
                frame.scope.columns.append(([None], len(self.frames)))
        else:
            frame.listing = EXPECT

    def a_with(self):
        """WITH ORDINALITY behind a source, or the beginning of common table expressions."""
        c, frame = self.c, self.frame
        if c.word == "ordinality" and frame.listing:
            c.i += 1
            self.an_alias(frame, None)
        elif not self.previous or self.previous in ("(", "as", ";", "do", "also", "instead") or not frame.listing:
            frame.cte = EXPECT
            frame.recursive = c.accept("recursive")

    def an_as(self):
        """AS before a type or an alias; returns the word to remember."""
        c, frame = self.c, self.frame
        if frame.opener in CAST_LIKE and not frame.query:
            self.a_type()
            self.operand = True
        elif c.kind in ("word", "quoted"):
            frame.scope.aliases.add(c.label())
            self.operand = True
            return "alias"
        return "as"

    def end_list(self, word):
        """A clause that ends the list of sources, with what belongs to it and names nothing."""
        c, frame = self.c, self.frame
        following = c.word
        frame.listing = frame.cte = None
        if word == "returning" and frame.target:
            self.see_target(frame)
        if word in ("order", "group"):
            c.accept("by")
            frame.sorting = word
        elif word == "window":
            while c.at_name() and c.words[c.i + 1] == "as":
                c.i += 2
                if c.word == "(":
                    break
        elif word == "for" and frame.query and following in ("update", "share", "no", "key"):
            c.until((";",))  # locking clauses name aliases only
            c.i = min(c.i, self.stop)

    def join_columns(self, scope):
        """JOIN ... USING (columns): of the table just listed, and of the one before it if there are only two."""
        columns = self.c.names()
        joined = list(scope.sources.values())
        for relation in joined[-1:] + (joined[:1] if len(joined) == 2 else []):
            for column in columns if relation is not None else ():
                self.found.columns[relation, column] = True
        self.operand = True

    def a_name(self, word):
        """A name (or an unreserved word) wherever it may stand."""
        c, frame = self.c, self.frame
        previous, self.previous = self.previous, word or "name"
        if frame.target and word == "conflict" and previous == "on":
            self.see_target(frame)
        if frame.listing == EXPECT and not (word == "rows" and c.words[c.i + 1] == "from"):
            return self.a_source(previous)
        if frame.setting == EXPECT:
            return self.a_setting()
        if frame.cte == EXPECT:
            return self.a_cte()
        if frame.cte == LISTED and word in ("search", "cycle"):
            c.until(("set",) if word == "search" else ("using",))
            c.i = min(c.i + 2, self.stop)
            return None
        if word in NOISE or word in AFTER.get(previous, ()) or previous == ".":
            c.i += 1
            self.operand = previous == "."
            return None
        if word in ("insert", "update", "delete", "merge") and not self.operand:
            return self.a_verb(word, previous)
        if self.operand:
            return self.behind_operand(word)
        if self.skip_words(word, c.words[c.i + 1]):
            return None
        return self.a_reference(word)

    def a_verb(self, word, previous):
        """INSERT, UPDATE, DELETE or MERGE: of a statement, of a CTE, or an action of MERGE."""
        c, frame = self.c, self.frame
        c.i += 1
        frame.verb, frame.cte = word, None
        if word == "update" and c.word == "set":
            c.i += 1
            frame.setting = EXPECT
        elif word == "insert" and c.word == "(":
            self.written_columns(frame.written)  # of MERGE
        elif word == "update" and previous not in ("for", "key", "on"):
            frame.listing = EXPECT

    def behind_operand(self, word):
        """An operator in words, or an alias."""
        c, frame = self.c, self.frame
        c.i += 1
        self.operand = word not in OPERATOR_WORDS
        if word == "over" and c.at_name():
            c.i += 1
        elif word == "operator" and c.word == "(":
            c.parens()
        elif word == "is":
            self.a_test()
        elif word == "passing":  # XMLEXISTS(... PASSING [BY REF] value)
            self.operand = c.accept("by") and not c.accept_any(("ref", "value"))
        elif frame.query and not frame.listing and word not in ("filter", "within", "over"):
            frame.scope.aliases.add(word)

    def skip_words(self, word, following):
        """Words that name nothing although a name could stand there; tells whether there were any."""
        c, frame = self.c, self.frame
        if word == "rows" and following == "from":
            c.i += 2
            frame.listing, frame.alias_due = LISTED, True
        elif following == "as" and c.words[c.i + 2] == "(" and c.words[c.i + 3] not in QUERIES:
            c.i += 1  # WINDOW w AS (...)
        elif word == "current" and following == "of":
            c.i += 3
        elif word == "grouping" and following == "sets":
            c.i += 2
        elif following in WINDOW_WORDS.get(word, ()):
            c.i += 1 if following == "unbounded" else 2
        elif word in MULTIWORD:
            after = c.closers[c.i + 1] + 1 if following == "(" else c.i + 1
            if c.tokens[after].kind != "string" and c.words[after] not in TYPE_WORDS:
                return False
            c.type()
        else:
            return False
        return True

    def a_test(self):
        """IS [NOT] UNKNOWN, JSON OBJECT, NFC NORMALIZED ...: words that are no columns."""
        c = self.c
        c.accept("not")
        while c.accept_any(TESTS) or c.accept("with", "unique") or c.accept("without", "unique"):
            c.accept("keys")
            self.operand = True

    def a_reference(self, word):
        """A column, a function call or the type before a literal."""
        c, frame = self.c, self.frame
        parts = [c.label()]
        while c.word == ".":
            c.i += 1
            if c.word == "*":
                c.i += 1
                self.operand = True
                if frame.query:
                    frame.scope.columns.append(([*parts, None], len(self.frames)))
                return
            parts.append(c.label())
        self.operand = True
        if c.word == "(":
            self.operand = False
            self.previous = parts[-1]
            if len(parts) > 1 or word not in NOT_CALLS and word:
                self.a_call(parts)
            elif not word:
                self.a_call(parts)
            elif word == "extract":
                c.i += 1
                self.open("(")
                if c.words[c.i + 1] == "from":
                    c.i += 1
            return
        if c.kind == "string":
            self.use_type(parts)
            return
        if c.word in ("=>", ":="):
            return
        if frame.sorting and len(parts) == 1 and (
                parts[0] in frame.scope.aliases or frame.combined and frame.sorting == "order"):
            return
        frame.scope.columns.append((parts, len(self.frames)))

    def a_call(self, parts):
        """A function: remembered if it is not PostgreSQL's own."""
        c = self.c
        system = parts[0] == "pg_catalog" if len(parts) > 1 else parts[0] in SYSTEM_FUNCTIONS or parts[0][:3] == "pg_"
        name = parts[-1] if system else c.within(parts)
        self.found.calls[name] = system
        if not system:
            self.found.functions[name] = True
        elif name in SEQUENCE_FUNCTIONS and c.tokens[c.i + 1].kind == "string":
            sequence = c.name_in_string(c.tokens[c.i + 1].text)
            if sequence:
                self.found.sequences[sequence] = True

    def a_type(self):
        """A type, after :: or in CAST."""
        user_type = self.c.type()[1]
        if user_type:
            self.found.types[user_type] = True

    def use_type(self, parts):
        """The type before a string literal."""
        if len(parts) > 1 and parts[0] != "pg_catalog":
            self.found.types[canonical(parts)] = True

    def a_source(self, previous):
        """A table in FROM, JOIN, INSERT INTO, UPDATE ...: remembered with its alias."""
        c, frame = self.c, self.frame
        if c.accept("collation", "for"):
            frame.listing, frame.alias_due = LISTED, True
            return
        parts = [c.label()]
        while c.word == ".":
            c.i += 1
            parts.append(c.label())
        frame.listing = LISTED
        self.operand = True
        if c.word == "(" and previous != "into":  # INSERT INTO t (columns)
            self.operand = False
            self.previous = parts[-1]
            if len(parts) > 1 or parts[0] not in NOT_CALLS:
                self.a_call(parts)
            frame.alias_due = True
            return
        relation = c.resolve(parts)
        if len(parts) == 1 and self.active_ctes.get(parts[0]):
            relation = None
        if relation is not None:
            self.found.relations[relation] = True
        c.accept("*")
        if frame.verb and previous in TO_WRITE:
            frame.written = relation
        if previous == "into" and frame.verb == "insert":
            self.an_insert(frame, relation, parts[-1])
        else:
            self.an_alias(frame, relation, parts[-1])

    def an_insert(self, frame, relation, name):
        """[AS alias] [(columns)] after INSERT INTO table: what follows cannot see the table yet."""
        c = self.c
        if c.accept("as"):
            name = c.label()
        frame.listing, frame.target = None, (name, relation)
        if c.word == "(" and c.words[c.i + 1] not in QUERIES:
            self.written_columns(relation)

    def written_columns(self, relation):
        """(column, column ...) of a table that is written to."""
        c = self.c
        start, stop = c.parens()
        place, c.i = c.i, start
        while c.i < stop:
            if c.words[c.i - 1] in ("(", ",") and c.kind in ("word", "quoted"):
                name = c.label()
                if relation is not None:
                    self.found.columns[relation, name] = True
            elif c.word == "[":
                c.i = c.closers[c.i] + 1
            else:
                c.i += 1
        c.i = place

    def a_setting(self):
        """The column before = in SET column = value, which belongs to the table that is written to."""
        c, frame = self.c, self.frame
        name = c.label()
        if frame.written is not None:
            self.found.columns[frame.written, name] = True
        while c.accept("."):
            c.label()
        frame.setting, self.operand = LISTED, True

    def see_target(self, frame):
        """ON CONFLICT and RETURNING are about the table that INSERT writes to."""
        self.resolve(frame.scope, None)
        name, relation = frame.target
        frame.scope.sources[name] = relation
        frame.target = None

    def an_alias(self, frame, relation, name=None):
        """[AS] alias [(columns)] after a table."""
        c = self.c
        explicit = c.accept("as")
        if c.i < self.stop and c.at_name() and (explicit or c.word not in NOT_ALIASES):
            name = c.label()
            if c.word == "(":
                relation = None  # its columns have other names here
                self.a_record()
        elif explicit:
            self.a_record()
        frame.scope.sources[name if name is not None else "#%d" % len(frame.scope.sources)] = relation
        if c.accept("tablesample"):
            c.parts()

    def a_record(self):
        """(columns) after an alias, or (columns and types) of a record."""
        def column():
            self.c.label()
            if self.c.word not in (",", ")"):
                self.a_type()
                if self.c.accept("collate"):
                    self.c.parts()
        self.c.listed(column)

    def a_cte(self):
        """name [(columns)] AS [NOT] [MATERIALIZED] before its query."""
        c, frame = self.c, self.frame
        name = c.label()
        c.skip_parens()
        c.expect("as")
        c.accept("not")
        c.accept("materialized")
        if frame.recursive:
            self.define_cte(frame.scope, name)
        frame.cte, frame.next_cte = LISTED, name
        self.previous = "as"
        self.operand = False

    def a_star(self, parts, depth, sources, outer):
        """All columns: of every table listed, or of the one named before the star."""
        if len(parts) == 1:
            relations = sources.values()
        elif parts[-2] in sources:
            relations = (sources[parts[-2]],)
        else:
            relations = ()
            if outer is not None and depth - len(self.frames) < MAX_CLIMB:
                outer.columns.append((parts, depth))
        for relation in relations:
            if relation is not None:
                self.found.stars[relation] = True

    def resolve(self, scope, outer=None):
        """A query ends: its columns find their tables, or climb to the query around it."""
        sources = scope.sources
        outermost = scope is self.frames[0].scope
        if outermost and self.table is not None:
            only = self.table
        else:
            only = next(iter(sources.values())) if len(sources) == 1 else None
        for parts, depth in scope.columns:
            relation = None
            if parts[-1] is None:
                self.a_star(parts, depth, sources, outer)
            elif len(parts) == 2 and self.rows_of and parts[0] in ("new", "old"):
                relation = self.rows_of
            elif len(parts) > 1 and parts[-2] in sources:
                relation = sources[parts[-2]]
            elif len(parts) == 1 and sources:
                relation = only if parts[0] not in sources else None
            elif outer is not None and depth - len(self.frames) < MAX_CLIMB:
                outer.columns.append((parts, depth))
            if relation is not None:
                self.found.columns[relation, parts[-1]] = True
        scope.columns = []
        if not (outermost and self.table is not None):
            scope.sources = {}
