"""What PostgreSQL does when two changes meet, as tables to be checked against its manual.

EFFECTS          what one change does to one object, summed up over its statements
MEETINGS         two effects on the same object -> outcome, a matrix like the manual's table of lock conflicts

What depends on more than the effects is told by the tables of the rules.

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
MADE = frozenset(("create", "create?", "replace"))
NEWLY_MADE = frozenset(("create", "recreate", "recreate?"))
REMADE = frozenset(("recreate", "recreate?"))
LOST = REMADE | {"drop", "drop?"}
KEPT = frozenset(("kept",))
DROPPED = frozenset(("drop", "drop?"))
MAYBE = ("drop?", "rename?")
RENAMED = frozenset(("rename", "rename?"))

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
