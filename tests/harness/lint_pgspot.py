"""Runs pgspot over the flattened installer: search paths, unqualified names, what somebody else could have made."""

import re
import subprocess
import sys
import tempfile

import dist

# Not applicable here: CREATE OR REPLACE and IF NOT EXISTS in a schema that others may write to are a danger when a
# superuser runs them, because an object that somebody made before keeps its owner. Ours run as pggit_owner, which is
# refused another owner's object.
IGNORED = ["PS002", "PS007", "PS012", "PS014", "PS015"]

# pgspot knows SQL as a string and PL/pgSQL, not psql's commands, SQL-standard bodies or PL/Python.
REWRITES = [
    (r"\s*\\g(set|exec)\b.*$", ";"),
    (r"^\\\w+.*$", ""),
    (r"(?<![:\w]):'(\w+)'", r"'\1'"),
    (r"(?<=[(\[]):(\w+)(?=[)\]])", r"'\1'"),
    (r"^BEGIN ATOMIC$(.*?)^END;$", r"AS $atomic$\1$atomic$;"),
    (r"^RETURN\b(.*?);$", r"AS $atomic$ SELECT\1 $atomic$;"),
    # Its PL/pgSQL parser has no catalog, so it takes a variable of a table's row type for a scalar without fields.
    (r"^( +v_\w+) (?:public|pggit_internal)\.\w+(?:%ROWTYPE)?(;| :=)", r"\1 record\2"),
    # It prints a statement anew before reading the body, and forgets this name's quotes.
    (r'"position"', "position_"),
    (r"^DO LANGUAGE plpython3u (\$\w*\$).*?\1;$", ""),
]
# What names mean in a SQL-standard body is settled when the function is made, with the installer's search path.
HEAD = re.compile(r"^CREATE OR REPLACE FUNCTION .*?^(?=RETURN\b|BEGIN ATOMIC$|AS )", re.MULTILINE | re.DOTALL)
PATH = "SET search_path = pg_catalog, pg_temp\n"


def plain_sql(text):
    """Return the installer as statements that pgspot can read."""
    text = HEAD.sub(lambda head: head.group() + ("" if "SET search_path" in head.group() else PATH), text)
    for pattern, replacement in REWRITES:
        text = re.sub(pattern, replacement, text, flags=re.MULTILINE | re.DOTALL if ".*?" in pattern else re.MULTILINE)
    return text


def source_file(lines, number):
    """Return the file that the statement after a line came from: dist names it in a comment before its first line."""
    while number < len(lines) and (not lines[number].strip() or lines[number].startswith("--")):
        number += 1
    for line in reversed(lines[:number]):
        if re.match(r"-- \S+\.sql$", line):
            return line[3:]
    return "install.sql"


def main():
    """Print the findings with the file that each is in."""
    text = plain_sql(dist.script())
    lines = text.splitlines()
    with tempfile.NamedTemporaryFile("w", suffix=".sql", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        command = [sys.executable, "-m", "pgspot", "--ignore-lang", "plpython3u", file.name]
        for code in IGNORED:
            command[3:3] = ["--ignore", code]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        for line in done.stdout.splitlines():
            place = re.search(r" at line (\d+)$", line)
            print(f"{source_file(lines, int(place.group(1)) - 1)}: {line[: place.start()]}" if place else line)
        position = re.search(r"at index (\d+)", done.stdout)
        if position:
            print("near: " + text[int(position.group(1)) - 100 : int(position.group(1)) + 100])
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
