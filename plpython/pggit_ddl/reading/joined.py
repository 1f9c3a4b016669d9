"""Several changes as one: in their order, without what a later one repeats."""

from ..text.cursor import Cursor
from ..text.tokens import tokenize
from .change import read

# After these the same words may name something else.
SESSION = frozenset(("SET", "RESET", "DISCARD ALL"))


def joined(changes):
    """Join changes (lists of texts); of DDL statements that are the same in normal form the first change's stays.

    What a change repeats itself stays, and so does what is not DDL. Texts of which nothing is dropped stay as they are.
    Raises DDLError as read() does.
    """
    texts, seen = [], set()
    for change in changes:
        statements_of, own, dropped, session = {}, set(), set(), False
        for statement in read(change).statements:
            session = session or statement.tag in SESSION
            same = normal_form(statement.text)
            if statement.reading == "read" and same in seen and not session:
                dropped.add(statement.element_no)
            else:
                statements_of.setdefault(statement.element_no, []).append(statement.text)
                if statement.reading == "read" and not session:
                    own.add(same)
        for element_no, text in enumerate(change, 1):
            if element_no not in dropped:
                texts.append(text)
            elif element_no in statements_of:
                texts.append(";\n".join(statements_of[element_no]))
        seen |= own
    return texts


def normal_form(text):
    """A statement with its words folded and its blanks and comments evened out."""
    tokens = list(tokenize(text, blanks=False))
    return Cursor(tokens).text(0, len(tokens))
