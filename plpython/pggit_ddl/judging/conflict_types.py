"""Under which types conflicts are reported, and how severe they are by default."""

# conflict type -> (severity, severity when the outcome is compatible, description), in the order of reports
CONFLICT_TYPES = {
    "table": ("warning", "warning", "Both changes create, alter, drop or rename the same table."),
    "column": ("error", "warning", "Both changes create, alter, drop or rename the same column."),
    "function": ("error", "warning", "Both changes create, alter, drop or rename the same function or procedure."),
    "index": ("warning", "warning", "Both changes use one index name, or index the same columns of a table."),
    "constraint": ("warning", "warning", "Both changes create, alter, drop or rename the same constraint of a table."),
    "timing": ("warning", "warning", "Both changes are made for the same feature at the same time."),
    "dependency": ("error", "warning", "One change drops, renames or alters what the other uses, or makes it."),
    "object": ("error", "warning", "Both changes change the same view, type, sequence, trigger, policy or the like."),
}
TYPES = tuple(CONFLICT_TYPES)

# Kind of object -> the conflict type when both changes modify it; 'object' for all other kinds.
TYPE_OF_KIND = {
    "table": "table", "foreign table": "table", "column": "column", "index": "index", "constraint": "constraint",
    "function": "function", "procedure": "function", "aggregate": "function", "routine": "function",
}
# Aspects in which two changes may meet without a word as long as nothing comes of it.
MINOR_ASPECTS = ("comment", "privileges", "owner", "statistics")


def conflict_types(kind, meeting):
    """The conflict types under which a Meeting on an object of this kind is reported."""
    if meeting.effect_a == "use" or meeting.effect_b == "use":
        return ("dependency",)
    own = TYPE_OF_KIND.get(kind, "object")
    altered_a, altered_b = meeting.effect_a.startswith("alter"), meeting.effect_b.startswith("alter")
    if meeting.cell == "=" and (own == "object" or (altered_a and altered_b and is_minor(meeting.aspect))):
        return ()
    if own == "table" and altered_a != altered_b:
        return own, "dependency"
    return (own,)


def is_minor(aspect):
    """Whether two ALTERs touch on something that needs no word (an aspect, or a pair of different ones)."""
    return any(one in MINOR_ASPECTS for one in aspect) if isinstance(aspect, tuple) else aspect in MINOR_ASPECTS
