"""Any two changes made of readable statements are judged, and the same from either side."""

from hypothesis import given, settings
from hypothesis import strategies as st

from judge.rows import CLAUDE, PAYMENTS
from judge.test_ddl_pairs import PAIRS
from pggit_ddl import judge, read
from reader.manual import MANUAL
from reader.test_footprints import BLOCKS, INDEXES, OTHERS, ROUTINES, TABLES, VIEWS

STATEMENTS = sorted({text for pairs in PAIRS.values() for a, b, _ in pairs for text in (a, b)}
                    | {sql for family in (TABLES, INDEXES, ROUTINES, VIEWS, OTHERS, BLOCKS) for sql, _ in family}
                    | {sql for forms in MANUAL.values() for sql, _ in forms})
CHANGES = st.lists(st.sampled_from(STATEMENTS), min_size=1, max_size=5)
TURNED = {"a": "b", "b": "a", None: None}


@settings(max_examples=300, deadline=None)
@given(CHANGES, CHANGES)
def test_two_changes_are_judged_the_same_from_both_sides(a, b):
    rows_a, rows_b = read(a).rows, read(b).rows
    there, back = judge(rows_a, rows_b, CLAUDE, PAYMENTS), judge(rows_b, rows_a, PAYMENTS, CLAUDE)
    assert [(each["conflict_type"], each["affected_objects"], each["outcome"], each["apply_first"]) for each in there] \
        == [(each["conflict_type"], each["affected_objects"], each["outcome"], TURNED[each["apply_first"]])
            for each in back]
    assert all(each["suggestions"] for each in there + back)
