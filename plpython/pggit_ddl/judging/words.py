"""The words of suggestions: what the other does, and the advice for what both do."""

from ..footprint.roles import IN_THE_WAY, LATE, OF_CONSTRAINT

NAMED = "named after"  # the aspect of a meeting that only a name tells of

# Effects that call for the same advice.
FAMILIES = {
    "create": "make", "create?": "make", "skipped": "make", "replace": "make", "within": "make", "transient": "make",
    "recreate": "remake", "recreate?": "remake", "drop": "drop", "drop?": "drop", "rename": "rename",
    "rename?": "rename", "alter": "alter", "alter?": "alter", "use": "use",
}

# effect -> (what the other does, what you do)
VERBS = {
    "create": ("creates {x}", "create {x}"),
    "create?": ("creates {x} if not there yet", "create {x} if not there yet"),
    "skipped": ("creates {x} if not there yet", "create {x} if not there yet"),
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
        "PostgreSQL does not notice before {dependent} runs: test {dependent} against both changes.",
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
    "position":
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
        "Your drop fails as long as {dependent} depends on {it}, and {dependent} fails after it: ask {agent} to do without "
        "{it}, or keep {it}.",
    ("use", "drop", "incompatible"):
        "The drop fails once {dependent} depends on {it}, and {dependent} fails after the drop: build yours without {it}, or "
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
        "Merge {mine} first: the old {kind} cannot be dropped once {dependent} depends on it.",
    ("use", "remake", "ordered"):
        "Wait until {theirs} is merged: the old {kind} cannot be dropped once {dependent} depends on it.",
    ("remake", "use", "divergent"):
        "If {theirs} comes first, {dependent} stays with the old {kind} or goes with it: merge {mine} first.",
    ("use", "remake", "divergent"):
        "If yours comes first, {dependent} stays with the old {kind} or goes with it: wait until {theirs} is merged.",
    ("alter", "alter", "compatible"):
        "Either order works: merge the smaller one first and test yours on top of it.",
    ("alter", "alter", "divergent"):
        "Whoever comes last wins: agree with {agent} on one value and leave it to one of you.",
    ("alter", "alter", "incompatible"):
        "The two exclude each other on {it}: agree with {agent} which of them is to stay.",
    ("alter", "alter", "ordered"):
        "{First} has to go first: agree on that with {agent}.",
    ("alter", "use", "ordered"):
        "Your change fails once {dependent} exists: merge {mine} first, or drop and re-create {dependent} around it.",
    ("use", "alter", "ordered"):
        "That change fails once {dependent} exists: wait until {theirs} is merged, then declare yours again.",
    ("alter", "use", "divergent"):
        "{Dependent} keeps what {it} was at that moment: merge {mine} first.",
    ("use", "alter", "divergent"):
        "{Dependent} keeps what {it} was at that moment: wait until {theirs} is merged.",
    ("alter", "use", "compatible"):
        "Either order works: tell {agent}, so that {dependent} is tested with what you change.",
    ("use", "alter", "compatible"):
        "Either order works: test {dependent} against what {theirs} changes before you merge.",
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
