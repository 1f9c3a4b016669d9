"""The READMEs of the project and what stands in them.

    documents.READMES         where they are, from the root
    documents.examples(text)  what is to be run, in order, each with the block that shows its output
"""

import re
from collections import namedtuple
from pathlib import Path

from harness import reference

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("sql", "plpython", "tests")
READMES = [
    "README.md",
    *sorted(str(path.relative_to(ROOT)) for folder in FOLDERS for path in (ROOT / folder).rglob("README.md")),
]

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)

# What is run, and what shows its output when it stands right behind it. console has both; sh is not run.
INPUTS = {"sql", "python", "http"}
OUTPUTS = {"text", "json", "mermaid"}
LANGUAGES = INPUTS | OUTPUTS | {"console", "sh"}

# input: the Block to run; shown: the Block that has its output, or None.
Example = namedtuple("Example", "input shown")
Block = namedtuple("Block", "language body start end line")


def narrative(text):
    """Return the text with blanks in place of the generated reference, which is tested elsewhere."""
    if reference.BEGIN not in text:
        return text
    begin, end = text.index(reference.BEGIN), text.index(reference.END)
    return text[:begin] + re.sub("[^\n]", " ", text[begin:end]) + text[end:]


def blocks(text):
    """Return the fenced blocks of the narrative."""
    return [
        Block(m.group(1), m.group(2), m.start(2), m.end(2), text.count("\n", 0, m.start()) + 1)
        for m in BLOCK.finditer(narrative(text))
    ]


def examples(text):
    """Return what is to be run, in order."""
    found = blocks(text)
    for block, after in zip(found, [*found[1:], None]):
        if block.language == "console":
            yield Example(block, block)
        elif block.language in INPUTS:
            is_next = after and after.line == block.line + block.body.count("\n") + 3
            yield Example(block, after if is_next and after.language in OUTPUTS else None)


def headings(text):
    """Return the places that a link into the text can name."""
    found = re.findall(r"^#+ (.*)$", BLOCK.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in found}


def links(text):
    """Return the targets of the links in the narrative, without those to other sites."""
    found = re.findall(r"\]\(([^)\s]+)\)", BLOCK.sub("", narrative(text)))
    return [target for target in found if not re.match(r"\w+:", target)]
