"""pggit_set() sets every setting, and whatever a setting does not take is refused with what it takes."""

import psycopg
import pytest

from steps import call_error, error_of, one


def value(db, name):
    """Return the value in force of a setting."""
    return db.execute("SELECT value FROM tb_pggit_setting WHERE name = %s", (name,)).fetchone()["value"]


def changes(db):
    """Return how often settings were changed."""
    return db.execute("SELECT count(*) AS n FROM tb_pggit_setting_history WHERE event = 'changed'").fetchone()["n"]


def test_every_setting_takes_each_of_its_choices_or_a_number_of_its_range_and_returns_its_row(db):
    settings = db.execute(
        "SELECT * FROM tb_pggit_setting ORDER BY name <> 'agent_binding', name"  # what row_security needs
    ).fetchall()
    assert len(settings) > 10
    for setting in settings:
        for taken in reversed(setting["choices"] or ["0", "1", str(setting["max_value"])]):
            row = one(db, "pggit_set", name=setting["name"], value=taken)
            assert (row["name"], row["value"]) == (setting["name"], taken)
            assert value(db, setting["name"]) == taken
        if setting["name"] == "agent_binding":
            one(db, "pggit_set", name="agent_binding", value="on")


@pytest.mark.parametrize(
    ("name", "typed", "means"),
    [
        ("use_catalog", " OFF ", "off"),
        ("use_catalog", "False", "off"),
        ("use_catalog", "no", "off"),
        ("use_catalog", "0", "off"),
        ("agent_binding", "TRUE", "on"),
        ("agent_binding", "1", "on"),
        ("prove_tables_with_rows", "on", "yes"),
        ("prove_tables_with_rows", "t", "yes"),
        (" Notify ", "ALL", "all"),
        ("conflict_records", " 007 ", "7"),
        ("conflict_records", "000", "0"),
    ],
)
def test_names_and_values_are_taken_as_people_write_them(db, name, typed, means):
    assert one(db, "pggit_set", name=name, value=typed)["value"] == means


@pytest.mark.parametrize(
    ("name", "typed", "takes"),
    [
        ("notify", "on", "one of: conflicts, all, nothing"),
        ("use_catalog", "maybe", "one of: on, off"),
        ("use_catalog", "", "one of: on, off"),
        ("conflict_messages", "many", "a whole number from 0 to 10000"),
        ("conflict_messages", "10001", "a whole number from 0 to 10000"),
        ("conflict_messages", "-1", "a whole number from 0 to 10000"),
        ("conflict_messages", "1.5", "a whole number from 0 to 10000"),
        ("conflict_messages", "9" * 40, "a whole number from 0 to 10000"),
        ("events_kept_days", "36501", "a whole number from 0 to 36500"),
    ],
)
def test_a_bad_value_is_told_what_the_setting_takes_by_plain_update_too(db, name, typed, takes):
    before = value(db, name)
    for error in (
        call_error(db, "pggit_set", name=name, value=typed),
        error_of(db, "UPDATE tb_pggit_setting SET value = %s WHERE name = %s", (typed, name)),
    ):
        assert error.sqlstate == "22023"
        assert name in error.message_primary
        assert takes in error.message_detail
        assert f"pggit_set('{name}', '{before}')" in error.message_hint
    assert value(db, name) == before


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("agent_biding", "agent_binding"),
        ("rowsecurity", "row_security"),
        ("binding", "agent_binding"),
        ("notfy", "notify"),
        ("syntax", "check_syntax"),
    ],
)
def test_a_misspelt_name_is_told_the_nearest_one(db, typed, meant):
    error = call_error(db, "pggit_set", name=typed, value="on")
    assert error.sqlstate == "42704"
    assert error.message_hint == f"Perhaps you mean {meant}."


@pytest.mark.parametrize("typed", ["colour of the sky", "", "x", None, "\x1b[31m"])
def test_a_name_that_is_like_none_is_told_all_of_them(db, typed):
    error = call_error(db, "pggit_set", name=typed, value="on")
    assert error.sqlstate == "42704"
    assert "tb_pggit_setting" in error.message_hint and "\x1b" not in error.message_primary
    for row in db.execute("SELECT name FROM tb_pggit_setting").fetchall():
        assert row["name"] in error.message_detail


def test_null_sets_the_default_also_by_plain_update(db):
    one(db, "pggit_set", name="notify", value="all")
    assert one(db, "pggit_set", name="notify", value=None)["value"] == "conflicts"
    one(db, "pggit_set", name="notify", value="all")
    db.execute("UPDATE tb_pggit_setting SET value = NULL WHERE name = 'notify'")
    assert value(db, "notify") == "conflicts"


def test_a_value_that_is_there_already_changes_nothing_and_its_row_comes_back(db):
    for typed in ("conflicts", " CONFLICTS ", None):
        assert one(db, "pggit_set", name="notify", value=typed)["value"] == "conflicts"
    assert changes(db) == 0
    one(db, "pggit_set", name="notify", value="all")
    assert changes(db) == 1


def test_coordinators_set_and_nobody_else_does(connect, login):
    coordinator = connect(user=login(member_of=["pggit_coordinator"]))
    assert one(coordinator, "pggit_set", name="notify", value="all")["value"] == "all"
    for role in ("pggit_agent", "pggit_auditor"):
        someone = connect(user=login(member_of=[role]))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            one(someone, "pggit_set", name="notify", value="nothing")
