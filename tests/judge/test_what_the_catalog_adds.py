"""How the judge takes what the catalog has added to a footprint."""

import pytest

from judge.rows import NOBODY, column, row, table
from pggit_ddl import judge
from pggit_ddl.judging.finding import worst

CATALOG = {"from_catalog": True}


def outcome(a, b):
    """The outcome of two footprints taken together, and what has to go first."""
    found = judge(a, b, NOBODY, NOBODY)
    outcomes = [worst([(each["outcome"], each["apply_first"]) for each in found])]
    turned = judge(b, a, NOBODY, NOBODY)
    said = worst([(each["outcome"], each["apply_first"]) for each in turned])
    assert said == (outcomes[0][0], {"a": "b", "b": "a"}.get(outcomes[0][1]))
    return outcomes[0]


def index(action, name="users_key", **detail):
    return row("index", name, action, **detail)


def inherited(**detail):
    return row("column", "note", "create", "child", inherited=True, **CATALOG, **detail)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ([inherited(type="text")], column("create", "note", "child", type="text"), ("ordered", "b")),
        ([inherited(type="text")], column("create", "note", "child", type="integer"), ("incompatible", None)),
        (
            [row("constraint", "c", "create", "child", inherited=True, definition="check (a)", **CATALOG)],
            [row("constraint", "c", "create", "child", definition="check (a)")],
            ("compatible", None),
        ),
        (
            [row("constraint", "c", "create", "child", inherited=True, definition="check (a)", **CATALOG)],
            [row("constraint", "c", "create", "child", definition="check (b)")],
            ("incompatible", None),
        ),
        ([table("use", "child", by="reached", **CATALOG)], [table("drop", "child")], ("compatible", None)),
        ([index("drop", if_exists=True, **CATALOG)], [index("create")], ("ordered", "a")),
        ([index("drop", if_exists=True)], [index("create")], ("divergent", None)),
        ([index("use", by="referenced key", by_name="k", **CATALOG)], [index("drop")], ("incompatible", None)),
        ([index("use", by="referenced key", by_name="k", **CATALOG)], [index("drop", cascade=True)], ("ordered", "a")),
        (
            [index("use", by="referenced key", by_name="k", **CATALOG)],
            [index("rename", new_name="n"), index("create", "n", renamed_from="users_key")],
            ("compatible", None),
        ),
        ([index("use", by="copied", by_name="k", **CATALOG)], [index("drop")], ("divergent", None)),
        ([index("use", by="copied", by_name="k", **CATALOG)], [index("rename", new_name="n")], ("compatible", None)),
        ([index("use", by="name taken", by_name="k", **CATALOG)], [index("drop")], ("divergent", None)),
        ([index("use", by="name taken", by_name="k", **CATALOG)], [index("rename", new_name="n")], ("divergent", None)),
        ([row("view", "v", "drop", if_exists=True, cascade=True, **CATALOG)],
         [row("view", "v", "create", or_replace=True)], ("compatible", None)),
        ([row("view", "v", "create", or_replace=True, absent=True)], [row("view", "v", "use", by="view")],
         ("ordered", "a")),
        ([row("view", "v", "create", or_replace=True)], [row("view", "v", "use", by="view")], ("compatible", None)),
        ([table("use", "parent", by="inherit", how="leave", by_name="child")], [table("drop", "parent")],
         ("ordered", "a")),
        ([table("use", "parent", by="inherit", how="join", by_name="child")], [table("drop", "parent")],
         ("incompatible", None)),
        (
            [row("schema", "s", "alter", key="schema:s", aspect="members gone", value="big", **CATALOG)],
            [row("schema", "s", "use", key="schema:s", by="member")],
            ("ordered", "b"),
        ),
    ],
)  # fmt: skip
def test_the_outcome_is(a, b, expected):
    assert outcome(a, b) == expected


@pytest.mark.parametrize(("known", "expected"), [
    ("foreign key", "compatible"), ("check", "divergent"), ("unique", "divergent"), (None, "compatible"),
])  # fmt: skip
def test_whether_a_lost_constraint_was_copied_depends_on_its_type(known, expected):
    like = [table("create", "copy"), table("use", by="like", by_name="copy", copied=["constraints", "indexes"])]
    drop = [table("alter", aspect="constraints"), row("constraint", "c", "drop", "users", type=known)]
    assert outcome(like, drop)[0] == expected


@pytest.mark.parametrize(
    "known",
    [
        table("use", "orders", by="reached", **CATALOG),
        row("index", "idx_orders_note", "drop", None, if_exists=True, absent=True),
        row("table", "orders", "create", if_not_exists=True, exists=True),
        row("constraint", "total_given", "drop", "orders", type="check"),
    ],
)
def test_names_tell_nothing_where_the_catalog_has_answered(known):
    guessed = [index("drop", "idx_users_email")], column("drop", "email", "users")
    assert outcome(*guessed) == ("ordered", "a")
    assert outcome([*guessed[0], known], guessed[1]) == ("compatible", None)
    assert outcome(guessed[0], [*guessed[1], known]) == ("compatible", None)


def test_what_no_catalog_has_seen_is_made_anew():
    giving = [row("schema", "public", "alter", key="schema:public", aspect="default privileges",
                  value="grant select on tables to bob")]  # fmt: skip
    view = row("view", "v", "create", or_replace=True)
    assert outcome(giving, [view]) == ("divergent", None)
    assert outcome(giving, [view, table("use", "orders", by="view", **CATALOG)]) == ("compatible", None)
