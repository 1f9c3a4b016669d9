"""Errors that a stranger can act on."""

CONTEXT = 60  # characters of a long line that are shown on either side of the place


class DDLError(Exception):
    """Text that cannot be read at all: what is wrong, where, and what to do about it."""

    def __init__(self, sqlstate, message, detail=None, hint=None):
        super().__init__(message)
        self.sqlstate = sqlstate
        self.message = message
        self.detail = detail
        self.hint = hint


class BadToken(Exception):
    """A token that never ends, as the tokenizer finds it: it does not know which element it is in."""

    def __init__(self, message, position, hint):
        super().__init__(message)
        self.message = message
        self.position = position
        self.hint = hint


class Unreadable(Exception):
    """A statement that the readers cannot follow. The statement becomes 'not understood'."""


class PartlyRead(Unreadable):
    """The same, but what was read before it counts."""


def show_place(text, position, element_no):
    """Say where a position is: `element 1, line 3: the source line`, and a caret under the place."""
    line_no = text.count("\n", 0, position) + 1
    line_start = text.rfind("\n", 0, position) + 1
    line_end = text.find("\n", position)
    line_end = len(text) if line_end < 0 else line_end
    start, end = max(line_start, position - CONTEXT), min(line_end, position + CONTEXT)
    before, after = "..." * (start > line_start), "..." * (end < line_end)
    shown = before + text[start:end].replace("\t", " ").replace("\r", " ") + after
    label = "element %d, line %d: " % (element_no, line_no)
    return label + shown + "\n" + " " * (len(label) + len(before) + position - start) + "^"
