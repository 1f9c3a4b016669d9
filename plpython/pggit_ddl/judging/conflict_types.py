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
SLIGHT = ("comment", "privileges", "owner", "statistics")


def conflict_types(kind, cell, effect_a, effect_b, aspect):
    """The conflict types under which a meeting of two effects is reported."""
    if effect_a == "use" or effect_b == "use":
        return ("dependency",)
    own = TYPE_OF_KIND.get(kind, "object")
    altered_a, altered_b = effect_a.startswith("alter"), effect_b.startswith("alter")
    if cell == "=" and (own == "object" or (altered_a and altered_b and is_slight(aspect))):
        return ()
    if own == "table" and altered_a != altered_b:
        return own, "dependency"
    return (own,)


def is_slight(aspect):
    """Whether two ALTERs touch on something that needs no word (an aspect, or a pair of different ones)."""
    return any(one in SLIGHT for one in aspect) if isinstance(aspect, tuple) else aspect in SLIGHT
