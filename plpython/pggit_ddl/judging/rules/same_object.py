"""Two things that mean the same object, compared by the tables in rules.py."""

from ...footprint.name_hints import named_type
from ..effects import (
    ALTERED_IN_USE,
    ANY,
    ASPECTS,
    BARE,
    CELLS,
    COMMUTING,
    CONVERTED,
    FATES,
    INDEX_OF_CONSTRAINT,
    KEPT_BY_REPLACE,
    LATE,
    LISTS,
    NO_KEYS,
    NUMBERS,
    OF_CONSTRAINT,
    REACHED,
    SEEN_BY_ROLE,
    SLIGHT,
    SO_FROM_THE_START,
    TEXTS,
    TOLD_IN_USE,
    WHOLE,
    mirrored,
)
from ..summary import MADE, REMADE

# What another change does to a name that PostgreSQL chooses: it takes the name, or the next one.
AUTOMATIC = {"drop": "~", "rename": "~", "recreate": "="}
COPIES = frozenset(("all columns", "like", "copy"))  # roles of uses that take what the table has at the moment
KEY_ROLES = ("referenced key", "foreign key")
# Effects whose bearing depends on what kind of constraint it is.
LOSSES = {"drop": "drop", "drop?": "drop", "rename": "rename", "rename?": "rename"}


def snapshot(row, summary):
    """Under which role of SNAPSHOTS a use falls, and what LIKE copies; None if under none."""
    detail = row.detail
    role, name = detail["by"], detail.get("by_name")
    child = row.object_name if role == "partition" and "how" in detail else name
    maker = summary.things.get(("relation:" + str(child), None, None))
    if role == "all columns":
        return ("copy" if detail.get("by_kind") == "table" else "view"), ()
    if role == "like" and (name, row.object_name) in summary.attached:
        # It joins its source: a partition has no columns of its own, a child is changed along with its parent.
        joined = summary.attached[name, row.object_name]
        copied = () if "defaults" in detail["copied"] else ("no defaults",)
        return None if joined == "partition" else ("joined like", copied)
    if role in ("inherit", "partition") and detail.get("how") and (maker is None or maker.net not in MADE):
        return detail["how"], ()
    if role in ("inherit", "partition") and (maker is None or maker.net not in MADE):
        return None
    return role, tuple(detail.get("copied", ()))


def done_to(part):
    """What a change does to a part of a table, in the words of SNAPSHOTS."""
    done = set(part.alters)
    detail = part.row.detail if part.row is not None else {}
    if part.net and "renamed_from" not in detail and not (part.net == "drop?" and "absent" in detail):
        done.add(part.net)
        if part.kind == "constraint" and part.net in LOSSES:
            done.add(LOSSES[part.net] + " " + (detail.get("type") or named_type(part.name) or "untyped"))
    if part.kind == "constraint" and part.net in ("create", "create?"):
        done |= {detail.get("type"), "not valid" if detail.get("not_valid") else None}
    return done


def merged(part, own_type):
    """A column that a parent gets, on the left, and one of the same name that its new child has by itself."""
    if "renamed_from" in part.row.detail:
        return "<"  # 42701: column of relation already exists
    if part.row.detail.get("type") != own_type:
        return "x"  # 42804: child table has different type for column
    return "~" if "default" in part.row.detail else "="  # the child's own column keeps its own


def fate(row, summary):
    """What becomes of the user in a use row when the object is dropped: goes, stops or stays."""
    detail = row.detail or {}
    of_table, of_column, of_other = FATES.get(detail.get("by"), FATES["expression"])
    table = row.parent_name if row.object_kind == "column" else row.object_name
    if detail.get("how") == "leave":
        return "goes"
    owner = summary.owners.get((detail.get("by_kind"), detail.get("by_name")))
    if row.object_kind not in ("column", "table", "foreign table") or (owner is not None and owner != table):
        return of_other
    if detail.get("by") == "foreign key" and (
            owner is None or row.object_name in summary.references.get(row.key, {}).get(detail.get("by_name"), ())):
        return of_other  # a table may refer to itself
    return of_column if row.object_kind == "column" else of_table


def loses_key(thing, maker):
    """Whether a column is made anew without the key that the old one had."""
    return thing.kind == "column" and frozenset((thing.name,)) not in maker.unique.get(thing.identity[0], ())


def dropped_in_use(cell, thing, user, summary, maker):
    """Cells u and v: a drop, or a drop and a new creation, of what the other change uses. Returns (cell, role)."""
    roles = {}
    for role, rows in user.uses.items():
        if role == "member":
            roles["stops" if summary.creates_in(user.name) else "goes"] = role
        elif role == "part":
            roles["goes"] = role
        else:
            for row in rows if role != REACHED else ():
                roles.setdefault(fate(row, summary), role)
    fated = next((fated for fated in ("stops", "goes", "stays", "frees", "turns") if fated in roles), None)
    role = roles.get(fated)
    if fated in ("frees", "turns"):
        return ("<" if fated == "frees" else "~"), role
    stops = "stops" in roles and not thing.cascade
    if cell == "v" and fated == "stops" and role in KEY_ROLES and loses_key(thing, maker):
        return ("x" if stops else ">"), role  # 42830 once the key has gone with the old column
    if cell == "u":
        return ("x" if stops else ">"), role
    if stops and thing.moved_to is None:
        return "<", role
    return ("~" if roles.keys() - {"stays"} or not COPIES.isdisjoint(user.uses) else "="), role


def fits(value, pattern):
    """Whether an ALTER's value is one that a rule speaks of."""
    if pattern == BARE:
        return isinstance(value, str) and not value.startswith(TEXTS) and " using " not in value
    if pattern == CONVERTED:
        return isinstance(value, str) and " using " in value and not value.startswith(NUMBERS)
    if pattern == WHOLE:
        return isinstance(value, str) and "(" not in value
    if isinstance(pattern, tuple):
        return isinstance(value, str) and value.startswith(pattern)
    return pattern == ANY or (value is None) == (pattern is None)


def is_no_key(value):
    """Whether hardly any key has this type, so that what has it refers to none."""
    return fits(value, NO_KEYS)


def is_converted(value):
    """Whether a column of this new type most likely cannot refer to what it did before."""
    return fits(value, CONVERTED) or is_no_key(value)


def altered_twice(kind, aspect_a, value_a, aspect_b, value_b):
    """The outcome of two ALTERs of one object."""
    for rule_kind, left, left_value, right, right_value, cell in ASPECTS:
        if rule_kind != kind:
            continue
        if (aspect_a, aspect_b) == (left, right) and fits(value_a, left_value) and fits(value_b, right_value):
            return cell
        if (aspect_b, aspect_a) == (left, right) and fits(value_b, left_value) and fits(value_a, right_value):
            return mirrored(cell)
    if aspect_a != aspect_b or value_a == value_b or aspect_a in COMMUTING:
        return "="
    if aspect_a == "privileges":
        ours, theirs = granted(value_a), granted(value_b)
        return "~" if any(verb != other and grantee == one and ("all" in (what, which) or what == which)
                          for (what, grantee), verb in ours.items() for (which, one), other in theirs.items()) else "="
    if aspect_a in LISTS:
        ours, theirs = settings(value_a), settings(value_b)
        return "~" if any(ours[name] != theirs[name] for name in ours.keys() & theirs.keys()) else "="
    return "~"


def settings(value):
    """A list of settings such as `(fillfactor = 70, autovacuum_enabled)` as {name: text}."""
    items = str(value).strip("() ").split(",")
    return {item.partition("=")[0].strip(): item.strip() for item in items}


def granted(values):
    """GRANTs and REVOKEs as {(privilege, grantee): grant or revoke}."""
    verbs = {}
    for value in values:
        privileges, _, rest = str(value).partition(" on ")
        verb, _, privileges = privileges.partition(" ")
        grantees = rest.rpartition(" to " if verb == "grant" else " from ")[2]
        for grantee in grantees.split(","):
            for privilege in privileges.replace("all privileges", "all").split(","):
                verbs[privilege.strip(), grantee.split()[0] if grantee.split() else ""] = verb
    return verbs


def altered_in_use(kind, aspect, value, role):
    """The outcome of an ALTER on the left and a use on the right; None = not worth a word."""
    for rule_kind, rule_aspect, rule_value, rule_role, cell in ALTERED_IN_USE:
        if (rule_kind, rule_aspect, rule_role) == (kind, aspect, role) and fits(value, rule_value):
            return cell
    return "=" if aspect in TOLD_IN_USE else None


def meet(a, b, summary_a, summary_b):
    """Yield (cell, effect of a, effect of b, aspect, role of the use) for one object that both changes touch."""
    if a.net and b.net:
        cell = CELLS[a.net, b.net]
        if a.net == b.net == "create" and (a.automatic or b.automatic) and a.identity[1] != "primary key":
            # for the second of two names of its own choice PostgreSQL picks another
            cell = "d" if a.automatic and b.automatic else ">" if a.automatic else "<"
        for one, other in ((a, b), (b, a)):
            if one.automatic and one.net == "create":
                cell = AUTOMATIC.get(other.net, cell)
        cell = known_to_catalog(a, b, cell, summary_a, summary_b)
        if cell == "d":
            cell = "=" if summary_a.definition(a) == summary_b.definition(b) else "~"
            if a.net == b.net == "replace" and a.row.detail.get("returns") != b.row.detail.get("returns"):
                cell = "x"  # 42P13: cannot change return type of existing function
        yield cell, a.net, b.net, "primary key" if a.identity[1] == "primary key" else None, None
    yield from met_halfway(a, b, summary_b, summary_a)
    for cell, left, right, aspect, role in met_halfway(b, a, summary_a, summary_b):
        yield mirrored(cell), right, left, aspect, role
    for aspect, (value, maybe) in a.alters.items():
        for other, (other_value, other_maybe) in b.alters.items():
            cell = altered_twice(a.kind, aspect, value, other, other_value)
            yield cell, altering(maybe), altering(other_maybe), aspect if aspect == other else (aspect, other), None


def known_to_catalog(a, b, cell, summary_a, summary_b):
    """What becomes of a meeting when the catalog knows more about one side than its DDL shows."""
    for one, other, turned in ((a, b, False), (b, a, True)):
        detail = (one.row.detail if one.row is not None else None) or {}
        if "from_catalog" not in detail:
            continue
        if detail.get("inherited") and one.net == other.net == "create":
            # A child's own column, or equal condition, becomes one with its parent's that comes later.
            if one.kind == "constraint":
                return "=" if summary_a.definition(a) == summary_b.definition(b) else "x"
            known = detail.get("type") == (other.row.detail or {}).get("type")
            return ("<" if turned else ">") if known else "x"
        if one.net == "drop?" and other.net == "create":
            return ">" if turned else "<"  # it is there, so the name is free only after the drop
        if one.net == "drop?" and other.net in ("recreate?", "rename?"):
            return "="  # the old one goes in any case, and what the new one needs is judged by itself
        if one.net == "drop?" and other.net == "recreate":
            return "<" if turned else ">"
        if one.net == "drop?" and other.net == "replace" and one.cascade:
            return "="  # the new definition does not need what is dropped, or the drop of that meets it
    return cell


def met_halfway(thing, other, summary, maker):
    """The same for what one change does to an object that the other (summed up in `summary`) alters or uses."""
    if OF_CONSTRAINT in other.uses and other.net is None:
        effect = thing.net or (altering(all(maybe for _, maybe in thing.alters.values())) if thing.alters else None)
        if effect in INDEX_OF_CONSTRAINT and thing.kind == "index":
            yield INDEX_OF_CONSTRAINT[effect], effect, "use", OF_CONSTRAINT, OF_CONSTRAINT
        return
    if other.uses.keys() == {LATE} and not other.alters:
        if thing.net and thing.net != "transient":
            yield "=", thing.net, "use", LATE, LATE
        return
    if thing.net:
        for aspect, (value, maybe) in other.alters.items():
            cell = CELLS[thing.net, altering(maybe)]
            if thing.net in REMADE and thing.kind == "constraint" and is_so(thing.row.detail or {}, aspect, value):
                cell = "="
            if cell == "k":
                kept = aspect in KEPT_BY_REPLACE or value == thing.row.detail.get("properties", {}).get(aspect, ANY)
                cell = "=" if kept else "~"
            yield cell, thing.net, altering(maybe), aspect, None
        role = next((role for role in other.uses if role not in (REACHED, OF_CONSTRAINT)), None)
        if role is not None:
            cell = CELLS[thing.net, "use"]
            if cell in "uv":
                cell, role = dropped_in_use(cell, thing, other, summary, maker)
            else:
                cell = SEEN_BY_ROLE.get(role, {}).get(thing.net, cell)
            yield cell, thing.net, "use", None, role
    for aspect, (value, maybe) in thing.alters.items():
        for role in other.uses:
            cell = altered_in_use(thing.kind, aspect, value, role)
            if cell:
                yield cell, altering(maybe), "use", aspect, role


def is_so(detail, aspect, value):
    """Whether what is made anew already is what an ALTER would make of it."""
    wanted = SO_FROM_THE_START.get((aspect, value))
    return wanted is not None and all(bool(detail.get(name)) == there for name, there in wanted.items())


def altering(maybe):
    """The effect of an ALTER, with or without IF EXISTS."""
    return "alter?" if maybe else "alter"


def is_slight(aspect):
    """Whether two ALTERs touch on something that needs no word (an aspect, or a pair of different ones)."""
    return any(one in SLIGHT for one in aspect) if isinstance(aspect, tuple) else aspect in SLIGHT
