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
    "skip": "would make it unless it exists, and the catalog or the other change shows that it does",
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
SKIPPED = frozenset(("skip",))
DROPPED = frozenset(("drop", "drop?"))
ONLY_IF_EXISTS = ("drop?", "rename?")
RENAMED = frozenset(("rename", "rename?"))

# Where both changes work by themselves on some base, that base is meant; else one on which the second works after the
# first: a table that one creates and the other alters is not there yet, one that one creates and the other drops is.
# CREATE ... IF NOT EXISTS is taken to create what another change needs: to put it first does no harm.
# Words stand where the two effects do not tell the outcome:
#   same?       = if both definitions are the same, else ~
#   reset?      = if OR REPLACE leaves what was altered as it is, else ~
#   aspect      two ALTERs: see ASPECTS in rules/alters.py
#   role?       an ALTER of what is used: see ALTERED_IN_USE in rules/dependencies.py
#   lost?       a drop of what is used: see DEPENDENCIES there
#   anew?       the same for a drop and a new creation
MEETINGS = """
          create create? replace skip within transient drop drop? recreate recreate? rename rename? alter  alter? use
create    x      <       <       <    x      >         >    ~     <        <         >      ~       <      ~      <
create?          same?   =       =    >      >         ~    ~     =        =         ~      ~       <      ~      <
replace                  same?   =    >      >         ~    ~     same?    same?     ~      ~       reset? reset? =
skip                             =    >      =         ~    ~     =        =         ~      ~       =      =      =
within                                x      <         <    <     <        <         <      <       <      <      <
transient                                    =         >    =     >        <         >      =       x      =      x
drop                                                   x    <     >        ~         x      <       >      =      lost?
drop?                                                       =     >        ~         >      ~       >      =      lost?
recreate                                                          same?    same?     <      <       ~      ~      anew?
recreate?                                                                  same?     ~      ~       ~      ~      anew?
rename                                                                               x      <       >      ~      >
rename?                                                                                     same?   >      ~      >
alter                                                                                               aspect aspect role?
alter?                                                                                                     aspect role?
use                                                                                                               =
"""
SAME_DEFINITION, RESET, DROP_IN_USE, REMAKE_IN_USE = "same?", "reset?", "lost?", "anew?"

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
