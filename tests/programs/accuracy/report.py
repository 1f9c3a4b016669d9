"""Predictions against truth, as text: confusion tables, recall and precision of "not compatible", the worst misses."""

import re
import sys
import textwrap
import time
from collections import Counter, namedtuple

from programs.accuracy.labels import OUTCOMES

WIDTH = 118
SHORT = 420

# A pair with what was predicted for it.
Judged = namedtuple("Judged", "pair prediction")


def one_line(text):
    """Return a text on one line, without what could do anything to a terminal."""
    text = re.sub(r"\s+", " ", text).strip()
    return "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in text)


def shortened(text, width=SHORT):
    """Return a text on one line of a limited length."""
    text = one_line(text)
    return text if len(text) <= width else text[: width - 4] + " ..."


def percent(part, whole):
    """Return a share as text."""
    return f"{100 * part / whole:.1f} %" if whole else "-"


class Figures:
    """Counts of one set of judged pairs."""

    def __init__(self, judged):
        """Count."""
        self.cells = Counter((each.prediction.outcome, each.pair.truth) for each in judged)
        self.exact = sum(each.prediction[:2] == (each.pair.truth, each.pair.first) for each in judged)
        self.pairs = len(judged)
        self.colliding = sum(each.pair.truth != "compatible" for each in judged)
        # A refused change is reported, too; it counts as told.
        self.told = sum(each.prediction.outcome != "compatible" for each in judged)
        self.found = sum(each.pair.truth != "compatible" and each.prediction.outcome != "compatible" for each in judged)
        self.recall = percent(self.found, self.colliding)
        self.precision = percent(self.found, self.told)
        self.false_alarms = percent(self.told - self.found, self.pairs - self.colliding)


def confusion(title, judged):
    """Print one confusion table, predicted by proven."""
    figures = Figures(judged)
    predicted = [*OUTCOMES, *(["refused"] if any(row == "refused" for row, _ in figures.cells) else [])]
    print(f"\n{title}: {figures.pairs:,} pairs")
    print("  predicted \\ proven" + "".join(outcome.rjust(14) for outcome in OUTCOMES))
    for row in predicted:
        print(f"  {row:<18}" + "".join(f"{figures.cells[row, outcome]:,}".rjust(14) for outcome in OUTCOMES))
    print(
        f"  not compatible: {figures.colliding:,} proven, {figures.told:,} predicted, "
        f"{figures.found:,} of them rightly: recall {figures.recall}, precision {figures.precision}"
    )


def summary(judged, projects):
    """Print one line per project, and the total."""
    names = ("project", "pairs", "collide", "predicted", "found", "recall", "precision", "false alarms", "exact")
    rows = []
    for project in [*projects, None]:
        figures = Figures([each for each in judged if project in (None, each.pair.project)])
        counts = (figures.pairs, figures.colliding, figures.told, figures.found)
        rows.append((
            "in all" if project is None else project, *map("{:,}".format, counts), figures.recall, figures.precision,
            figures.false_alarms, percent(figures.exact, figures.pairs),
        ))  # fmt: skip
    print(
        "\nNot compatible, as predicted and as proven (false alarms: of the compatible pairs; exact: outcome and order)"
    )
    widths = [max(map(len, column)) for column in zip(names, *rows)]
    for row in (names, *rows):
        print("  " + "  ".join(cell.rjust(w) if n else cell.ljust(w) for n, (cell, w) in enumerate(zip(row, widths))))


def distance(each):
    """Return how bad a wrong prediction is: collisions missed come first, then false alarms, then wrong kinds."""
    truth, said = each.pair.truth, each.prediction.outcome
    rank = {outcome: place for place, outcome in enumerate([*OUTCOMES, "refused"])}
    if said == "compatible":
        return 0, -rank[truth]
    if truth == "compatible":
        return 1, -rank[said]
    return 2, -abs(rank[truth] - rank[said])


def misses(judged, show):
    """Print the worst wrong predictions."""
    wrong = [each for each in judged if each.prediction[:2] != (each.pair.truth, each.pair.first)]
    kinds = Counter(distance(each)[0] for each in wrong)
    print(
        f"\nWrong: {kinds[0]:,} collisions missed, {kinds[1]:,} false alarms, "
        f"{kinds[2]:,} collisions of another outcome or order than predicted"
    )
    for kind in range(3):
        for each in sorted((each for each in wrong if distance(each)[0] == kind), key=distance)[:show]:
            pair, (outcome, first, said) = each.pair, each.prediction
            print(f"\n- {shortened(pair.project)} {'' if pair.base is None else pair.base}")
            paragraph("  truth:", f"{with_order(pair.truth, pair.first)} {pair.why}")
            paragraph("  predicted:", f"{with_order(outcome, first)} ({said or 'no conflict'})")
            for side, name, texts in zip("ab", pair.names, (pair.a, pair.b)):
                paragraph(f"  {side}:", f"[{name}] {shortened('; '.join(text.strip().rstrip(';') for text in texts))}")


def with_order(outcome, first):
    """Return an outcome with what comes first."""
    return f"{outcome}, {first} first" if first else outcome


def paragraph(head, text):
    """Print a text broken at the report's width."""
    print(
        textwrap.fill(
            one_line(text), WIDTH, initial_indent=head + " ", subsequent_indent="      ", break_long_words=False
        )
    )


class Progress:
    """How far it is, on standard error."""

    def __init__(self, total, what):
        """Remember how much there is."""
        self.total, self.what, self.done = total, what, 0
        self.bar, self.began, self.shown = sys.stderr.isatty(), time.monotonic(), 0.0

    def __call__(self, *_):
        """Count one more; say so ten times a second at most on a terminal, else every ten seconds."""
        self.done += 1
        now = time.monotonic()
        if self.done < self.total and now - self.shown < (0.1 if self.bar else 10):
            return
        self.shown = now
        line = f"{self.done:,} of {self.total:,} {self.what}, {now - self.began:.0f} s"
        sys.stderr.write(f"\r\033[K{line}" + ("\n" if self.done == self.total else "") if self.bar else line + "\n")
        sys.stderr.flush()


def print_unproven(unproven):
    """Print why drawn pairs were dropped."""
    print(f"\nDropped as unproven: {sum(unproven.values()):,} pairs")
    classes = Counter()
    for reason, count in unproven.items():
        # What an object is called does not matter here, and what is in brackets begins with the SQLSTATE.
        found = re.search(r"\(([0-9A-Z]{5}: .*)\)", reason)
        classes[re.sub(r'"[^"]*"', "...", found[1]) if found else reason] += count
    for reason, count in classes.most_common(12):
        print(f"  {count:5,}  {shortened(reason, WIDTH - 9)}")


def disagreements(found, total, show):
    """Print labels that a proof contradicts, and why."""
    kinds = Counter(
        (pair.project, with_order(pair.truth, pair.first), with_order(proof.outcome, proof.first))
        for pair, proof in found
    )
    print(f"\n{total - len(found):,} of {total:,} labels are confirmed, {len(found):,} are not")
    for (project, label, proved), count in sorted(kinds.items()):
        print(f"  {count:5,}  {project}: label {label}, proof {proved}")
    for pair, proof in found[:show]:
        print(f"\n- {pair.project} {pair.base}: {pair.names[0]} / {pair.names[1]}")
        paragraph("  label:", f"{with_order(pair.truth, pair.first)} {pair.why}")
        paragraph("  proof:", f"{with_order(proof.outcome, proof.first)} {explained(proof)}")
    if len(found) > show:
        print(f"\n... and {len(found) - show:,} more: SHOW={len(found)} prints all")


def explained(proof):
    """Return why a proof says what it says: the reason, or the statements that failed, or the difference."""
    said = [proof.reason] if proof.reason else []
    for run, error in sorted((proof.runs or {}).items()):
        if error:
            said.append(f"{run}: {error['sqlstate']} {error['message']} in: {shortened(error['statement'] or '', 120)}")
    for order, lines in sorted((proof.differences or {}).items()):
        said.extend(f"{order}: {shortened(line, 200)}" for line in lines[:3])
    return "; ".join(said)
