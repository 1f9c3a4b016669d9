"""One change makes something anew, or lets new objects get privileges, without what the other has or makes."""

from ..effects import MADE
from ..finding import Finding, Meeting
from ..settling import DROPPED_WITHOUT_TABLE
from ..summary import DEFAULT_PRIVILEGES

# Kinds of what is made, and what ALTER DEFAULT PRIVILEGES calls them.
DEFAULTED_ROUTINES = ("function", "procedure", "aggregate")
PRIVILEGED = ((("table", "view", "materialized view", "foreign table"), "tables"), (("sequence",), "sequences"),
              (DEFAULTED_ROUTINES, "functions"), (DEFAULTED_ROUTINES, "routines"), (("type", "domain"), "types"))


def compare_default_privileges(case):
    """ALTER DEFAULT PRIVILEGES of a is about what b makes after it."""
    for schema in case.a.default_privileges:
        here, everywhere = (str(schema.alters.get(aspect, ("",))[0]) for aspect in sorted(DEFAULT_PRIVILEGES))
        for kinds, word in PRIVILEGED:
            name = None if " on " + word in everywhere else schema.name
            if name is not None and " on " + word not in here:
                continue
            for made in case.b.made_in(name, kinds):
                meeting = Meeting("~", "alter", made.effect, "default privileges")
                case.add("dependency", Finding([made.display()], meeting, schema, made))


def compare_remade(case, key):
    """What b does to a part fails after a, whose new definition lacks that part."""
    whole, made = case.a.whole(key), case.a.remade[key]
    # A definition by LIKE or AS tells no columns; a name of a constraint is hardly given twice.
    known = {identity.kind for identity in made} | DROPPED_WITHOUT_TABLE | {"constraint"}
    for identity in case.b.parts[key]:
        part = case.b.objects[identity]
        if identity in made or identity.kind not in known or part.effect in MADE:
            continue
        if part.effect in ("drop", "rename") or part.alters or part.uses:
            meeting = Meeting(">", whole.effect, "use", None, next(iter(part.uses), None))
            case.add("dependency", Finding([part.display()], meeting, whole, part))
