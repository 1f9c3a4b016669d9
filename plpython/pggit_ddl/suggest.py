"""Suggestions: what to do about one conflict, in words made for the case."""


def suggestions(conflict_type, outcome, first, findings, side_a, side_b):
    """One to four sentences for the newcomer (side_a) about its conflict with side_b."""
    other = side_b.get("agent_id")
    other = "`" + other + "`" if other else "the other change"
    objects = ", ".join("`" + name + "`" for name in sorted({finding["object"] for finding in findings})[:5])
    return [f"Talk to {other} about {objects}: {outcome}."]
