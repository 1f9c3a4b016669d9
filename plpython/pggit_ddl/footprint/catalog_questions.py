"""What the catalog is to be asked about a change. Most changes leave most of it unasked, and words tell which."""

from ..text.names import last_part

RELATION = "relation:"
PARTS_OF_TABLES = ("column", "constraint")
WITH_TWINS = ("index", "constraint")  # a key's constraint and its index have one name
NEEDING_USES = ("foreign key", "like")  # of uses
DIGITS = "0123456789"


def questions(rows):
    """Return {question: what it is about}, with those questions only that pggit_internal.with_catalog() has to ask.

    known: the places, from 0, of the rows whose objects may exist, be absent, or be of a type that the words do not
    tell; numbered: the names that PostgreSQL would choose, without and with their number; inherited: the relations
    whose heirs a change of columns or constraints may reach; gone: whether something may take others along or be held
    by them; twins: whether a key's constraint or index gets another name; needed: whether something is taken for
    granted that only the catalog shows.
    """
    known, numbered, relations = [], set(), set()
    reaches = gone = twins = needed = False
    for place, (_, kind, name, _, action, detail, key) in enumerate(rows):
        if key[:9] == RELATION:
            relations.add(key)
        if action != "use" and kind in PARTS_OF_TABLES:
            reaches = True
        if action == "drop":
            gone = True
        elif action == "rename" and kind in WITH_TWINS:
            twins = True
        elif action == "create" and "automatic" in detail:
            bare = last_part(name)
            numbered.update((bare, bare.rstrip(DIGITS)))
        if "by" in detail:
            needed = needed or detail["by"] in NEEDING_USES or detail.get("how") == "join"
        elif "aspect" in detail:
            aspect, value = detail["aspect"], detail.get("value")
            gone = gone or aspect == "type" or (aspect == "identity" and value is None)
            needed = needed or (aspect == "default" and value is not None and value[:1] == "'")
        if may_differ(kind, action, detail):
            known.append(place)
    asked = {"known": known, "numbered": sorted(numbered), "gone": gone, "twins": twins, "needed": needed,
             "inherited": [last_part(key[9:]) for key in sorted(relations)] if reaches else []}
    return {question: about for question, about in asked.items() if about}


def may_differ(kind, action, detail):
    """Whether the catalog knows better what a row does: IF NOT EXISTS, OR REPLACE, DROP IF EXISTS, any constraint."""
    if "internal" in detail or "renamed_from" in detail:
        return False
    return "if_not_exists" in detail or "or_replace" in detail or (action == "drop" and "if_exists" in detail) \
        or (kind == "constraint" and action in ("drop", "rename"))
