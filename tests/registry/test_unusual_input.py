"""Unusual input that must work."""

import string

import pytest

from steps import ADD_A, ELSEWHERE, call, messages, register


@pytest.mark.parametrize(
    "name",
    [
        string.punctuation,
        "...",
        "@{-1}",
        "/",
        "$(rm -rf ~)",
        "支付系统",
        "платежи",
        "الدفع",
        "éà ü",
        "e\u0301",
        "🚀🚀",
        "\u200b",
        "x" * 255,
        "😀" * 255,
        "select",
    ],
)
def test_a_feature_and_an_agent_may_be_called_anything(db, name):
    row = register(db, name, ADD_A, feature=name)
    assert row["agent_id"] == name and row["feature_name"] == name
    other = register(db, name + "2" if len(name) < 255 else "other", ELSEWHERE, feature=name)
    assert [c["conflict_type"] for c in call(db, "pggit_get_conflicts", intent_id=other["id"])] == ["timing"]


def test_a_migration_of_five_megabytes(db):
    biography = "born; lived -- and died $$ " * 400
    lines = [f"INSERT INTO people (id, biography) VALUES ({n}, 'it''s: {biography}');" for n in range(480)]
    text = "CREATE TABLE people (id int, biography text);\n" + "\n".join(lines) + "\nDROP TABLE ancestors;"
    assert len(text) > 5_000_000
    row = register(db, "claude-a", text)
    assert row["tables_affected"] == ["people", "ancestors"]
    assert row["analysis"]["statements"] == 482
    assert len(row["analysis"]["outside"]) == 480
    assert row["schema_changes"] == [text]


def test_ten_thousand_statements_in_one_intent(db):
    changes = [f"ALTER TABLE t{n % 5000} ADD COLUMN c{n} int" for n in range(10_000)]
    row = register(db, "claude-a", *changes)
    assert len(row["tables_affected"]) == 5000
    other = register(db, "claude-b", "ALTER TABLE t4999 ADD COLUMN x int; ALTER TABLE t17 ADD COLUMN x int")
    (found,) = call(db, "pggit_get_conflicts", intent_id=other["id"])
    assert (found["intent_b"], found["affected_objects"]) == (row["id"], ["t17", "t4999"])


def test_two_thousand_statements_meet_two_thousand(db):
    first = register(db, "claude-a", *(f"ALTER TABLE t{n % 100} ADD COLUMN a{n} int" for n in range(2_000)))
    second = register(db, "claude-b", *(f"ALTER TABLE t{n % 100} ADD COLUMN b{n} int" for n in range(2_000)))
    (found,) = call(db, "pggit_get_conflicts", intent_id=second["id"])
    assert found["intent_b"] == first["id"]
    assert len(found["affected_objects"]) == 100


def test_many_statements_that_are_not_ddl_are_told_in_one_message(db):
    with messages(db) as heard:
        register(db, "claude-a", ";".join(f"SELECT {n}" for n in range(1000)))
    (message,) = heard
    assert message.text.startswith("statements 1, 2, 3, 4, 5 and 995 more are not DDL")
    assert len(message.detail) < 2000


def test_no_ddl_at_all(db):
    row = register(db, "claude-a", "UPDATE users SET a = 1")
    assert (row["status"], row["tables_affected"]) == ("registered", [])


def test_text_of_all_kinds_comes_back_as_it_was(db):
    changes = ["SELECT '\u0001 \x7f \u2028 🚀 \\ \" $x$', $tag$;\n\r\t$tag$", "/* ; */ SELECT 1 -- ';"]
    assert register(db, "claude-a", *changes)["schema_changes"] == changes


def test_names_of_objects_of_all_kinds(db):
    names = ['"a ""quoted"" name"', '"schöne Tabelle"', '"таблица"', '"x.y"', '"; DROP TABLE users; --"', '"%s %I"']
    row = register(db, "claude-a", *(f"ALTER TABLE {name} ADD COLUMN a int" for name in names))
    assert row["tables_affected"] == names
    other = register(db, "claude-b", *(f"ALTER TABLE {name} ADD COLUMN b int" for name in names))
    assert sorted(call(db, "pggit_get_conflicts", intent_id=other["id"])[0]["affected_objects"]) == sorted(names)
