"""What registering says about the conflicts that it finds."""

import psycopg
import pytest

from steps import ADD_A, ADD_B, ADD_PLAN_INT, ADD_PLAN_TEXT, DROP_EMAIL, ELSEWHERE, INDEX_EMAIL, messages, register


def test_no_conflict_no_word(db):
    register(db, "claude-a", ADD_A)
    with messages(db) as heard:
        register(db, "claude-b", ELSEWHERE)
    assert heard == []


def test_a_warning_is_a_notice_with_the_facts_and_advice(db):
    first = register(db, "claude-a", ADD_A, feature="search")
    with messages(db) as heard:
        register(db, "claude-b", ADD_B)
    (message,) = heard
    assert (message.severity, message.sqlstate) == ("NOTICE", "PI010")
    assert message.text == f"table conflict with claude-a (search, {first['branch_name']}): users"
    assert "compatible" in message.detail
    assert "claude-a" in message.hint and first["branch_name"] in message.hint


def test_an_error_is_a_warning(db):
    register(db, "claude-a", ADD_PLAN_TEXT)
    with messages(db) as heard:
        register(db, "claude-b", ADD_PLAN_INT)
    (message,) = [m for m in heard if m.text.startswith("column conflict")]
    assert (message.severity, message.sqlstate) == ("WARNING", "PI010")
    assert message.text.endswith(": users.plan")
    assert "incompatible" in message.detail and message.hint


def test_what_has_to_go_first_is_said(db):
    first = register(db, "claude-a", INDEX_EMAIL)
    with messages(db) as heard:
        register(db, "claude-b", DROP_EMAIL)
    (message,) = [m for m in heard if m.text.startswith("dependency conflict")]
    assert "ordered" in message.detail and first["id"] in message.detail


@pytest.mark.parametrize(("cap", "shown"), [("20", 6), ("6", 6), ("5", 5), ("1", 1), ("0", 0)])
def test_one_message_per_conflict_up_to_a_cap(db, cap, shown):
    db.execute("UPDATE tb_pggit_setting SET value = %s WHERE name = 'conflict_messages'", (cap,))
    for n in range(6):
        register(db, f"claude-{n}", f"ALTER TABLE users ADD COLUMN c{n} int")
    with messages(db) as heard:
        row = register(db, "claude-z", ADD_A)
    assert len(row["conflicts_with"]) == 6
    told = [m for m in heard if m.text.startswith("table conflict")]
    assert len(told) == shown
    rest = [m.text for m in heard if m not in told]
    more = {0: [], 1: ["and 1 more conflict"]}
    assert rest == more.get(6 - shown, [f"and {6 - shown} more conflicts"])
    assert all(m.hint for m in heard)


def test_a_cap_that_is_no_number_is_refused(db):
    for value in ("many", "-1", "", "99999999999"):
        with pytest.raises(psycopg.errors.InvalidParameterValue, match="conflict_messages"), db.transaction():
            db.execute("UPDATE tb_pggit_setting SET value = %s WHERE name = 'conflict_messages'", (value,))
