"""A place in the tokens of one statement, and how names, types and lists are read from there."""

from .errors import BadToken, Unreadable
from .names import RESERVED, canonical, fold, quote, unquote
from .tokens import Token, tokenize
from .type_names import ALIASES, MULTIWORD, SERIAL, builtin

LOOKAHEAD = [Token("end", "", 0, "")] * 8  # so that nobody who looks ahead has to ask whether there is anything
NO_WORDS = [token.word for token in LOOKAHEAD]
OPEN, CLOSE = {"(": ")", "[": "]"}, {")": "(", "]": "["}
# Short names of types that are written out in normal form; the others may be parts of longer names.
SAFE_ALIASES = {name: ALIASES[name] for name in ("int", "int2", "int4", "int8", "bool", "varchar", "decimal", "float4",
                                                 "float8", "timestamptz", "timetz")}
FEW_TOKENS = 24  # so many tokens, LOOKAHEAD among them, are spelled as they are asked for, more of them all at once
NO_SPACE_BEFORE = frozenset((",", ")", "]", "[", ".", "::", ";"))
NO_SPACE_AFTER = frozenset(("(", "[", ".", "::"))


class Cursor:
    """Moves over tokens; what it cannot accept raises Unreadable. `words` are what keywords are compared with."""

    __slots__ = ("tokens", "words", "i", "end", "local", "schema", "copied", "_closers", "_spelled")

    def __init__(self, tokens, local=None, schema=None):
        self.tokens = tokens + LOOKAHEAD
        self.words = [token.word for token in tokens] + NO_WORDS
        self.i = 0
        self.end = len(tokens)
        self.local = {} if local is None else local  # bare names that mean something else than a table in public
        self.schema = schema  # where unqualified names are, if not in public
        self.copied = []  # (table, column) whose types were taken over by %TYPE
        self._closers = self._spelled = None

    # -- looking and moving

    @property
    def word(self):
        """The word at the cursor ('' for a literal, a quoted name or the end)."""
        return self.words[self.i]

    @property
    def kind(self):
        """The kind of the token at the cursor."""
        return self.tokens[self.i].kind

    def at(self, word, *more):
        """Whether these words come next."""
        i, words = self.i, self.words
        return words[i] == word and (not more or words[i + 1:i + 1 + len(more)] == list(more))

    def at_name(self):
        """Whether a name comes next (a quoted one or a word that is not reserved)."""
        kind = self.tokens[self.i].kind
        return kind == "quoted" or (kind == "word" and self.words[self.i] not in RESERVED)

    def accept(self, word, *more):
        """Move past these words if they come next."""
        if self.words[self.i] != word:
            return False
        i, words = self.i, self.words
        for each in more:
            i += 1
            if words[i] != each:
                return False
        self.i = i + 1
        return True

    def expect(self, *words):
        """Move past these words, which must come next."""
        if not self.accept(*words):
            raise Unreadable(" ".join(words))

    def accept_any(self, words):
        """Move past one of these words and return it, or return None."""
        word = self.words[self.i]
        if word and word in words:
            self.i += 1
            return word
        return None

    def more(self):
        """Whether anything is left."""
        return self.i < self.end

    def expect_end(self):
        """Everything must have been read."""
        if self.i != self.end:
            raise Unreadable("end")

    def next(self):
        """The token at the cursor; moves on."""
        if self.i >= self.end:
            raise Unreadable("end")
        self.i += 1
        return self.tokens[self.i - 1]

    # -- parentheses

    @property
    def closers(self):
        """Index of the closing parenthesis or bracket for each opening one."""
        if self._closers is None:
            closers, opened = {}, []
            for i, word in enumerate(self.words):
                if word in OPEN:
                    opened.append(i)
                elif word in CLOSE:
                    if not opened or self.words[opened[-1]] != CLOSE[word]:
                        raise Unreadable("unbalanced " + word)
                    closers[opened.pop()] = i
            if opened:
                raise Unreadable("unbalanced (")
            self._closers = closers
        return self._closers

    def parens(self):
        """Move past ( ... ) and return the range of what is inside."""
        if self.word != "(":
            raise Unreadable("(")
        start, stop = self.i + 1, self.closers[self.i]
        self.i = stop + 1
        return start, stop

    def skip_parens(self):
        """Move past ( ... ) if it comes next."""
        if self.word == "(":
            self.parens()
            return True
        return False

    def until(self, stops, start=None):
        """Move to the first of these words outside parentheses, or to the end of the list that the cursor is in."""
        words, closers = self.words, self.closers
        begin = self.i if start is None else start
        i = begin
        while i < self.end:
            word = words[i]
            if word in stops or word in CLOSE:
                break
            i = closers[i] + 1 if word in OPEN else i + 1
        self.i = i
        return begin, i

    def expression(self, stops):
        """The range of an expression up to one of these words; at least one token."""
        begin = self.i
        if not self.more() or self.word in CLOSE or self.word == ",":
            raise Unreadable("expression")
        if self.word in OPEN:
            self.i = self.closers[self.i] + 1
        else:
            self.i += 1
        self.until(stops)
        return begin, self.i

    def listed(self, read):
        """What `read` returns for each item of ( item, item ... )."""
        self.expect("(")
        return self.items(read, ")")

    def items(self, read, close=None):
        """What `read` returns for each of the items separated by commas."""
        found = [read()]
        while self.accept(","):
            found.append(read())
        if close:
            self.expect(close)
        return found

    # -- names

    def name(self):
        """One identifier."""
        token = self.tokens[self.i]
        word = token.word
        if token.kind != "word" or word in RESERVED:
            return self.label() if token.kind == "quoted" else self.fail("name")
        self.i += 1
        return word if len(word) <= 63 and word.isascii() else fold(token.text)

    def label(self):
        """One identifier where keywords are allowed too (after AS or a dot)."""
        token = self.tokens[self.i]
        if token.kind == "word":
            self.i += 1
            word = token.word
            return word if len(word) <= 63 and word.isascii() else fold(token.text)
        if token.kind != "quoted" or token.text.lower() in ('""', 'u&""'):
            raise Unreadable("name")
        self.i += 1
        escape = "\\"
        if token.text[0] != '"' and self.word == "uescape" and self.tokens[self.i + 1].kind == "string":
            escape = self.tokens[self.i + 1].text[1:-1]
            self.i += 2
            if len(escape) != 1 or escape in "+'\" " or escape in "0123456789abcdefABCDEF":
                raise Unreadable("uescape")
        return unquote(token.text, escape)

    def fail(self, what):
        """Give up on this statement."""
        raise Unreadable(what)

    def parts(self):
        """The parts of a possibly qualified name."""
        found = [self.name()]
        while self.words[self.i] == ".":
            self.i += 1
            found.append(self.label())
        return found

    def qualified(self):
        """The canonical name of a possibly qualified name."""
        return self.resolve(self.parts())

    def resolve(self, parts):
        """The canonical name of a relation's name."""
        if len(parts) == 1 and parts[0] in self.local:
            return self.local[parts[0]]
        return canonical(parts) if self.schema is None else self.within(parts)

    def within(self, parts):
        """The canonical name of what is in the schema that the search path names, unless it says otherwise itself."""
        return canonical([self.schema, *parts] if len(parts) == 1 and self.schema else parts)

    def name_in_string(self, text):
        """The canonical name in a string literal such as nextval's, None if there is none."""
        try:
            return parse_name(text[1:-1].replace("''", "'"), self.schema) if text[0] == "'" else None
        except (BadToken, Unreadable):
            return None

    def names(self):
        """Identifiers in ( a, b ... )."""
        return self.listed(self.name)

    def role(self):
        """A role: a name, CURRENT_USER and its kin, or PUBLIC."""
        self.accept("group")
        if self.word in ("current_user", "session_user", "current_role", "user"):
            return self.next().word
        return quote(self.name())

    # -- types

    def type(self, modifiers=True):
        """Read a type: (normalised text, canonical name of a type that is not built in or None, serial or None).

        Without modifiers varchar(10) is varchar, as in the signature of a function.
        """
        setof = "setof " if self.accept("setof") else ""
        words, word, user, serial = self.words, self.words[self.i], None, None
        text = self.multiword(modifiers) if word in MULTIWORD else None
        if text is None:
            parts = self.parts()
            name, qualified = parts[-1], len(parts) > 1
            if words[self.i] == "%" and words[self.i + 1] == "type":
                self.i += 2
                if qualified:
                    self.copied.append((self.resolve(parts[:-1]), name))
                return setof + self.within(parts) + "%type", None, None
            if qualified and parts[-2] == "pg_catalog":
                text = ALIASES.get(name, name)
            elif word and not qualified:
                serial = SERIAL.get(name)
                text = serial or ALIASES.get(name) or (name if builtin(name) else None)
            if text is None:
                text = self.within(parts)
                user = None if not qualified and builtin(name) else text
            if words[self.i] == "(":
                text += self.modifier(modifiers)
        if self.accept("array"):
            text += "[]"
            if words[self.i] == "[":
                self.i = self.closers[self.i] + 1
        while words[self.i] == "[":
            text += "[]"
            self.i = self.closers[self.i] + 1
        return setof + text, user, serial

    def modifier(self, wanted=True):
        """The (10, 2) of a type; '' if there is none or it is not wanted."""
        text = self.text(*self.parens(), wrap=True) if self.word == "(" else ""
        return text if wanted else ""

    def multiword(self, modifiers):
        """Types of several words; None (and no movement) if the first word stands for itself."""
        start, word = self.i, self.word
        self.i += 1
        if word == "double":
            if self.accept("precision"):
                return "double precision"
        elif word in ("character", "char", "nchar", "national", "bit"):
            base = "bit" if word == "bit" else "character"
            if word == "national" and not self.accept_any(("character", "char")):
                self.fail("character")
            text = base + " varying" if self.accept("varying") else base
            return text + self.modifier(modifiers)
        elif word in ("timestamp", "time"):
            precision = self.modifier(modifiers)
            zone = "without"
            if self.word in ("with", "without") and self.words[self.i + 1] == "time":
                zone = self.next().word
                self.expect("time", "zone")
            return "%s%s %s time zone" % (word, precision, zone)
        elif word == "interval":
            text = "interval"
            while self.word in ("year", "month", "day", "hour", "minute", "second", "to"):
                part = self.next().word
                text += " " + part if modifiers else ""
            return text + self.modifier(modifiers)
        self.i = start
        return None

    # -- text

    def text(self, start, stop, wrap=False):
        """The tokens of a range in normal form: keywords and names folded, blanks only where they matter."""
        if self._spelled is None and len(self.tokens) > FEW_TOKENS:
            self._spelled = spelled(self.tokens)
        found = spelled(self.tokens[start:stop]) if self._spelled is None else self._spelled[start:stop]
        text = "".join(found).lstrip(" ")
        return "(" + text + ")" if wrap else text

    def rest(self, stops=()):
        """Move to the end (or one of these words) and return the text on the way."""
        return self.text(*self.until(stops))


def spelled(tokens):
    """Each token in normal form, after a blank where one matters."""
    found, glued, last = [], False, ""
    for token in tokens:
        word = token.word
        text = word or token.text
        if word in SAFE_ALIASES:
            text = SAFE_ALIASES[word]
        elif not word and token.kind == "quoted" and text[0] == '"':
            text = quote(unquote(text))
        if glued or text in NO_SPACE_BEFORE or (text == "(" and last not in RESERVED):
            found.append(text)
        else:
            found.append(" " + text)
        glued, last = text in NO_SPACE_AFTER, word
    return found


def parse_name(text, schema=None):
    """The canonical form of a possibly qualified name; raises BadToken or Unreadable."""
    c = Cursor(list(tokenize(text, blanks=False)), None, schema)
    parts = [c.label()]
    while c.accept("."):
        parts.append(c.label())
    c.expect_end()
    if len(parts) > 3:
        raise Unreadable("too many dots")
    return c.within(parts)
