"""What only shows when all rows of a footprint are summed up; each function takes the Summary and adds to it."""

from ..footprint.name_hints import key_columns
from ..footprint.row import PARTS
from ..text.names import quote
from ..text.regexes import regex
from .effects import MADE, REMADE
from .touched_object import Identity, identify

DROPPED_WITHOUT_TABLE = frozenset(("trigger", "policy", "rule"))  # their DROP IF EXISTS does without the table too
TYPE_PARTS = frozenset(("enum value", "attribute"))
BOUND = regex(r"(?s)\b(?:for values (.+?)|default)(?: partition by .+)?$")


def settle(summary):
    """Add what only shows when all rows are in."""
    for key, rows in summary.snapshots.items():
        for detail in (row.detail for row in rows if row.detail["by"] == "partition"):
            partition = summary.whole("relation:" + detail["by_name"])
            if "how" not in detail and partition is not None and partition.row is not None:
                _take_bound(summary, key, detail["by_name"], partition.row.detail.get("definition"))
    for key, part in _settle_parts(summary).items():
        _use_whole(summary, key, part)
    for key, columns in summary.references.items():
        for row in summary.whole(key).uses.get("foreign key", ()):
            if not columns[row.detail["by_name"]] and row.detail["by_name"] not in summary.referenced:
                _use_primary_key(summary, row)
    for identity, touched in summary.objects.items():
        if identity.kind is None and touched.effect in REMADE:
            _remake(summary, identity.key, touched)
        elif identity.kind is None and touched.effect == "create?" and identity.key in summary.parts:
            summary.conditional.append(identity.key)
        if touched.kind == "index" and touched.effect in MADE:
            _settle_index(summary, touched)
    for key, identities in summary.routines.items():
        _remake_routine(key, [summary.objects[identity] for identity in identities])


def _settle_parts(summary):
    """Settle renamed objects, new partitions and altered attributes: {key: the first part that is touched of it}."""
    part_of = {}
    for identity, touched in list(summary.objects.items()):
        if touched.renamed_to is not None:
            _follow_rename(summary, touched)
        if touched.alters.get("partitions", (None,))[0]:  # ATTACH PARTITION; DETACH has no bound
            value = touched.alters["partitions"][0]
            _take_bound(summary, identity.key, value.partition(" ")[0], value)
        if identity.kind not in PARTS or touched.effect == "within" or not touched.declared:
            continue
        if identity.kind == "attribute" and "type" in touched.alters:
            whole = summary.object_of(Identity(identity.key), "type", touched.parent, None)
            whole.alters["attribute type"] = None, False
        if not (touched.effect == "drop?" and identity.kind in DROPPED_WITHOUT_TABLE):
            part_of.setdefault(identity.key, touched)
    return part_of


def _take_bound(summary, key, partition, text):
    """Remember what a new partition holds: each value of a list by itself, else the words of the bound."""
    found = BOUND.search(text or "")
    if found:
        bound = found.group(1) or "default"
        listed = bound[3:].strip("() ").split(", ") if bound.startswith("in") else [bound]
        summary.bounds.setdefault(key, {}).update(dict.fromkeys(listed, partition))


def _follow_rename(summary, touched):
    """An object that is renamed, and dropped under its new name, is dropped."""
    new = summary.objects.get(touched.renamed_to)
    if new is not None and new.effect == "transient":
        touched.renamed_to = None
        touched.cascade = touched.cascade or new.cascade
        if touched.effect in ("rename", "rename?"):
            touched.effect = touched.effect.replace("rename", "drop")


def _use_whole(summary, key, part):
    """A change that touches a part needs the whole, whether or not a row says so."""
    whole = summary.object_of(Identity(key), "type" if part.kind in TYPE_PARTS else "table", part.parent, None)
    parts = [summary.objects[identity] for identity in summary.parts[key]]
    whole.altered_parts = sorted({each.name for each in parts if each.effect or each.alters})
    if not (whole.effect or whole.alters or whole.uses):
        whole.uses["part"] = []


def _use_primary_key(summary, row):
    """A reference that names no columns needs the primary key, whatever columns that most likely is on."""
    detail = {**row.detail, "by": "referenced key"}
    row = row._replace(object_kind="column", parent_name=row.object_name, detail=detail)
    for name in sorted(map(quote, key_columns(row.parent_name))):
        use = row._replace(object_name=name)
        touched = summary.object_of(identify(use), "column", name, use.parent_name)
        touched.uses.setdefault("referenced key", []).append(use)


def _remake(summary, key, touched):
    """What was dropped and created again has lost the parts that the new definition does not have."""
    source = (touched.row.detail or {}).get("renamed_from")
    source = key if source is None else key.partition(":")[0] + ":" + str(source)
    parts = [summary.objects[identity] for identity in summary.parts.get(source, ())]
    summary.remade[key] = {part.identity._replace(key=key) for part in parts if part.effect == "within"}
    for part in parts:
        if part.effect == "within":
            part.effect = None  # a change that needs it finds it, in the old and in the new


def _settle_index(summary, touched):
    """The index of a table that is made anew, or made only if it is not there yet."""
    if summary.does(touched.parent, REMADE):
        touched.effect = "recreate?"  # one of this name went with the old table, if there was one
    elif summary.constraint_of(touched) in summary.objects and summary.does(touched.parent, ("create?",)):
        touched.effect = "create?"


def _remake_routine(key, routines):
    """DROP FUNCTION f and CREATE FUNCTION f(integer) most likely mean the same one."""
    bare = [each for each in routines if "routine:" + each.name == key and each.effect in ("drop", "drop?")]
    made = [each for each in routines if each.effect in MADE]
    if bare and made:
        for each in made:
            each.effect, each.cascade = bare[0].effect.replace("drop", "recreate"), bare[0].cascade
        bare[0].effect = None
