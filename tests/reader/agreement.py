"""How far the reader and PostgreSQL's parser agree on statements: where they end, what they are, what they name."""

from collections import namedtuple

from pglast import parse_sql
from pglast.parser import ParseError

import pggit_ddl
from pggit_ddl.text.tokens import tokenize
from reader.parsed import names_of
from reader.parsed_tags import tag_of

RELATIONS = frozenset(("table", "view", "materialized view", "foreign table", "index", "sequence"))
PARTS = frozenset(("column", "attribute", "constraint", "trigger", "rule", "policy"))
ROUTINES = frozenset(("function", "procedure", "aggregate", "routine"))

# statements, names: how many were compared; ends, kinds, unread: statements that end elsewhere for the parser, that it
# calls otherwise, that it takes and the reader does not; only_parser, only_reader: names that one side found, each with
# its statement.
Agreement = namedtuple("Agreement", "statements names ends kinds unread only_parser only_reader")


def names_read(sql):
    """(names in a statement as the reader sees them, those of them that the text does not spell out)."""
    spelled, implied = set(), set()
    change = pggit_ddl.read([sql])
    if change.statements[0].tag in ("DO", "CREATE SCHEMA"):
        return spelled, implied  # code in a string; elements whose names mean another schema than they say
    made = {row.object_name for row in change.rows if row.action == "create"}
    for row in change.rows:
        detail = row.detail
        if row.parent_name is not None:
            implied.add(("relation", None, row.parent_name))
        if row.action == "use" and row.object_kind == "column" and row.parent_name in made:
            continue  # of the table that the statement creates
        if row.object_kind in RELATIONS:
            name = ("relation", None, row.object_name)
        elif row.object_kind in ("type", "domain"):
            name = ("type", None, row.object_name)
        elif row.object_kind in PARTS:
            name = (row.object_kind, row.parent_name, row.object_name)
        elif row.object_kind in ROUTINES:
            name = ("function", None, row.object_name)
        else:
            continue
        (implied if is_implied(row, detail) else spelled).add(name)
    return spelled, implied - spelled


def is_implied(row, detail):
    """Whether a name is PostgreSQL's choice, another object's or within a string, so that the tree does not have it."""
    return (detail.get("automatic") or detail.get("constraint") or detail.get("using_index")
            or row.object_kind == "sequence" and row.action == "use"
            or row.object_kind == "constraint" and row.action == "use"
            or detail.get("by") in ("of constraint", "late", "declaration")
            or row.object_kind == "index" and row.action == "create" and "definition" not in detail)


def compare(text):
    """Compare the statements of a text; those that the parser refuses are left out."""
    try:
        read = pggit_ddl.read([text]).statements
    except pggit_ddl.DDLError:
        return Agreement(0, 0, [], [], [], [], [])
    statements, names, ends, kinds, unread, only_parser, only_reader = 0, 0, [], [], [], [], []
    for statement in read:
        sql = statement.text
        try:
            nodes = parse_sql(sql)
        except (ParseError, UnicodeEncodeError):
            continue
        statements += 1
        if len(nodes) != 1:
            ends.append(sql)
            continue
        if tag_of(nodes[0].stmt) != statement.tag:
            kinds.append(f"{tag_of(nodes[0].stmt)} is not {statement.tag}: {sql}")
        if statement.reading == "not understood":
            unread.append(sql)
            continue
        found = names_of(nodes)
        spelled, implied = names_read(sql)
        found, spelled = ({name for name in side if not is_catalog(name)} for side in (found, spelled))
        names += len(found | spelled)
        only_parser += [(name, sql) for name in sorted(found - spelled - implied, key=str)]
        only_reader += [(name, sql) for name in sorted(spelled - found, key=str)]
    ends += ends_elsewhere(text, read)
    return Agreement(statements, names, ends, kinds, unread, only_parser, only_reader)


def ends_elsewhere(text, read):
    """Where statements end for the parser alone, if it takes the whole text (which psql's own commands prevent)."""
    try:
        nodes = parse_sql(text)
    except (ParseError, UnicodeEncodeError):
        return []
    expected = {node.stmt_location + (node.stmt_len or len(text) - node.stmt_location) for node in nodes}
    found = {statement.end for statement in read}
    # A comment may stand between a statement's last word and its semicolon: that is no difference.
    return [text[end - 60:end] for end in sorted(expected - found)
            if not any(text[close:end].strip() == "" or is_comment(text[close:end]) for close in found if close <= end)]


def is_comment(text):
    """Whether a text has no token."""
    return not list(tokenize(text, blanks=False))


def is_catalog(name):
    """Whether this is one of PostgreSQL's own tables (or a part of one), which nobody's change can collide on."""
    _, parent, own = name
    return (own if parent is None else parent).startswith(("pg_", "information_schema."))
