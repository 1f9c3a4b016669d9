"""What PostgreSQL does when two changes meet, as tables to be checked against its manual.

EFFECTS          what one change does to one object, summed up over its statements
MEETINGS         two effects on the same object -> outcome, a matrix like the manual's table of lock conflicts
FATES            what becomes of the user of an object when the object is dropped
ASPECTS          two ALTERs of the same object -> outcome
ALTERED_IN_USE   an ALTER of what the other change uses -> outcome

One letter stands for each outcome:
  =  compatible    both orders work and give the same schema      ~  divergent     both work, the schemas differ
  <  ordered       only the left one can go first                 >  ordered       only the right one can go first
  x  incompatible  neither order works
"""

OUTCOMES = {"=": ("compatible", None), "~": ("divergent", None), "<": ("ordered", "a"), ">": ("ordered", "b"),
            "x": ("incompatible", None)}
RANKS = ("compatible", "divergent", "ordered", "incompatible")  # from harmless to hopeless

# A "?" stands for IF EXISTS or IF NOT EXISTS: no error where there is nothing to do.
EFFECTS = {
    "create": "makes it; fails where it exists",
    "create?": "makes it unless it exists",
    "replace": "makes it, or puts another definition in the place of the one that exists (OR REPLACE)",
    "kept": "would make it unless it exists, and the catalog or the other change shows that it does",
    "within": "makes it as a part of something larger that it makes (a column of a new table)",
    "transient": "makes it and removes it again",
    "drop": "removes it; fails where it does not exist",
    "drop?": "removes it if it exists",
    "recreate": "removes it and makes another of the same name; fails where it does not exist",
    "recreate?": "removes it if it exists and makes another of the same name",
    "rename": "gives it another name or schema; fails where it does not exist",
    "rename?": "gives it another name or schema if it exists",
    "alter": "changes it; fails where it does not exist",
    "alter?": "changes it if it exists",
    "use": "needs it to be there",
}

# Where both changes work by themselves on some base, that base is meant; else one on which the second works after the
# first: a table that one creates and the other alters is not there yet, one that one creates and the other drops is.
# CREATE ... IF NOT EXISTS is taken to create what another change needs: to put it first does no harm.
#   d  = if both definitions are the same, else ~            a  see ASPECTS and ALTERED_IN_USE
#   k  = if OR REPLACE keeps what was altered, else ~        u, v  see FATES: drop of, new creation of what is used
MEETINGS = """
          create create? replace kept within transient drop drop? recreate recreate? rename rename? alter alter? use
create    x      <       <       <    x      >         >    ~     <        <         >      ~       <     ~      <
create?          d       =       =    >      >         ~    ~     =        =         ~      ~       <     ~      <
replace                  d       =    >      >         ~    ~     d        d         ~      ~       k     k      =
kept                             =    >      =         ~    ~     =        =         ~      ~       =     =      =
within                                x      <         <    <     <        <         <      <       <     <      <
transient                                    =         >    =     >        <         >      =       x     =      x
drop                                              x    <     >        ~         x      <       >     =      u
drop?                                                  =     >        ~         >      ~       >     =      u
recreate                                                     d        d         <      <       ~     ~      v
recreate?                                                             d         ~      ~       ~     ~      v
rename                                                                          x      <       >     ~      >
rename?                                                                                d       >     ~      >
alter                                                                                          a     a      a
alter?                                                                                               a      a
use                                                                                                         =
"""

# Role of a use -> what becomes of the user when the object is dropped ("Dependency Tracking" in the manual):
#   goes   it is dropped along          stops  the drop fails with 2BP01 unless it says CASCADE
#   stays  no dependency is recorded, nobody notices
#   frees  it waited for that: the catalog shows that the object stands in its way (see sql/catalog)
#   turns  it works without, but otherwise: it copies the object, or takes the name that gets free
# for a table used by its own parts, for a column used by parts of its own table, and for everything else.
FATES = {
    "index": ("goes", "goes", "stops"),
    "primary key": ("goes", "goes", "stops"),
    "unique": ("goes", "goes", "stops"),
    "exclude": ("goes", "goes", "stops"),
    "check": ("goes", "goes", "stops"),
    "foreign key": ("goes", "goes", "stops"),
    "referenced key": ("goes", "stops", "stops"),
    "constraint": ("goes", "goes", "stops"),
    "statistics": ("goes", "goes", "goes"),
    "publication": ("goes", "stops", "goes"),
    "partition": ("goes", "stops", "goes"),
    "default": ("goes", "goes", "stops"),
    "generated": ("goes", "stops", "stops"),
    "trigger": ("goes", "stops", "stops"),
    "policy": ("goes", "stops", "stops"),
    "rule": ("goes", "stops", "stops"),
    "in the way": ("frees", "frees", "frees"),
    "copied": ("turns", "turns", "turns"),
    "name taken": ("turns", "turns", "turns"),
    "view": ("stops", "stops", "stops"),
    "materialized view": ("stops", "stops", "stops"),
    "column type": ("stops", "stops", "stops"),
    "signature": ("stops", "stops", "stops"),
    "inherit": ("stops", "stops", "stops"),
    "privileges": ("goes", "goes", "goes"),
    "position": ("stays", "stays", "stays"),
    "owned by": ("goes", "goes", "goes"),
    "choice": ("goes", "goes", "goes"),
    "all columns": ("stays", "stays", "stays"),
    "like": ("stays", "stays", "stays"),
    "copy": ("stays", "stays", "stays"),
    "query": ("stays", "stays", "stays"),
    "function body": ("stays", "stays", "stays"),
    "signature type": ("stays", "stays", "stays"),
    "declaration": ("stays", "stays", "stays"),
    "late": ("stays", "stays", "stays"),
    "of constraint": ("stays", "stays", "stays"),
    "expression": ("stays", "stays", "stays"),
}

# (kind, aspect, value of one ALTER, aspect, value of the other) -> outcome. A value of None is a SET NULL, DROP or
# RESET, SOME is anything else, ANY is either, a tuple lists how it begins. Tried both ways round; where nothing fits,
# the same aspect with another value is divergent and the rest is compatible.
ANY, SOME = "any", "some"
LATE = "late"  # the role of a use by code that PostgreSQL does not look into before it runs
IN_THE_WAY = "in the way"  # the role of a use by what cannot be done while the object is there
REACHED = "reached"  # the role of a use of a child by what is done to its parent: it does not need the child
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
KEPT_BY_REPLACE = ("owner", "privileges", "comment")
# Aspects in which two changes may meet without a word as long as nothing comes of it.
SLIGHT = ("comment", "privileges", "owner", "statistics")

# (kind, aspect, value, role of the other change's use) -> outcome, the ALTER on the left; else compatible.
ALTERED_IN_USE = (
    ("column", "type", ANY, "view", "<"),  # 0A000: cannot alter type of a column used by a view or rule
    ("column", "type", ANY, "materialized view", "<"),
    ("column", "type", ANY, "rule", "<"),
    ("column", "type", ANY, "generated", "<"),  # 0A000: used by a generated column
    ("column", "type", ANY, "policy", "<"),  # 0A000: used in a policy definition
    ("column", "type", ANY, "trigger", "<"),  # 0A000: used in a trigger definition
    ("column", "type", ANY, "publication", "<"),  # 0A000: used by a publication WHERE clause
    ("type", "attribute type", ANY, "column type", "<"),  # 0A000: cannot alter type because a column uses it
    ("column", "not null", None, "primary key", "<"),  # 42P16: column is in a primary key
    ("column", "type", CONVERTED, "foreign key", "x"),  # 42804: key columns are of incompatible types
    ("column", "type", CONVERTED, "referenced key", "x"),
    ("column", "type", ANY, "copy", "~"),  # CREATE TABLE AS takes the types of the moment
    ("column", "type", ANY, "signature type", "~"),  # %TYPE takes the type of the moment
    ("column", "default", ANY, IN_THE_WAY, "<"),  # the new default or expression may do without what is to go
    ("column", "generated", ANY, IN_THE_WAY, "<"),
    ("column", "type", ANY, IN_THE_WAY, "<"),
    ("policy", "using", ANY, IN_THE_WAY, "<"),
    ("policy", "with check", ANY, IN_THE_WAY, "<"),
    ("table", "inherit", ANY, IN_THE_WAY, "<"),
    ("schema", "members gone", ANY, "member", ">"),  # more is dropped than the catalog was asked about
)
# An index may be a constraint's, which has its name: what is done to the index, on the left, and to the constraint that
# may be its owner -> outcome. Both know that they are one, so ALTER INDEX ... RENAME renames the constraint too.
OF_CONSTRAINT = "of constraint"  # the role of the use of an index by DROP or RENAME CONSTRAINT
INDEX_OF_CONSTRAINT = {
    "create": ">",  # 42P07 until the constraint gives the name up
    "create?": "~", "rename": "x", "rename?": ">", "recreate": ">",
    "alter": "<",  # 42704 once the constraint has gone, or has another name
    "alter?": "~",
    "drop": "=", "drop?": "=",  # 2BP01: not its index
}
# Role of a use -> what another effect than a drop (see FATES) makes of it, where MEETINGS would say something else.
SEEN_BY_ROLE = {
    IN_THE_WAY: {"replace": "<", "rename": "=", "rename?": "="},
    "referenced key": {"create": "=", "create?": "=", "rename": "=", "rename?": "="},
    "copied": {"rename": "=", "rename?": "="},
    "name taken": {"rename": "~", "rename?": "~"},
}
# (role of the use of a table, what LIKE has to include (or leave out) or None, kind of a part of it, effects on or
# altered aspects of that part) -> outcome, what is done to the part on the left. SELECT * and LIKE take what there is
# at the moment: a view then needs all of the columns, a table made by LIKE or AS none. "join" is ATTACH PARTITION or
# INHERIT of a table that exists, "leave" is DETACH PARTITION or NO INHERIT: ALTER TABLE reaches the children of the
# moment.
_NEW, _RENAMED = ("create", "create?"), ("rename", "rename?")
_GONE = ("drop", "drop?", "recreate", "recreate?")
SNAPSHOTS = (
    ("view", None, "column", _NEW + _RENAMED, "~"),
    ("view", None, "column", _GONE, "<"),  # 2BP01 once the view is there
    ("view", None, "column", ("type",), "<"),  # 0A000: cannot alter type of a column used by a view or rule
    ("copy", None, "column", (*_NEW, *_RENAMED, *_GONE, "type"), "~"),
    ("like", None, "column", (*_NEW, *_RENAMED, *_GONE, "type", "not null"), "~"),
    ("like", None, "constraint", ("primary key",), "~"),  # makes its columns NOT NULL
    ("like", "defaults", "column", ("default", "default gone"), "~"),
    ("like", "generated", "column", ("generated",), "~"),
    ("like", "identity", "column", ("identity",), "~"),
    ("like", "storage", "column", ("storage",), "~"),
    ("like", "compression", "column", ("compression",), "~"),
    ("like", "comments", "column", ("comment",), "~"),
    ("like", "constraints", "constraint", ("check", "rename untyped", "rename check", "drop check"), "~"),
    ("like", "indexes", "constraint", ("unique", "exclude", "drop primary key", "drop unique", "drop exclude"), "~"),
    ("like", "indexes", "index", _NEW, "~"),
    ("like", "statistics", "statistics", _NEW, "~"),
    ("joined like", None, "column", _NEW + _GONE, "~"),
    ("joined like", "no defaults", "column", ("default",), "~"),
    ("joined like", None, "constraint", ("check",), "~"),
    ("inherit", None, "column", ("compression",), "~"),  # this never recurses to the children of the moment
    ("partition", None, "column", ("compression",), "~"),
    ("inherit", None, "column", ("statistics",), "~"),  # this does, and a new child has none
    ("partition", None, "column", ("statistics",), "~"),
    ("inherit", None, "constraint", ("not valid",), "~"),  # the child has no rows yet: valid there
    ("partition", None, "constraint", ("not valid",), "~"),
    ("join", None, "column", (*_NEW, *_RENAMED, "type"), ">"),  # 42804: child table is missing column
    ("join", None, "constraint", ("check",), ">"),  # 42804: child table is missing constraint
    ("leave", None, "column", (*_NEW, *_RENAMED, *_GONE, "type", "default", "not null"), "~"),
    ("leave", None, "constraint", ("check", "primary key", "unique", "foreign key", "drop", "drop?", *_RENAMED), "~"),
)
# Aspects of an ALTER that change what the other change uses enough to be told, though nothing fails.
TOLD_IN_USE = ("type", "definition")

# Kind of object -> the conflict type when both changes modify it; 'object' for all other kinds.
TYPE_OF_KIND = {
    "table": "table", "foreign table": "table", "column": "column", "index": "index", "constraint": "constraint",
    "function": "function", "procedure": "function", "aggregate": "function", "routine": "function",
}
# Kinds that live within another object and are named together with it.
PARTS = frozenset(("column", "constraint", "trigger", "policy", "rule", "enum value", "attribute"))

MIRRORED = {"<": ">", ">": "<"}


def mirrored(cell):
    """The same outcome with left and right exchanged."""
    return MIRRORED.get(cell, cell)


def _read_matrix(text):
    """MEETINGS as {(effect, effect): cell}, its other half included."""
    lines = [line.split() for line in text.strip().splitlines()]
    cells = {}
    for line in lines[1:]:
        for column, cell in zip(reversed(lines[0]), reversed(line[1:])):  # each line holds the upper triangle's part
            cells[line[0], column] = cell
            cells[column, line[0]] = mirrored(cell)
    return cells


CELLS = _read_matrix(MEETINGS)
