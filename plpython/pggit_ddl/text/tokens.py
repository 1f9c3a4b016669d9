"""Tokens of SQL, as PostgreSQL's lexer and psql cut it (standard_conforming_strings on).

The texts of the tokens, joined, give the input back, whatever the input.
"""

from collections import namedtuple

from .errors import BadToken
from .names import fold
from .regexes import regex

# word: what readers compare with: an unquoted word in lower case, punctuation and operators as they are, else ''.
Token = namedtuple("Token", "kind text start word")

BLANK = frozenset(("space", "comment"))

LETTER = r"A-Za-z_\x80-\U0010ffff"
IDENTIFIER = "[" + LETTER + "][" + LETTER + "0-9$]*"
TAG = "[" + LETTER + "][" + LETTER + "0-9]*"
INTEGER = "[0-9][0-9_]*"
HEXADECIMAL = "0[xXoObB][0-9a-fA-F_]+"


def piece(name, pattern):
    """One alternative of the token pattern, whose name becomes the token's kind."""
    return "(?P<%s>%s)" % (name, pattern)


SPACE = " \t\n\r\f\v"
# Order matters: what is frequent first, numbers before '.', comments before operators. Of what must end (strings with
# doubled quotes, dollar quotes, block comments) only the beginning is matched here: the end is searched for.
PIECES = (
    piece("word", r"(?![eEbBxXnN]'|[uU]&['\"])" + IDENTIFIER),  # not the prefix of a string
    piece("punct", r"[(),;\[\]]"),
    piece("estring", r"[eE]'"),
    piece("string", r"(?:[bBxXnN]|[uU]&)?'[^']*'(?!')"),
    piece("quoted", r'(?:[uU]&)?"[^"]*"(?!")'),
    piece("quote", r"(?:[bBxXnN]|[uU]&)?'" + r'|(?:[uU]&)?"'),
    piece("number", HEXADECIMAL + "|(?:" + INTEGER + r"(?:\.(?!\.)[0-9_]*)?|\." + INTEGER + ")(?:[eE][+-]?[0-9]+)?"),
    piece("comment", r"--[^\n\r]*"),
    piece("block", r"/\*"),
    piece("symbol", r"::|:=|\.\.|[.:]|[-+*/<>=~!@#%^&|`?](?![-+*/<>=~!@#%^&|`?])"),
    # Only up to a comment: a pattern for the whole run would look at its rest for every comment in it.
    piece("operator", r"(?:(?!--|/\*)[-+*/<>=~!@#%^&|`?])+"),
    piece("dollar", r"\$(?:" + TAG + r")?\$"),
    piece("param", r"\$[0-9]+"),
    piece("meta", r"\\[^\n\r]*"),
    piece("other", "[^" + SPACE + "]"),
)
TOKEN = regex("|".join((piece("space", "[" + SPACE + "]+"), *PIECES)))
# The same where nobody asks for blanks: each token with those before it, which is half as many matches.
DENSE = regex("[" + SPACE + "]*(?:" + "|".join(PIECES) + ")")

COMMENT_EDGE = regex(r"/\*|\*/")
SIGN_KEEPER = regex("[~!@#%^&|`?]")
STRING_EDGE = regex(r"['\\]")
WORDED = frozenset(("punct", "symbol", "other"))


def tokenize(text, blanks=True):
    """Yield the tokens of a text, with or without blanks and comments; raise BadToken at a quote that never ends."""
    new, pos = tuple.__new__, 0
    # Without the blanks at the end every match of DENSE succeeds at once.
    pattern, end = (TOKEN, len(text)) if blanks else (DENSE, len(text.rstrip(SPACE)))
    while pos < end:
        for found in pattern.finditer(text, pos, end):
            kind = found.lastgroup
            whole = found[kind]
            start = found.end() - len(whole)
            if kind == "word":
                yield new(Token, (kind, whole, start, whole.lower() if whole.isascii() else fold(whole)))
            elif kind in WORDED:
                yield new(Token, (kind, whole, start, whole))
            elif kind not in TOKEN_ENDS:
                if blanks or kind not in BLANK:
                    yield new(Token, (kind, whole, start, ""))
            else:
                kind, pos = TOKEN_ENDS[kind](text, start, found.end())
                if blanks or kind not in BLANK:
                    whole = text[start:pos]
                    yield new(Token, (kind, whole, start, whole if kind == "operator" else ""))
                break
        else:
            return


def without_comments(text):
    """The text with blanks in place of its comments, every character at its place."""
    return "".join(" " * len(token.text) if token.kind == "comment" else token.text for token in tokenize(text))


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
    """The signs + and - at its end are not of the operator unless it has one of SIGN_KEEPER."""
    operator = text[start:stop]
    if operator[-1] in "+-" and not SIGN_KEEPER.search(operator):
        operator = operator.rstrip("+-") or operator
    return "operator", start + len(operator)


def unterminated(what, text, start):
    """The error for quotes that never close."""
    beginning = text[start:start + 20].split("\n")[0]
    return BadToken("unterminated %s beginning with %s" % (what, beginning), start,
                    "Close it with %s; a quote inside it is written twice." % ('"' if "identifier" in what else "'"))


TOKEN_ENDS = {
    "quote": end_of_quotes,
    "estring": end_of_escaped,
    "dollar": end_of_dollars,
    "block": end_of_comment,
    "operator": end_of_operator,
}
