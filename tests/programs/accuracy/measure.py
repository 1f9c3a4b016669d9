"""The measurements: labelled pairs and generated pairs predicted, labels proved."""

import queue
import threading
from collections import Counter

from harness.server import product_database
from programs.accuracy import proving, report
from programs.accuracy.catalog import Catalog
from programs.accuracy.generator import Generator
from programs.accuracy.labels import write_labels
from programs.accuracy.predicting import FROM_TEXT, MODES, predict
from programs.accuracy.projects import Project, make_shadow

WORKERS = 2


def in_parallel(function, tasks, workers=WORKERS):
    """Call a function for every task, a few at a time; databases do the work, so threads will do."""
    waiting, failures = queue.Queue(), []
    for task in tasks:
        waiting.put(task)

    def work():
        while not failures:
            try:
                task = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                function(task)
            except BaseException as error:
                failures.append(error)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def predictions(dsn, pairs):
    """Return the pairs with what the detector predicts from their text, as {mode: judged pairs}."""
    judged, progress = [None] * len(pairs), report.Progress(len(pairs), "pairs predicted")

    def part(first):
        with proving.connect(dsn) as connection:
            for number in range(first, len(pairs), WORKERS):
                judged[number] = report.Judged(pairs[number], predict(connection, pairs[number].a, pairs[number].b))
                progress()

    in_parallel(part, range(min(WORKERS, len(pairs))))
    return {FROM_TEXT: judged}


def judge_pair(connection, pair):
    """Return {mode: what is predicted for a pair in that way}, in a database with the pair's schema."""
    return {mode: report.Judged(pair, predict(connection, pair.a, pair.b, mode)) for mode in MODES}


def together(judgements):
    """Return {mode: [judged pairs]} of what judge_pair() gave for each pair."""
    return {mode: [each[mode] for each in judgements] for mode in MODES}


def generated(dsn, project, count, seed, progress):
    """Draw pairs from a database, prove and predict them there.

    Return what judge_pair() says of those that are proven, and the reasons of the others.
    """
    judgements, unproven = [], Counter()
    with proving.connect(dsn) as connection:
        generator = Generator(connection, seed, project)
        for number in range(count):
            pair = generator.pair(number)
            proof = proving.prove(connection, pair.a, pair.b)
            if proof.outcome == "unproven":
                unproven[proof.reason] += 1
            else:
                pair = pair._replace(truth=proof.outcome, first=proof.first, why=proving.explanation(proof))
                judgements.append(judge_pair(connection, pair))
            progress()
    return judgements, unproven


def empty(connection):
    """Delete the rows that migrations put in: a shadow has none, and no text of a change can tell of them."""
    tables = [table.name for table in Catalog(connection).tables]
    connection.execute("SET session_replication_role = replica")
    connection.execute("TRUNCATE " + ", ".join(tables) + " CASCADE")
    connection.execute("RESET session_replication_role")


def generated_in_projects(server, folders, count, seed):
    """Apply whole folders of migrations, each to a database of its own, and prove pairs drawn there."""
    results = {}
    progress = report.Progress(count * len(folders), "generated pairs proved")

    def measure(folder):
        project = Project(folder)
        with product_database(server) as database:
            project.move_to(server, database, len(project.files))
            with proving.connect(server.dsn(database)) as connection:
                Generator(connection, seed).furnish(connection)
                empty(connection)
            make_shadow(server, database)
            results[project.name] = generated(server.dsn(database), project.name, count, seed, progress)

    in_parallel(measure, folders)
    ordered = [results[name] for name in sorted(results)]
    return [each for part, _ in ordered for each in part], sum((unproven for _, unproven in ordered), Counter())


def labelled_in_projects(server, folders, pairs):
    """Predict labelled pairs in databases with the schema that each was made for."""
    judgements, progress = [None] * len(pairs), report.Progress(len(pairs), "pairs predicted")

    def measure(name):
        project, mine = Project(folders[name]), [n for n, pair in enumerate(pairs) if pair.project == name]
        with product_database(server) as database:
            for base in sorted({pairs[number].base for number in mine}):
                project.move_to(server, database, base)
                with proving.connect(server.dsn(database)) as connection:
                    for number in (number for number in mine if pairs[number].base == base):
                        judgements[number] = judge_pair(connection, pairs[number])
                        progress()

    in_parallel(measure, [name for name, _ in Counter(pair.project for pair in pairs).most_common()])
    return judgements


def print_accuracy(judged_by_mode, unproven, show):
    """Print everything about judged pairs, one way of predicting after the other."""
    if unproven:
        report.print_unproven(unproven)
    for mode, judged in judged_by_mode.items():
        print(f"\n==== Predicted {mode}")
        print_mode(judged, show)


def print_mode(judged, show):
    """Print everything about pairs that were predicted in one way."""
    projects = sorted({each.pair.project for each in judged})
    if len(projects) > 1:
        for project in projects:
            report.confusion(project, [each for each in judged if each.pair.project == project])
    report.confusion("all" if len(projects) > 1 else "".join(projects) or "all", judged)
    report.summary(judged, projects)
    report.misses(judged, show)


def save(path, pairs):
    """Keep proven pairs as a labelled file, to measure with again without proving again."""
    write_labels(path, pairs)
    print(f"\nThe proven pairs are in {path}: LABELS={path} measures with them again.")


def labels_against_proofs(server, folders, pairs):
    """Prove labelled pairs, each project in a database of its own. Return the disagreements as (pair, proof)."""
    disagreements = []
    progress = report.Progress(len(pairs), "labelled pairs proved")

    def measure(name):
        with product_database(server) as database:
            mine = [pair for pair in pairs if pair.project == name]
            for pair, proof in proving.prove_labels(server, database, Project(folders[name]), mine, progress):
                disagreements.append((pair, proof))

    # The long ones first, so that none runs alone in the end.
    sizes = Counter(pair.project for pair in pairs)
    in_parallel(measure, [name for name, _ in sizes.most_common()])
    return sorted(disagreements, key=lambda each: (each[0].project, each[0].base or 0, each[0].names))
