"""The way in: texts of DDL to a change with its statements, footprint, tables and risk."""

from collections import namedtuple

from ..footprint.recorder import Footprint
from ..footprint.risk import assess
from ..text.cursor import parse_name
from ..text.errors import BadToken, DDLError, Unreadable, show_place
from ..text.split import split
from ..text.tokens import tokenize
from .commands import read_expression, read_inner, read_statement
from .kinds import CHANGES_DATA

Change = namedtuple("Change", "statements rows tables risk_level risk_reasons")
Statement = namedtuple("Statement", "statement_no element_no start end tag reading text")


def read(schema_changes):
    """Read a change, given as a list of texts of one or more statements each."""
    footprint, statements = Footprint(read_inner, read_expression), []
    for element_no, text in enumerate(schema_changes, 1):
        before = len(statements)
        try:
            for tokens in split(tokenize(text, blanks=False)):
                statement_no = footprint.statement_no = len(statements) + 1
                tag, reading = read_statement(tokens, footprint)
                start, last = tokens[0].start, tokens[-1]
                end = last.start + len(last.text)
                statements.append(Statement(statement_no, element_no, start, end, tag, reading, text[start:end]))
        except BadToken as error:
            raise DDLError("42601", error.message, show_place(text, error.position, element_no), error.hint) from None
        if len(statements) == before:
            raise DDLError("42601", "element %d of schema_changes has no statement" % element_no,
                           "element %d: only blanks, comments or semicolons." % element_no,
                           "Leave the element out, or put the planned DDL into it.")
    level, reasons = assess(footprint.rows, statements, CHANGES_DATA)
    return Change(statements, footprint.rows, list(footprint.tables), level, reasons)


def canonical_name(text):
    """The display form of a possibly qualified, possibly quoted name, as footprints use it."""
    try:
        return parse_name(text)
    except (BadToken, Unreadable):
        shown = text if len(text) <= 80 else text[:77] + "..."
        raise DDLError("42602", "invalid name: " + shown,
                       "A name is written like users, billing.invoices or \"Users\".",
                       "Put a name with blanks, capitals or other characters into double quotes.") from None
