"""Writes dist/pggit-install.sql: install.sql and everything it includes, as one file that can be piped into psql.

Three things are replaced: an \\ir line by that file, the backtick that reads a folder's files by their text in dollar
quotes, and what stands between "-- dist: skip" and "-- dist: end" by nothing, because it looks at the repository.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TARGET = ROOT / "dist" / "pggit-install.sql"

INCLUDE = re.compile(r"\\ir\s+(\S+)\s*$")
EMBED = re.compile(r"\\set (\w+) `find (\S+) -name '(\S+)' -exec wc -c {} \\; -exec cat {} \\; ; echo (\w+)`$")
# What would still need the repository's folder, or a shell, where the file is run.
OUTSIDE = re.compile(r"\\(i|ir|include|include_relative|!|copy|cd|o|w)\s|\\\w+\s[^'\"]*`")


class DistError(Exception):
    """A line that cannot be carried over."""


def flatten(path):
    """Return the lines of a psql script and of all that it includes."""
    lines = []
    skipping = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        place = f"{path.relative_to(ROOT)}:{number}"
        mark = line.strip()
        if mark == "-- dist: skip":
            skipping = True
        elif mark == "-- dist: end":
            if not skipping:
                raise DistError(f"{place}: '-- dist: end' without '-- dist: skip'")
            skipping = False
        elif skipping:
            continue
        elif INCLUDE.match(line):
            included = path.parent / INCLUDE.match(line).group(1)
            if not included.is_file():
                raise DistError(f"{place}: no such file: {included.relative_to(ROOT)}")
            lines += ["", f"-- {included.relative_to(ROOT)}", *flatten(included)]
        elif EMBED.match(line):
            name, folder, pattern, end = EMBED.match(line).groups()
            lines += [f"SELECT {quote(files_of(folder, pattern) + end)} AS {name} \\gset"]
        elif OUTSIDE.match(line):
            raise DistError(f"{place}: cannot be carried into one file: {line}")
        else:
            lines.append(line)
    if skipping:
        raise DistError(f"{path.relative_to(ROOT)}: '-- dist: skip' without '-- dist: end'")
    return lines


def files_of(folder, pattern):
    """Return what that backtick prints: before each file its size and its path."""
    text = ""
    for path in sorted((ROOT / folder).rglob(pattern)):
        text += f"{path.stat().st_size} {path.relative_to(ROOT)}\n{path.read_text(encoding='utf-8')}"
    return text


def quote(text):
    """Quote a text with a dollar tag that does not occur in it."""
    number = 0
    while f"$file{number or ''}$" in text + "$":
        number += 1
    tag = f"$file{number or ''}$"
    return tag + text + tag


def script():
    """Return the whole installer."""
    head = [
        "-- pggit, complete: this file needs no other.   psql -X -f pggit-install.sql",
        "-- Written by `make dist` from install.sql and the files that it names; change those.",
    ]
    return "\n".join(head + flatten(ROOT / "install.sql")) + "\n"


def main():
    """Write the file."""
    try:
        text = script()
    except DistError as error:
        sys.exit(f"dist: {error}")
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text, encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {len(text):,} characters")


if __name__ == "__main__":
    main()
