"""The rules are complete, say the same from both sides, and give what the matrix promises."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judge.rows import CLAUDE, NOBODY, PAYMENTS, column, row, rows_of_effect, table
from pggit_ddl import CONFLICT_TYPES, judge, read
from pggit_ddl.judging.effects import (
    CELLS,
    DROP_IN_USE,
    EFFECTS,
    OUTCOMES,
    REMAKE_IN_USE,
    RESET,
    SAME_DEFINITION,
    mirrored,
)
from pggit_ddl.judging.finding import worst
from pggit_ddl.judging.rules.dependencies import DEPENDENCIES
from pggit_ddl.judging.summary import Summary

VISIBLE = [effect for effect in EFFECTS if effect != "within"]  # a table is nobody's part
# What the two effects do not tell -> the outcome for the rows that are used here.
OUTCOME_ELSEWHERE = {SAME_DEFINITION: "~", "aspect": "=", "role?": "=", RESET: "~", DROP_IN_USE: ">",
                     REMAKE_IN_USE: "~"}


def outcome_of(conflicts):
    """The outcome of a whole pair."""
    return worst([(conflict["outcome"], conflict["apply_first"]) for conflict in conflicts])


def test_every_two_effects_have_an_outcome():
    assert CELLS.keys() == {(a, b) for a in EFFECTS for b in EFFECTS}
    assert set(CELLS.values()) == {*OUTCOMES, *OUTCOME_ELSEWHERE}


@pytest.mark.parametrize(("left", "right"), sorted(CELLS))
def test_the_matrix_says_the_same_from_both_sides(left, right):
    assert CELLS[left, right] == mirrored(CELLS[right, left])


@pytest.mark.parametrize("left", VISIBLE)
@pytest.mark.parametrize("right", VISIBLE)
def test_two_effects_on_a_table_have_the_outcome_of_the_matrix(left, right):
    cell = OUTCOME_ELSEWHERE.get(CELLS[left, right], CELLS[left, right])
    if left == "use" and CELLS[left, right] in (DROP_IN_USE, REMAKE_IN_USE):
        cell = mirrored(cell)
    conflicts = judge(rows_of_effect(left, definition="1"), rows_of_effect(right, definition="2"), NOBODY, NOBODY)
    assert outcome_of(conflicts) == OUTCOMES[cell]


@pytest.mark.parametrize("effect", VISIBLE)
def test_two_creations_collide_no_more_when_they_say_the_same(effect):
    if CELLS[effect, effect] == SAME_DEFINITION:
        rows = rows_of_effect(effect, definition="1")
        conflicts = judge(rows, list(rows), NOBODY, NOBODY)
        assert outcome_of(conflicts) == ("compatible", None)


@pytest.mark.parametrize(("statements", "effect"), [
    ([("create", {})], "create"),
    ([("create", {"if_not_exists": True})], "create?"),
    ([("create", {"or_replace": True})], "replace"),
    ([("create", {}), ("drop", {"internal": True})], "transient"),
    ([("create", {}), ("rename", {"internal": True, "new_name": "u"})], "transient"),
    ([("create", {}), ("drop", {"internal": True}), ("create", {})], "create"),
    ([("drop", {})], "drop"),
    ([("drop", {}), ("create", {})], "recreate"),
    ([("drop", {"if_exists": True}), ("create", {})], "recreate?"),
    ([("drop", {"if_exists": True}), ("create", {"if_not_exists": True})], "recreate?"),
    ([("drop", {}), ("create", {}), ("drop", {"internal": True})], "drop"),
    ([("rename", {"new_name": "u"})], "rename"),
    ([("rename", {"new_name": "u"}), ("create", {})], "recreate"),
])
def test_statements_add_up_to_one_effect(statements, effect):
    summary = Summary([table(action, **detail) for action, detail in statements])
    assert summary.objects["relation:users", None, None].effect == effect


def test_renamed_and_dropped_under_the_new_name_is_dropped():
    rows = [table("rename", new_name="old"), table("create", "old", renamed_from="users"),
            table("drop", "old", internal=True, cascade=True)]
    touched = Summary(rows).objects["relation:users", None, None]
    assert (touched.effect, touched.cascade) == ("drop", True)


@pytest.mark.parametrize(("outcomes", "expected"), [
    ([], ("compatible", None)),
    ([("compatible", None), ("divergent", None)], ("divergent", None)),
    ([("divergent", None), ("ordered", "b")], ("ordered", "b")),
    ([("ordered", "a"), ("ordered", "b")], ("incompatible", None)),
    ([("ordered", "a"), ("incompatible", None)], ("incompatible", None)),
])
def test_the_worst_of_several_outcomes_counts_and_both_orders_at_once_are_none(outcomes, expected):
    assert worst(outcomes) == expected


effects = st.sampled_from(VISIBLE)
some_rows = st.lists(st.one_of(
    st.builds(rows_of_effect, effects),
    st.builds(column, st.sampled_from(["create", "drop", "use"]), st.sampled_from(["a", "b"])),
    st.builds(lambda action, name, args: [row("function", f"{name}({args})" if args else name, action,
                                              key="routine:" + name, name=name, args=[args] if args else None)],
              st.sampled_from(["create", "drop", "use"]), st.sampled_from(["f", "g"]), st.sampled_from(["", "text"])),
    st.builds(lambda aspect, value: [row("column", "a", "alter", "users", aspect=aspect, value=value)],
              st.sampled_from(["type", "default", "not null", "identity"]), st.sampled_from([None, "always", "text"])),
    st.builds(lambda role: [row("column", "a", "use", "users", by=role, by_kind=role, by_name="x")],
              st.sampled_from(sorted(DEPENDENCIES))),
    st.builds(lambda name, place: [row("enum value", name, "create", "mood", position=place)],
              st.sampled_from(["'x'", "'y'"]), st.sampled_from([None, "after 'x'"])),
    st.builds(lambda name, kind: [row("constraint", name, "create", "users", type=kind, columns=["a"])],
              st.sampled_from(["k", "l"]), st.sampled_from(["primary key", "unique", "check"])),
), max_size=5).map(lambda groups: [each for group in groups for each in group])


@given(some_rows, some_rows)
def test_a_pair_is_judged_the_same_from_the_other_side(rows_a, rows_b):
    there, back = judge(rows_a, rows_b, CLAUDE, PAYMENTS), judge(rows_b, rows_a, PAYMENTS, CLAUDE)
    turned = {"a": "b", "b": "a", None: None}
    facts = ("conflict_type", "affected_objects", "outcome")
    assert [[conflict[fact] for fact in facts] + [conflict["apply_first"]] for conflict in there] == [
        [conflict[fact] for fact in facts] + [turned[conflict["apply_first"]]] for conflict in back]


@given(some_rows, some_rows)
def test_at_most_one_conflict_per_type_in_the_order_of_the_types(rows_a, rows_b):
    conflicts = judge(rows_a, rows_b, dict(CLAUDE, feature_name="x"), dict(PAYMENTS, feature_name="x"))
    order = [list(CONFLICT_TYPES).index(conflict["conflict_type"]) for conflict in conflicts]
    assert order == sorted(set(order))
    for conflict in conflicts:
        assert conflict["affected_objects"] == sorted(set(conflict["affected_objects"]))
        assert (conflict["apply_first"] is not None) == (conflict["outcome"] == "ordered")
        assert 1 <= len(conflict["suggestions"]) <= 4


@given(some_rows, some_rows)
def test_a_summary_stands_for_its_rows(rows_a, rows_b):
    summary = Summary(rows_a)
    assert judge(summary, rows_b, CLAUDE, PAYMENTS) == judge(rows_a, rows_b, CLAUDE, PAYMENTS)
    assert judge(summary, rows_b, CLAUDE, PAYMENTS) == judge(rows_a, rows_b, CLAUDE, PAYMENTS)


def test_time_is_linear_in_the_rows_of_both_sides():
    def many(count, step):
        return [each for number in range(0, count * step, step) for each in column("create", f"c{number}", type="text")]

    def cost(count):
        rows_a, rows_b = many(count, 2), many(count, 3)
        times = []
        for _ in range(3):
            begin = process_time()
            conflicts = judge(rows_a, rows_b, NOBODY, NOBODY)
            times.append(process_time() - begin)
        assert [conflict["conflict_type"] for conflict in conflicts] == ["table", "column"]
        return min(times)

    # Ten times as much work would take a hundred times as long if it were quadratic.
    assert cost(10_000) < 40 * cost(1_000)


@pytest.mark.parametrize(
    ("named", "lost"),
    [
        ("DROP INDEX idx_t_c{0}_of_many_words_to_look_at", "ALTER TABLE t DROP COLUMN c{0}"),
        ("ALTER TABLE o{0} DROP CONSTRAINT o{0}_a{0}_id_b_id_c_id_fk", "DROP TABLE a{0} CASCADE"),
        ("ALTER TABLE m_1 ADD COLUMN c{0} int", "ALTER TABLE m ADD COLUMN c{0} int"),
        ("ALTER TABLE m_{0} ADD COLUMN c int", "ALTER TABLE m ADD COLUMN c{0} int"),
        ("CREATE TABLE o{0} (x int REFERENCES t (c{0}))", "ALTER TABLE t DROP CONSTRAINT t{0}_pkey"),
    ],
)
def test_what_is_known_by_name_is_looked_up_and_not_compared_with_everything(named, lost):
    def cost(count):
        rows_a, rows_b = (read([each.format(number) for number in range(count)]).rows for each in (named, lost))
        times = []
        for _ in range(3):
            begin = process_time()
            judge(rows_a, rows_b, NOBODY, NOBODY)
            times.append(process_time() - begin)
        return min(times)

    # Ten times as much work would take a hundred times as long if each were compared with each.
    assert cost(2_000) < 40 * cost(200)


def test_the_same_active_feature_is_a_timing_conflict_without_any_rows():
    sides = dict(CLAUDE, feature_name="checkout"), dict(PAYMENTS, feature_name="checkout")
    (conflict,) = judge([], [], *sides)
    assert (conflict["conflict_type"], conflict["affected_objects"], conflict["outcome"]) == (
        "timing", ["checkout"], "compatible")
    assert judge([], [], NOBODY, NOBODY) == []
