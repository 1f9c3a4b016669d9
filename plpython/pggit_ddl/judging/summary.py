"""One footprint, summed up per object: what a change does to each thing, all its statements taken together.

Taking up the rows and settling what only shows when all are in is linear in the rows.
"""

from ..footprint.name_hints import (
    CHANGED,
    NAME,
    OF_PARTITION,
    PRIMARY,
    RETYPED,
    SPEAKS_OF,
    aliases,
    called,
    is_key,
    key_columns,
    named_type,
    of_column,
    spelled,
)
from ..footprint.roles import LATE, OF_CONSTRAINT, REACHED, SNAPSHOT_ROLES
from ..footprint.row import PARTS
from ..text.names import last_part, quote, schema_of
from ..text.regexes import regex
from .effects import KEPT, LOST, MADE, NEWLY_MADE, REMADE

NOT_DEFINITION = frozenset(("if_not_exists", "if_exists", "or_replace", "cascade", "concurrently", "automatic",
                            "internal", "name"))
TOLERANT = frozenset(("trigger", "policy", "rule"))  # their DROP IF EXISTS does without the table too
TYPE_PARTS = frozenset(("enum value", "attribute"))
LIFE = frozenset(("create", "drop", "rename"))
EVERYWHERE = frozenset(("default privileges", "default privileges everywhere"))
ANSWERS = frozenset(("exists", "absent"))  # details that only the catalog adds (as it adds the type of what is dropped)
PROVE_NOTHING = frozenset((LATE, REACHED, OF_CONSTRAINT, "member"))  # roles of uses by what does without, too
BOUND = regex(r"(?s)\b(?:for values (.+?)|default)(?: partition by .+)?$")
OWNED = frozenset(("index", "constraint", "trigger", "policy", "rule"))


class Thing:
    """What one change does to one object."""

    __slots__ = ("altered_parts", "alters", "automatic", "cascade", "declared", "identity", "kind", "moved_to", "name",
                 "net", "parent", "row", "uses")

    def __init__(self, identity, kind, name, parent):
        self.identity, self.kind, self.name, self.parent = identity, kind, name, parent
        self.net = None  # one of EFFECTS, without the alters and uses
        self.row = None  # the creating row, or the dropping or renaming one
        self.alters = {}  # aspect -> (value, IF EXISTS)
        self.altered_parts = []  # sorted names of the columns, constraints ... of a table that the change alters
        self.uses = {}  # role -> rows
        self.cascade = self.automatic = False
        self.declared = False  # whether the DDL names it; else the catalog does
        self.moved_to = None  # identity of the new name

    def found(self):
        """The same, where CREATE ... IF NOT EXISTS finds one."""
        if self.net != "create?":
            return self
        copy = Thing(self.identity, self.kind, self.name, self.parent)
        for name in Thing.__slots__:
            setattr(copy, name, getattr(self, name))
        copy.net = "kept"
        return copy

    def reaching(self, key, table):
        """What is done to a column, as it reaches a table that inherits it: not by the table's own DDL."""
        copy = Thing((key, *self.identity[1:]), self.kind, self.name, table)
        copy.net = self.net
        copy.alters = {aspect: (value, True) for aspect, (value, _) in self.alters.items()}
        if self.row is not None:
            copy.row = self.row._replace(detail={**self.row.detail, "from_catalog": True, "inherited": True})
        return copy

    def is_needed(self):
        """Whether what the change has done so far fails where the object does not exist."""
        return not (self.uses.keys() <= PROVE_NOTHING and all(maybe for _, maybe in self.alters.values()))

    def display(self):
        """The name that people see."""
        return self.parent + "." + self.name if self.kind in PARTS and self.parent else self.name


class Summary:
    """A footprint, summed up per object.

    judge() takes one wherever it takes rows, which pays when one change meets many others.
    """

    def __init__(self, rows):
        self.things = {}
        self.owners = {}  # (kind, name) -> table, of the indexes, constraints ... that use something
        self.routines = {}  # key -> identities
        self.parts = {}  # key -> identities of columns, enum values ...
        self.remade = {}  # key of something dropped and created again -> identities of its new parts
        self.indexes = {}  # (table, columns, condition) -> index names
        self.attached = {}  # (table, the table that it joins) -> partition or inherit
        self.conditional = []  # keys of what has parts and is made only if it is not there
        self.snapshots = {}  # table's key -> uses by SELECT *, LIKE and the like
        self.unique = {}  # table's key -> {columns: thing}: what a foreign key may refer to; (): the primary key
        self.references = {}  # table's key -> {foreign key: columns that it refers to, none for the primary key}
        self.referenced = {}  # foreign key -> names of the constraints that it needs, if the catalog has told
        self.places = {}  # type's key -> {BEFORE or AFTER which value: [new enum values]}
        self.bounds = {}  # partitioned table's key -> {what a new partition of it holds: the partition's name}
        self._schemas = self._default_privileges = self._lost_names = self._indexed = self._named = None
        self._renamed = {}  # new name of a table, or (key, kind, new name) of a part -> the name that others know
        self._known = set()  # what those names stood for
        self.is_told = False  # whether the catalog has added what it knows
        self._own = set()  # identities of what the change makes anew
        for row in rows:
            self._take(self._outside(row))
        self._settle()

    def _outside(self, row):
        """A row as others see it: after a renaming the change goes on under the new name, which they do not know."""
        new, detail, action = row, row.detail or {}, row.action
        is_part = row.object_kind in PARTS and row.parent_name is not None
        if self._renamed and "renamed_from" not in detail:
            parent, goes_on = self._renamed.get(row.parent_name), action in ("alter", "use")
            if parent is not None:
                new = row._replace(parent_name=parent, key="relation:" + parent if is_part else row.key)
            elif goes_on and not is_part and row.key.startswith("relation:"):
                name = self._renamed.get(row.object_name)
                new = row if name is None else row._replace(object_name=name, key="relation:" + name)
            if goes_on and is_part:
                name = self._renamed.get((new.key, row.object_kind, row.object_name))
                new = new if name is None else new._replace(object_name=name)
        identity = identify(new)
        if action == "rename":
            self._rename(new, detail.get("new_name"), identity, is_part)
        elif action == "create":
            if "renamed_from" not in detail:
                self._own.add(identity)
            elif self._renamed.get(row.object_name) == row.object_name:
                return new  # it has got its old name back
            if not is_part and row.object_name in self._known:  # the old name now means something else
                for name in [name for name, known in self._renamed.items() if known == row.object_name]:
                    del self._renamed[name]
        if new is not row and identity not in self._own and "internal" in detail:
            new = new._replace(detail={key: value for key, value in detail.items() if key != "internal"})
        return new

    def _rename(self, row, new_name, identity, is_part):
        """Remember what a name that a renaming gives stands for."""
        if identity in self._own:
            new = (row.key, row.object_kind, new_name) if is_part else ("relation:" + str(new_name), None, None)
            self._own.add(new)
        elif is_part:
            place = row.key, row.object_kind
            self._renamed[(*place, new_name)] = self._renamed.get((*place, row.object_name), row.object_name)
        elif row.key.startswith("relation:") and (
                row.object_name in self._renamed or not (row.detail or {}).get("internal")):
            self._renamed[new_name] = self._renamed.get(row.object_name, row.object_name)
            self._known.add(self._renamed[new_name])

    def _thing(self, identity, kind, name, parent):
        thing = self.things.get(identity)
        if thing is None:
            thing = self.things[identity] = Thing(identity, kind, name, parent)
            if identity[1] == "routine":
                self.routines.setdefault(identity[0], []).append(identity)
            elif identity[1] in PARTS:
                self.parts.setdefault(identity[0], []).append(identity)
        return thing

    def _take(self, row):
        detail = row.detail or {}
        identity = identify(row)
        thing = self._thing(identity, row.object_kind, row.object_name, row.parent_name)
        told = bool(detail.get("from_catalog"))
        thing.declared = thing.declared or not told
        self.is_told = self.is_told or told or not ANSWERS.isdisjoint(detail) or (
            row.object_kind == "constraint" and row.action in ("drop", "rename") and "type" in detail)
        if row.action in LIFE:
            self._take_life(thing, row, detail, identity)
        elif row.action == "use" and detail.get("how") == "join" and detail.get("internal"):
            self.attached[row.object_name, detail.get("by_name")] = "partition"
        elif detail.get("internal"):
            return
        elif row.action == "alter":
            self._take_alter(thing, detail)
            if thing.net is None:
                thing.kind = row.object_kind
        else:
            role = detail.get("by")
            if role == "expression" and detail.get("by_kind") == "table" and row.object_kind == "column":
                role = "copy"
            if role in SNAPSHOT_ROLES:
                parent = "relation:" + detail["by_name"] if role == "partition" and "how" in detail else row.key
                self.snapshots.setdefault(parent, []).append(row)
            if role == "inherit":
                self.attached[detail.get("by_name"), row.object_name] = role
            thing.uses.setdefault(role, []).append(row)
            if role == "foreign key" and row.object_kind == "table":
                self.references.setdefault(row.key, {})[detail.get("by_name")] = frozenset(detail.get("columns") or ())
            elif role == "referenced key":
                known = self.referenced.setdefault(detail.get("by_name"), [])
                if row.object_kind == "constraint":
                    known.append(row.object_name)

    @staticmethod
    def _take_alter(thing, detail):
        """Of several ALTERs of one aspect the last counts; privileges add up."""
        aspect, value = detail.get("aspect"), detail.get("value")
        if aspect == "type" and detail.get("using"):
            value = f"{value} using {detail['using']}"
        if aspect == "privileges":
            before = thing.alters.get(aspect)
            if before is not None:
                before[0].append(value)
                return
            value = [value]
        maybe = bool(detail.get("if_exists")) and thing.alters.get(aspect, (None, True))[1]
        thing.alters[aspect] = value, maybe

    def _take_life(self, thing, row, detail, identity):
        action = row.action
        if self._is_home(row, identity):
            # Renamed there and back: it only has to be there.
            thing.net = thing.row = thing.moved_to = None
            thing.uses.setdefault("part", [])
            return
        if detail.get("internal") and identity[1] in PARTS and self.does(row.parent_name, KEPT):
            if self.things[row.key, None, None].row.statement_no == row.statement_no:
                return  # of a table that is there already
            detail = {key: value for key, value in detail.items() if key != "internal"}
        if thing.net is None:
            thing.kind = row.object_kind
            if thing.is_needed():  # by an earlier statement, so that IF EXISTS and IF NOT EXISTS find it
                detail = {**detail, "exists": "if_not_exists" in detail, "if_exists": None}
        thing.net = after(thing.net, action, detail, identity[1] in PARTS)
        if OF_CONSTRAINT in thing.uses and action == "create":
            del thing.uses[OF_CONSTRAINT]
            thing.net = "recreate?"  # the index of a constraint that the change drops
        if thing.net == "kept":
            thing.row = thing.row or row
            return
        if action == "create" or thing.row is None:
            thing.row = row
            thing.parent = row.parent_name or thing.parent
        if action == "rename" and not detail.get("internal"):
            new = detail.get("new_name")
            if identity[1] in PARTS:
                thing.moved_to = (row.key, identity[1], new)
            elif identity[1] is None:
                thing.moved_to = (row.key.partition(":")[0] + ":" + str(new), None, None)
        if detail.get("cascade"):
            thing.cascade = True
        if thing.net.startswith(("drop", "recreate")):
            thing.alters, thing.uses = {}, {}
        if action != "create":
            return
        thing.automatic = bool(detail.get("automatic"))
        if row.object_kind in OWNED and row.parent_name is not None:
            self.owners[row.object_kind, row.object_name] = row.parent_name
        if detail.get("internal"):
            return
        primary = detail.get("type") == "primary key"
        if row.object_kind == "index" and detail.get("columns"):
            self.indexes.setdefault((row.parent_name, tuple(detail["columns"]), detail.get("where")), []).append(thing)
        if primary and row.object_kind == "constraint":
            slot = self._thing((row.key, "primary key", ""), "constraint", row.object_name, row.parent_name)
            slot.net, slot.row = "create", row
        unique = detail.get("type") == "unique" if row.object_kind == "constraint" else detail.get("unique")
        if row.object_kind in ("constraint", "index") and (primary or (unique and not detail.get("where"))):
            key = row.key if row.object_kind == "constraint" else "relation:" + str(row.parent_name)
            if row.object_kind == "constraint" or self.constraint_of(thing) not in self.things:
                made = self.unique.setdefault(key, {})
                if detail.get("columns"):
                    made[frozenset(detail["columns"])] = thing
                if primary:
                    made[frozenset()] = thing
        if row.object_kind == "enum value" and "renamed_from" not in detail:
            self._take_value(row, detail)

    def _take_value(self, row, detail):
        """Remember where a new enum value goes; the value that it is put next to is used."""
        place = detail.get("position")
        self.places.setdefault(row.key, {}).setdefault(place, []).append(row.object_name)
        if place is not None:
            near = place.partition(" ")[2]
            thing = self._thing((row.key, "enum value", near), "enum value", near, row.parent_name)
            if thing.net is None:
                thing.uses.setdefault("position", []).append(row)

    def _take_bound(self, key, partition, text):
        """Remember what a new partition holds: each value of a list by itself, else the words of the bound."""
        found = BOUND.search(text or "")
        if found:
            bound = found.group(1) or "default"
            listed = bound[3:].strip("() ").split(", ") if bound.startswith("in") else [bound]
            self.bounds.setdefault(key, {}).update(dict.fromkeys(listed, partition))

    def _settle(self):
        """What only shows when all rows are in."""
        for key, rows in self.snapshots.items():
            for detail in (row.detail for row in rows if row.detail["by"] == "partition"):
                maker = self.things.get(("relation:" + detail["by_name"], None, None))
                if "how" not in detail and maker is not None and maker.row is not None:
                    self._take_bound(key, detail["by_name"], maker.row.detail.get("definition"))
        touched = {}
        for identity, thing in list(self.things.items()):
            if thing.moved_to is not None:
                self._follow(thing)
            if thing.alters.get("partitions", (None,))[0]:  # ATTACH PARTITION; DETACH has no bound
                value = thing.alters["partitions"][0]
                self._take_bound(identity[0], value.partition(" ")[0], value)
            if identity[1] not in PARTS or thing.net == "within" or not thing.declared:
                continue
            if identity[1] == "attribute" and "type" in thing.alters:
                whole = self._thing((identity[0], None, None), "type", thing.parent, None)
                whole.alters["attribute type"] = None, False
            if not (thing.net == "drop?" and identity[1] in TOLERANT):
                touched.setdefault(identity[0], thing)
        for key, part in touched.items():
            self._need_whole(key, part)
        for key, columns in self.references.items():
            for row in self.things[key, None, None].uses.get("foreign key", ()):
                if not columns[row.detail["by_name"]] and row.detail["by_name"] not in self.referenced:
                    self._need_id(row)
        for identity, thing in self.things.items():
            if identity[1] is None and thing.net in REMADE:
                self._remake(identity[0], thing)
            elif identity[1] is None and thing.net == "create?" and identity[0] in self.parts:
                self.conditional.append(identity[0])
            if thing.kind == "index" and thing.net in MADE:
                self._settle_index(thing)
        for key, identities in self.routines.items():
            self._remake_routine(key, [self.things[identity] for identity in identities])

    def _settle_index(self, thing):
        """The index of a table that is made anew, or made only if it is not there yet."""
        if self.does(thing.parent, REMADE):
            thing.net = "recreate?"  # one of this name went with the old table, if there was one
        elif self.constraint_of(thing) in self.things and self.does(thing.parent, ("create?",)):
            thing.net = "create?"

    @staticmethod
    def _remake_routine(key, routines):
        """DROP FUNCTION f and CREATE FUNCTION f(integer) most likely mean the same one."""
        bare = [thing for thing in routines if "routine:" + thing.name == key and thing.net in ("drop", "drop?")]
        made = [thing for thing in routines if thing.net in MADE]
        if bare and made:
            for thing in made:
                thing.net, thing.cascade = bare[0].net.replace("drop", "recreate"), bare[0].cascade
            bare[0].net = None

    def _remake(self, key, thing):
        """What was dropped and created again has lost the parts that the new definition does not have."""
        source = (thing.row.detail or {}).get("renamed_from")
        source = key if source is None else key.partition(":")[0] + ":" + str(source)
        parts = [self.things[identity] for identity in self.parts.get(source, ())]
        made = {(key, *part.identity[1:]) for part in parts if part.net == "within"}
        self.remade[key] = made
        for part in parts:
            if part.net == "within":
                part.net = None  # whoever needs it finds it, in the old and in the new

    def _is_home(self, row, identity):
        """Whether something that was renamed gets back the name that others know."""
        place = (row.key, row.object_kind, row.object_name) if identity[1] in PARTS else row.object_name
        thing = self.things[identity]
        return (row.action == "create" and "renamed_from" in row.detail and thing.net in ("rename", "rename?")
                and self._renamed.get(place) == row.object_name)

    def _follow(self, thing):
        """Something renamed and dropped under its new name was dropped."""
        new = self.things.get(thing.moved_to)
        if new is not None and new.net == "transient":
            thing.moved_to = None
            thing.cascade = thing.cascade or new.cascade
            if thing.net in ("rename", "rename?"):
                thing.net = thing.net.replace("rename", "drop")

    def _need_whole(self, key, part):
        """Whoever touches a part needs the whole, whether or not a row says so."""
        whole = self._thing((key, None, None), "type" if part.kind in TYPE_PARTS else "table", part.parent, None)
        whole.altered_parts = sorted({self.things[identity].name for identity in self.parts[key]
                                      if self.things[identity].net or self.things[identity].alters})
        if not (whole.net or whole.alters or whole.uses):
            whole.uses["part"] = []

    @property
    def indexed(self):
        """The indexes that the change makes, as {(table, their columns' bare names): [index]}."""
        if self._indexed is None:
            self._indexed = {}
            for (table, columns, _), things in self.indexes.items():
                self._indexed.setdefault((table, bare_columns(columns)), []).extend(things)
        return self._indexed

    @property
    def named(self):
        """Those of the things that may be named after a table."""
        if self._named is None:
            self._named = [identity for identity, thing in self.things.items() if thing.kind in SPEAKS_OF and (
                thing.kind not in ("column", "table") or "type" in thing.alters or OF_PARTITION.search(thing.name))]
        return self._named

    @property
    def lost_names(self):
        """What others name things after and the change drops: {(schema, alias of a table, how): {what: thing}}.

        What is None for the table itself (also where it leaves the schema), a column's name, PRIMARY for its key,
        RETYPED for its column that gets another type, or CHANGED for any that is dropped or gets another type.
        """
        if self._lost_names is None:
            self._lost_names = {}
            for identity, thing in self.things.items():
                retyped = identity[1] == "column" and "type" in thing.alters
                if is_gone(thing) or thing.moved_to is not None or retyped:
                    self._lose(identity, thing)
        return self._lost_names

    def _lose(self, identity, thing):
        """Enter one thing into lost_names."""
        table = thing.parent or thing.name
        what, names = [], aliases(table)
        if identity[1] == "column":
            column = spelled(thing.name)
            what += [CHANGED] if is_gone(thing) or "type" in thing.alters else []
            what += [RETYPED] if "type" in thing.alters and is_key(table, column) else []
            if is_gone(thing):
                what += [column, PRIMARY] if is_key(table, column) else [column]
                self._lost_names.setdefault((schema_of(table), of_column(column), NAME), {})[spelled(table)] = thing
        elif identity[1] == "constraint":
            if (thing.row.detail.get("type") or named_type(thing.name)) == PRIMARY and is_gone(thing):
                what.append(PRIMARY)
        elif identity[1] == "routine":
            names = {called(identity[0].partition(":")[2]): NAME}
            what += [None] if is_gone(thing) else []
        elif identity[1] is None and thing.kind == "table":
            new = thing.moved_to and thing.moved_to[0].partition(":")[2]
            what += [None] if new is None or schema_of(new) != schema_of(thing.name) else []
        for alias, how in names.items() if what else ():
            self._lost_names.setdefault((schema_of(table), alias, how), {}).update(dict.fromkeys(what, thing))

    def lost_keys(self, key):
        """The constraints of a table that the change drops, perhaps to make them anew, as {name: thing}."""
        return {identity[2]: self.things[identity] for identity in self.parts.get(key, ())
                if identity[1] == "constraint" and self.things[identity].net in LOST}

    def _need_id(self, row):
        """A reference that names no columns needs the primary key, whatever columns that most likely is on."""
        detail = {**row.detail, "by": "referenced key"}
        row = row._replace(object_kind="column", parent_name=row.object_name, detail=detail)
        for name in sorted(map(quote, key_columns(row.parent_name))):
            use = row._replace(object_name=name)
            thing = self._thing(identify(use), "column", name, use.parent_name)
            thing.uses.setdefault("referenced key", []).append(use)

    def finds(self, key, other):
        """Whether CREATE TABLE IF NOT EXISTS finds a table: the other change needs columns that it would not make."""
        made = {identity for identity in self.parts[key] if self.things[identity].net == "within"}
        return bool(made) and any(
            identity[1] == "column" and identity not in made and other.things[identity].net not in MADE | {"within"}
            for identity in other.parts.get(key, ()))

    def definition(self, thing):
        """What makes two creations the same."""
        detail = thing.row.detail or {}
        if "renamed_from" in detail:
            source = (thing.identity[0].partition(":")[0] + ":" + str(detail["renamed_from"]), None, None)
            if thing.identity[1] in PARTS:
                source = (thing.identity[0], thing.identity[1], detail["renamed_from"])
            made = self.things.get(source)
            if made is None or made.row is None or made.row.action != "create" or made is thing:
                return "renamed from", detail["renamed_from"]
            detail = made.row.detail or {}
        if detail.get("definition") is not None:
            return detail["definition"]
        return {key: value for key, value in detail.items() if key not in NOT_DEFINITION}

    @staticmethod
    def constraint_of(index):
        """The identity of the constraint that this index may belong to."""
        return "relation:" + str(index.parent), "constraint", quote(last_part(index.name))

    def does(self, table, effects):
        """Whether what the change does to a table is among these effects."""
        thing = self.things.get(("relation:" + str(table), None, None))
        return thing is not None and thing.net in effects

    @property
    def default_privileges(self):
        """The schemas whose default privileges the change alters."""
        if self._default_privileges is None:
            self._default_privileges = [thing for identity, thing in self.things.items()
                                        if identity[0].startswith("schema:")
                                        and not EVERYWHERE.isdisjoint(thing.alters)]
        return self._default_privileges

    def made_in(self, schema, kinds):
        """What the change newly makes in a schema (or in any), of some kinds.

        Where nothing is known, IF NOT EXISTS is taken to make something, and OR REPLACE to make a view.
        """
        return [thing for identity, thing in self.things.items()
                if thing.kind in kinds and identity[1] not in PARTS
                and (thing.net in NEWLY_MADE or (thing.net in MADE and (
                    "absent" in thing.row.detail or not (self.is_told or identity[1] == "routine"))))
                and "renamed_from" not in thing.row.detail
                and (schema is None or (schema_of(thing.name) or "public") == schema)]

    def creates_in(self, schema):
        """Whether the change makes a new object in this schema."""
        if self._schemas is None:
            self._schemas = {schema_of(thing.name) or "public" for identity, thing in self.things.items()
                             if identity[1] not in PARTS and thing.net in MADE}
        return schema in self._schemas


def is_gone(thing):
    """Whether a change drops something, perhaps to make another: what is renamed keeps its indexes and the like."""
    return thing.net in LOST and thing.moved_to is None


def bare_columns(columns):
    """The columns of an index without operator classes, directions and the like."""
    return tuple(column.partition(" ")[0] for column in columns)


def identify(row):
    """Name a row's object: two rows mean the same object exactly when this is equal."""
    if row.object_kind in PARTS and row.parent_name is not None:
        return row.key, row.object_kind, row.object_name
    if row.key.startswith("routine:"):
        return row.key, "routine", row.object_name
    return row.key, None, None


def after(net, action, detail, part):
    """An object's effect (see EFFECTS) after one more CREATE, DROP or RENAME of it."""
    if action != "create":
        if net is None:
            return action + ("?" if detail.get("if_exists") else "")
        if net == "recreate":
            return "drop"
        if net in ("create?", "replace", "recreate?"):
            return "drop?"
        return "transient" if net in ("create", "within", "transient") else net
    if net is None:
        if detail.get("internal") and part:
            return "within"
        if detail.get("exists"):
            return "kept"
        if detail.get("or_replace"):
            return "create?" if detail.get("absent") else "replace"
        return "create?" if detail.get("if_not_exists") else "create"
    if net in ("drop", "rename"):
        return "recreate"
    if net in ("drop?", "rename?"):
        return "recreate?"
    return "create" if net == "transient" else net
