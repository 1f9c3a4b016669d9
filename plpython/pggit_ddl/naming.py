"""What the name of a constraint tells, where nothing else does: PostgreSQL and the usual tools make it of the table's
name, the columns' and a label."""

from .names import last_part, make_name

LABELS = {"pkey": "primary key", "pk": "primary key", "key": "unique", "unique": "unique", "fkey": "foreign key",
          "fk": "foreign key", "check": "check", "excl": "exclude"}
OF_COLUMN = tuple(label for label, kind in LABELS.items() if kind != "primary key")
PREFIXES = ("idx", "ix", "index", "uq")
OF_SEVERAL = ("foreign key", "primary key")  # whose names may go on after the first column


def named_type(name):
    """The type of a constraint with this name, None if it does not tell."""
    bare = name.strip('"')
    return LABELS.get(bare.rpartition("_")[2]) or LABELS.get(bare.partition("_")[0])


def names_after(table, column):
    """The names that a constraint on just this column of a table may have; a column id most likely is the key."""
    names = [make_name(last_part(table), last_part(column), label) for label in OF_COLUMN]
    return [*names, make_name(last_part(table), None, "pkey")] if column == "id" else names


def begins_with(name, table, column):
    """Whether a constraint's name begins with this column and goes on, with other columns or what is referred to."""
    begin = last_part(table) + "_" + last_part(column) + "_"
    return named_type(name) in OF_SEVERAL and last_part(name).startswith(begin)


def tables_of(index):
    """What an index's table may be called, whose name it bears, with the rest: users_email_idx, idx_users_email."""
    words = last_part(index).split("_")
    if words[0] in PREFIXES:
        words = words[1:]
    return [("_".join(words[:end]).rstrip("_"), "_".join(words[end:])) for end in range(1, len(words))]


def heads(rest):
    """The columns with which the rest of an index's name may begin: user_id_idx begins with user and user_id."""
    words = rest.split("_")
    return ["_".join(words[:end]) for end in range(1, len(words) + 1)]


def key_names(table, columns, names):
    """Which of these names may be that of the key which a reference to these columns (none: the primary key) needs."""
    unique = {make_name(last_part(table), last_part(column), label)
              for column in columns for label in ("key", "unique") if len(columns) == 1}
    return [name for name in names if named_type(name) == "primary key" or last_part(name) in unique]
