"""Suggestions: what the other change does and what to do about it, in words made for the case.

Each suggestion is a sentence that says what happens and, by what both sides do, a piece of advice from ADVICE.
They speak to the newcomer: side a is "you", side b the other agent.
"""

from ..footprint.roles import IN_THE_WAY
from ..footprint.row import PARTS
from ..text.names import schema_of
from .effects import OUTCOMES, RANKS
from .words import (
    ADDED_PARTS,
    ADVICE,
    ASPECT_VERBS,
    ASPECT_WORDS,
    BOTH_SENTENCES,
    CLAUSES,
    CONTRADICTORY,
    FAMILIES,
    GENERAL,
    LISTED_ASPECTS,
    NAMED,
    ONLY_HERE,
    PLAIN_ASPECTS,
    REMOVABLE_ASPECTS,
    TIMING,
    VERBS,
)

MOST_LISTED = 5  # so many names are listed, the rest is counted
LONGEST_VALUE = 60
SENTENCES = 4  # a suggestion is a sentence about what happens and one of advice


def backticked(name):
    """A name as it stands in running text."""
    return "`" + str(name) + "`"


def name_list(names):
    """Some sorted names, the first five in full."""
    shown = [backticked(name) for name in names[:MOST_LISTED]]
    if len(names) > MOST_LISTED:
        return ", ".join(shown) + f" and {len(names) - MOST_LISTED} more"
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1]


def capital(text):
    """The text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def described(intent):
    """The other change in full: agent, feature and branch, as far as they are known."""
    about = [str(intent[key]) for key in ("feature_name", "branch_name") if intent.get(key)]
    agent = backticked(intent["agent_id"]) if intent.get("agent_id") else "the other change"
    return agent + (f" ({', '.join(about)})" if about else "")


def agent_of(intent):
    """The other's agent."""
    return backticked(intent["agent_id"]) if intent.get("agent_id") else "the other side"


def branch_of(intent, otherwise):
    """The branch of a change."""
    return backticked(intent["branch_name"]) if intent.get("branch_name") else otherwise


def new_name(touched):
    """What an object is renamed to."""
    detail = (touched.row.detail if touched is not None and touched.row is not None else None) or {}
    return detail.get("new_name")


def value_of(touched, aspect):
    """The new value of an altered aspect, where it is short enough to be told."""
    value = touched.alters.get(aspect, (None,))[0] if touched is not None else None
    return value if isinstance(value, str) and len(value) <= LONGEST_VALUE else None


def share_of(finding, side):
    """(effect, touched object, aspect) of one side, a or b."""
    _, effect_a, effect_b, aspect, _ = finding.meeting
    aspect_a, aspect_b = aspect if isinstance(aspect, tuple) else (aspect, aspect)
    return (effect_a, finding.object_a, aspect_a) if side == "a" else (effect_b, finding.object_b, aspect_b)


def verb_phrase(finding, side, names, person):
    """What one side does to the objects: person 0 is the other, 1 is you."""
    effect, touched, aspect = share_of(finding, side)
    words, to = names, ""
    if FAMILIES[effect] == "alter":
        effect, words, to = altering_words(touched, aspect, names)
    elif FAMILIES[effect] == "rename":
        effect, to = renaming_words(touched, effect)
    elif effect == "create" and touched is not None and touched.kind in ADDED_PARTS:
        effect = "add"
    return VERBS[effect][person].format(x=names, aspect=words, to=to)


def altering_words(touched, aspect, names):
    """(verb, what is changed, to which value) of an ALTER."""
    if aspect in ASPECT_VERBS:
        return ASPECT_VERBS[aspect], names, ""
    if aspect in PLAIN_ASPECTS:
        listed = aspect in LISTED_ASPECTS and touched is not None and touched.altered_parts
        return "alter", names, f" ({name_list(touched.altered_parts)})" if listed else ""
    gone = touched is not None and touched.alters.get(aspect, (True,))[0] is None
    if aspect == "not null":
        return ("allow null" if gone else "make not null"), names, ""
    is_option = aspect.startswith("option ")
    words = f"the option {backticked(aspect[len('option '):])} of {{x}}" if is_option else f"the {aspect} of {{x}}"
    words = ASPECT_WORDS.get(aspect, words).format(x=names)
    if gone and (is_option or aspect in REMOVABLE_ASPECTS):
        return "remove", words, ""
    value = value_of(touched, aspect)
    if not value:
        return "alter", words, ""
    return "alter", words, f" ({backticked(value)})" if aspect in ASPECT_WORDS else f" to {backticked(value)}"


def renaming_words(touched, effect):
    """(verb, to what) of a RENAME or SET SCHEMA."""
    new = new_name(touched)
    if not new:
        return effect, ""
    schema = schema_of(new) or "public"
    if touched.identity.kind not in PARTS and schema != (schema_of(touched.name) or "public"):
        return "move", backticked(schema)
    return effect, f" to {backticked(new)}"


def dependent_of(finding):
    """What in a change uses the object, with its kind: index `i`; None if that is not known."""
    touched = finding.object_a if finding.meeting.effect_a == "use" else finding.object_b
    for row in (touched.uses.get(finding.meeting.role, ()) if touched is not None else ()):
        detail = row.detail or {}
        if detail.get("by_name"):
            return f"{detail.get('by_kind') or detail.get('by')} {backticked(detail['by_name'])}"
    return None


def what_happens(finding, names, other):
    """One sentence: what the two do."""
    meeting, dependent = finding.meeting, dependent_of(finding)
    yours = verb_phrase(finding, "a", names, 1) if meeting.effect_a != "use" else ""
    theirs = verb_phrase(finding, "b", names, 0) if meeting.effect_b != "use" else ""
    if meeting.role == IN_THE_WAY:
        if meeting.effect_a == "use":
            return f"Your change to {dependent} fails while {names} is there, and {other} {theirs}."
        return f"The change to {dependent} by {other} fails while {names} is there; you {yours}."
    if meeting.aspect == NAMED:
        return named_after_sentence(finding, names, other)
    if meeting.effect_a == "use":
        return f"{capital(other)} {theirs}, which your {dependent or 'change'} needs."
    if meeting.effect_b == "use":
        needed = f"which {dependent} of {other} needs" if dependent else f"which {other} needs"
        return f"You {yours}, {needed}."
    if meeting.aspect in BOTH_SENTENCES:
        return BOTH_SENTENCES[meeting.aspect].format(
            Other=capital(other), x=names, name=finding.object_a.name, table=finding.object_a.parent)
    if yours == verb_phrase(finding, "b", names, 1):
        return f"{capital(other)} and you both {yours}."
    return f"{capital(other)} {theirs}, and you {yours}."


def named_after_sentence(finding, names, other):
    """What the two do where only a name tells that it concerns the same object."""
    owner = backticked(finding.owner)
    yours, theirs = (owner if touched.display() == finding.owner else names
                     for touched in (finding.object_a, finding.object_b))
    belong = "belongs" if names.count("`") == 2 else "belong"
    return (f"To judge by the name, {names} {belong} to {owner}: {other} {verb_phrase(finding, 'b', theirs, 0)}, "
            f"and you {verb_phrase(finding, 'a', yours, 1)}.")


def same_name_advice(same_definition, kind, agent):
    """What to do when both create the same object."""
    clause = CLAUSES.get(kind)
    if same_definition:
        both = f", or write {clause} in both" if clause else ""
        return f"as the definitions are the same, leave it to one of you{both}"
    return f"agree with {agent} on one definition, or give yours another name"


def template_of(meeting, outcome):
    """The advice for a meeting, with gaps."""
    special = IN_THE_WAY if meeting.role == IN_THE_WAY else meeting.aspect
    effects = meeting.effect_a, meeting.effect_b
    families = tuple(map(FAMILIES.get, effects))
    return (ADVICE.get(special) or ADVICE.get((*effects, outcome)) or ADVICE.get((*families, outcome))
            or GENERAL[outcome])


def advise(finding, count, pair_outcome, intent_a, intent_b):
    """One sentence: what to do about a finding on so many objects."""
    outcome, first = OUTCOMES[finding.meeting.cell]
    if outcome == "compatible" and pair_outcome != "compatible":
        return ONLY_HERE
    agent = agent_of(intent_b)
    mine = branch_of(intent_a, "your change")
    theirs = branch_of(intent_b, "the other change")
    touched = [each for each in (finding.object_a, finding.object_b) if each is not None]
    # What is altered or used as a table may be a view; what is made, dropped or renamed has its own kind.
    kind = next((each.kind for each in touched if each.effect), touched[0].kind if touched else "object")
    dependent = dependent_of(finding)
    if dependent:
        dependent = f"the {dependent}"
    else:
        dependent = "what is made in it" if finding.meeting.role == "member" else "what uses it"
    leader = {"a": mine, "b": theirs}.get(first, "one")
    return template_of(finding.meeting, outcome).format(
        agent=agent, agent_=capital(agent), mine=mine, theirs=theirs, theirs_=capital(theirs), kind=kind,
        dependent=dependent, Dependent=capital(dependent), it="it" if count == 1 else "them",
        first=leader, First=capital(leader), clause=CLAUSES.get(kind, "IF NOT EXISTS"),
        same_or_not=same_name_advice(finding.same_definition, kind, agent))


def suggest(conflict, findings, pair_outcome, intent_a, intent_b):
    """One or two suggestions for the newcomer (intent_a) about one conflict with intent_b.

    conflict: what is known of it, a dict with conflict_type and outcome. pair_outcome: that of all the pair's conflicts
    taken together.
    """
    other = described(intent_b)
    if conflict["conflict_type"] == "timing":
        return [TIMING.format(Other=capital(other), agent=agent_of(intent_b))]
    groups = {}
    for finding in findings:
        about = (finding.meeting._replace(role=None), finding.same_definition, finding.owner)
        groups.setdefault(about, []).append(finding)
    ranked = sorted(groups.values(), key=lambda group: -RANKS.index(OUTCOMES[group[0].meeting.cell][0]))
    closing = [CONTRADICTORY] if conflict["outcome"] == "ordered" and pair_outcome == "incompatible" else []
    texts = []
    for group in ranked[:(SENTENCES - len(closing)) // 2]:
        if texts and group[0].meeting.cell == "=":
            break
        names = sorted({name for finding in group for name in finding.names})
        advice = advise(group[0], len(names), pair_outcome, intent_a, intent_b)
        text = f"{what_happens(group[0], name_list(names), other)} {advice}"
        if text not in texts:
            texts.append(text)
    return texts + closing
