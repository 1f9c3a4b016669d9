"""The commands say that an intent has more conflicts than are recorded."""


def test_register_status_and_conflicts_say_how_many_and_where_they_are(db, register, command):
    db.execute("UPDATE tb_pggit_setting SET value = '1' WHERE name = 'conflict_records'")
    for n in range(3):
        register(f"claude-{n}", f"ALTER TABLE users ADD COLUMN c{n} int")
    given = {"agent": "claude-z", "feature": "z", "ddl": "ALTER TABLE users ADD COLUMN z int"}
    shown = [command("register", **given).stdout]
    intent = db.execute("SELECT id FROM tb_pggit_intent WHERE agent_id = 'claude-z'").fetchone()["id"]
    shown += [command("status", intent=intent).stdout, command("conflicts", intent=intent).stdout]
    for text in shown:
        words = " ".join(text.split())
        assert "only counted (errors: 0, warnings: 2)" in words
        assert f"pggit_unrecorded_conflicts('{intent}')" in words
    assert "Further" not in command("conflicts").stdout


def test_without_any_they_say_nothing_of_it(register, command):
    first = register("claude-a", "ALTER TABLE users ADD COLUMN a int")["intent"]["id"]
    made = register("claude-b", "ALTER TABLE users ADD COLUMN b int")["intent"]["id"]
    for intent in (first, made):
        assert "nrecorded" not in command("status", intent=intent).stdout
        assert "only counted" not in command("conflicts", intent=intent).stdout
