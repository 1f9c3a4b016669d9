"""PL/pgSQL code, of DO blocks and functions: the static DDL in it, wherever it is nested, and what its queries name."""

from ..text.cursor import Cursor
from ..text.errors import BadToken, PartlyRead, Unreadable
from ..text.split import split
from ..text.tokens import tokenize

# First words of the statements that are read.
DDL_WORDS = frozenset(("create", "alter", "drop", "comment", "grant", "revoke", "truncate", "refresh", "reindex",
                       "cluster", "security", "reassign", "import"))
# First words of statements about data, whose names are read.
DATA_WORDS = frozenset(("select", "perform", "values", "table", "with", "(", "insert", "update", "delete", "merge"))
# What an exception handler or a condition makes of the statements that it guards.
TOLERATED = {
    "duplicate_object": "if_not_exists", "duplicate_table": "if_not_exists", "duplicate_column": "if_not_exists",
    "duplicate_function": "if_not_exists", "duplicate_schema": "if_not_exists", "duplicate_database": "if_not_exists",
    "undefined_object": "if_exists", "undefined_table": "if_exists", "undefined_column": "if_exists",
    "undefined_function": "if_exists", "invalid_schema_name": "if_exists",
}
IF_EXISTS_ACTIONS = {"if_not_exists": ("create",), "if_exists": ("drop", "alter", "rename")}


def literal(token):
    """The contents of a string literal (escapes are left as they are)."""
    text = token.text
    if token.kind == "dollar":
        tag = text[:text.index("$", 1) + 1]
        return text[len(tag):-len(tag)]
    return text[text.index("'") + 1:-1].replace("''", "'") if token.kind == "string" else ""


def read_block(code, fp):
    """Read what PL/pgSQL code does and names; raise PartlyRead if some of it could not be read."""
    try:
        tokens = list(tokenize(literal(code), blanks=False))
    except BadToken:
        raise Unreadable("code") from None
    reader = BlockReader(tokens, fp)
    reader.run()
    fp.variables = set()
    if not reader.complete:
        raise PartlyRead("code")


# First words of statements that are followed by an expression or query.
SPEAKING = frozenset(("return", "assert", "exit", "continue"))


class Level:
    """An open BEGIN, IF, LOOP or CASE: where its rows begin, and what makes failures in it harmless."""

    __slots__ = ("word", "first_row", "last_row", "flags", "handlers", "raises")

    def __init__(self, word, first_row, flags=()):
        self.word = word
        self.first_row = first_row
        self.last_row = None  # where the exception handlers begin
        self.flags = set(flags)
        self.handlers = set()  # flags of the handler that is being read
        self.raises = False


class BlockReader:
    """Walks over the statements of PL/pgSQL code; nesting is kept on a list of its own."""

    def __init__(self, tokens, fp):
        self.tokens = tokens
        self.words = [token.word for token in tokens]
        self.end = len(tokens)
        self.fp, self.read_inner = fp, fp.read_inner
        self.levels = []
        self.complete = True
        self.i = 0

    def run(self):
        """Read statement after statement."""
        while self.i < self.end:
            word = self.words[self.i]
            self.i += 1
            if word == "declare":
                begin = self.skip_to(("begin",))
                self.i -= 1
                self.declarations(begin)
            elif word == "begin":
                self.levels.append(Level(word, len(self.fp.rows)))
            elif word in ("if", "elsif", "elseif"):
                flags = self.condition()
                if word == "if":
                    self.levels.append(Level(word, len(self.fp.rows), flags))
            elif word in ("for", "foreach", "while", "loop"):
                if word != "loop":
                    self.loop(self.skip_to(("loop",)))
                self.levels.append(Level("loop", len(self.fp.rows)))
            elif word == "case":
                self.expression(self.skip_to(("then",)))
                self.levels.append(Level(word, len(self.fp.rows)))
            elif word == "exception" and self.levels:
                self.levels[-1].last_row = len(self.fp.rows)
            elif word == "when":
                self.handler()
            elif word == "end":
                self.close()
                self.skip_to((";",))
            elif word not in ("else", "then", ";"):
                self.statement(word)

    def skip_to(self, stops):
        """Move past the first of these words outside of parentheses; returns where the skipped part began."""
        begin, depth = self.i, 0
        while self.i < self.end:
            word = self.words[self.i]
            self.i += 1
            if word == "(":
                depth += 1
            elif word == ")":
                depth -= 1
            elif depth <= 0 and word in stops:
                break
        return begin

    def condition(self):
        """The condition of IF: what it says about the existence of things."""
        begin = self.skip_to(("then",))
        self.expression(begin)
        words = self.words[begin:self.i]
        if words[:2] == ["not", "exists"] or (words[:1] == ["to_regclass"] and words[-3:-1] == ["is", "null"]):
            return ("if_not_exists",)
        return ("if_exists",) if words[:1] == ["exists"] else ()

    def loop(self, begin):
        """FOR variables IN query or range, WHILE condition."""
        words = self.words[begin:self.i]
        if "in" in words:
            place = words.index("in")
            self.fp.variables.update(word for word in words[:place] if word)
            begin += place + 1
            if self.words[begin:begin + 1] == ["execute"]:
                self.execute(self.tokens[begin + 1:self.i - 1])
                return
        self.expression(begin)

    def expression(self, begin, stop=None):
        """An expression or query from one place to another (to before the last word): what it names is needed."""
        tokens = self.tokens[begin:self.i - 1 if stop is None else stop]
        if tokens:
            self.fp.read_query(tokens, self.fp)

    def declarations(self, begin):
        """name [CONSTANT] type ...; : the types of variables have to be there, and so have %TYPE's columns."""
        place, end = begin, self.i
        while place < end:
            stop = place
            while stop < end and self.words[stop] != ";":
                stop += 1
            self.declaration(self.tokens[place:stop])
            place = stop + 1

    def declaration(self, tokens):
        """One variable, cursor or alias."""
        c = Cursor(tokens, self.fp.local, self.fp.schema)
        try:
            self.fp.variables.add(c.label())
            for word in (":=", "=", "default"):
                if word in c.words:
                    self.fp.read_query(tokens[c.words.index(word) + 1:], self.fp)
                    break
            if c.word in ("alias", "cursor", "scroll", "no"):
                return
            c.accept("constant")
            parts = c.parts()
            if c.accept("%"):
                owner = parts[:-1] if c.word == "type" else parts
                if owner:
                    self.fp.use("table", c.resolve(owner), "declaration")
                    self.fp.use_columns(c.resolve(owner), parts[-1:] if c.word == "type" else (), "declaration")
                return
            c.i = 1 + (c.words[1] == "constant")
            self.fp.use_type(c.type()[1], "declaration")
        except Unreadable:
            pass  # nothing that a type could be made of

    def handler(self):
        """WHEN ... THEN: of an exception handler, or of a CASE statement."""
        begin = self.skip_to(("then",))
        level = self.levels[-1] if self.levels else None
        if level is not None and level.last_row is not None:
            self.end_handler(level)
            for word in self.words[begin:self.i]:
                if word == "others":
                    level.handlers.update(IF_EXISTS_ACTIONS)
                elif word in TOLERATED:
                    level.handlers.add(TOLERATED[word])

    @staticmethod
    def end_handler(level):
        """A handler that does not raise again makes the failures that it catches harmless."""
        if not level.raises:
            level.flags |= level.handlers
        level.handlers, level.raises = set(), False

    def close(self):
        """END of a level: mark the rows that could not fail in it."""
        if not self.levels:
            return
        level = self.levels.pop()
        self.end_handler(level)
        for row in self.fp.rows[level.first_row:level.last_row]:
            for flag in level.flags:
                if row.action in IF_EXISTS_ACTIONS[flag]:
                    row.detail[flag] = True
        if "if_exists" in level.flags:
            self.fp.forget_queries(level.first_row, len(self.fp.rows) if level.last_row is None else level.last_row)

    def statement(self, word):
        """Any other statement: DDL is read, EXECUTE too if its text is a literal."""
        begin = self.skip_to((";",)) - 1
        stop = self.i - (self.words[self.i - 1] == ";")
        if word in DDL_WORDS:
            self.complete &= self.read_inner(self.tokens[begin:stop], self.fp)
        elif word in DATA_WORDS or word == "call":
            self.read_inner(self.tokens[begin:stop], self.fp)
        elif word == "execute":
            self.execute(self.tokens[begin + 1:stop])
        elif word == "return" and self.words[begin + 1:begin + 3] == ["query", "execute"]:
            self.execute(self.tokens[begin + 3:stop])
        elif word in SPEAKING:
            self.expression(begin + 1 + (self.words[begin + 1] in ("query", "next")), stop)
        elif word == "open" and "execute" in self.words[begin:stop]:
            self.execute(self.tokens[self.words.index("execute", begin) + 1:stop])
        elif word == "open" and "for" in self.words[begin:stop]:
            self.expression(self.words.index("for", begin) + 1, stop)
        elif word and (":=" in self.words[begin:begin + 8] or "=" in self.words[begin:begin + 8]):
            self.expression(begin, stop)
        elif word == "raise" and self.levels:
            following = self.words[begin + 1]
            self.levels[-1].raises |= following in ("exception", ";") or self.tokens[begin + 1].kind == "string"

    def execute(self, tokens):
        """EXECUTE 'text': literals, also joined by ||, are read; anything else is dynamic."""
        if tokens and all(token.kind in ("string", "dollar") or token.word == "||" for token in tokens):
            try:
                text = "".join(literal(token) for token in tokens if not token.word)
                for inner in split(tokenize(text, blanks=False)):
                    if inner[0].word in DDL_WORDS:
                        self.complete &= self.read_inner(inner, self.fp)
                return
            except BadToken:
                self.complete = False
        self.fp.add("statement", "dynamic SQL", "use", key="statement:", dynamic=True)
