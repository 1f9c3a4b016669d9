"""One change names a routine without its arguments, the other with them."""

from ..effects import MADE
from ..finding import Finding, Meeting
from ..touched_object import Identity
from .same_object import compare_object


def compare_signatures(case, key):
    """A routine that a names without arguments may be any of b's that bears the name."""
    bare = Identity(key, "routine", key[len("routine:"):])
    if bare in case.a.objects:
        for identity in case.b.routines[key]:
            if identity != bare:
                compare_overload(case, case.a.objects[bare], case.b.objects[identity])


def compare_overload(case, bare, full):
    """DROP FUNCTION f means the only one of its name: 42725 once there is another."""
    effect = bare.effect if bare.effect in ("drop", "drop?", "rename") else "alter" if bare.alters else None
    if full.effect != "create" or effect is None or bare.effect in MADE:
        compare_object(case, bare, full)
    else:
        case.add("function", Finding([full.display()], Meeting("<", effect, full.effect, "overload"), bare, full))
