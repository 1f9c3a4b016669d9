"""Measures predictions against truth, and truth against proofs. Everything comes from the environment:

accuracy: LABELS=files (MIGRATIONS= too: with the catalog as well), or PROVE=connection, or MIGRATIONS=folder of
          folders; PAIRS= SEED= for generated pairs; SAVE=
labels:   LABELS=files MIGRATIONS=folder of folders
SHOW= says how many of the wrong ones are printed.
"""

import os
import sys
from pathlib import Path

import psycopg

from harness.server import ROOT, Server, product_database
from programs.accuracy import measure, report
from programs.accuracy.labels import read_labels

USAGE = """accuracy: nothing to measure with. One of:
  make accuracy LABELS=file             pairs whose truth is known: JSON lines, gzipped or not; predicted from the text
                                        alone, with MIGRATIONS=folder also with the catalog of what each was made for
  make accuracy PROVE=connection        pairs drawn from a database that holds a schema and pggit (make shadow)
  make accuracy MIGRATIONS=folder       pairs drawn from every project of a folder, its files applied in order
  make prove-labels LABELS=file MIGRATIONS=folder
and PAIRS=300 SEED=1 (how many to draw, and which), SAVE=file (keep what was proven), SHOW=10 (wrong ones to print)"""


def number(name, default):
    """Return a whole number from the environment."""
    text = os.environ.get(name) or str(default)
    if not text.isascii() or not text.isdigit():
        sys.exit(f"accuracy: {name} must be a whole number, not {text!r}")
    return int(text)


def labelled(text):
    """Return the pairs of the files named."""
    try:
        return [pair for path in text.split() for pair in read_labels(path)]
    except (OSError, ValueError, KeyError) as error:
        sys.exit(f"accuracy: cannot read {text}: {type(error).__name__} {error}")


def project_folders(text):
    """Return the folders of projects: those in a folder, or the folder itself when it has files."""
    folder = Path(text)
    if not folder.is_dir():
        sys.exit(f"accuracy: {text} is not a folder")
    found = [folder] if list(folder.glob("*.sql")) else [path for path in sorted(folder.iterdir()) if path.is_dir()]
    return found or sys.exit(f"accuracy: no .sql file in {text}")


def accuracy(labels, prove, migrations):
    """Print predictions against truth."""
    count, seed, show, path = number("PAIRS", 300), number("SEED", 1), number("SHOW", 10), os.environ.get("SAVE")
    if not (labels or prove or migrations):
        sys.exit(USAGE)
    with Server.started(ROOT) as server:
        unproven = None
        if labels and not migrations:
            with product_database(server) as database:
                judged = measure.predictions(server.dsn(database), labelled(labels))
        else:
            if labels:
                pairs = labelled(labels)
                judgements = measure.labelled_in_projects(server, folders_of(pairs, migrations), pairs)
            elif prove:
                with psycopg.connect(prove) as connection:
                    name = connection.info.dbname
                progress = report.Progress(count, "pairs proved")
                judgements, unproven = measure.generated(prove, name, count, seed, progress)
            else:
                judgements, unproven = measure.generated_in_projects(server, project_folders(migrations), count, seed)
            judged = measure.together(judgements)
    measure.print_accuracy(judged, unproven, show)
    if path:
        measure.save(path, [each.pair for each in next(iter(judged.values()))])


def folders_of(pairs, migrations):
    """Return {project: its folder of migrations} for the projects of labelled pairs."""
    folders = {folder.name: folder for folder in project_folders(migrations)}
    missing = {pair.project for pair in pairs} - set(folders)
    if missing:
        sys.exit(f"accuracy: {migrations} has no folder for: {', '.join(sorted(missing))}")
    return folders


def labels_proved(labels, migrations):
    """Print where proofs contradict labels."""
    if not labels or not migrations:
        sys.exit("prove-labels: make prove-labels LABELS=file MIGRATIONS=folder with a folder per project")
    pairs = labelled(labels)
    folders = folders_of(pairs, migrations)
    with Server.started(ROOT) as server:
        found = measure.labels_against_proofs(server, folders, pairs)
    report.disagreements(found, len(pairs), number("SHOW", 10))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    given = {name: os.environ.get(name, "") for name in ("LABELS", "PROVE", "MIGRATIONS")}
    try:
        if sys.argv[1:] == ["labels"]:
            labels_proved(given["LABELS"], given["MIGRATIONS"])
        else:
            accuracy(given["LABELS"], given["PROVE"], given["MIGRATIONS"])
    except KeyboardInterrupt:
        sys.exit("\naccuracy: interrupted")
