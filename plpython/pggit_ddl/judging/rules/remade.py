"""One change makes something anew, or lets new objects get privileges, without what the other has or makes."""

from ..effects import MADE, mirrored
from ..summary import EVERYWHERE, TOLERANT

# Kinds of what is made, and what ALTER DEFAULT PRIVILEGES calls them.
DEFAULTED_ROUTINES = ("function", "procedure", "aggregate")
PRIVILEGED = ((("table", "view", "materialized view", "foreign table"), "tables"), (("sequence",), "sequences"),
              (DEFAULTED_ROUTINES, "functions"), (DEFAULTED_ROUTINES, "routines"), (("type", "domain"), "types"))


def compare_default_privileges(case, giver, maker, turned):
    """ALTER DEFAULT PRIVILEGES is about what is made after it."""
    for thing in giver.default_privileges:
        here, everywhere = (str(thing.alters.get(aspect, ("",))[0]) for aspect in sorted(EVERYWHERE))
        for kinds, word in PRIVILEGED:
            schema = None if " on " + word in everywhere else thing.name
            if schema is not None and " on " + word not in here:
                continue
            for made in maker.made_in(schema, kinds):
                effects, things = ("alter", made.net), (thing, made)
                if turned:
                    effects, things = effects[::-1], things[::-1]
                case.add("dependency", [made.display()], "~", *effects, "default privileges", None, *things)


def compare_remade(case, key, maker, user, turned):
    """Whoever uses a part that the new definition lacks fails after it."""
    whole, made = maker.things[key, None, None], maker.remade[key]
    # A definition by LIKE or AS tells no columns; a name of a constraint is hardly given twice.
    known = {identity[1] for identity in made} | TOLERANT | {"constraint"}
    for identity in user.parts[key]:
        thing = user.things[identity]
        if identity in made or identity[1] not in known or thing.net in MADE:
            continue
        if thing.net in ("drop", "rename") or thing.alters or thing.uses:
            effects, things = (whole.net, "use"), (whole, thing)
            cell, role = ">", next(iter(thing.uses), None)
            if turned:
                cell, effects, things = mirrored(cell), effects[::-1], things[::-1]
            case.add("dependency", [thing.display()], cell, *effects, None, role, *things)
