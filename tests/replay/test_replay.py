"""make replay registers a folder of migrations and reports what would have collided."""

import re

import psycopg
import pytest

from harness.checkout import checkout

FILES = {
    "0001_users.sql": "CREATE TABLE users (id int PRIMARY KEY, email text);",
    "0002_plan.sql": "ALTER TABLE users ADD COLUMN plan text;\nINSERT INTO users (id) VALUES (1);\n",
    "0003_index.sql": "CREATE INDEX idx_users_email ON users (email); SELECT 1;",
    "0004_drop.sql": "ALTER TABLE users DROP COLUMN email;",
    "0005_comment.sql": "-- nothing to do\n",
    "0006_quote.sql": "ALTER TABLE users ADD COLUMN x text DEFAULT 'never ends;",
    "0007_meta.sql": "\\set plan text\nCREATE TABLE plans (id int);",
    "0008_broken.sql": "ALTER TABLE users FROBNICATE 'thoroughly';",
    "0009_latin.sql": "CREATE TABLE caf\u00e9 (id int);".encode("latin-1"),
    "0010_zero.sql": b"CREATE TABLE zero (id int);\0",
    "0011_bom.sql": b"\xef\xbb\xbfCREATE TABLE bom (id int);",
    "sub/0001_later.sql": "ALTER TABLE users ADD COLUMN plan integer;",
    "notes.txt": "not a migration",
}


@pytest.fixture(scope="module")
def copy(repository, tmp_path_factory):
    with checkout(repository, tmp_path_factory.mktemp("replay")) as made:
        yield made


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder of migrations, some of them odd."""
    made = tmp_path_factory.mktemp("migrations it's")
    for name, text in FILES.items():
        path = made / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return made


@pytest.fixture(scope="module")
def report(copy, folder):
    """Return what a replay with two agents prints."""
    result = copy.make("replay", f"MIGRATIONS={folder}", "AGENTS=2", "ACTIVE=3")
    assert result.code == 0, result.stdout + result.stderr
    assert "12 of 12 files" in result.stderr
    return result.stdout


def section(report, title):
    """Return the lines under a heading."""
    return re.search(rf"^{title}\n-+\n(.*?)(?:\n\n|\Z)", report, re.MULTILINE | re.DOTALL).group(1)


def test_it_says_what_was_replayed(report):
    text = " ".join(report.split())
    assert "12 files, 8 registered as intents of 2 agents in turn, the last 3 active at any time" in text


def test_conflicts_are_counted_by_type_severity_and_outcome(report):
    lines = [line.split() for line in section(report, "What would have collided").splitlines()[2:]]
    assert ["dependency", "error", "ordered"] in [line[:3] for line in lines]
    assert all(len(line) == 4 and line[3].isdigit() for line in lines)


def test_the_most_contested_table_is_named(report):
    assert section(report, "The most contested tables").splitlines()[1].split()[0] == "users"


def test_the_worst_pairs_are_named_by_their_files_with_a_suggestion(report):
    pairs = report[report.index("The worst pairs") : report.index("What was read")]
    assert re.search(r"0002_plan\.sql \(agent-2\)\n   after 0001_users\.sql \(agent-1\)\n", pairs)
    assert "   > " in pairs


def test_statements_are_counted_and_what_is_not_understood_is_shown(report):
    read = section(report, "What was read")
    counts = dict(re.findall(r"^  (understood|outside DDL|not understood|in all) +(\d+)$", read, re.MULTILINE))
    assert int(counts["in all"]) == sum(int(counts[name]) for name in ("understood", "outside DDL", "not understood"))
    assert counts["outside DDL"] == "2"
    assert "Outside DDL: INSERT 1, SELECT 1" in read
    assert "0008_broken.sql, statement 1: ALTER TABLE users FROBNICATE 'thoroughly'" in read
    assert "0007_meta.sql, statement 1: \\set plan text" in read


def test_what_the_server_s_parser_refuses_is_registered_and_listed(report):
    listed = section(report, "2 files registered although PostgreSQL's parser refuses them")
    assert 'syntax error at or near "\\", which begins a command of psql\'s own (42601)' in " ".join(listed.split())
    assert '0008_broken.sql: syntax error at or near "FROBNICATE" (42601)' in listed


def test_files_that_cannot_be_registered_are_listed(report):
    listed = " ".join(section(report, "4 files not registered").split())
    for name, why in (
        ("0005_comment.sql", "has no statement (42601)"),
        ("0006_quote.sql", "unterminated"),
        ("0009_latin.sql", "cannot be read as UTF-8"),
        ("0010_zero.sql", "NUL"),
    ):
        assert re.search(rf"- {name}: [^-]*{re.escape(why)}", listed), (name, listed)
    assert "a fault of pggit" not in listed


def test_the_database_is_kept_and_older_intents_are_merged(report):
    host, user, database = re.search(r"psql -h (\S+) -U (\S+) (\S+)", report).groups()
    with psycopg.connect(host=host, user=user, dbname=database) as connection:
        rows = connection.execute(
            "SELECT metadata ->> 'file', agent_id, status IN ('registered', 'conflicted') FROM tb_pggit_intent"
            " ORDER BY created_at"
        ).fetchall()
        (setting,) = connection.execute("SELECT value FROM tb_pggit_setting WHERE name = 'check_syntax'").fetchone()
    assert [row[0] for row in rows[-3:]] == ["0008_broken.sql", "0011_bom.sql", "sub/0001_later.sql"]
    assert [row[1] for row in rows[:3]] == ["agent-1", "agent-2", "agent-1"]
    assert [row[2] for row in rows] == [False] * 5 + [True] * 3
    assert setting == "on"


def test_nothing_is_wider_than_a_hundred_columns(report, folder):
    assert all(len(line) < 100 or str(folder) in line for line in report.splitlines())


def test_a_second_replay_begins_anew(copy, folder, report):
    result = copy.make("replay", f"MIGRATIONS={folder}/sub")
    assert result.code == 0, result.stderr
    text = " ".join(result.stdout.split())
    assert "1 file, 1 registered as intents of 4 agents in turn, the last 20 active" in text
    assert "0 conflicts between 0 pairs" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "which folder?"),
        (["MIGRATIONS=/nowhere/at/all"], "is not a folder"),
        (["MIGRATIONS=tests/harness"], "no .sql file in"),
        (["MIGRATIONS=sql", "AGENTS=none"], "AGENTS must be a whole number from 1 on"),
        (["MIGRATIONS=sql", "ACTIVE=0"], "ACTIVE must be a whole number from 1 on"),
    ],
)
def test_what_is_missing_is_said(copy, arguments, said):
    result = copy.make("replay", *arguments)
    assert result.code == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr
