"""What names tell where nothing else does: PostgreSQL and the usual tools make those of indexes, constraints, sequences
and partitions of the table's name, the columns' and a label."""

from ..text.names import MAX_BYTES, byte_length, last_part, make_name
from ..text.regexes import regex

LABELS = {"pkey": "primary key", "pk": "primary key", "key": "unique", "unique": "unique", "uniq": "unique",
          "uq": "unique", "uk": "unique", "fkey": "foreign key", "fk": "foreign key", "foreign": "foreign key",
          "check": "check", "chk": "check", "ck": "check", "excl": "exclude"}
OF_COLUMN = ("key", "unique", "fkey", "fk", "check", "excl")  # labels in names that are cut to their length
NO_TYPES = ("idx", "ix", "index", "seq", "constraint")  # further labels
VIEWS = ("v", "vw", "view", "mv", "matview")
VIEW_KINDS = ("view", "materialized view")
CALLS = ("trigger", "trg", "tr", "tg", "function", "func", "fn", "proc")
KEYS = ("id", "uuid")  # what keys are called
REFERENCES = ("id", "uuid", "ref")  # how columns that refer to one end
HUMP = regex(r"(?<=[a-z0-9])(?=[A-Z])")
SMALL_WORDS = frozenset(("and", "by", "for", "in", "of", "the", "to"))  # which abbreviations leave out
# The first word that a partition adds to its parent's name.
OF_PARTITION = regex(r'_(?:default|child|part|partition|[py]?[0-9]+)(?=[_"]|$)')
PLURALS = (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("ss", "ss"), ("s", ""))
NAME, ONE, INITIALS = "name", "one", "initials"
# Kind of what is named after a table -> by which of its aliases.
SPEAKS_OF = {"index": (NAME, ONE, INITIALS), "sequence": (NAME,), "view": (NAME,), "materialized view": (NAME,),
             "table": (NAME,), "constraint": (NAME, ONE), "trigger": (NAME,), "column": (NAME, ONE)}
SHORT, ABBREVIATED = 3, 5  # so many letters at most
MOST_WORDS = 12  # of a name that are looked at
COLUMN = "column "  # begins the alias of a column
CHANGED = "changed"  # stands for any column that is dropped or gets another type
RETYPED = "retyped"  # stands for the columns of the key that get another type
PRIMARY = "primary key"  # stands for the columns of the key, whatever they are
# With which the names of other columns end, too.
ENDINGS = frozenset(("at", "by", "code", "count", "date", "id", "key", "kind", "name", "no", "number", "on", "status",
                     "text", "time", "title", "type", "url", "uuid", "value"))
LONGEST_COLUMN = 4  # so many words of a name that do not come first may be one column's


def spelled(name):
    """The bare name in words: taskRunId and task_run_id are the same."""
    bare = last_part(name)
    bare = bare.replace("__", "_") if "__" in bare else bare
    return bare if bare.islower() else HUMP.sub("_", bare).lower()


def named_type(name):
    """The type of a constraint with this name, None if it does not tell: what has lost its end is the longest sort."""
    words = spelled(name).split("_")
    return LABELS.get(words[-1]) or LABELS.get(words[0]) or ("foreign key" if is_cut(name) else None)


def is_label(word):
    """Whether a word tells what something is, not what it is about."""
    return word in LABELS or word in NO_TYPES


def singular(word):
    """One of several, as far as endings tell."""
    found = [word[:-len(ending)] + one for ending, one in PLURALS if word.endswith(ending) and word != ending]
    return found[0] if found else word


def aliases(table):
    """Under which names others speak of a table: {feature_flags: name, feature_flag: one (with _id), ff: initials}."""
    bare = spelled(table)
    words = [word for word in bare.split("_") if word]
    found = {}
    if len(words) > 1:
        found["".join(word[0] for word in words)] = INITIALS
        found["".join(word[0] for word in words if word not in SMALL_WORDS)] = INITIALS
    found[singular(bare)] = ONE
    found[bare] = NAME
    return found


def key_columns(table):
    """What the column of a table's primary key most likely is called: id, users_id, user_id."""
    bare = spelled(table)
    return {KEYS[0], bare + "_" + KEYS[0], singular(bare) + "_" + KEYS[0]}


def called(name):
    """What triggers and their functions have in common: trg_touch and touch_fn are both called touch."""
    words = spelled(name).split("_")
    words = words[1:] if len(words) > 1 and words[0] in CALLS else words
    return "_".join(words[:-1] if len(words) > 1 and words[-1] in CALLS else words) + "()"


def is_key(table, column):
    """Whether a column most likely is the table's primary key, or a part of it."""
    column = spelled(column)
    return column in KEYS or column in key_columns(table)


def names_after(table, column):
    """The names that PostgreSQL may have given to a constraint on just this column."""
    names = [make_name(last_part(table), last_part(column), label) for label in OF_COLUMN]
    return [*names, make_name(last_part(table), None, "pkey")] if is_key(table, column) else names


def beside(name, table):
    """What the name of a table's constraint says beside the table and labels: its columns, then what it refers to."""
    words = spelled(name).split("_")
    if len(words) > 1 and is_label(words[0]):
        words = words[1:]
    own, one = spelled(table).split("_"), singular(spelled(table)).split("_")
    if words[:len(own)] in (own, one):
        words = words[len(own):]
    return "_".join(words[:-1] if words and is_label(words[-1]) else words)


def heads(rest):
    """The columns with which a list of names may begin: user_id_at begins with user, user_id and user_id_at."""
    words = rest.split("_")
    return ["_".join(words[:end]) for end in range(1, len(words) + 1)]


def columns_in(rest, kind):
    """The columns that a list of names may have, the likeliest first: of a reference only what it begins with."""
    found, words = heads(rest), rest.split("_")
    if kind != "foreign key":
        found += ["_".join(words[start:stop]) for start in range(1, len(words))
                  for stop in range(start + (words[start] in ENDINGS) + 1, min(start + LONGEST_COLUMN, len(words)) + 1)]
    return [*found, rest + "_id"] if rest else []


def is_cut(name):
    """Whether a name may have lost its end, the label with it."""
    return byte_length(last_part(name)) == MAX_BYTES


def keys_by_columns(table, names):
    """What the names of keys tell of their columns: {columns joined, PRIMARY for those of the primary key: [name]}."""
    found = {}
    for name in names:
        kind = named_type(name)
        if kind in (PRIMARY, "unique"):
            found.setdefault(PRIMARY if kind == PRIMARY else beside(name, table), []).append(name)
    return found


def key_names(table, columns, known):
    """Which keys (as above) a reference to these columns (none: the primary key) may need: one of a sort."""
    if not columns or any(is_key(table, column) for column in columns):
        sorts = (PRIMARY,)
    else:
        # Of another table's key there can only be a unique constraint, of any other column a primary key just as well.
        other = any(spelled(column).rpartition("_")[2] in KEYS for column in columns)
        sorts = ("_".join(map(spelled, columns)), "") if other else (PRIMARY, "_".join(map(spelled, columns)), "")
    return [known[sort][0] for sort in sorts if sort in known]


def hints(kind, name, table=None, constraint_type=None):
    """Which tables the name of something outside of them speaks of, as [(alias, the rest of the name)].

    Of a constraint: what else than its own table.
    """
    if kind == "table":
        if not OF_PARTITION.search(name):
            return []
        bare = last_part(name)
        return [(bare[:found.start()], "") for found in OF_PARTITION.finditer(bare) if found.start()]
    if kind in VIEW_KINDS:
        words = last_part(name).split("_")
        whole = words[1:] if words[0] in VIEWS else words[:-1] if words[-1] in VIEWS else ()
        parts = [whole] if whole else [words[1:], words[:-1]]
        return [("_".join(part), "") for part in parts if part]
    words = spelled(name).split("_")
    if kind == "index" and LABELS.get(words[-1]) == PRIMARY:
        return [("_".join(words[:-1]), "")]  # it names no columns
    if kind == "index" or (kind == "sequence" and words[-1] == "seq"):
        words = words[1:] if is_label(words[0]) else words
        found = [("_".join(words[:end]).rstrip("_"), "_".join(words[end:]))
                 for end in range(1, min(len(words), MOST_WORDS))]
        if kind == "index" and len(words) > 1 and len(words[0]) <= ABBREVIATED:
            found.append((of_column("_".join(words[1:-1] if is_label(words[-1]) else words[1:])), words[0]))
            # a label that only its maker knows
            found += [("_".join(words[1:]), "")] if len(words[0]) <= SHORT else []
        return found
    if kind == "trigger":
        return [(called(name), "")]
    if kind == "column":
        return [("_".join(words[:-1]), "")] if words[-1] in REFERENCES and words[:-1] > [""] else []
    if kind == "constraint" and constraint_type == "foreign key":
        found, begin = [], 0
        words = [*beside(name, table).split("_"), KEYS[0]]
        for place, word in enumerate(words):
            if word in REFERENCES:
                found.append(("_".join(words[begin:place]), ""))
                begin = place + 1
        return [hint for hint in found if hint[0]]
    return []


def of_column(name):
    """A column among the aliases of tables: its index may bear its name and only an abbreviation of the table's."""
    return COLUMN + name


def abbreviates(word, name):
    """Whether a word is made of letters of a name, in their order and from the first on."""
    letters = iter(name)
    return word[:1] == name[:1] and all(letter in letters for letter in word)


def guess_key(schema, alias):
    """The key under which who drops a table or parts of it meets who names something after it."""
    return "named:" + ("" if schema is None else schema + ".") + alias
