"""Every change of what a team can set is in the history: who, when, the row before and after."""

import pytest

from steps import error_of

SETTING = "UPDATE tb_pggit_setting SET value = 'nothing' WHERE name = 'start_requires'"


def changes(db):
    """Return what happened to settings since the installation."""
    return db.execute("SELECT * FROM tb_pggit_setting_history WHERE event <> 'installed' ORDER BY id").fetchall()


def verified(db):
    """Tell whether the history verifies."""
    return [r["result"] for r in db.execute("SELECT result FROM pggit_verify_history()").fetchall()] == ["verified"]


def test_who_changed_a_setting_when_and_what_it_was(db, connect):
    coordinator = connect(role="pggit_coordinator")
    coordinator.execute(SETTING)
    (row,) = changes(db)
    assert (row["table_name"], row["row_key"], row["event"]) == ("tb_pggit_setting", "start_requires", "changed")
    assert (row["old_row"]["value"], row["new_row"]["value"]) == ("no_unreviewed_error", "nothing")
    assert (row["db_role"], row["chain_no"]) == ("pggit_coordinator", 2)
    assert verified(db)


def test_a_severity_a_status_a_transition_and_a_binding_too(db):
    db.execute("UPDATE tb_pggit_conflict_rule SET severity = 'error' WHERE conflict_type = 'table'")
    db.execute(
        "INSERT INTO tb_pggit_status (status, is_active, position, description) VALUES ('paused', true, 35, 'Waiting.')"
    )
    db.execute("INSERT INTO tb_pggit_transition VALUES ('in_progress', 'paused', 'nothing', 'Work waits.')")
    db.execute("DELETE FROM tb_pggit_transition WHERE new_status = 'paused'")
    db.execute("SELECT pggit_bind_agent('pggit_agent', 'claude-a')")
    db.execute("SET timezone = 'Asia/Tokyo'")
    db.execute("SELECT pggit_bind_agent('pggit_coordinator', 'claude-b')")
    assert [(row["event"], row["table_name"], row["row_key"]) for row in changes(db)] == [
        ("changed", "tb_pggit_conflict_rule", "table"),
        ("added", "tb_pggit_status", "paused"),
        ("added", "tb_pggit_transition", "in_progress -> paused"),
        ("removed", "tb_pggit_transition", "in_progress -> paused"),
        ("added", "tb_pggit_agent_binding", '["pggit_agent", "claude-a"]'),
        ("added", "tb_pggit_agent_binding", '["pggit_coordinator", "claude-b"]'),
    ]
    assert verified(db)


def test_a_row_that_gets_another_name_goes_and_comes(db):
    db.execute(
        "INSERT INTO tb_pggit_status (status, is_active, position, description) VALUES ('paused', true, 35, 'Waiting.')"
    )
    db.execute("UPDATE tb_pggit_status SET status = 'waiting' WHERE status = 'paused'")
    events = {(row["event"], row["row_key"]) for row in changes(db)[1:]}
    assert events == {("removed", "paused"), ("added", "waiting")}
    db.execute("UPDATE tb_pggit_status SET status = 'paused' WHERE status = 'waiting'")
    assert [row["chain_no"] for row in changes(db) if row["row_key"] == "paused"] == [1, 2, 3]
    assert verified(db)


def test_an_update_that_changes_nothing_adds_nothing(db):
    db.execute("UPDATE tb_pggit_setting SET value = value")
    assert changes(db) == []


def test_the_timeline_tells_it_and_leaves_out_what_the_installation_brought(db):
    db.execute(SETTING)
    db.execute("UPDATE tb_pggit_conflict_rule SET severity = 'error' WHERE conflict_type = 'table'")
    rows = db.execute("SELECT * FROM v_pggit_timeline ORDER BY changed_at").fetchall()
    assert [(row["event"], row["reason"], row["changed_by"]) for row in rows] == [
        ("setting changed", "start_requires: value no_unreviewed_error -> nothing", "postgres"),
        ("conflict rule changed", "table: severity warning -> error", "postgres"),
    ]


@pytest.mark.parametrize(
    "table", ["setting", "status", "transition", "conflict_rule", "agent_binding", "detector", "suggester"]
)
def test_a_truncate_that_would_leave_no_trace_is_refused(db, table):
    error = error_of(db, f"TRUNCATE tb_pggit_{table} CASCADE")
    assert error.sqlstate in ("PI003", "PI005")


def test_a_setting_that_was_changed_behind_the_triggers_is_found_and_recorded_by_installing(db, database, psql):
    db.execute("ALTER TABLE tb_pggit_setting DISABLE TRIGGER ALL")
    db.execute(SETTING)
    (row,) = db.execute("SELECT * FROM pggit_verify_history()").fetchall()
    assert (row["result"], row["table_name"]) == ("changed", "tb_pggit_setting")
    assert row["chain"] == "tb_pggit_setting: start_requires"
    assert psql("-q", "-f", "install.sql", database=database).code == 0
    assert verified(db)
    last = db.execute(
        "SELECT event, chain_no, old_row ->> 'value' AS old FROM tb_pggit_setting_history ORDER BY id DESC LIMIT 1"
    ).fetchone()
    assert last == {"event": "installed", "chain_no": 2, "old": "no_unreviewed_error"}
