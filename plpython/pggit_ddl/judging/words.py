"""The words of suggestions: what the other does, and the advice for what both do."""

from ..footprint.roles import IN_THE_WAY, LATE, OF_CONSTRAINT

NAMED = "named after"  # the aspect of a meeting that only a name tells of

# Effects that call for the same advice.
FAMILIES = {
    "create": "make", "create?": "make", "skip": "make", "replace": "make", "within": "make", "transient": "make",
    "recreate": "remake", "recreate?": "remake", "drop": "drop", "drop?": "drop", "rename": "rename",
    "rename?": "rename", "alter": "alter", "alter?": "alter", "use": "use",
}

# effect -> (what the other does, what you do)
VERBS = {
    "create": ("creates {x}", "create {x}"),
    "create?": ("creates {x} if not there yet", "create {x} if not there yet"),
    "skip": ("creates {x} if not there yet", "create {x} if not there yet"),
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
    "alter": ("changes {aspect}{to}", "change {aspect}{to}"),
    "remove": ("removes {aspect}", "remove {aspect}"),
    "make not null": ("makes {x} NOT NULL", "make {x} NOT NULL"),
    "allow null": ("allows NULL in {x}", "allow NULL in {x}"),
    "move": ("moves {x} to schema {to}", "move {x} to schema {to}"),
    "validate": ("validates {x}", "validate {x}"),
    "rebuild": ("rebuilds {x}", "rebuild {x}"),
    "rewrite": ("rewrites {x}", "rewrite {x}"),
    "reset": ("resets {x}", "reset {x}"),
    "use": ("uses {x}", "use {x}"),
}
ADDED_PARTS = ("column", "constraint", "enum value", "attribute")
# Aspects for which the altered parts are named.
LISTED_ASPECTS = ("columns", "constraints", "attributes")
# Aspects that need no naming: they say no more than that something is altered.
PLAIN_ASPECTS = (None, NAMED, LATE, OF_CONSTRAINT, "overload", "columns", "constraints", "triggers", "rules",
                 "policies", "attributes", "options", "definition", "set")
# Aspects with a verb of their own (see VERBS).
ASPECT_VERBS = {"validated": "validate", "rebuilt": "rebuild", "rewritten": "rewrite", "reset": "reset"}
# Aspects that an ALTER may take away (value None); of all others it says which.
REMOVABLE_ASPECTS = ("default", "identity", "comment", "security label", "generated", "owned by", "statistics")
# aspect -> what is changed, where "the <aspect> of {x}" would not say it; the new value follows in brackets.
ASPECT_WORDS = {
    "attribute type": "the type of an attribute of {x}",
    "check": "the WITH CHECK condition of {x}",
    "clustered": "the index that {x} is clustered on",
    "cost": "the cost estimate of {x}",
    "cycle": "whether {x} cycles",
    "data": "the rows of {x}",
    "default privileges": "the default privileges that apply to {x}",
    "default privileges everywhere": "the default privileges that apply to {x}",
    "enabled": "whether {x} is enabled",
    "extension": "which extension {x} depends on",
    "forced rls": "whether row security also holds for the owner of {x}",
    "generated": "the generation expression of {x}",
    "identity": "the identity property of {x}",
    "inherit": "which table {x} inherits from",
    "leakproof": "whether {x} is LEAKPROOF",
    "logged": "whether {x} is LOGGED",
    "members": "what belongs to {x}",
    "objects": "what {x} publishes",
    "oids": "whether {x} has OIDs",
    "owned objects": "the objects that {x} owns",
    "parallel": "whether {x} may run in parallel",
    "parameters": "the settings that {x} runs with",
    "partitions": "the partitions of {x}",
    "privileges": "the privileges on {x}",
    "restart": "the current value of {x}",
    "rls": "whether row security is on for {x}",
    "rows": "the row estimate of {x}",
    "security": "with whose privileges {x} runs",
    "statistics": "the statistics target of {x}",
    "strict": "what {x} does with NULL arguments",
    "support": "the support function of {x}",
    "to": "the roles that {x} applies to",
    "using": "the USING condition of {x}",
    "values": "the values of {x}",
    "version": "the version of {x}",
}

# Where both do the same beside one another: the aspect -> what they do.
BOTH_SENTENCES = {
    "same columns": "{Other} and you both index the same columns ({x}).",
    "bound": "{Other} and you make partitions of `{name}` for the same values ({x}).",
    "position": "{Other} and you add values at the same place of {x}.",
    "primary key": "{Other} and you both give `{table}` a primary key ({x}).",
}
TIMING = ("{Other} works on the same feature: join forces with {agent} and split the work, or give your feature "
          "another name.")

# (what you do, what the other does, outcome) -> advice; what is special is found by its aspect alone.
ADVICE = {
    LATE:
        "PostgreSQL checks {dependent} only when it runs: test {dependent} against both changes.",
    OF_CONSTRAINT:
        "{First} has to go first, because the index belongs to the constraint: agree on that with {agent}.",
    NAMED:
        "If they do belong together, {first} has to go first: check that in the database, then agree with {agent}.",
    "overload":
        "{First} has to go first: as soon as two routines share that name, PostgreSQL needs the argument types to tell "
        "them apart. Add the types and either order works.",
    IN_THE_WAY:
        "{First} has to go first: agree on that with {agent}.",
    "same columns":
        "One index is enough: keep the one that is merged first and leave the other out.",
    "primary key":
        "A table has only one primary key, so the second change fails: agree with {agent} on one key.",
    "bound":
        "The second change fails, because the partitions overlap: agree with {agent} on one partition.",
    "position":
        "The order of the merges decides the order of the values: say BEFORE or AFTER which value yours go, or agree "
        "with {agent} who goes first.",
    ("make", "make", "compatible"):
        "Both changes say the same, so either order works: leave it to one of you.",
    ("create?", "create?", "divergent"):
        "The first change decides the definition: agree with {agent} on one definition and leave it to one of you.",
    ("replace", "replace", "incompatible"):
        "OR REPLACE cannot change what a function returns: agree with {agent} on one definition, or give yours "
        "another name.",
    ("remake", "remake", "divergent"):
        "The last change decides the definition: agree with {agent} on one definition and leave it to one of you.",
    ("make", "make", "divergent"):
        "The last change decides the definition: agree with {agent} on one definition and leave it to one of you.",
    ("make", "make", "ordered"):
        "Only {first} can go first: add {clause} to it if either order should work, or leave {it} to one of you.",
    ("make", "make", "incompatible"):
        "The second change fails: {same_or_not}.",
    ("make", "remake", "ordered"):
        "{First} has to go first: agree with {agent} on one definition.",
    ("make", "drop", "ordered"):
        "{First} has to go first: check with {agent} that the drop is meant for the {kind} that exists now.",
    ("make", "rename", "ordered"):
        "The name is free only after {theirs} is merged: wait for it.",
    ("rename", "make", "ordered"):
        "The name is free only after your renaming: merge {mine} before {theirs}.",
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
        "The second change fails: leave the drop to one of you, or write IF EXISTS in both.",
    ("drop", "drop", "ordered"):
        "Only {first} can go first: write IF EXISTS in both, or leave the drop to one of you.",
    ("drop", "drop", "compatible"):
        "Either order works: leave the drop to one of you.",
    ("drop", "alter", "ordered"):
        "After your drop {theirs} fails: ask {agent} whether {it} is still needed; if not, drop {it} after {theirs} is "
        "merged or withdrawn.",
    ("alter", "drop", "ordered"):
        "After the drop your change fails: ask {agent} whether {it} really has to go; if so, leave that part out of "
        "yours, else merge {mine} first.",
    ("drop", "use", "ordered"):
        "After your drop {theirs} fails: wait until it is merged, then drop {it} together with what depends on {it}, "
        "or ask {agent} to do without.",
    ("use", "drop", "ordered"):
        "After {theirs} is merged your change fails: ask {agent} whether {it} can stay, or leave {it} out of yours. "
        "If both are needed, merge {mine} first.",
    ("drop", "use", "incompatible"):
        "Your drop fails while {dependent} depends on {it}, and {dependent} fails after the drop: ask {agent} to do "
        "without {it}, or keep {it}.",
    ("use", "drop", "incompatible"):
        "The drop fails while {dependent} depends on {it}, and {dependent} fails after the drop: leave {it} out of "
        "yours, or ask {agent} to keep {it}.",
    ("drop", "rename", "incompatible"):
        "Only one of the two can happen: decide with {agent} whether {it} is to go or to be renamed.",
    ("rename", "drop", "incompatible"):
        "Only one of the two can happen: decide with {agent} whether {it} is to go or to be renamed.",
    ("drop", "rename", "ordered"):
        "Only {first} can go first: decide with {agent} whether {it} is to go or to be renamed.",
    ("rename", "drop", "ordered"):
        "Only {first} can go first: decide with {agent} whether {it} is to go or to be renamed.",
    ("rename", "rename", "incompatible"):
        "The second change fails: agree with {agent} on one new name and schema, and leave that to one of you.",
    ("rename", "alter", "ordered"):
        "Rename after {theirs} is merged, or ask {agent} to declare again with the new name.",
    ("alter", "rename", "ordered"):
        "Merge {mine} before the renaming, or wait for it and declare yours again with the new name.",
    ("rename", "use", "ordered"):
        "Rename after {theirs} is merged, or ask {agent} to declare again with the new name.",
    ("use", "rename", "ordered"):
        "Merge {mine} before the renaming, or wait for it and declare yours again with the new name.",
    ("remake", "alter", "divergent"):
        "Your new definition overwrites what {agent} changes: wait until {theirs} is merged and include that in yours.",
    ("alter", "remake", "divergent"):
        "The new definition overwrites your change if yours is merged first: wait until {theirs} is merged, then "
        "declare yours again.",
    ("remake", "use", "ordered"):
        "Merge {mine} first: the old {kind} cannot be dropped once {dependent} depends on it.",
    ("use", "remake", "ordered"):
        "Wait until {theirs} is merged: the old {kind} cannot be dropped once {dependent} depends on it.",
    ("remake", "use", "divergent"):
        "If {theirs} is merged first, {dependent} refers to the old {kind} or is dropped with it: merge {mine} first.",
    ("use", "remake", "divergent"):
        "If yours is merged first, {dependent} refers to the old {kind} or is dropped with it: wait until {theirs} is "
        "merged.",
    ("alter", "alter", "compatible"):
        "Either order works: merge the smaller one first and test yours on top of it.",
    ("alter", "alter", "divergent"):
        "The last change wins: agree with {agent} on one value and leave it to one of you.",
    ("alter", "alter", "incompatible"):
        "The two exclude each other: agree with {agent} which of them to keep.",
    ("alter", "alter", "ordered"):
        "{First} has to go first: agree on that with {agent}.",
    ("alter", "use", "ordered"):
        "Your change fails once {dependent} exists: merge {mine} first, or drop and re-create {dependent} around it.",
    ("use", "alter", "ordered"):
        "{theirs_} fails once {dependent} exists: wait until it is merged, then declare yours again.",
    ("alter", "use", "divergent"):
        "{Dependent} takes {it} as it is when it is made: merge {mine} first.",
    ("use", "alter", "divergent"):
        "{Dependent} takes {it} as it is when it is made: wait until {theirs} is merged.",
    ("alter", "use", "compatible"):
        "Either order works: tell {agent}, so that {dependent} is tested with what you change.",
    ("use", "alter", "compatible"):
        "Either order works: test {dependent} against what {theirs} changes before you merge.",
}
ONLY_HERE = "This works in either order by itself: first settle the other conflicts of this pair."
CONTRADICTORY = "Another conflict of this pair needs the other order: as declared, neither order works."
# Where nothing above fits.
GENERAL = {
    "compatible": "Either order works: merge one soon and test the other on top of it.",
    "divergent": "The order of the merges decides the result: agree with {agent} who goes first.",
    "ordered": "{First} has to go first: agree on that with {agent}.",
    "incompatible": "Neither order works: one of the two has to change before both can be merged.",
}
CLAUSES = {"table": "IF NOT EXISTS", "column": "IF NOT EXISTS", "index": "IF NOT EXISTS", "function": "OR REPLACE",
           "view": "OR REPLACE", "trigger": "OR REPLACE", "schema": "IF NOT EXISTS", "sequence": "IF NOT EXISTS",
           "extension": "IF NOT EXISTS", "enum value": "IF NOT EXISTS", "materialized view": "IF NOT EXISTS",
           "procedure": "OR REPLACE", "aggregate": "OR REPLACE", "foreign table": "IF NOT EXISTS", "rule": "OR REPLACE"}
