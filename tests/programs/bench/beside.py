"""The other registry beside ours: starts it in its own environment and database, and reads what it answers."""

import re
import subprocess
from pathlib import Path

from psycopg.conninfo import make_conninfo

PACKAGE = "fraiseql-confiture"
KINDS = ("register", "check", "list")
ANSWER = re.compile(r"([a-z]+) ([0-9]+\.[0-9]+) ([0-9]+)\n")


class Peer:
    """One process of the other registry; `missing` says why there is none."""

    def __init__(self, python, dsn):
        """Start it, if its environment is there."""
        self.process, self.missing = None, None
        if not Path(python).exists():
            self.missing = f"{python} does not exist: PEER=1 installs {PACKAGE} there, which takes a package index"
            return
        self.process = subprocess.Popen(
            [str(python), str(Path(__file__).with_name("peer.py")), make_conninfo(**dsn)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def ask(self, kind, value):
        """Return the seconds that a call took there, and how many intents or conflicts it gave."""
        try:
            self.process.stdin.write(f"{kind} {value}\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # it has ended; what it said about that is read below
        return answered(kind, self.process.stdout.readline(), self.process)

    def close(self):
        """End it."""
        if self.process:
            self.process.stdin.close()
            self.process.wait()
            self.process.stdout.close()
            self.process.stderr.close()


def answered(kind, line, process=None):
    """Return what a line of the other registry says about the call that was asked for."""
    found = ANSWER.fullmatch(line)
    if not found or found.group(1) != kind:
        said = process.stderr.read() if process and not line else line
        raise RuntimeError(f"the other registry did not answer to {kind}: {said.strip() or 'it has ended'}")
    return float(found.group(2)), int(found.group(3))
