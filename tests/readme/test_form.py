"""READMEs are short, lead to each other, and name only what exists."""

import re

import pytest

from harness import documents
from harness.documents import READMES, ROOT

FRONT_DOOR = 300
COLUMNS = 120


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_front_door_has_at_most_300_lines():
    assert len(text_of("README.md").splitlines()) <= FRONT_DOOR


def test_every_readme_is_linked_from_the_root_or_from_sql():
    linked = set()
    for name in ("README.md", "sql/README.md"):
        linked |= {(ROOT / name).parent.joinpath(link).resolve() for link in documents.links(text_of(name))}
    found = {ROOT / name for name in READMES} - {ROOT / "README.md"}
    assert {path.relative_to(ROOT) for path in found if not {path, path.parent} & linked} == set()


@pytest.mark.parametrize("name", READMES)
def test_every_link_leads_somewhere(name):
    text, wrong = text_of(name), []
    for link in documents.links(text):
        file, _, place = link.partition("#")
        path = (ROOT / name).parent / file if file else ROOT / name
        path = path / "README.md" if place and path.is_dir() else path
        if not path.exists() or place and place not in documents.headings(path.read_text(encoding="utf-8")):
            wrong.append(link)
    assert wrong == []


@pytest.mark.parametrize("name", READMES)
def test_every_block_says_what_it_is_and_every_output_stands_behind_its_input(name):
    """So that nothing that could be run is shown without being run."""
    text = text_of(name)
    blocks = documents.blocks(text)
    assert {block.language for block in blocks} <= documents.LANGUAGES
    shown = [example.shown for example in documents.examples(text) if example.shown]
    assert [block.line for block in blocks if block.language in documents.OUTPUTS and block not in shown] == []


@pytest.mark.parametrize("name", READMES)
def test_what_is_named_exists(name):
    text = text_of(name)
    targets = set(re.findall(r"^([a-z][a-z-]*):", text_of("Makefile"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z][a-z-]*)", text, re.MULTILINE)) <= targets
    files = set(re.findall(r"(?<![\w./-])((?:sql|plpython|tests)/[\w./-]*\w|install\.sql)", documents.narrative(text)))
    assert {file for file in files if not (ROOT / file).exists()} == set()


@pytest.mark.parametrize("name", READMES)
def test_no_line_is_too_long_but_in_what_programs_print(name):
    text = text_of(name)
    for block in documents.blocks(text):
        if block.language in documents.OUTPUTS | {"console"}:
            lines = [line if line.startswith("$ ") else "" for line in block.body.split("\n")]
            text = text.replace(block.body, "\n".join(lines), 1)
    too_long = [number for number, line in enumerate(text.splitlines(), start=1) if len(line) > COLUMNS]
    assert too_long == []
