"""Registers a folder of migrations as intents of several agents, and reports what would have collided.

usage: replay.py FOLDER [AGENTS [ACTIVE]]     (make replay MIGRATIONS=… AGENTS=… ACTIVE=…)

Every .sql file is one intent, in the order of the files' names; the agents take turns. The last ACTIVE intents stay
active, older ones are brought to merged. All of it happens in the database pggit_replay of the private cluster.
"""

import os
import re
import subprocess
import sys
import textwrap
import time
from collections import Counter
from pathlib import Path

import psycopg

import pggit_ddl
from harness.server import ROOT

DATABASE = "pggit_replay"
WIDTH = 98
PAIRS = 10
TABLES = 15
# Errors of these classes and codes are never a file's own: pggit failed.
FAULT_CLASSES = {"08", "21", "23", "25", "26", "34", "38", "39", "40", "53", "55", "57", "58", "F0", "P0", "XX"}
FAULTS = {"42501", "42702", "42703", "42725", "42804", "42846", "42883", "42P01"}
NOTE = "replay: taken as settled, the files were applied in this order"

# An intent's files are told apart by its metadata, because a long path does not fit in feature_name.
REGISTER = """
SELECT r.id FROM pggit_register_intent(
    agent_id => %s, feature_name => %s, schema_changes => ARRAY[%s], metadata => jsonb_build_object('file', %s::text)
) AS r
"""
SETTLE = """
SELECT pggit_resolve_conflict(c.id, %s, 'replay')
FROM pggit_get_conflicts(%s) AS c
WHERE c.intent_a = %s AND c.severity = 'error' AND c.closed_at IS NULL
"""
CHECK_SYNTAX = "UPDATE tb_pggit_setting SET value = %s WHERE name = 'check_syntax'"
DECLARED = """
SELECT i.metadata ->> 'file', ARRAY(SELECT jsonb_array_elements_text(i.schema_changes))
FROM tb_pggit_intent AS i
ORDER BY i.created_at
"""
COUNTS = """
SELECT conflict_type, severity, predicted_outcome, count(*)
FROM tb_pggit_conflict GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3
"""
CONTESTED = """
SELECT t.name, count(*) AS pairs, count(*) FILTER (WHERE p.errors > 0)
FROM (
    SELECT c.intent_a, c.intent_b, count(*) FILTER (WHERE c.severity = 'error') AS errors
    FROM tb_pggit_conflict AS c GROUP BY 1, 2
) AS p
JOIN tb_pggit_intent AS a ON a.id = p.intent_a
JOIN tb_pggit_intent AS b ON b.id = p.intent_b
CROSS JOIN LATERAL (
    SELECT jsonb_array_elements_text(a.tables_affected) AS name
    INTERSECT SELECT jsonb_array_elements_text(b.tables_affected)
) AS t
GROUP BY 1 ORDER BY 2 DESC, 3 DESC, 1
"""
WORST = """
SELECT
    a.metadata ->> 'file', b.metadata ->> 'file', a.agent_id, b.agent_id, p.conflicts,
    format(' (%s, %s)', b.feature_name, b.branch_name)
FROM (
    SELECT
        c.intent_a, c.intent_b,
        min(array_position('{incompatible,ordered,divergent,unproven,compatible}', c.predicted_outcome::text)) AS place,
        count(*) FILTER (WHERE c.severity = 'error') AS errors,
        sum(jsonb_array_length(c.affected_objects)) AS objects,
        jsonb_agg(jsonb_build_object(
            'type', c.conflict_type, 'severity', c.severity, 'outcome', c.predicted_outcome,
            'objects', c.affected_objects, 'suggestion', c.resolution_suggestions -> 0
        ) ORDER BY c.severity = 'error' DESC, c.id) AS conflicts
    FROM tb_pggit_conflict AS c GROUP BY 1, 2
) AS p
JOIN tb_pggit_intent AS a ON a.id = p.intent_a
JOIN tb_pggit_intent AS b ON b.id = p.intent_b
ORDER BY p.errors > 0 DESC, p.place, p.errors DESC, p.objects DESC, a.created_at, b.created_at
"""


class Progress:
    """A bar on a terminal, a line now and then elsewhere; on standard error, so that the report stays clean."""

    def __init__(self, total):
        """Remember how much there is."""
        self.total, self.shown, self.bar = total, 0.0, sys.stderr.isatty()
        self.began = time.monotonic()

    def show(self, done, name=""):
        """Say how far it is: on a terminal ten times a second at most, else every five seconds."""
        now = time.monotonic()
        if done < self.total and now - self.shown < (0.1 if self.bar else 5):
            return
        self.shown = now
        if self.bar:
            filled = 30 * done // self.total
            line = f"[{'#' * filled}{'.' * (30 - filled)}] {done} of {self.total} files  {name}"
            sys.stderr.write("\r\033[K" + shown(line)[:WIDTH] + ("\n" if done == self.total else ""))
        else:
            sys.stderr.write(f"{done} of {self.total} files, {now - self.began:.0f} s\n")
        sys.stderr.flush()


def shown(text):
    """Return a text that cannot do anything to a terminal, on one line."""
    text = re.sub(r"\s+", " ", text).strip()
    return "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in text)


def paragraph(text, first="", following=None):
    """Print a text broken at the report's width."""
    following = " " * len(first) if following is None else following
    print(
        textwrap.fill(
            shown(text), WIDTH, initial_indent=first, subsequent_indent=following, break_long_words=False,
            break_on_hyphens=False,
        )
    )  # fmt: skip


def plural(number, noun):
    """Return "1 file", "2 files"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def cluster():
    """Start the private cluster and return psycopg's arguments for it, and its folder of programs."""
    output = subprocess.run(
        [str(ROOT / "tests/harness/cluster.sh"), "start", "demo"], check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    where = dict(line.split("=", 1) for line in output.splitlines())
    # libpq's variables may mean another server.
    for name in [name for name in os.environ if name.startswith("PG") and name not in ("PGBIN", "PG_MAJOR")]:
        del os.environ[name]
    return {"host": where["PGHOST"], "port": where["PGPORT"], "user": where["PGUSER"]}, Path(where["PGBIN"])


def fresh_database(server, programs):
    """Make the replay's database anew and install into it."""
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE}")
    command = [programs / "psql", "-X", "-q", "-h", server["host"], "-p", server["port"], "-U", server["user"]]
    installed = subprocess.run(
        [*command, "-d", DATABASE, "-f", "install.sql"], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    if installed.returncode:
        sys.exit("replay: install.sql failed:\n" + installed.stderr.decode(errors="replace"))


class Replay:
    """One run: what was registered, what was refused."""

    def __init__(self, connection, folder, agents, active):
        """Keep what the run needs."""
        self.connection, self.folder, self.agents, self.keep = connection, folder, agents, active
        self.active, self.registered, self.seconds = [], 0, 0.0
        self.refused, self.unchecked = [], []

    def run(self, files):
        """Register the files in order, and merge what has become old."""
        progress = Progress(len(files))
        began = time.monotonic()
        for number, path in enumerate(files):
            name = path.relative_to(self.folder).as_posix()
            progress.show(number, name)
            self.register(path, name, f"agent-{number % self.agents + 1}")
            if len(self.active) > self.keep:
                self.merge(self.active.pop(0))
        self.seconds = time.monotonic() - began
        progress.show(len(files))

    def register(self, path, name, agent):
        """Register one file, or keep why that was refused."""
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            self.refused.append((name, "", f"cannot be read as UTF-8: {error}", "", False))
            return
        # The name as a feature: unique, without what a feature's name may not have.
        feature = shown(name)[-255:]
        values = (agent, feature, text, name)
        try:
            intent = self.connection.execute(REGISTER, values).fetchone()[0]
        except psycopg.Error as error:
            if self.connection.broken:
                raise
            facts = self.facts(name, error)
            intent = None if facts[-1] else self.register_unchecked(values)
            (self.refused if intent is None else self.unchecked).append(facts)
        if intent is not None:
            self.active.append(intent)
            self.registered += 1

    def register_unchecked(self, values):
        """Register what PostgreSQL's parser refuses, so that the rest of the file counts; None if even that fails."""
        self.connection.execute(CHECK_SYNTAX, ("off",))
        try:
            return self.connection.execute(REGISTER, values).fetchone()[0]
        except psycopg.Error:
            return None
        finally:
            self.connection.execute(CHECK_SYNTAX, ("on",))

    @staticmethod
    def facts(name, error):
        """Return what the report says about an error; the last of it tells whether it is a fault of pggit's."""
        code = error.sqlstate or ""
        message = error.diag.message_primary or str(error)
        if message.endswith('at or near "\\"'):
            message += ", which begins a command of psql's own"
        return name, code, message, error.diag.message_detail or "", code[:2] in FAULT_CLASSES or code in FAULTS

    def merge(self, intent):
        """Bring an intent to merged; what stands in its way counts as settled."""
        self.connection.execute(SETTLE, (NOTE, intent, intent))
        for step in ("in_progress", "completed", "merged"):
            self.connection.execute(f"SELECT pggit_mark_{step}(%s, 'replay', 'replay')", (intent,))

    def report(self, files):
        """Print what would have been found. Return whether pggit failed somewhere."""
        print()
        paragraph(
            f"Replay of {self.folder}: {plural(len(files), 'file')}, {self.registered:,} registered as intents of "
            f"{plural(self.agents, 'agent')} in turn, the last {self.keep:,} active at any time, "
            f"in {self.seconds:.1f} s."
        )
        self.report_conflicts()
        self.report_reading()
        return self.report_refused()

    def query(self, text):
        """Return a query's rows."""
        return self.connection.execute(text).fetchall()

    def report_conflicts(self):
        """Print counts, contested tables, worst pairs."""
        counts = self.query(COUNTS)
        pairs = self.query(WORST)
        head("What would have collided")
        paragraph(
            f"{plural(sum(row[3] for row in counts), 'conflict')} between {plural(len(pairs), 'pair')} of files "
            f"by different agents."
        )
        if counts:
            table(("type", "severity", "predicted outcome", "conflicts"), counts)
        contested = self.query(CONTESTED)
        if contested:
            head("The most contested tables")
            table(("table", "pairs", "with errors"), contested[:TABLES])
            if len(contested) > TABLES:
                print(f"  and {plural(len(contested) - TABLES, 'table')} more")
        if pairs:
            head("The worst pairs" if len(pairs) <= PAIRS else f"The {PAIRS} worst pairs of {len(pairs):,}")
        for place, (later, earlier, agent_a, agent_b, conflicts, introduction) in enumerate(pairs[:PAIRS], start=1):
            paragraph(f"{place}. {later} ({agent_a})", following="   ")
            paragraph(f"after {earlier} ({agent_b})", "   ")
            for conflict in conflicts:
                objects = conflict["objects"]
                listed = ", ".join(objects[:5]) + (f" and {len(objects) - 5} more" if len(objects) > 5 else "")
                paragraph(
                    f"{conflict['type']} [{conflict['severity']}, {conflict['outcome']}]: {listed}", "   - ", " " * 7
                )
            if conflicts[0]["suggestion"]:
                # It introduces the other agent by feature and branch, which stand above.
                paragraph(conflicts[0]["suggestion"].replace(introduction, ""), "   > ", "     ")
            print()

    def report_reading(self):
        """Print what the reader made of the statements; what it did not understand, all of it."""
        statements = [
            (file, statement)
            for file, changes in self.query(DECLARED)
            for statement in pggit_ddl.read(changes).statements
        ]
        readings = Counter(statement.reading for _, statement in statements)
        head("What was read")
        table(
            ("statements", ""),
            [
                ("understood", readings["read"]),
                ("outside DDL", readings["outside"]),
                ("not understood", readings["not understood"]),
                ("in all", len(statements)),
            ],
        )
        outside = Counter(s.tag or "(no command)" for _, s in statements if s.reading == "outside")
        if outside:
            paragraph("Outside DDL: " + ", ".join(f"{tag} {count:,}" for tag, count in outside.most_common()))
        if readings["not understood"]:
            print("Not understood:")
        for file, statement in statements:
            if statement.reading == "not understood":
                paragraph(f"{file}, statement {statement.statement_no}: {statement.text}", "  - ")

    def report_refused(self):
        """Print the files that were not registered. Return whether one of them is pggit's fault."""
        if self.unchecked:
            head(f"{plural(len(self.unchecked), 'file')} registered although PostgreSQL's parser refuses them")
            self.list_errors(self.unchecked)
        if self.refused:
            head(f"{plural(len(self.refused), 'file')} not registered")
            self.list_errors(self.refused)
        faults = [name for name, _, _, _, ours in self.refused if ours]
        if faults:
            print(f"\n{plural(len(faults), 'file')} failed in a way that no file should: please report it.")
        return bool(faults)

    @staticmethod
    def list_errors(errors):
        """Print files with their errors."""
        for name, code, message, detail, ours in errors:
            remark = (f" ({code})" if code else "") + (", a fault of pggit" if ours else "")
            paragraph(f"{name}: {message}{remark}", "  - ")
            # The detail has a caret under the place.
            for line in detail.splitlines()[:8]:
                print("    " + "".join(c if c.isprintable() else " " for c in line)[: WIDTH - 4])


def head(text):
    """Print a heading."""
    print(f"\n{text}\n{'-' * len(text)}")


def table(names, rows):
    """Print a table: texts to the left, numbers to the right."""
    cells = [[f"{cell:,}" if isinstance(cell, int) else shown(str(cell)) for cell in row] for row in rows]
    widths = [max(len(cell) for cell in column) for column in zip(names, *cells)]
    numeric = [isinstance(cell, int) for cell in rows[0]]
    for line in [names, *cells]:
        padded = [c.rjust(w) if n else c.ljust(w) for c, w, n in zip(line, widths, numeric)]
        print(("  " + "  ".join(padded)).rstrip())


def whole_number(text, name):
    """Return a number from 1 on."""
    if not re.fullmatch(r"[0-9]{1,6}", text) or int(text) < 1:
        sys.exit(f"replay: {name} must be a whole number from 1 on, not {text!r}")
    return int(text)


def main(folder="", agents="4", active="20"):
    """Replay a folder."""
    agents, active = whole_number(agents or "4", "AGENTS"), whole_number(active or "20", "ACTIVE")
    if not folder:
        sys.exit("replay: which folder?  make replay MIGRATIONS=path/to/migrations [AGENTS=4] [ACTIVE=20]")
    if not Path(folder).is_dir():
        sys.exit(f"replay: {folder} is not a folder")
    # By the parts of the path, so that a folder's files stand together.
    files = sorted((path for path in Path(folder).rglob("*.sql") if path.is_file()), key=lambda path: path.parts)
    if not files:
        sys.exit(f"replay: no .sql file in {folder}")

    server, programs = cluster()
    fresh_database(server, programs)
    with psycopg.connect(dbname=DATABASE, autocommit=True, **server) as connection:
        # Conflicts are counted in the end; a message for each would only take time.
        connection.execute("SET client_min_messages = error")
        replay = Replay(connection, Path(folder), agents, active)
        replay.run(files)
        failed = replay.report(files)
    print(f"\nAll of it is in database {DATABASE} until the next replay:")
    print(f"  psql -h {server['host']} -U {server['user']} {DATABASE}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:4])
    except KeyboardInterrupt:
        sys.exit("\nreplay: interrupted")
