"""Random and mutated inputs for the public functions. An input depends on the seed and its number alone.

Half of the texts are valid DDL cut up, joined, repeated and spoiled; names, ids, JSON and numbers are drawn from what
people give by mistake or on purpose.
"""

import random
from collections import namedtuple

from reader import test_footprints as examples

FAMILIES = (examples.TABLES, examples.INDEXES, examples.ROUTINES, examples.VIEWS, examples.OTHERS, examples.BLOCKS)
STATEMENTS = [sql for family in FAMILIES for sql, _ in family]

# What breaks readers: quotes that do not end, nesting, escapes, what a format string or a terminal would take.
PIECES = [
    "'", "''", "'''", '"', '""', "$$", "$a$", "$a$ $b$", "$1", "--", "--\n", "/*", "*/", "/*/*", "/* */", ";",
    ";;", "\\", "\\'", "E'\\''", "e'\\x'", "U&'\\0041'", 'U&"\\0041"', "U&'\\' UESCAPE '!'", "B'01'", "X'zz'",
    "N'n'", "::", ":=", "=>", "(", ")", "((", "))", "[", "]", "{", "}", ",", ".", "..", "*", "%", "%s", "%I",
    "%1$s", "%%", "{}", "{0}", "\x1b[31m", "\x1b]0;x\x07", "\t", "\n", "\r\n", "\r", "\f", "\v", " ", "\xa0",
    "\u2028", "\ufeff", "\u200b", "\u202e", "\x01", "\x7f", "\x85", "é", "É", "ß", "İ", "ﬀ", "𝓊", "😀",
    "e\u0301", "0", "1e", "1.", ".1", "0x", "1_000", "-1", "9" * 30, "AS", "BEGIN", "END", "BEGIN ATOMIC", "DO",
    "IF", "NOT", "NULL", "ON", "TABLE", "ALTER TABLE", "CREATE", "DROP", "ONLY", "ADD COLUMN", "RENAME TO",
    "SET search_path = x", "CASCADE", "pg_temp.", "pg_catalog.", "public.", "COPY t FROM stdin;", "\\.",
    "\\copy", ":x", ":'x'", "#", "@", "!", "~", "`", "a" * 64, "é" * 40, "CASE", "LANGUAGE sql", "RETURN",
]  # fmt: skip
NAMES = [
    "claude-a", "claude-b", "f", "oauth2 login", "", " ", "\t", "x" * 255, "x" * 256, "😀" * 64, "%s%s%n",
    "'; --", '"', "$$", "\x1b[2J", "a\nb", "../../etc", "-", ".", "@{", "a.lock", "a~b", "\u202egnp", "NULL",
    "null", "pggit", "PGGIT", "0", "é", "É", "ß" * 200, "\\", "{}", "%", "_", "int_", "\u2400",
]  # fmt: skip
TABLES = [
    "users", "Users", '"Users"', "public.users", "a.b.c.d", "", " ", ".", "..", '"', '""', '"a""b"', "a b",
    "1a", "select", 'U&"\\0041"', "x" * 70, "é", "pg_temp.t", "a.", ".a", "users;", "users--", "%", "users\n",
]  # fmt: skip
NUMBERS = [None, 0, 1, -1, 2**31 - 1, -(2**31), 86_400_000]
JSON = [{}, {"a": 1}, [], [1], "text", 1, None, True, {"analysis": None}, {"risk_reasons": 5}, {"": ""},
        {"a": {"b": [{"c": "d"}] * 3}}, {"%s": "%n"}, {"\x1b[31m": "\x1b[0m"}, {"n": 10**40}]  # fmt: skip
WORDS = [
    "low",
    "HIGH",
    " medium ",
    "",
    "none",
    "registered",
    "Conflicted",
    "in_progress",
    "merged",
    "error",
    "WARNING",
    "%s",
    "é",
    "a" * 300,
    None,
]

Call = namedtuple("Call", "function arguments size")


class Inputs:
    """Draws calls; known are the ids of intents and conflicts that exist."""

    def __init__(self, seed, number, known_intents, known_conflicts):
        self.rng = random.Random(f"{seed}:{number}")
        self.known_intents, self.known_conflicts = known_intents, known_conflicts

    def piece(self):
        """A piece of text that breaks readers, or any characters."""
        rng = self.rng
        if rng.random() < 0.85:
            return rng.choice(PIECES)
        codes = [rng.choice((rng.randrange(1, 128), rng.randrange(128, 0xD800))) for _ in range(rng.randrange(9))]
        return "".join(map(chr, codes))

    def mutated(self, text):
        """Spoil a text in a few places."""
        rng = self.rng
        for _ in range(rng.choice((0, 1, 1, 2, 3, 6))):
            a, b = sorted((rng.randrange(len(text) + 1), rng.randrange(len(text) + 1)))
            b = min(b, a + rng.choice((1, 3, 20, 200)))
            text = rng.choice(
                (
                    lambda t, a=a, b=b: t[:a] + self.piece() + t[a:],
                    lambda t, a=a, b=b: t[:a] + self.piece() + t[b:],
                    lambda t, a=a, b=b: t[:a] + t[b:],
                    lambda t, a=a, b=b: t[:b] + t[a:b] * rng.choice((1, 2, 10)) + t[b:],
                    lambda t, a=a, b=b: t[:a] + t[a:b].swapcase() + t[b:],
                    lambda t, a=a, b=b: t[:a],
                    lambda t, a=a, b=b: t[a:],
                    lambda t, a=a, b=b: t[:a] + rng.choice(STATEMENTS) + t[b:],
                )
            )(text)[:20_000]
        return text

    def ddl(self):
        """One text of DDL, more or less."""
        rng = self.rng
        kind = rng.random()
        if kind < 0.1:
            return "".join(self.piece() + rng.choice(("", " ")) for _ in range(rng.randrange(30)))
        statements = rng.choices(STATEMENTS, k=rng.choice((1, 1, 1, 2, 5)))
        joined = rng.choice((";", ";\n", "; ", "\n")).join(statements)
        return joined if kind < 0.3 else self.mutated(joined)

    def changes(self):
        """An array of DDL texts; sometimes none, with a null, or nested."""
        rng = self.rng
        kind = rng.random()
        if kind < 0.02:
            return rng.choice((None, [], [None], [""], [" \n"], ["-- nothing"], [["SELECT 1", "SELECT 2"]]))
        texts = [self.ddl() for _ in range(rng.choice((1, 1, 1, 2, 4)))]
        return texts if kind < 0.97 else [*texts, None]

    def name(self):
        """A name."""
        rng = self.rng
        if rng.random() < 0.8:
            return rng.choice(("claude-a", "claude-b", "claude-c"))
        return rng.choice((lambda: rng.choice(NAMES), self.piece, lambda: self.mutated("claude-a"), lambda: None))()

    def intent_id(self):
        """An intent's id, the beginning of one, or nothing like it."""
        rng = self.rng
        given = rng.choice(self.known_intents) if self.known_intents else "int_0123456789ab"
        return rng.choice((given, given, given[: rng.randrange(len(given))], given.upper(), f" {given}\n",
                           self.mutated(given), self.piece(), None, "", "int_", "~", "int_~", "int_%"))  # fmt: skip

    def conflict_id(self):
        """A conflict's number, or another."""
        known = self.rng.choice(self.known_conflicts) if self.known_conflicts else 1
        return self.rng.choice((known, known, known, 0, -1, 2**62, None))

    def word(self):
        """One of the words that columns allow, or another."""
        kind = self.rng.random()
        return None if kind < 0.6 else self.rng.choice(WORDS) if kind < 0.9 else self.piece()

    def tables(self):
        """Names of tables, or one name."""
        rng = self.rng
        if rng.random() < 0.7:
            return None
        return [rng.choice((rng.choice(TABLES), self.mutated("users"), None)) for _ in range(rng.randrange(4))]

    def call(self):
        """One call of a public function."""
        rng = self.rng
        function, parameters = rng.choices(list(CALLS.items()), [weight for _, weight in CALLS.values()])[0]
        arguments = {name: DRAWS[draw](self) for name, draw in parameters[0].items()}
        for name in list(arguments):
            may_miss = name in OPTIONAL and (name != "agent_id" or function == "pggit_list_intents")
            if may_miss and arguments[name] is None and rng.random() < 0.5:
                del arguments[name]
        return Call(function, arguments, sum(len(str(value)) for value in arguments.values()))


DRAWS = {
    "name": Inputs.name,
    "ddl": Inputs.changes,
    "tables": Inputs.tables,
    "table": lambda self: self.rng.choice((None, self.rng.choice(TABLES), self.mutated("billing.users"))),
    "intent": Inputs.intent_id,
    "intents": lambda self: [self.intent_id() for _ in range(self.rng.randrange(4))] or None,
    "conflict": Inputs.conflict_id,
    "word": Inputs.word,
    "way": lambda self: self.rng.choice((None, None, "one_after_the_other", "Risk_Accepted", self.piece())),
    "maybe_intent": lambda self: self.intent_id() if self.rng.random() < 0.3 else None,
    "text": lambda self: self.rng.choice((None, self.piece(), self.mutated("agreed with the others"), "")),
    "key": lambda self: None if self.rng.random() < 0.7 else self.rng.choice(("K1", "K2", self.piece())),
    "number": lambda self: self.rng.choice(NUMBERS[:3] * 2 + NUMBERS),
    "json": lambda self: self.rng.choice(JSON[:2] * 5 + JSON),
    "flag": lambda self: self.rng.choice((True, False, None)),
}
OPTIONAL = {
    "tables_affected", "estimated_duration_ms", "risk_level", "metadata", "idempotency_key", "status",
    "agent_id", "table_name", "reason", "changed_by", "reviewed_by", "severity", "reviewed",
    "resolution", "apply_first",
}  # fmt: skip
MOVE = {"intent_id": "intent", "reason": "text", "changed_by": "name"}

# function -> (parameter -> what is drawn for it, weight)
CALLS = {
    "pggit_register_intent": (
        {"agent_id": "name", "feature_name": "name", "schema_changes": "ddl", "tables_affected": "tables",
         "estimated_duration_ms": "number", "risk_level": "word", "metadata": "json", "idempotency_key": "key"}, 30),
    "pggit_check_conflicts": (
        {"agent_id": "name", "feature_name": "name", "schema_changes": "ddl", "tables_affected": "tables"}, 15),
    "pggit_detect_conflicts": ({"schema_changes_a": "ddl", "schema_changes_b": "ddl"}, 15),
    "pggit_footprint": ({"schema_changes": "ddl"}, 15),
    "pggit_allocate_branch": ({"feature_name": "name"}, 4),
    "pggit_get_intent": ({"intent_id": "intent"}, 2),
    "pggit_list_intents": ({"status": "word", "agent_id": "name", "table_name": "table"}, 2),
    "pggit_intent_status": ({"intent_id": "intent"}, 2),
    "pggit_get_conflicts": ({"intent_id": "intent"}, 2),
    "pggit_list_conflicts": ({"reviewed": "flag", "severity": "word"}, 1),
    "pggit_unrecorded_conflicts": ({"intent_id": "intent", "limit": "number", "offset": "number"}, 1),
    "pggit_compare_intents": ({"intent_a": "intent", "intent_b": "intent"}, 2),
    "pggit_resolve_conflict": (
        {"conflict_id": "conflict", "resolution_notes": "text", "reviewed_by": "name", "severity": "word",
         "reviewed": "flag", "resolution": "way", "apply_first": "maybe_intent"}, 3),
    "pggit_amend_intent": (
        {"intent_id": "intent", "schema_changes": "ddl", "tables_affected": "tables", "estimated_duration_ms": "number",
         "risk_level": "word", "reason": "text", "changed_by": "name"}, 6),
    "pggit_merge_intents": (
        {"intent_ids": "intents", "agent_id": "name", "feature_name": "name", "reason": "text",
         "changed_by": "name"}, 2),
    "pggit_supersede_intent": (
        {"intent_id": "intent", "schema_changes": "ddl", "feature_name": "name", "tables_affected": "tables",
         "estimated_duration_ms": "number", "risk_level": "word", "metadata": "json", "reason": "text",
         "changed_by": "name"}, 2),
    "pggit_mark_in_progress": (MOVE, 2),
    "pggit_mark_completed": (MOVE, 2),
    "pggit_mark_merged": (MOVE, 1),
    "pggit_mark_abandoned": (MOVE, 1),
    "pggit_move_intent": ({**MOVE, "new_status": "word"}, 2),
    "pggit_heartbeat": ({"intent_id": "intent"}, 1),
    "pggit_read_events": ({"consumer": "name", "limit": "number"}, 0.5),
    "pggit_drop_consumer": ({"consumer": "name"}, 0.5),
    "pggit_add_detector": ({"name": "name", "function": "text", "runs_for": "word"}, 0.5),
    "pggit_remove_detector": ({"name": "name"}, 0.5),
    "pggit_add_suggester": ({"name": "name", "function": "text", "place": "word"}, 0.5),
    "pggit_remove_suggester": ({"name": "name"}, 0.5),
    "pggit_bind_agent": ({"role_name": "name", "agent_id": "name"}, 1),
    "pggit_unbind_agent": ({"role_name": "name", "agent_id": "name"}, 1),
    "pggit_verify_set": ({"intent_ids": "intents"}, 0.3),
    "pggit_verify_conflict": ({"conflict_id": "conflict"}, 0.3),
    "pggit_verify_history": ({"seal": "text"}, 0.3),
    "pggit_prove": ({"schema_changes_a": "ddl", "schema_changes_b": "ddl"}, 1),
}  # fmt: skip
