"""Pairs of changes with the truth about them: read from labelled files, and written to them."""

import gzip
import json
from collections import namedtuple

from pggit_ddl import DDLError, read

OUTCOMES = ("compatible", "divergent", "ordered", "incompatible")

# truth: one of OUTCOMES; first: "a" or "b" for ordered, else None; why: SQLSTATEs of A then B / B then A, or more.
Pair = namedtuple("Pair", "project base names a b truth first why")

FAMILIES = {"commutes": "compatible", "order": "divergent"}


def read_labels(path):
    """Return the pairs of a file of JSON lines, gzipped or not: {project, base, files, a, b, truth, why} each."""
    with open(path, "rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
    with gzip.open(path, "rt", encoding="utf-8") if packed else open(path, encoding="utf-8") as lines:
        return [pair_of(json.loads(line)) for line in lines if line.strip()]


def write_labels(path, pairs):
    """Write pairs so that read_labels gives them back."""
    with open(path, "w", encoding="utf-8") as file:
        for pair in pairs:
            fields = {"project": pair.project, "base": pair.base, "files": pair.names, "a": pair.a, "b": pair.b}
            file.write(json.dumps({**fields, "truth": pair.truth, "apply_first": pair.first, "why": pair.why}) + "\n")


def pair_of(label):
    """Return one label as a pair."""
    truth, first = proven(label)
    return Pair(
        label.get("project", ""),
        label.get("base"),
        tuple(label.get("files") or ("", "")),
        [text for text in label["a"] if has_statement(text)],
        [text for text in label["b"] if has_statement(text)],
        truth,
        first,
        label.get("why") or "",
    )


def proven(label):
    """Return outcome and what comes first. "breaks" is ordered where the SQLSTATEs say that one order works."""
    truth = FAMILIES.get(label["truth"], label["truth"])
    if truth != "breaks":
        return truth, label.get("apply_first")
    ab, _, ba = (label.get("why") or "").partition("/")
    first = {(True, False): "a", (False, True): "b"}.get((ab == "ok", ba == "ok"))
    return ("ordered" if first else "incompatible"), first


def has_statement(text):
    """Tell whether a text holds more than blanks and comments, which a declared change may not consist of."""
    try:
        return bool(read([text]).statements)
    except DDLError as error:
        return "no statement" not in error.message
