"""One change names a routine without its arguments, the other with them."""

from ..effects import MADE, mirrored
from .same_object import compare_object


def compare_signatures(case, key):
    """A routine named without arguments may be any that bears the name."""
    bare = (key, "routine", key[len("routine:"):])
    if bare in case.a.things:
        for identity in case.b.routines[key]:
            if identity != bare:
                compare_overload(case, case.a.things[bare], case.b.things[identity], False)
    if bare in case.b.things:
        for identity in case.a.routines[key]:
            if identity != bare:
                compare_overload(case, case.b.things[bare], case.a.things[identity], True)


def compare_overload(case, bare, full, turned):
    """DROP FUNCTION f means the only one of its name: 42725 once there is another."""
    effect = bare.net if bare.net in ("drop", "drop?", "rename") else "alter" if bare.alters else None
    if full.net != "create" or effect is None or bare.net in MADE:
        compare_object(case, *((full, bare) if turned else (bare, full)))
        return
    cell, effects, things = "<", (effect, full.net), (bare, full)
    if turned:
        cell, effects, things = mirrored(cell), effects[::-1], things[::-1]
    case.add("function", [full.display()], cell, *effects, "overload", None, *things)
