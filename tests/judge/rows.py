"""Footprint rows by hand, for tests of the rules that need no reader."""

from pggit_ddl import Row

NOBODY = dict.fromkeys(("intent_id", "agent_id", "feature_name", "branch_name"))
CLAUDE = {"intent_id": "int_0123456789ab", "agent_id": "claude-auth", "feature_name": "oauth2",
          "branch_name": "feature/oauth2_001"}
PAYMENTS = {"intent_id": "int_ba9876543210", "agent_id": "claude-payments", "feature_name": "stripe",
            "branch_name": "feature/stripe_001"}

EFFECT_FLAGS = {"create?": ("create", {"if_not_exists": True}), "replace": ("create", {"or_replace": True}),
                "skip": ("create", {"if_not_exists": True, "exists": True}),
                "drop?": ("drop", {"if_exists": True}), "rename?": ("rename", {"if_exists": True}),
                "alter?": ("alter", {"if_exists": True})}


def row(kind, name, action, parent=None, /, key=None, **detail):
    """One row, its key as the reader would choose it."""
    if key is None:
        key = "relation:" + (parent if parent is not None and kind != "index" else name)
    return Row(1, kind, name, parent, action, detail, key)


def table(action, name="users", **detail):
    """A row about a table."""
    return row("table", name, action, **detail)


def column(action, name="email", parent="users", **detail):
    """A row about a column, with the row about its table that comes with it."""
    altered = [] if action == "use" else [table("alter", parent, aspect="columns")]
    return [*altered, row("column", name, action, parent, **detail)]


def rows_of_effect(effect, **detail):
    """Rows that add up to one effect on table users."""
    if effect in ("recreate", "recreate?"):
        return [table("drop", if_exists=effect.endswith("?")), table("create", **detail)]
    if effect == "transient":
        return [table("create", **detail), table("drop", internal=True)]
    if effect == "use":
        return [table("use", by="index", by_kind="index", by_name="users_idx")]
    action, flags = EFFECT_FLAGS.get(effect, (effect, {}))
    if action == "alter":
        flags = dict(flags, aspect="columns")
    if action == "rename":
        flags = dict(flags, new_name="members")
    return [table(action, **dict(flags, **detail))]
