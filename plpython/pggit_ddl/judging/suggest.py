"""Suggestions: what the other change does and what to do about it, in words made for the case.

Each suggestion is a sentence that says what happens and, by what both sides do, a piece of advice from ADVICE.
They speak to the newcomer: side a is "you", side b the other agent.
"""

from .effects import IN_THE_WAY, LATE, OF_CONSTRAINT, RANKS

MOST_LISTED = 5  # so many names are listed, the rest is counted
LONGEST_VALUE = 60
NAMED = "named after"  # the aspect of a meeting that only a name tells of
SENTENCES = 4  # a suggestion is a sentence about what happens and one of advice

# Effects that call for the same advice.
FAMILIES = {
    "create": "make", "create?": "make", "kept": "make", "replace": "make", "within": "make", "transient": "make",
    "recreate": "remake", "recreate?": "remake", "drop": "drop", "drop?": "drop", "rename": "rename",
    "rename?": "rename", "alter": "alter", "alter?": "alter", "use": "use",
}

# effect -> (what the other does, what you do)
VERBS = {
    "create": ("creates {x}", "create {x}"),
    "create?": ("creates {x} if not there yet", "create {x} if not there yet"),
    "kept": ("creates {x} if not there yet", "create {x} if not there yet"),
    "replace": ("creates or replaces {x}", "create or replace {x}"),
    "within": ("creates {x} with its table", "create {x} with its table"),
    "transient": ("creates and drops {x}", "create and drop {x}"),
    "drop": ("drops {x}", "drop {x}"),
    "drop?": ("drops {x} if it exists", "drop {x} if it exists"),
    "recreate": ("drops and re-creates {x}", "drop and re-create {x}"),
    "recreate?": ("drops and re-creates {x}", "drop and re-create {x}"),
    "rename": ("renames {x}{to}", "rename {x}{to}"),
    "rename?": ("renames {x}{to}", "rename {x}{to}"),
    "add": ("adds {x}", "add {x}"),
    "alter": ("changes {aspect}{x}{to}", "change {aspect}{x}{to}"),
    "remove": ("removes {aspect}{x}", "remove {aspect}{x}"),
    "make not null": ("makes {x} NOT NULL", "make {x} NOT NULL"),
    "allow null": ("allows NULL in {x}", "allow NULL in {x}"),
    "use": ("uses {x}", "use {x}"),
}
ADDED_PARTS = ("column", "constraint", "enum value", "attribute")
# Aspects for which the altered parts are named.
LISTED_ASPECTS = ("columns", "constraints", "attributes")
# Aspects that need no naming: they say no more than that something is altered.
PLAIN_ASPECTS = (None, NAMED, LATE, OF_CONSTRAINT, "overload", "columns", "constraints", "triggers", "rules",
                 "policies", "attributes", "options", "definition")

# (what you do, what the other does, outcome) -> advice; what is special is found by its aspect alone.
ADVICE = {
    LATE:
        "PostgreSQL does not notice before {user} runs: test {user} against both changes.",
    OF_CONSTRAINT:
        "{First} has to go first: an index and its constraint are one, agree on that with {agent}.",
    NAMED:
        "If that is so, {first} has to go first: look it up, and agree on that with {agent}.",
    "overload":
        "{First} has to go first: once there are two of that name it has to be said which one is meant, so name the "
        "argument types.",
    IN_THE_WAY:
        "{First} has to go first: agree on that with {agent}.",
    "same columns":
        "One index is enough: keep the one that is merged first and leave the other out.",
    "primary key":
        "A table has one primary key, so whoever comes second fails: agree with {agent} which one it is.",
    "bound":
        "Whoever comes second fails, because the two overlap: agree with {agent} on one partition.",
    "place":
        "They line up in the order of arrival: say BEFORE or AFTER which value yours go, or agree with {agent} who "
        "goes first.",
    ("make", "make", "compatible"):
        "Both say the same, so either order works: leave it to one of you.",
    ("create?", "create?", "divergent"):
        "Whoever comes first decides what {it} is: agree with {agent} on one definition and leave it to one of you.",
    ("replace", "replace", "incompatible"):
        "OR REPLACE cannot change what a function returns: agree with {agent} on one definition, or give yours "
        "another name.",
    ("remake", "remake", "divergent"):
        "Whoever comes last decides the definition: agree with {agent} on one definition and leave it to one of you.",
    ("make", "make", "divergent"):
        "Whoever comes last decides the definition: agree with {agent} on one definition and leave it to one of you.",
    ("make", "make", "ordered"):
        "Only {first} can go first: add {clause} to it if either order should work, or leave {it} to one of you.",
    ("make", "make", "incompatible"):
        "Whoever comes second fails: {same_or_not}.",
    ("make", "remake", "ordered"):
        "{First} has to go first: better agree with {agent} who defines {it}.",
    ("make", "drop", "ordered"):
        "{First} has to go first: check with {agent} that the drop means the old {kind}.",
    ("make", "rename", "ordered"):
        "The old {kind} has to give up the name first: wait until {theirs} is merged.",
    ("rename", "make", "ordered"):
        "You have to give up the name first: merge {mine} before {theirs}.",
    ("make", "alter", "ordered"):
        "{agent_} cannot work before {mine} is merged: tell {agent} to wait for it.",
    ("alter", "make", "ordered"):
        "Wait until {theirs} is merged, then declare yours again against the {kind} that it makes.",
    ("make", "use", "ordered"):
        "{theirs_} needs yours: merge {mine} first and tell {agent} when it is done.",
    ("use", "make", "ordered"):
        "Wait until {theirs} is merged, then declare yours again.",
    ("make", "use", "compatible"):
        "Either order works if {it} exists already; if {it} is new, merge {mine} first.",
    ("use", "make", "compatible"):
        "Either order works if {it} exists already; if {it} is new, wait until {theirs} is merged.",
    ("drop", "drop", "incompatible"):
        "Whoever comes second fails: leave the drop to one of you, or write IF EXISTS in both.",
    ("drop", "drop", "ordered"):
        "Only {first} can go first: write IF EXISTS in both, or leave the drop to one of you.",
    ("drop", "drop", "compatible"):
        "Either order works: leave the drop to one of you.",
    ("drop", "alter", "ordered"):
        "Your drop makes that work pointless: ask {agent} whether {it} is still needed; if not, drop {it} after "
        "{theirs} is merged or withdrawn.",
    ("alter", "drop", "ordered"):
        "Your work on {it} goes with the drop: ask {agent} whether {it} really has to go; if so, leave that part out "
        "of yours, else merge {mine} first.",
    ("drop", "use", "ordered"):
        "After your drop {theirs} fails: wait until it is merged, then drop {it} together with what was "
        "built on {it}, or ask {agent} to do without.",
    ("use", "drop", "ordered"):
        "Once that is merged yours fails: ask {agent} whether {it} can stay, or leave {it} out of yours; if yours has "
        "to be there first, merge {mine} before.",
    ("drop", "use", "incompatible"):
        "Your drop fails as long as {user} depends on {it}, and {user} fails after it: ask {agent} to do without "
        "{it}, or keep {it}.",
    ("use", "drop", "incompatible"):
        "The drop fails once {user} depends on {it}, and {user} fails after the drop: build yours without {it}, or "
        "ask {agent} to keep {it}.",
    ("drop", "rename", "incompatible"):
        "Only one of the two can happen: decide with {agent} whether {it} is to go or to be renamed.",
    ("rename", "drop", "incompatible"):
        "Only one of the two can happen: decide with {agent} whether {it} is to go or to be renamed.",
    ("drop", "rename", "ordered"):
        "Only {first} can go first: decide with {agent} whether {it} is to go or to be renamed.",
    ("rename", "drop", "ordered"):
        "Only {first} can go first: decide with {agent} whether {it} is to go or to be renamed.",
    ("rename", "rename", "incompatible"):
        "Whoever comes second fails: agree with {agent} on one new name and leave the renaming to one of you.",
    ("rename", "alter", "ordered"):
        "Rename after {theirs} is merged, or ask {agent} to declare again with the new name.",
    ("alter", "rename", "ordered"):
        "Merge {mine} before the renaming, or wait for it and declare yours again with the new name.",
    ("rename", "use", "ordered"):
        "Rename after {theirs} is merged, or ask {agent} to declare again with the new name.",
    ("use", "rename", "ordered"):
        "Merge {mine} before the renaming, or wait for it and declare yours again with the new name.",
    ("remake", "alter", "divergent"):
        "What {agent} does is lost if yours comes second: wait for {theirs} and take it over into your definition.",
    ("alter", "remake", "divergent"):
        "Yours is lost if it comes first: wait until {theirs} is merged, then declare yours again.",
    ("remake", "use", "ordered"):
        "Merge {mine} first: the old {kind} cannot be dropped once {user} depends on it.",
    ("use", "remake", "ordered"):
        "Wait until {theirs} is merged: the old {kind} cannot be dropped once {user} depends on it.",
    ("remake", "use", "divergent"):
        "If {theirs} comes first, {user} stays with the old {kind} or goes with it: merge {mine} first.",
    ("use", "remake", "divergent"):
        "If yours comes first, {user} stays with the old {kind} or goes with it: wait until {theirs} is merged.",
    ("alter", "alter", "compatible"):
        "Either order works: merge the smaller one first and test yours on top of it.",
    ("alter", "alter", "divergent"):
        "Whoever comes last wins: agree with {agent} on one value and leave it to one of you.",
    ("alter", "alter", "incompatible"):
        "The two exclude each other on {it}: agree with {agent} which of them is to stay.",
    ("alter", "alter", "ordered"):
        "{First} has to go first: agree on that with {agent}.",
    ("alter", "use", "ordered"):
        "Your change fails once {user} exists: merge {mine} first, or drop and re-create {user} around it.",
    ("use", "alter", "ordered"):
        "That change fails once {user} exists: wait until {theirs} is merged, then declare yours again.",
    ("alter", "use", "divergent"):
        "{User} keeps what {it} was at that moment: merge {mine} first.",
    ("use", "alter", "divergent"):
        "{User} keeps what {it} was at that moment: wait until {theirs} is merged.",
    ("alter", "use", "compatible"):
        "Either order works: tell {agent}, so that {user} is tested with what you change.",
    ("use", "alter", "compatible"):
        "Either order works: test {user} against what {theirs} changes before you merge.",
}
ONLY_HERE = "This by itself works in either order: settle first what the other conflicts of this pair are about."
CONTRADICTORY = "Another conflict of the two stands in the way of that order: as declared, neither order works."
# Where nothing above fits.
GENERAL = {
    "compatible": "Either order works: merge one soon and test the other on top of it.",
    "divergent": "The order decides what comes out: agree with {agent} who goes first.",
    "ordered": "{First} has to go first: agree on that with {agent}.",
    "incompatible": "Neither order works: one of the two has to change before both can be merged.",
}
CLAUSES = {"table": "IF NOT EXISTS", "column": "IF NOT EXISTS", "index": "IF NOT EXISTS", "function": "OR REPLACE",
           "view": "OR REPLACE", "trigger": "OR REPLACE", "schema": "IF NOT EXISTS", "sequence": "IF NOT EXISTS",
           "extension": "IF NOT EXISTS", "enum value": "IF NOT EXISTS", "materialized view": "IF NOT EXISTS",
           "procedure": "OR REPLACE", "aggregate": "OR REPLACE", "foreign table": "IF NOT EXISTS", "rule": "OR REPLACE"}


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
