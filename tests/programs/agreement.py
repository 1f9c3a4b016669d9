"""Compares the reader with PostgreSQL's own parser over folders of .sql files: make agreement SQL='folder ...' SHOW=20.

The exit status says whether they agree on all statements and kinds and on 99.5 % of the names.
"""

import os
import sys
from pathlib import Path

from reader import agreement

LEAST = 0.995


def files_of(folders):
    """Every .sql file under some folders."""
    found = [path for folder in folders for path in sorted(Path(folder).rglob("*.sql"))]
    return found or sys.exit("agreement: no .sql file; SQL names folders, separated by blanks")


def show(heading, lines, limit):
    """Print the first few of some lines under a heading."""
    if lines:
        print(f"\n{heading}: {len(lines)}")
        print("\n".join("  " + " ".join(line.split())[:300] for line in lines[:limit]))


def main(folders, limit):
    """Compare all files and print what was found."""
    total = agreement.Agreement(0, 0, [], [], [], [], [])
    files = files_of(folders)
    for path in files:
        found = agreement.compare(path.read_text(encoding="utf-8", errors="replace"))
        total = agreement.Agreement(*(a + b for a, b in zip(total, found)))
    differing = len(total.only_parser) + len(total.only_reader)
    share = 1 - differing / max(1, total.names)
    print(f"{len(files)} files, {total.statements} statements, {total.names} names, of which {share:.3%} on both sides")
    show("ends elsewhere", total.ends, limit)
    show("another kind", total.kinds, limit)
    show("not understood", total.unread, limit)
    show("names that only the parser sees", [f"{name}: {text}" for name, text in total.only_parser], limit)
    show("names that only the reader sees", [f"{name}: {text}" for name, text in total.only_reader], limit)
    return 1 if total.ends or total.kinds or total.unread or share < LEAST else 0


if __name__ == "__main__":
    sys.exit(main(os.environ.get("SQL", "").split(), int(os.environ.get("SHOW") or 20)))
