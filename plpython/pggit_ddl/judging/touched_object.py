"""What one change does to one object, all its statements taken together."""

from collections import namedtuple

from ..footprint.roles import LATE, OF_CONSTRAINT, REACHED
from ..footprint.row import PARTS
from .effects import LOST

NEEDLESS_ROLES = frozenset((LATE, REACHED, OF_CONSTRAINT, "member"))  # uses that do without the object, too

# Two rows mean the same object exactly when this is equal. kind and name are None for an object that is known by its
# key alone; the parts of an object share its key, the overloads of a routine that of their name.
Identity = namedtuple("Identity", "key kind name", defaults=(None, None))


def identify(row, new=tuple.__new__):
    """The Identity of a row's object."""
    # Made as namedtuple makes it, without the call: this runs for every row.
    kind, key = row.object_kind, row.key
    if kind in PARTS and row.parent_name is not None:
        return new(Identity, (key, kind, row.object_name))
    if key.startswith("routine:"):
        return new(Identity, (key, "routine", row.object_name))
    return new(Identity, (key, None, None))


class TouchedObject:
    """An object that a change creates, alters, drops, renames or uses."""

    __slots__ = ("altered_parts", "alters", "automatic", "cascade", "declared", "effect", "identity", "kind", "name",
                 "parent", "renamed_to", "row", "uses")

    def __init__(self, identity, kind, name, parent):
        self.identity, self.kind, self.name, self.parent = identity, kind, name, parent
        self.effect = None  # one of EFFECTS, without the alters and uses
        self.row = None  # the creating row, or the dropping or renaming one
        self.alters = {}  # aspect -> (value, whether it says IF EXISTS)
        self.altered_parts = []  # sorted names of the columns, constraints ... of a table that the change alters
        self.uses = {}  # role -> rows
        self.cascade = self.automatic = False
        self.declared = False  # whether the DDL names it; else the catalog does
        self.renamed_to = None  # Identity of the new name

    def as_skipped(self):
        """The same, where CREATE ... IF NOT EXISTS finds an existing object."""
        if self.effect != "create?":
            return self
        copy = TouchedObject(self.identity, self.kind, self.name, self.parent)
        for name in TouchedObject.__slots__:
            setattr(copy, name, getattr(self, name))
        copy.effect = "skip"
        return copy

    def inherited_by(self, key, table):
        """What is done to a column, as it reaches a table that inherits it: not by the table's own DDL."""
        copy = TouchedObject(Identity(key, self.identity.kind, self.identity.name), self.kind, self.name, table)
        copy.effect = self.effect
        copy.alters = {aspect: (value, True) for aspect, (value, _) in self.alters.items()}
        if self.row is not None:
            copy.row = self.row._replace(detail={**self.row.detail, "from_catalog": True, "inherited": True})
        return copy

    def is_needed(self):
        """Whether what the change has done so far fails where the object does not exist."""
        return not (self.uses.keys() <= NEEDLESS_ROLES and all(if_exists for _, if_exists in self.alters.values()))

    def is_dropped(self):
        """Whether the change drops it, perhaps to make another: what is renamed keeps its indexes and the like."""
        return self.effect in LOST and self.renamed_to is None

    def display(self):
        """The name that people see."""
        return self.parent + "." + self.name if self.kind in PARTS and self.parent else self.name


def effect_after(effect, action, detail, is_part):
    """An object's effect (see EFFECTS) after one more CREATE, DROP or RENAME of it."""
    if action != "create":
        if effect is None:
            return action + ("?" if detail.get("if_exists") else "")
        if effect == "recreate":
            return "drop"
        if effect in ("create?", "replace", "recreate?"):
            return "drop?"
        return "transient" if effect in ("create", "within", "transient") else effect
    if effect is None:
        return _effect_of_create(detail, is_part)
    if effect in ("drop", "rename"):
        return "recreate"
    if effect in ("drop?", "rename?"):
        return "recreate?"
    return "create" if effect == "transient" else effect


def _effect_of_create(detail, is_part):
    """The effect of the first CREATE of an object."""
    if detail.get("internal") and is_part:
        return "within"
    if detail.get("exists"):
        return "skip"
    if detail.get("or_replace"):
        return "create?" if detail.get("absent") else "replace"
    return "create?" if detail.get("if_not_exists") else "create"
