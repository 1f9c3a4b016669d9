"""Suggestions: what the other change does and what to do about it, in words made for the case.

Each suggestion is a sentence that says what happens and, by what both sides do, a piece of advice from ADVICE.
They speak to the newcomer: side a is "you", side b the other agent.
"""

from ..footprint.roles import IN_THE_WAY
from .effects import RANKS
from .words import (
    ADDED_PARTS,
    ADVICE,
    CLAUSES,
    CONTRADICTORY,
    FAMILIES,
    GENERAL,
    LISTED_ASPECTS,
    NAMED,
    ONLY_HERE,
    PLAIN_ASPECTS,
    VERBS,
)

MOST_LISTED = 5  # so many names are listed, the rest is counted
LONGEST_VALUE = 60
SENTENCES = 4  # a suggestion is a sentence about what happens and one of advice


def code(name):
    """A name as it stands in running text."""
    return "`" + str(name) + "`"


def listing(names):
    """Some sorted names, the first five in full."""
    shown = [code(name) for name in names[:MOST_LISTED]]
    if len(names) > MOST_LISTED:
        return ", ".join(shown) + f" and {len(names) - MOST_LISTED} more"
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1]


def capital(text):
    """The text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def who(side):
    """The other change in full: agent, feature and branch, as far as they are known."""
    about = [str(side[key]) for key in ("feature_name", "branch_name") if side.get(key)]
    agent = code(side["agent_id"]) if side.get("agent_id") else "the other change"
    return agent + (f" ({', '.join(about)})" if about else "")


def new_name(thing):
    """What a thing is renamed to."""
    detail = (thing.row.detail if thing is not None and thing.row is not None else None) or {}
    return detail.get("new_name")


def value_of(thing, aspect):
    """The new value of an altered aspect, where it is short enough to be told."""
    value = thing.alters.get(aspect, (None,))[0] if thing is not None else None
    return value if isinstance(value, str) and len(value) <= LONGEST_VALUE else None


def phrase(finding, side, names, person):
    """What one side does to the objects: person 0 is the other, 1 is you."""
    effect, thing = finding[side], finding["thing_" + side]
    family = FAMILIES[effect]
    aspect = finding["aspect"]
    if isinstance(aspect, tuple):
        aspect = aspect[0 if side == "a" else 1]
    words, to = "", ""
    if family == "alter":
        effect = "alter"
        if aspect not in PLAIN_ASPECTS:
            words = f"the {aspect} of "
            value = value_of(thing, aspect)
            to = f" to {code(value)}" if value else ""
            gone = thing is not None and thing.alters.get(aspect, (True,))[0] is None
            if aspect == "not null":
                effect = "allow null" if gone else "make not null"
            elif gone:
                effect = "remove"
        elif aspect in LISTED_ASPECTS and thing is not None and thing.altered_parts:
            to = f" ({listing(thing.altered_parts)})"
    elif family == "rename":
        to = f" to {code(new_name(thing))}" if new_name(thing) else ""
    elif effect == "create" and thing is not None and thing.kind in ADDED_PARTS:
        effect = "add"
    return VERBS[effect][person].format(x=names, aspect=words, to=to)


def user_of(finding, side):
    """What in a change uses the object: index `i`, or its role."""
    thing = finding["thing_" + side]
    for row in (thing.uses.get(finding["role"], ()) if thing is not None else ()):
        detail = row.detail or {}
        if detail.get("by_name"):
            return f"{detail.get('by_kind') or detail.get('by')} {code(detail['by_name'])}"
    return None


def happening(finding, names, other):
    """One sentence: what the two do."""
    if finding["role"] == IN_THE_WAY:
        user = user_of(finding, "a" if finding["a"] == "use" else "b")
        if finding["a"] == "use":
            return f"Your change to {user} fails while {names} is there, and {other} {phrase(finding, 'b', names, 0)}."
        return f"The change to {user} by {other} fails while {names} is there; you {phrase(finding, 'a', names, 1)}."
    if finding["aspect"] == NAMED:
        owner = code(finding["owner"])
        mine, theirs = (owner if finding["thing_" + side].display() == finding["owner"] else names for side in "ab")
        belong = "belongs" if names.count("`") == 2 else "belong"
        return (f"To judge by the name, {names} {belong} to {owner}: {other} {phrase(finding, 'b', theirs, 0)}, "
                f"and you {phrase(finding, 'a', mine, 1)}.")
    if finding["a"] == "use":
        user = user_of(finding, "a")
        return f"{capital(other)} {phrase(finding, 'b', names, 0)}, which your {user or 'change'} needs."
    if finding["b"] == "use":
        user = user_of(finding, "b")
        needed = f"which {user} of {other} needs" if user else f"which {other} needs"
        return f"You {phrase(finding, 'a', names, 1)}, {needed}."
    if finding["aspect"] == "same columns":
        return f"{capital(other)} and you both index the same columns ({names})."
    if finding["aspect"] == "bound":
        return f"{capital(other)} and you make partitions of `{finding['thing_a'].name}` for the same values ({names})."
    if finding["aspect"] == "place":
        return f"{capital(other)} and you add values at the same place of {names}."
    if finding["aspect"] == "primary key":
        return f"{capital(other)} and you both give `{finding['thing_a'].parent}` a primary key ({names})."
    yours, theirs = phrase(finding, "a", names, 1), phrase(finding, "b", names, 1)
    if yours == theirs:
        return f"{capital(other)} and you both {yours}."
    return f"{capital(other)} {phrase(finding, 'b', names, 0)}, and you {phrase(finding, 'a', names, 1)}."


def clash(same, kind, agent):
    """What to do when both make the same thing."""
    clause = CLAUSES.get(kind)
    if same:
        both = f", or write {clause} in both" if clause else ""
        return f"as the definitions are the same, leave it to one of you{both}"
    return f"agree with {agent} on one definition, or give yours another name"


def advise(finding, count, pair, side_a, side_b):
    """One sentence: what to do."""
    outcome, first = finding["outcome"], finding["first"]
    if outcome == "compatible" and pair[0] != "compatible":
        return ONLY_HERE
    effects = finding["a"], finding["b"]
    families = FAMILIES.get(finding["a"]), FAMILIES.get(finding["b"])
    special = IN_THE_WAY if finding["role"] == IN_THE_WAY else finding["aspect"]
    template = (ADVICE.get(special) or ADVICE.get((*effects, outcome)) or ADVICE.get((*families, outcome))
                or GENERAL[outcome])
    agent = code(side_b["agent_id"]) if side_b.get("agent_id") else "the other side"
    mine = code(side_a["branch_name"]) if side_a.get("branch_name") else "your change"
    theirs = code(side_b["branch_name"]) if side_b.get("branch_name") else "the other change"
    thing = finding["thing_a"] or finding["thing_b"]
    kind = thing.kind if thing is not None else "object"
    user = user_of(finding, "a") if finding["a"] == "use" else user_of(finding, "b")
    user = f"the {user}" if user else "what is made in it" if finding["role"] == "member" else "what uses it"
    leader = {"a": mine, "b": theirs}.get(first, "one")
    return template.format(
        agent=agent, agent_=capital(agent), mine=mine, theirs=theirs, theirs_=capital(theirs), kind=kind, user=user,
        User=capital(user), it="it" if count == 1 else "them", first=leader, First=capital(leader),
        clause=CLAUSES.get(kind, "IF NOT EXISTS"), same_or_not=clash(finding["same"], kind, agent))


def suggest(conflict_type, verdict, pair, findings, side_a, side_b):
    """One or two suggestions for the newcomer (side_a) about one conflict with side_b.

    verdict and pair are (outcome, apply_first), of this conflict and of all the pair's conflicts taken together.
    """
    other = who(side_b)
    if conflict_type == "timing":
        agent = code(side_b["agent_id"]) if side_b.get("agent_id") else "the other side"
        return [f"{capital(other)} works on the same feature: join forces with {agent} and split the work, or "
                "give your feature another name."]
    groups = {}
    for finding in findings:
        groups.setdefault((finding["a"], finding["b"], finding["aspect"], finding["outcome"], finding["first"],
                           finding["same"], finding["owner"]), []).append(finding)
    ranked = sorted(groups.values(), key=lambda group: -RANKS.index(group[0]["outcome"]))
    closing = [CONTRADICTORY] if verdict[0] == "ordered" and pair[0] == "incompatible" else []
    texts = []
    for group in ranked[:(SENTENCES - len(closing)) // 2]:
        if texts and group[0]["outcome"] == "compatible":
            break
        names = sorted({name for finding in group for name in finding["objects"]})
        text = f"{happening(group[0], listing(names), other)} {advise(group[0], len(names), pair, side_a, side_b)}"
        if text not in texts:
            texts.append(text)
    return texts + closing
