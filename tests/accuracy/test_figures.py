"""Predictions against truth: the table, the figures, the list of wrong ones."""

import gzip
import json

import pytest

from programs.accuracy import measure, proving, report
from programs.accuracy.labels import OUTCOMES, Pair, read_labels, write_labels
from programs.accuracy.predicting import FROM_TEXT, MODES, WITH_CATALOG, Prediction, predict, worst

ADD = "ALTER TABLE users ADD COLUMN plan text"
DROP = "ALTER TABLE users DROP COLUMN email"
INDEX = "CREATE INDEX idx_users_email ON users (email)"
OTHER = "CREATE TABLE orders (id bigint)"
# What the detector says is known for each: compatible, incompatible, ordered (b first), compatible.
LABELS = [
    {"project": "shop", "base": 1, "files": ["1.sql", "2.sql"], "a": [ADD], "b": [OTHER, "-- only a comment"]},
    {
        "project": "shop",
        "base": 1,
        "files": ["1.sql", "3.sql"],
        "a": [ADD],
        "b": ["ALTER TABLE users ADD plan integer"],
    },
    {"project": "blog", "base": 2, "files": ["4.sql", "5.sql"], "a": [DROP], "b": [INDEX]},
    {"project": "blog", "base": 2, "files": ["4.sql", "6.sql"], "a": [OTHER], "b": [INDEX]},
]
TRUTHS = [("commutes", ""), ("breaks", "42701/42701"), ("breaks", "42703/ok"), ("order", "")]


@pytest.fixture
def labels(tmp_path):
    """Return a labelled file, gzipped."""
    path = tmp_path / "labels.jsonl.gz"
    with gzip.open(path, "wt") as file:
        for label, (truth, why) in zip(LABELS, TRUTHS):
            file.write(json.dumps({**label, "truth": truth, "why": why}) + "\n")
    return path


def test_labels_are_outcomes_and_elements_without_a_statement_are_left_out(labels):
    pairs = read_labels(labels)
    assert [(pair.truth, pair.first) for pair in pairs] == [
        ("compatible", None), ("incompatible", None), ("ordered", "b"), ("divergent", None),
    ]  # fmt: skip
    assert pairs[0].b == [OTHER]
    assert pairs[0].names == ("1.sql", "2.sql")


def test_what_was_proven_is_kept_and_read_again(labels, tmp_path):
    pairs = read_labels(labels)
    write_labels(tmp_path / "kept.jsonl", pairs)
    assert read_labels(tmp_path / "kept.jsonl") == pairs


def test_the_table_the_figures_and_the_wrong_ones(labels, server, database, capsys):
    judged = measure.predictions(server.dsn(database), read_labels(labels))
    measure.print_accuracy(judged, None, 10)
    lines = capsys.readouterr().out.splitlines()
    total = lines[lines.index("all: 4 pairs") :]
    assert total[1].split()[3:] == list(OUTCOMES)
    assert [line.split() for line in total[2:6]] == [
        ["compatible", "1", "1", "0", "0"],
        ["divergent", "0", "0", "0", "0"],
        ["ordered", "0", "0", "1", "0"],
        ["incompatible", "0", "0", "0", "1"],
    ]
    assert total[6].endswith("3 proven, 2 predicted, 2 of them rightly: recall 66.7 %, precision 100.0 %")
    assert {"blog: 2 pairs", "shop: 2 pairs"} <= set(lines)
    assert [line.split()[:4] for line in lines if line.startswith("  blog ")] == [["blog", "2", "2", "1"]]
    wrong = lines[
        lines.index(
            "Wrong: 1 collisions missed, 0 false alarms, 0 collisions of another outcome or order than predicted"
        ) :
    ]
    assert wrong[2] == "- blog 2"
    assert any(INDEX in line and "[6.sql]" in line for line in wrong)


def test_the_worst_row_decides(connect):
    connection = connect(row_factory=None)
    assert predict(connection, [ADD], [OTHER])[:2] == ("compatible", None)
    assert predict(connection, [DROP], [INDEX])[:2] == ("ordered", "b")
    assert predict(connection, [INDEX], [DROP])[:2] == ("ordered", "a")
    assert predict(connection, [ADD], ["ALTER TABLE users ADD COLUMN 'plan"]).outcome == "refused"
    assert worst([("ordered", "a"), ("ordered", "b")]) == ("incompatible", None)
    assert worst([("compatible", None), ("divergent", None)]) == ("divergent", None)
    assert worst([]) == ("compatible", None)


def judged(truth, said):
    pair = Pair("p", 1, ("a", "b"), ["x"], ["y"], truth, None, "")
    return report.Judged(pair, Prediction(said, None, ""))


def test_missed_collisions_come_before_false_alarms(capsys):
    report.misses(
        [judged("compatible", "incompatible"), judged("divergent", "compatible"), judged("incompatible", "compatible")],
        10,
    )
    said = [line.split(":")[1].strip() for line in capsys.readouterr().out.splitlines() if line.startswith("  truth")]
    assert said == ["incompatible", "divergent", "compatible"]


def test_pairs_drawn_from_a_database_are_proved_and_measured(server, shadow, connect, capsys):
    judgements, unproven = measure.generated(server.dsn(shadow), "small", 20, 3, lambda *_: None)
    assert len(judgements) + sum(unproven.values()) == 20
    assert len(judgements) >= 12
    assert {each[FROM_TEXT].pair.truth for each in judgements} > {"compatible"}
    measure.print_accuracy(measure.together(judgements), unproven, 3)
    printed = capsys.readouterr().out
    assert printed.count(f"small: {len(judgements)} pairs") == len(MODES) == 2
    assert all(f"==== Predicted {mode}" in printed for mode in MODES)
    registry = connect(database=shadow, row_factory=None)
    assert registry.execute("SELECT FROM tb_pggit_intent").rowcount == 0


def test_a_prediction_with_the_catalog_is_what_a_registration_finds_there(shadow, connect):
    connection = connect(database=shadow, row_factory=None)
    drop, view = "ALTER TABLE orders DROP COLUMN total", "DROP VIEW order_totals"
    # The catalog counts even where the setting says otherwise, and others' intents are not this pair's.
    connection.execute("UPDATE tb_pggit_setting SET value = 'off' WHERE name = 'use_catalog'")
    connection.execute("SELECT pggit_register_intent('somebody', 'else', ARRAY['DROP TABLE orders, users, loose'])")
    for a, b, first in ((drop, view, "b"), (view, drop, "a")):
        assert predict(connection, [a], [b], FROM_TEXT)[:2] == ("compatible", None)
        assert predict(connection, [a], [b], WITH_CATALOG)[:2] == ("ordered", first)
    assert predict(connection, [ADD], ["CREATE TABLE 'x"], WITH_CATALOG).outcome == "refused"
    assert connection.execute("SELECT FROM tb_pggit_intent").rowcount == 1


def test_labels_are_predicted_with_the_catalog_of_their_bases(server, tmp_path):
    folder = tmp_path / "blog"
    folder.mkdir()
    (folder / "1.sql").write_text("CREATE TABLE users (id bigint PRIMARY KEY, email text)")
    (folder / "2.sql").write_text("CREATE VIEW emails AS SELECT email FROM users")
    drop, view = "ALTER TABLE users DROP COLUMN email", "DROP VIEW IF EXISTS emails"
    pairs = [Pair("blog", base, ("a", "b"), [drop], [view], "ordered", "b", "") for base in (2, 1)]
    found = measure.together(measure.labelled_in_projects(server, {"blog": folder}, pairs))
    assert [each.prediction.outcome for each in found[WITH_CATALOG]] == ["ordered", "compatible"]
    assert [each.prediction.outcome for each in found[FROM_TEXT]] == ["compatible", "compatible"]


MIGRATIONS = {
    "SETUP.sql": "CREATE TABLE applied (name text);",
    "0001_users.sql": "CREATE TABLE users (id bigint PRIMARY KEY, email text);",
    "0002_index.sql": "CREATE INDEX CONCURRENTLY first ON users (id); CREATE INDEX CONCURRENTLY second ON users (id);",
    "0003_later.sql": "CREATE TABLE later (id bigint);",
}


def test_labels_are_proved_on_their_bases(server, tmp_path):
    folder = tmp_path / "blog"
    folder.mkdir()
    for name, text in MIGRATIONS.items():
        (folder / name).write_text(text)

    def pair(base, a, b, truth, first=None, why=""):
        return Pair("blog", base, ("a", "b"), [a], [b], truth, first, why)

    right = [
        pair(1, ADD, OTHER, "compatible"), pair(1, DROP, INDEX, "ordered", "b", "42703/ok"),
        pair(2, "DROP INDEX first", "DROP INDEX first", "incompatible", None, "42704/42704"),
        pair(2, "COMMENT ON TABLE applied IS 'x'", "COMMENT ON TABLE applied IS 'y'", "divergent"),
    ]  # fmt: skip
    wrong = [pair(1, ADD, OTHER, "divergent"), pair(2, "DROP TABLE later", OTHER, "compatible")]
    found = measure.labels_against_proofs(server, {"blog": folder}, right + wrong)
    assert [(each, proof.outcome) for each, proof in found] == [(wrong[0], "compatible"), (wrong[1], "unproven")]
    assert proving.sqlstates(found[1][1]) == "42P01/42P01"
    assert "does not exist" in report.explained(found[1][1])
