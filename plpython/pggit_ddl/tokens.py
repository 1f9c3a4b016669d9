"""Tokens of SQL, as PostgreSQL's lexer and psql cut it (standard_conforming_strings on).

The texts of the tokens, joined, give the input back, whatever the input.
"""

import re
from collections import namedtuple

from .errors import BadToken
from .names import fold

# word: what readers compare with: an unquoted word in lower case, punctuation and operators as they are, else ''.
Token = namedtuple("Token", "kind text start word")

BLANK = frozenset(("space", "comment"))

LETTER = r"A-Za-z_\x80-\U0010ffff"
IDENTIFIER = "[" + LETTER + "][" + LETTER + "0-9$]*"
TAG = "[" + LETTER + "][" + LETTER + "0-9]*"
DIGITS = "[0-9][0-9_]*"


def piece(name, pattern):
    """One alternative of the token pattern, whose name becomes the token's kind."""
    return "(?P<%s>%s)" % (name, pattern)


# Order matters: prefixed strings before words, numbers before '.', comments before operators. What can be long and
# must end (block comment, quotes, dollar quotes) only begins here: its end is searched for, without backtracking.
TOKEN = re.compile("|".join((
    piece("space", r"[ \t\n\r\f\v]+"),
    piece("estring", r"[eE]'"),
    piece("string", r"(?:[bBxXnN]|[uU]&)?'"),
    piece("quoted", r'(?:[uU]&)?"'),
    piece("word", IDENTIFIER),
    piece("punct", r"[(),;\[\]]"),
    piece("number", "(?:0[xXoObB][0-9a-fA-F_]+|" + DIGITS + r"(?:\.(?!\.)[0-9_]*)?|\." + DIGITS + ")(?:[eE][+-]?[0-9]+)?"),
    piece("symbol", r"::|:=|\.\.|[.:]"),
    piece("comment", r"--[^\n\r]*"),
    piece("block", r"/\*"),
    piece("operator", r"[-+*/<>=~!@#%^&|`?]+"),
    piece("dollar", r"\$(?:" + TAG + r")?\$"),
    piece("param", r"\$[0-9]+"),
    piece("meta", r"\\[^\n\r]*"),
    piece("other", r"[\s\S]"),
)))

COMMENT_EDGE = re.compile(r"/\*|\*/")
STRING_EDGE = re.compile(r"['\\]")
WORDED = frozenset(("punct", "symbol", "operator", "other"))


def tokenize(text):
    """Yield the tokens of a text, one by one; raise BadToken at a quote or comment that never ends."""
    match, pos, end = TOKEN.match, 0, len(text)
    while pos < end:
        found = match(text, pos)
        kind, stop = found.lastgroup, found.end()
        if kind == "word":
            piece_text = found.group()
            yield Token(kind, piece_text, pos, piece_text.lower() if piece_text.isascii() else fold(piece_text))
        else:
            ending = ENDINGS.get(kind)
            if ending:
                kind, stop = ending(text, pos, stop)
            piece_text = text[pos:stop]
            yield Token(kind, piece_text, pos, piece_text if kind in WORDED else "")
        pos = stop


def end_of_quotes(text, start, stop):
    """A string or quoted identifier ends at a quote that is not doubled."""
    quote = text[stop - 1]
    while True:
        close = text.find(quote, stop)
        if close < 0:
            raise unterminated("quoted identifier" if quote == '"' else "quoted string", text, start)
        stop = close + 1
        if text[stop:stop + 1] != quote:
            return ("quoted" if quote == '"' else "string"), stop
        stop += 1


def end_of_escaped(text, start, stop):
    """In E'...' a backslash hides the character after it."""
    while True:
        edge = STRING_EDGE.search(text, stop)
        if not edge:
            raise unterminated("quoted string", text, start)
        stop = edge.end()
        if edge.group() == "'" and text[stop:stop + 1] != "'":
            return "string", stop
        stop += 1


def end_of_dollars(text, start, stop):
    """A dollar-quoted string ends at the same tag, whatever is in between."""
    tag = text[start:stop]
    close = text.find(tag, stop)
    if close < 0:
        raise BadToken("unterminated dollar-quoted string beginning with " + tag, start,
                       "End the string with %s, the tag that it begins with." % tag)
    return "dollar", close + len(tag)


def end_of_comment(text, start, stop):
    """Block comments nest."""
    depth = 1
    while depth:
        edge = COMMENT_EDGE.search(text, stop)
        if not edge:
            raise BadToken("unterminated /* comment", start,
                           "End the comment with */. Comments nest in PostgreSQL: every /* needs its own */.")
        depth += 1 if edge.group() == "/*" else -1
        stop = edge.end()
    return "comment", stop


def end_of_operator(text, start, stop):
    """An operator stops where a comment begins, and ends in + or - only if it has one of ~ ! @ # % ^ & | ` ?."""
    operator = text[start:stop]
    cut = min((i for i in (operator.find("--"), operator.find("/*")) if i > 0), default=len(operator))
    operator = operator[:cut]
    if operator[-1] in "+-" and not any(c in operator for c in "~!@#%^&|`?"):
        operator = operator.rstrip("+-") or operator[0]
    return "operator", start + len(operator)


def unterminated(what, text, start):
    """The error for quotes that never close."""
    beginning = text[start:start + 20].split("\n")[0]
    return BadToken("unterminated %s beginning with %s" % (what, beginning), start,
                    "Close it with %s; a quote inside it is written twice." % ('"' if "identifier" in what else "'"))


ENDINGS = {
    "string": end_of_quotes,
    "quoted": end_of_quotes,
    "estring": end_of_escaped,
    "dollar": end_of_dollars,
    "block": end_of_comment,
    "operator": end_of_operator,
}
