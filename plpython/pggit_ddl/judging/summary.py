"""A footprint, summed up per object: what a change does to each, all its statements taken together.

Taking up the rows and settling what only shows when all are in (settling.py) is linear in the rows.
"""

from collections import namedtuple

from ..footprint.name_hints import OF_PARTITION, SPEAKS_OF
from ..footprint.roles import OF_CONSTRAINT, SNAPSHOT_ROLES
from ..footprint.row import PARTS
from ..text.names import last_part, quote, schema_of
from .effects import LOST, MADE, NEWLY_MADE, SKIPPED
from .former_names import FormerNames
from .lost_names import lost_names
from .settling import settle
from .touched_object import Identity, TouchedObject, effect_after, identify

NOT_DEFINITION = frozenset(("if_not_exists", "if_exists", "or_replace", "cascade", "concurrently", "automatic",
                            "internal", "name"))
LIFECYCLE = frozenset(("create", "drop", "rename"))
DEFAULT_PRIVILEGES = frozenset(("default privileges", "default privileges everywhere"))
CATALOG_ANSWERS = frozenset(("exists", "absent"))  # details that only the catalog adds
HAVE_OWNER_TABLES = frozenset(("index", "constraint", "trigger", "policy", "rule"))
# What an index is on.
Columns = namedtuple("Columns", "table columns where")


class Summary:
    """What a change does to each object.

    judge() takes one wherever it takes rows, which pays when one change meets many others.
    """

    def __init__(self, rows):
        self.objects = {}  # Identity -> TouchedObject
        self.owner_tables = {}  # (kind, name) -> table, of the indexes, constraints ... that use something
        self.routines = {}  # key -> identities
        self.parts = {}  # key -> identities of columns, enum values ...
        self.remade = {}  # key of something dropped and created again -> identities of its new parts
        self.indexes = {}  # Columns -> indexes
        self.attached = {}  # (table, the table that it joins) -> partition or inherit
        self.conditional = []  # keys of what has parts and is made only if it is not there
        self.snapshots = {}  # table's key -> uses by SELECT *, LIKE and the like
        self.unique = {}  # table's key -> {columns: object}: what a foreign key may refer to; (): the primary key
        self.references = {}  # table's key -> {foreign key: columns that it refers to, none for the primary key}
        self.referenced = {}  # foreign key -> names of the constraints that it needs, if the catalog has told
        self.value_positions = {}  # type's key -> {BEFORE or AFTER which value: [new enum values]}
        self.bounds = {}  # partitioned table's key -> {what a new partition of it holds: the partition's name}
        self.knows_catalog = False  # whether the catalog has added what it knows
        self._schemas = self._default_privileges = self._lost_names = self._indexed = self._named_after = None
        self._former_names = FormerNames()
        for row in rows:
            self._take(self._former_names.row_outside(row))
        settle(self)

    def object_of(self, identity, kind, name, parent):
        """The object, entered if it is new."""
        touched = self.objects.get(identity)
        if touched is None:
            touched = self.objects[identity] = TouchedObject(identity, kind, name, parent)
            if identity.kind == "routine":
                self.routines.setdefault(identity.key, []).append(identity)
            elif identity.kind in PARTS:
                self.parts.setdefault(identity.key, []).append(identity)
        return touched

    def whole(self, key):
        """The object with this key that is neither a part nor a routine, or None."""
        return self.objects.get((key, None, None))  # equal to the Identity, and made faster

    def _take(self, row):
        """One row of the footprint."""
        detail = row.detail or {}
        touched = self.object_of(identify(row), row.object_kind, row.object_name, row.parent_name)
        from_catalog = bool(detail.get("from_catalog"))
        touched.declared = touched.declared or not from_catalog
        # The catalog also adds the type of a constraint that is dropped or renamed.
        self.knows_catalog = self.knows_catalog or from_catalog or not CATALOG_ANSWERS.isdisjoint(detail) or (
            row.object_kind == "constraint" and row.action in ("drop", "rename") and "type" in detail)
        if row.action in LIFECYCLE:
            self._take_lifecycle(touched, row, detail)
        elif row.action == "use" and detail.get("how") == "join" and detail.get("internal"):
            self.attached[row.object_name, detail.get("by_name")] = "partition"
        elif detail.get("internal"):
            return
        elif row.action == "alter":
            _take_alter(touched, detail)
            if touched.effect is None:
                touched.kind = row.object_kind
        else:
            self._take_use(touched, row, detail)

    def _take_use(self, touched, row, detail):
        """A use of an object, under its role."""
        role = detail.get("by")
        if role == "expression" and detail.get("by_kind") == "table" and row.object_kind == "column":
            role = "copy"
        if role in SNAPSHOT_ROLES:
            parent = "relation:" + detail["by_name"] if role == "partition" and "how" in detail else row.key
            self.snapshots.setdefault(parent, []).append(row)
        if role == "inherit":
            self.attached[detail.get("by_name"), row.object_name] = role
        touched.uses.setdefault(role, []).append(row)
        if role == "foreign key" and row.object_kind == "table":
            self.references.setdefault(row.key, {})[detail.get("by_name")] = frozenset(detail.get("columns") or ())
        elif role == "referenced key":
            known = self.referenced.setdefault(detail.get("by_name"), [])
            if row.object_kind == "constraint":
                known.append(row.object_name)

    def _take_lifecycle(self, touched, row, detail):
        """A CREATE, DROP or RENAME of an object."""
        action, identity = row.action, touched.identity
        if (action == "create" and "renamed_from" in row.detail and touched.effect in ("rename", "rename?")
                and self._former_names.is_back(row, identity)):
            # Renamed there and back: it only has to be there.
            touched.effect = touched.row = touched.renamed_to = None
            touched.uses.setdefault("part", [])
            return
        if detail.get("internal") and identity.kind in PARTS and self.does(row.parent_name, SKIPPED):
            if self.whole(row.key).row.statement_no == row.statement_no:
                return  # of a table that is there already
            detail = {key: value for key, value in detail.items() if key != "internal"}
        if touched.effect is None:
            touched.kind = row.object_kind
            if touched.is_needed():  # by an earlier statement, so that IF EXISTS and IF NOT EXISTS find it
                detail = {**detail, "exists": "if_not_exists" in detail, "if_exists": None}
        touched.effect = effect_after(touched.effect, action, detail, identity.kind in PARTS)
        if OF_CONSTRAINT in touched.uses and action == "create":
            del touched.uses[OF_CONSTRAINT]
            touched.effect = "recreate?"  # the index of a constraint that the change drops
        if touched.effect == "skip":
            touched.row = touched.row or row
            return
        if action == "create" or touched.row is None:
            touched.row = row
            touched.parent = row.parent_name or touched.parent
        if detail.get("cascade"):
            touched.cascade = True
        if touched.effect.startswith(("drop", "recreate")):
            touched.alters, touched.uses = {}, {}
        if action == "create":
            self._take_create(touched, row, detail)
        elif action == "rename" and not detail.get("internal"):
            touched.renamed_to = _new_identity(identity, detail.get("new_name"))

    def _take_create(self, touched, row, detail):
        """What others may collide with beside the new object itself: its columns, its key, its place."""
        touched.automatic = bool(detail.get("automatic"))
        if row.object_kind in HAVE_OWNER_TABLES and row.parent_name is not None:
            self.owner_tables[row.object_kind, row.object_name] = row.parent_name
        if detail.get("internal"):
            return
        if row.object_kind == "index" and detail.get("columns"):
            about = Columns(row.parent_name, tuple(detail["columns"]), detail.get("where"))
            self.indexes.setdefault(about, []).append(touched)
        if row.object_kind in ("constraint", "index"):
            self._take_key(touched, row, detail)
        if row.object_kind == "enum value" and "renamed_from" not in detail:
            self._take_enum_value(row, detail)

    def _take_key(self, touched, row, detail):
        """A new primary key, unique constraint or unique index: what foreign keys may refer to."""
        primary, is_constraint = detail.get("type") == "primary key", row.object_kind == "constraint"
        if primary and is_constraint:
            slot = self.object_of(
                Identity(row.key, "primary key", ""), "constraint", row.object_name, row.parent_name)
            slot.effect, slot.row = "create", row
        unique = detail.get("type") == "unique" if is_constraint else detail.get("unique")
        if not primary and not (unique and not detail.get("where")):
            return
        if is_constraint or self.constraint_of(touched) not in self.objects:
            made = self.unique.setdefault(row.key if is_constraint else "relation:" + str(row.parent_name), {})
            if detail.get("columns"):
                made[frozenset(detail["columns"])] = touched
            if primary:
                made[frozenset()] = touched

    def _take_enum_value(self, row, detail):
        """Remember where a new enum value goes; the value that it is put next to is used."""
        position = detail.get("position")
        self.value_positions.setdefault(row.key, {}).setdefault(position, []).append(row.object_name)
        if position is not None:
            near = position.partition(" ")[2]
            touched = self.object_of(Identity(row.key, "enum value", near), "enum value", near, row.parent_name)
            if touched.effect is None:
                touched.uses.setdefault("position", []).append(row)

    @property
    def indexed(self):
        """The indexes that the change makes, as {(table, their columns' bare names): [index]}."""
        if self._indexed is None:
            self._indexed = {}
            for (table, columns, _), indexes in self.indexes.items():
                self._indexed.setdefault((table, bare_columns(columns)), []).extend(indexes)
        return self._indexed

    @property
    def named_after(self):
        """The identities of those objects that may be named after a table."""
        if self._named_after is None:
            self._named_after = [
                identity for identity, touched in self.objects.items() if touched.kind in SPEAKS_OF and (
                    touched.kind not in ("column", "table") or "type" in touched.alters
                    or OF_PARTITION.search(touched.name))]
        return self._named_after

    @property
    def lost_names(self):
        """What others name things after and the change drops: see lost_names()."""
        if self._lost_names is None:
            self._lost_names = lost_names(self.objects)
        return self._lost_names

    def lost_keys(self, key):
        """The constraints of a table that the change drops, perhaps to make them anew, as {name: object}."""
        return {identity.name: self.objects[identity] for identity in self.parts.get(key, ())
                if identity.kind == "constraint" and self.objects[identity].effect in LOST}

    def finds_existing(self, key, other):
        """Whether CREATE TABLE IF NOT EXISTS finds a table: the other change needs columns that it would not make."""
        made = {identity for identity in self.parts[key] if self.objects[identity].effect == "within"}
        return bool(made) and any(
            identity.kind == "column" and identity not in made
            and other.objects[identity].effect not in MADE | {"within"}
            for identity in other.parts.get(key, ()))

    def definition(self, touched):
        """What makes two creations the same."""
        detail = touched.row.detail or {}
        if "renamed_from" in detail:
            identity = touched.identity
            source = Identity(identity.key.partition(":")[0] + ":" + str(detail["renamed_from"]))
            if identity.kind in PARTS:
                source = identity._replace(name=detail["renamed_from"])
            made = self.objects.get(source)
            if made is None or made.row is None or made.row.action != "create" or made is touched:
                return "renamed from", detail["renamed_from"]
            detail = made.row.detail or {}
        if detail.get("definition") is not None:
            return detail["definition"]
        return {key: value for key, value in detail.items() if key not in NOT_DEFINITION}

    @staticmethod
    def constraint_of(index):
        """The identity of the constraint that this index may belong to."""
        return Identity("relation:" + str(index.parent), "constraint", quote(last_part(index.name)))

    def does(self, table, effects):
        """Whether what the change does to a table is among these effects."""
        touched = self.whole("relation:" + str(table))
        return touched is not None and touched.effect in effects

    @property
    def default_privileges(self):
        """The schemas whose default privileges the change alters."""
        if self._default_privileges is None:
            self._default_privileges = [touched for identity, touched in self.objects.items()
                                        if identity.key.startswith("schema:")
                                        and not DEFAULT_PRIVILEGES.isdisjoint(touched.alters)]
        return self._default_privileges

    def made_in(self, schema, kinds):
        """What the change newly makes in a schema (or in any), of some kinds.

        Where nothing is known, IF NOT EXISTS is taken to make something, and OR REPLACE to make a view.
        """
        return [touched for identity, touched in self.objects.items()
                if touched.kind in kinds and identity.kind not in PARTS
                and (touched.effect in NEWLY_MADE or (touched.effect in MADE and (
                    "absent" in touched.row.detail or not (self.knows_catalog or identity.kind == "routine"))))
                and "renamed_from" not in touched.row.detail
                and (schema is None or (schema_of(touched.name) or "public") == schema)]

    def creates_in(self, schema):
        """Whether the change makes a new object in this schema."""
        if self._schemas is None:
            self._schemas = {schema_of(touched.name) or "public" for identity, touched in self.objects.items()
                             if identity.kind not in PARTS and touched.effect in MADE}
        return schema in self._schemas


def _new_identity(identity, new_name):
    """The Identity of what is renamed under its new name, None for a routine."""
    if identity.kind in PARTS:
        return identity._replace(name=new_name)
    return Identity(identity.key.partition(":")[0] + ":" + str(new_name)) if identity.kind is None else None


def _take_alter(touched, detail):
    """Of several ALTERs of one aspect the last counts; privileges add up."""
    aspect, value = detail.get("aspect"), detail.get("value")
    if aspect == "type" and detail.get("using"):
        value = f"{value} using {detail['using']}"
    if aspect == "privileges":
        before = touched.alters.get(aspect)
        if before is not None:
            before[0].append(value)
            return
        value = [value]
    if_exists = bool(detail.get("if_exists")) and touched.alters.get(aspect, (None, True))[1]
    touched.alters[aspect] = value, if_exists


def bare_columns(columns):
    """The columns of an index without operator classes, directions and the like."""
    return tuple(column.partition(" ")[0] for column in columns)
