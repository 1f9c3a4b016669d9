"""Two ALTERs of one object.

ASPECTS tells the outcome by what they are about and which value each sets."""

from ..effects import mirrored

# (kind, aspect, value of one ALTER, aspect, value of the other) -> outcome. A value of None is a SET NULL, DROP or
# RESET, SOME is anything else, ANY is either, a tuple lists how it begins. Tried both ways round; where nothing fits,
# the same aspect with another value is divergent and the rest is compatible.
ANY, SOME = "any", "some"
ADDED = ("always", "by default")  # ADD GENERATED ... AS IDENTITY, not a change to an identity
TEXTS = ("text", "character", "citext")
BARE = "no text, without USING"
WHOLE = "without a modifier"  # varchar(80) most likely was another varchar before
CONVERTED = "with USING, to no number"  # most likely to something else than what it was
NUMBERS = ("smallint", "integer", "bigint", "numeric", "real", "double precision")
NO_KEYS = ("numeric", "real", "double precision")  # keys hardly are, and nothing else can be compared with them
LITERAL = ("'",)
ASPECTS = (
    ("column", "identity", ADDED, "identity", ADDED, "x"),  # 55000: is already an identity column
    ("column", "identity", ADDED, "default", SOME, "x"),  # 42601, 55000: a default or an identity, not both
    ("column", "identity", ADDED, "default", None, ">"),  # 42601: an identity column has no default to drop
    ("column", "identity", ADDED, "not null", None, "x"),  # 42601, 55000: an identity column is NOT NULL
    ("column", "type", TEXTS, "type", BARE, ">"),  # 42804: anything turns into text, back it needs USING
    ("column", "type", WHOLE, "default", LITERAL, "~"),  # a string takes the column's type, and stays as it was then
    ("column", "type", ANY, "storage", ANY, "~"),  # a new type resets both to the type's own
    ("column", "type", ANY, "compression", ANY, "~"),
    ("publication", "objects", ("set ",), "objects", ("drop ",), ">"),  # 42704: is not part of the publication
    ("publication", "objects", ("set ",), "objects", ("set ", "add "), "~"),
)
# Aspects without a value, or whose parts are compared one by one: two such ALTERs commute.
COMMUTING = ("columns", "constraints", "triggers", "rules", "policies", "values", "attributes", "attribute type",
             "partitions", "inherit", "objects", "members", "owned objects")
# Aspects whose value is a list of settings, which only collide by name.
LISTS = ("options",)
# (aspect, value of an ALTER of a constraint) -> how a constraint is written that is so from the start.
SO_FROM_THE_START = {
    ("validated", "true"): {"not_valid": False},
    ("options", "not deferrable"): {"deferrable": False, "initially_deferred": False},
    ("options", "deferrable"): {"deferrable": True, "initially_deferred": False},
    ("options", "deferrable initially deferred"): {"deferrable": True, "initially_deferred": True},
}
# Aspects that OR REPLACE leaves as they are.
RETAINED_BY_REPLACE = ("owner", "privileges", "comment")


def altering(if_exists):
    """The effect of an ALTER, with or without IF EXISTS."""
    return "alter?" if if_exists else "alter"


def matches(value, pattern):
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
    return matches(value, NO_KEYS)


def is_converted(value):
    """Whether a column of this new type most likely cannot refer to what it did before."""
    return matches(value, CONVERTED) or is_no_key(value)


def altered_twice(kind, aspect_a, value_a, aspect_b, value_b):
    """The outcome of two ALTERs of one object."""
    for rule_kind, left, left_value, right, right_value, cell in ASPECTS:
        if rule_kind != kind:
            continue
        if (aspect_a, aspect_b) == (left, right) and matches(value_a, left_value) and matches(value_b, right_value):
            return cell
        if (aspect_b, aspect_a) == (left, right) and matches(value_b, left_value) and matches(value_a, right_value):
            return mirrored(cell)
    if aspect_a != aspect_b or value_a == value_b or aspect_a in COMMUTING:
        return "="
    if aspect_a == "privileges":
        left, right = granted(value_a), granted(value_b)
        return "~" if any(verb != other and grantee == one and ("all" in (what, which) or what == which)
                          for (what, grantee), verb in left.items() for (which, one), other in right.items()) else "="
    if aspect_a in LISTS:
        left, right = settings(value_a), settings(value_b)
        return "~" if any(left[name] != right[name] for name in left.keys() & right.keys()) else "="
    return "~"


def settings(value):
    """A list of settings such as `(fillfactor = 70, autovacuum_enabled)` as {name: text}."""
    items = str(value).strip("() ").split(",")
    return {item.partition("=")[0].strip(): item.strip() for item in items}


def granted(values):
    """GRANTs and REVOKEs as {(privilege, grantee): grant or revoke}."""
    verbs = {}
    for value in values:
        privileges, _, target = str(value).partition(" on ")
        verb, _, privileges = privileges.partition(" ")
        grantees = target.rpartition(" to " if verb == "grant" else " from ")[2]
        for grantee in grantees.split(","):
            for privilege in privileges.replace("all privileges", "all").split(","):
                verbs[privilege.strip(), grantee.split()[0] if grantee.split() else ""] = verb
    return verbs


def is_written_so(detail, aspect, value):
    """Whether what is made anew already is what an ALTER would make of it."""
    wanted = SO_FROM_THE_START.get((aspect, value))
    return wanted is not None and all(bool(detail.get(name)) == there for name, there in wanted.items())
