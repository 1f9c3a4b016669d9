"""What of a SQL file is code."""

import re

COMMENT_TEXT = re.compile(r"^COMMENT ON [^;']*\bIS\s+(?:'(?:[^']|'')*'\s*)+;", re.MULTILINE)
COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)


def code(text):
    """Return a file without comments and COMMENT texts."""
    return COMMENT.sub("", COMMENT_TEXT.sub("", text))
