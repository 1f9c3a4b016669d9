"""Bad input: each is refused with an error that says what is wrong and what to do, and no table has a new row."""

import itertools

import pytest
from psycopg.types.json import Jsonb

from steps import ADD_A, ADD_B, call_error, conflicts, error_of, register

LONG = "x" * 300
GOOD = {"agent_id": "claude-a", "feature_name": "search", "schema_changes": [ADD_A]}

NAMES = {
    "null": (None, "22004", "null"),
    "empty": ("", "22023", "blank"),
    "spaces": ("   ", "22023", "blank"),
    "other blanks": ("\t \n", "22023", "blank"),
    "300 characters": (LONG, "22001", "300 characters"),
    "a line break": ("a\nb", "22023", "control character"),
    "a tab at the end": ("a\t", "22023", "control character"),
    "an escape": ("a\x1b[31m", "22023", "control character"),
    "a delete": ("a\x7f", "22023", "control character"),
    "a C1 control": ("a\x85b", "22023", "control character"),
}

# element -> SQLSTATE, what the message says, where it begins
CHANGES = {
    "null": (None, "22004", "null", None),
    "no element": ([], "22023", "empty", None),
    "two dimensions": ([[ADD_A], [ADD_A]], "22023", "schema_changes", None),
    "a null element": ([ADD_A, None], "22004", "element 2", None),
    "an empty element": ([""], "42601", "", "element 1"),
    "a blank element": ([ADD_A, " \n\t "], "42601", "", "element 2"),
    "only semicolons": ([" ; ;; "], "42601", "", "element 1"),
    "only a line comment": (["-- nothing yet"], "42601", "", "element 1"),
    "only comments": ([ADD_A, "/* nothing /* at all */ */ -- yet"], "42601", "", "element 2"),
    "an unterminated quote": (["CREATE TABLE a (id int);\nCOMMENT ON TABLE a IS 'it"], "42601", "quote", "line 2"),
    "an unterminated identifier": (['ALTER TABLE "users ADD COLUMN a int'], "42601", "quote", "line 1"),
    "an unterminated dollar quote": (["SELECT 1;\nDO\n$body$ BEGIN END $bod$"], "42601", "dollar", "line 3"),
    "an unterminated comment": ([ADD_A, "SELECT 1;\n/* outer /* inner */"], "42601", "comment", "element 2, line 2"),
    "an unterminated escape string": (["SELECT 1, E'a\\'"], "42601", "quote", "line 1"),
}


@pytest.mark.parametrize("function", ["pggit_register_intent", "pggit_check_conflicts"])
@pytest.mark.parametrize("parameter", ["agent_id", "feature_name"])
@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_cannot_be_one_is_refused(shared_db, function, parameter, name):
    value, sqlstate, said = NAMES[name]
    error = call_error(shared_db, function, **{**GOOD, parameter: value})
    assert error.sqlstate == sqlstate
    assert parameter in error.message_primary and said in error.message_primary
    assert error.message_hint


@pytest.mark.parametrize("name", NAMES)
def test_a_feature_name_that_cannot_be_one_gets_no_branch(shared_db, name):
    value, sqlstate, said = NAMES[name]
    error = call_error(shared_db, "pggit_allocate_branch", feature_name=value)
    assert error.sqlstate == sqlstate
    assert "feature_name" in error.message_primary and said in error.message_primary
    assert error.message_hint


@pytest.mark.parametrize("case", CHANGES)
@pytest.mark.parametrize(
    ("function", "others", "parameters"),
    [
        ("pggit_register_intent", {"agent_id": "a", "feature_name": "f"}, ["schema_changes"]),
        ("pggit_check_conflicts", {"agent_id": "a", "feature_name": "f"}, ["schema_changes"]),
        ("pggit_footprint", {}, ["schema_changes"]),
        ("pggit_detect_conflicts", {"schema_changes_b": [ADD_A]}, ["schema_changes_a"]),
        ("pggit_detect_conflicts", {"schema_changes_a": [ADD_A]}, ["schema_changes_b"]),
    ],
    ids=["register", "check", "footprint", "detect a", "detect b"],
)
def test_changes_that_cannot_be_split_into_statements_are_refused(shared_db, case, function, others, parameters):
    value, sqlstate, said, where = CHANGES[case]
    error = call_error(shared_db, function, **others, **dict.fromkeys(parameters, value))
    assert error.sqlstate == sqlstate
    assert said in error.message_primary
    assert where is None or where in f"{error.message_primary} {error.message_detail}"
    assert error.message_hint


def test_an_unterminated_quote_is_shown_with_a_caret_under_its_beginning(shared_db):
    error = call_error(shared_db, "pggit_footprint", schema_changes=[ADD_A, "SELECT 1;\nSELECT 'abc"])
    line, caret = error.message_detail.split("\n")
    assert line.endswith("SELECT 'abc")
    assert line[caret.index("^")] == "'"


@pytest.mark.parametrize(
    ("value", "sqlstate", "said"),
    [
        ({"risk_level": "extreme"}, "22023", 'risk_level "extreme"'),
        ({"risk_level": ""}, "22023", "risk_level"),
        ({"risk_level": LONG}, "22023", "risk_level"),
        ({"estimated_duration_ms": -1}, "22023", "estimated_duration_ms"),
        ({"metadata": Jsonb([1])}, "22023", "metadata"),
        ({"metadata": Jsonb("text")}, "22023", "metadata"),
        ({"metadata": Jsonb(7)}, "22023", "metadata"),
        ({"metadata": Jsonb(None)}, "22023", "metadata"),
        ({"tables_affected": [None]}, "22004", "tables_affected"),
        ({"tables_affected": [""]}, "42602", "tables_affected"),
        ({"tables_affected": ["a b"]}, "42602", "tables_affected"),
        ({"tables_affected": ["users", 'a."b']}, "42602", "tables_affected"),
        ({"tables_affected": ["a."]}, "42602", "tables_affected"),
    ],
)
def test_other_values_that_make_no_sense_are_refused(shared_db, value, sqlstate, said):
    error = call_error(shared_db, "pggit_register_intent", **GOOD, **value)
    assert error.sqlstate == sqlstate, error.message_primary
    assert said in error.message_primary
    assert error.message_hint


def test_the_words_that_are_allowed_are_named(shared_db):
    assert "low, medium, high" in call_error(shared_db, "pggit_register_intent", **GOOD, risk_level="x").message_hint
    assert "warning, error" in call_error(shared_db, "pggit_list_conflicts", severity="fatal").message_hint
    hint = call_error(shared_db, "pggit_list_intents", status="done").message_hint
    assert "registered, conflicted, in_progress, completed, merged, abandoned" in hint


@pytest.mark.parametrize(
    ("function", "arguments", "sqlstate", "said"),
    [
        ("pggit_list_intents", {"status": "done"}, "22023", 'status "done"'),
        ("pggit_list_intents", {"status": ""}, "22023", "status"),
        ("pggit_list_intents", {"table_name": "a b"}, "42602", "table_name"),
        ("pggit_list_intents", {"table_name": ""}, "42602", "table_name"),
        ("pggit_list_conflicts", {"severity": "fatal"}, "22023", 'severity "fatal"'),
        ("pggit_resolve_conflict", {"conflict_id": 1, "resolution_notes": "x"}, "P0002", "conflict 1 "),
        ("pggit_resolve_conflict", {"conflict_id": None, "resolution_notes": "x"}, "P0002", "conflict null"),
    ],
)
def test_filters_and_ids_of_things_that_do_not_exist_are_refused(shared_db, function, arguments, sqlstate, said):
    error = call_error(shared_db, function, **arguments)
    assert error.sqlstate == sqlstate
    assert said in error.message_primary
    assert error.message_hint


READING = ["pggit_get_intent", "pggit_intent_status", "pggit_get_conflicts"]
MOVING = ["pggit_mark_in_progress", "pggit_mark_completed", "pggit_mark_merged", "pggit_mark_abandoned"]


@pytest.mark.parametrize("function", READING + MOVING)
@pytest.mark.parametrize(("intent_id", "sqlstate"), [(None, "22004"), ("", "22023"), (" \t", "22023")])
def test_an_empty_intent_id_is_refused(shared_db, function, intent_id, sqlstate):
    error = call_error(shared_db, function, intent_id=intent_id)
    assert error.sqlstate == sqlstate
    assert "intent id" in error.message_primary
    assert error.message_hint


@pytest.mark.parametrize("function", READING[1:] + MOVING)
@pytest.mark.parametrize("intent_id", ["int_000000000000", "nonsense", LONG, "int_' OR true --", "%"])
def test_an_unknown_intent_is_named(shared_db, function, intent_id):
    error = call_error(shared_db, function, intent_id=intent_id)
    assert error.sqlstate == "P0002"
    assert intent_id[:50] in error.message_primary and len(error.message_primary) < 200
    assert "pggit_list_intents" in error.message_hint


@pytest.mark.parametrize(("side", "other"), [("intent_a", "intent_b"), ("intent_b", "intent_a")])
def test_comparing_with_an_unknown_intent_is_refused(db, side, other):
    known = register(db)["id"]
    assert call_error(db, "pggit_compare_intents", **{side: "int_0000", other: known}).sqlstate == "P0002"
    assert call_error(db, "pggit_compare_intents", **{side: "", other: known}).sqlstate == "22023"
    assert call_error(db, "pggit_compare_intents", **{side: None, other: known}).sqlstate == "22004"


def test_a_beginning_that_fits_several_ids_is_refused_and_they_are_named(db):
    first, second = register(db, "claude-a"), register(db, "claude-b", "SELECT 1")
    for function in READING:
        error = call_error(db, function, intent_id="int_")
        assert error.sqlstate == "PI004"
        assert first["id"] in error.message_detail and second["id"] in error.message_detail
        assert error.message_hint
    assert call_error(db, "pggit_compare_intents", intent_a="int_", intent_b=first["id"]).sqlstate == "PI004"


@pytest.mark.parametrize("function", MOVING)
def test_changing_an_intent_takes_its_whole_id(db, function):
    row = register(db)
    error = call_error(db, function, intent_id=row["id"][:-1])
    assert error.sqlstate == "P0002"
    assert "whole id" in error.message_hint


@pytest.mark.parametrize("name", [name for name in NAMES if name != "null"])
@pytest.mark.parametrize("function", ["pggit_mark_in_progress", "pggit_mark_abandoned"])
def test_an_author_of_a_change_must_be_a_name(db, function, name):
    value, sqlstate, said = NAMES[name]
    error = call_error(db, function, intent_id=register(db)["id"], changed_by=value)
    assert error.sqlstate == sqlstate
    assert "changed_by" in error.message_primary and said in error.message_primary
    assert error.message_hint


@pytest.mark.parametrize(
    ("value", "sqlstate", "said"),
    [
        ({"resolution_notes": None}, "22004", "resolution_notes"),
        ({"resolution_notes": ""}, "22023", "resolution_notes"),
        ({"resolution_notes": "\n "}, "22023", "resolution_notes"),
        ({"severity": "fatal"}, "22023", 'severity "fatal"'),
        ({"severity": ""}, "22023", "severity"),
        ({"reviewed": None}, "22004", "reviewed"),
        ({"reviewed_by": " "}, "22023", "reviewed_by"),
        ({"reviewed_by": LONG}, "22001", "reviewed_by"),
        ({"reviewed_by": "a\nb"}, "22023", "reviewed_by"),
        ({"conflict_id": -5}, "P0002", "conflict -5"),
    ],
)
def test_a_resolution_that_makes_no_sense_is_refused(db, value, sqlstate, said):
    register(db, "claude-a", ADD_A)
    found = conflicts(db, register(db, "claude-b", ADD_B)["id"])[0]
    error = call_error(
        db, "pggit_resolve_conflict", **{"conflict_id": found["id"], "resolution_notes": "agreed", **value}
    )
    assert error.sqlstate == sqlstate
    assert said in error.message_primary
    assert error.message_hint


@pytest.mark.parametrize(
    "assignment",
    [
        "id = 'int_000000000000'",
        "agent_id = 'claude-z'",
        "feature_name = 'other'",
        "branch_name = 'other'",
        """schema_changes = '["SELECT 2"]'""",
        "tables_affected = '[]'",
        "conflicts_with = '[]'",
        """conflicts_with = '["int_000000000000"]'""",
        "created_at = now()",
        "agent_id = NULL",
        "conflicts_with = NULL",
        "analysis = NULL",
        """analysis = '{"statements": 7}'""",
        "risk_reasons = NULL",
        """risk_reasons = '["none"]'""",
        """extension_errors = '[]'""",
    ],
)
def test_what_an_intent_was_registered_with_cannot_be_changed(db, assignment):
    register(db, "claude-a", ADD_A)
    row = register(db, "claude-b", ADD_B)
    error = error_of(db, f"UPDATE tb_pggit_intent SET {assignment} WHERE id = %s", (row["id"],))
    assert error.sqlstate == "PI003"
    assert row["id"] in error.message_primary
    assert "new intent" in error.message_hint


@pytest.mark.parametrize(
    "assignment",
    ["intent_a = intent_b", "conflict_type = 'column'", "affected_objects = '[]'", "created_at = now()"],
)
def test_what_a_conflict_was_found_from_cannot_be_changed(db, assignment):
    register(db, "claude-a", ADD_A)
    register(db, "claude-b", ADD_B)
    error = error_of(db, f"UPDATE tb_pggit_conflict SET {assignment}")
    assert error.sqlstate == "PI003"
    assert error.message_hint


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM tb_pggit_intent", "DELETE on tb_pggit_intent"),
        ("DELETE FROM tb_pggit_conflict", "DELETE on tb_pggit_conflict"),
        ("TRUNCATE tb_pggit_intent CASCADE", "TRUNCATE on tb_pggit_"),
        ("TRUNCATE tb_pggit_conflict CASCADE", "TRUNCATE on tb_pggit_"),
        (
            "TRUNCATE tb_pggit_intent, tb_pggit_conflict, tb_pggit_intent_history, tb_pggit_conflict_history CASCADE",
            "TRUNCATE on tb_pggit_",
        ),
    ],
)
def test_intents_and_conflicts_are_not_deleted(db, statement, said):
    register(db, "claude-a", ADD_A)
    register(db, "claude-b", ADD_B)
    for role, replication_role in itertools.product(["postgres", "pggit_owner"], ["origin", "replica"]):
        with db.transaction(force_rollback=True):
            db.execute(f"SET LOCAL session_replication_role = {replication_role}")
            db.execute(f"SET LOCAL ROLE {role}")
            error = error_of(db, statement)
            assert error.sqlstate in ("PI003", "PI005")
            assert said in error.message_primary
            assert error.message_hint


def test_values_in_sql_are_only_values(db):
    """A quote in a name is a character of the name."""
    name = "x'); DROP TABLE tb_pggit_intent; --"
    row = register(db, name, ADD_A, feature=name)
    assert (row["agent_id"], row["feature_name"]) == (name, name)
