"""The folders under sql/ call each other one way.

A folder is a capability: the functions and views that its files make. What calls no capability's rule or belongs to all
of them is no folder in this sense: tables/ and vocabulary.sql, which all use; triggers.sql, plans.sql and rights.sql,
which bind what the folders make to tables, plans and roles; install/ and psql/, which call everything from above.
"""

import re
from collections import defaultdict

import pytest

from conventions.sources import code

NO_CAPABILITY = {"tables", "install", "psql", "upgrades"}

MADE = re.compile(r"^CREATE (?:OR REPLACE )?(?:FUNCTION|VIEW)\s+(?:public|pggit_internal)\.(\w+)", re.MULTILINE)
NAMED = re.compile(r"\b(?:public|pggit_internal)\.(\w+)")


def calls_between(files):
    """Return {(folder, other folder): ["file calls name in file", ...]} for {path below sql/: text}."""
    texts = {path: code(text) for path, text in files.items()}
    home = {name: path for path, text in texts.items() for name in MADE.findall(text)}
    calls = defaultdict(list)
    for path, text in sorted(texts.items()):
        folder = path.split("/")[0]
        for name in sorted(set(NAMED.findall(text)) & home.keys()):
            other = home[name].split("/")[0]
            if other != folder:
                calls[folder, other].append(f"{path} calls {name} in {home[name]}")
    return calls


def circles(calls):
    """Return the sets of folders of which each reaches each other by calls."""
    reached = defaultdict(set)
    for folder, other in calls:
        reached[folder].add(other)
    grown = True
    while grown:
        grown = False
        for folder in list(reached):
            further = set().union(*(reached[other] for other in list(reached[folder]) if other in reached))
            if not further <= reached[folder]:
                reached[folder] |= further
                grown = True
    return {
        frozenset(other for other in reached[folder] if folder in reached.get(other, ()))
        for folder in reached
        if folder in reached[folder]
    }


def described(calls):
    """Return each circle with the calls that make it, as lines to read."""
    return "\n".join(
        line
        for circle in sorted(circles(calls), key=sorted)
        for line in [
            f"circle: {', '.join(sorted(circle))}",
            *(f"    {call}" for pair in sorted(calls) if set(pair) <= circle for call in calls[pair]),
        ]
    )


@pytest.fixture(scope="module")
def capabilities(repository):
    """Return {path below sql/: text} of the files that make a capability's functions and views."""
    return {
        path.relative_to(repository / "sql").as_posix(): path.read_text(encoding="utf-8")
        for path in (repository / "sql").glob("*/*.sql")
        if path.parent.name not in NO_CAPABILITY
    }


def test_calls_between_folders_go_one_way(capabilities):
    calls = calls_between(capabilities)
    assert len(calls) > 20
    assert not circles(calls), f"\n{described(calls)}"


@pytest.mark.parametrize(
    "folder", ["values", "people", "footprint", "catalog", "history", "events", "leases", "extensions"]
)
def test_what_declaring_stands_on_calls_none_of_it(capabilities, folder):
    calls = calls_between(capabilities)
    assert [calls[folder, other] for other in ("detect", "conflicts", "declare") if (folder, other) in calls] == []


def test_detecting_needs_neither_records_nor_declarations(capabilities):
    calls = calls_between(capabilities)
    assert ("detect", "conflicts") not in calls and ("detect", "declare") not in calls
    assert ("conflicts", "declare") not in calls


def test_the_map_names_every_folder_in_the_order_of_calls(repository, capabilities):
    text = (repository / "sql" / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| \[(\w+)\]\(\w+/\)", text, re.MULTILINE)
    assert sorted({path.split("/")[0] for path in capabilities} - set(listed)) == []
    place = {folder: number for number, folder in enumerate(listed)}
    assert [pair for pair in calls_between(capabilities) if place[pair[0]] < place[pair[1]]] == []


def test_a_circle_is_found_and_named_whatever_its_length():
    def function(name, *called):
        body = " ".join(f"PERFORM pggit_internal.{other}();" for other in called)
        return f"CREATE OR REPLACE FUNCTION pggit_internal.{name}() RETURNS void AS $function$ {body} $function$;"

    files = {
        "a/one.sql": function("one", "two"), "b/two.sql": function("two", "three"), "c/three.sql": function("three"),
        "a/aside.sql": "-- pggit_internal.three()\n"
        + function("aside")
        + "\nCOMMENT ON FUNCTION pggit_internal.aside() IS\n'Not a call; of pggit_internal.three() '\n'it tells.';",
    }  # fmt: skip
    assert circles(calls_between(files)) == set()
    files["c/three.sql"] = function("three", "one")
    calls = calls_between(files)
    assert circles(calls) == {frozenset("abc")}
    assert "c/three.sql calls one in a/one.sql" in described(calls)
    assert "b/two.sql calls three in c/three.sql" in described(calls)
