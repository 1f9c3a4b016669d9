"""An intent's metadata is the agent's own: it comes back exactly as it was given."""

import json

import pytest

from steps import ADD_A, ADD_B, error_of, intent, one, register

# fmt: off
GIVEN = {
    "empty": {},
    "every kind of value": {
        "n": 1.50, "text": "\u00e9 \"'\\", "yes": True, "none": None, "list": [1, [2, {}]], "of": {"a": {}},
    },
    "keys that pggit has columns for": {"analysis": {"statements": 9}, "risk_reasons": ["mine"], "extension_errors": 7},
    "odd keys": {"": 1, " ": 2, "a.b": 3, "{x}": 4, "detectors": ["none"], "branch_name": "main"},
}
# fmt: on
KINDS = pytest.mark.parametrize("given", GIVEN.values(), ids=GIVEN.keys())
# What reading, assessing and a failing detector have to say stands beside it.
DROP = "DROP TABLE users"


def stored(db, intent_id):
    """Return the metadata of an intent as the text that is stored."""
    query = "SELECT metadata::text AS text FROM tb_pggit_intent WHERE id = %s"
    return db.execute(query, (intent_id,)).fetchone()["text"]


def as_stored(db, given):
    """Return the text that the server keeps of this object."""
    return db.execute("SELECT %s::jsonb::text AS text", (json.dumps(given),)).fetchone()["text"]


@KINDS
def test_registering_gives_it_back(db, given):
    row = register(db, "claude-a", DROP, metadata=given)
    assert row["metadata"] == given
    assert stored(db, row["id"]) == as_stored(db, given)
    assert row["risk_reasons"] == ["statement 1 drops table users"]
    assert row["analysis"]["statements"] == 1


@KINDS
def test_a_plain_insert_gives_it_back(db, given):
    row = db.execute(
        "INSERT INTO tb_pggit_intent (agent_id, feature_name, schema_changes, metadata)"
        " VALUES ('claude-a', 'x', %s, %s) RETURNING *", (json.dumps([DROP]), json.dumps(given)),
    ).fetchone()
    assert row["metadata"] == given
    assert stored(db, row["id"]) == as_stored(db, given)
    assert (row["risk_reasons"], row["analysis"]["statements"]) == (["statement 1 drops table users"], 1)


@KINDS
def test_amending_keeps_it(db, given):
    first = register(db, "claude-a", DROP, metadata=given)
    row = one(db, "pggit_amend_intent", intent_id=first["id"], schema_changes=[ADD_A, ADD_B])
    assert row["metadata"] == given
    assert stored(db, row["id"]) == as_stored(db, given)
    assert row["risk_reasons"] != first["risk_reasons"]
    assert row["analysis"]["statements"] == 2


@KINDS
def test_superseding_takes_it_over_or_gives_back_another(db, given):
    old = register(db, "claude-a", DROP, metadata=given)
    kept = one(db, "pggit_supersede_intent", intent_id=old["id"], schema_changes=[ADD_A])
    assert kept["metadata"] == intent(db, kept["id"])["metadata"] == given
    other = one(db, "pggit_supersede_intent", intent_id=kept["id"], schema_changes=[ADD_B], metadata={"b": given})
    assert other["metadata"] == intent(db, other["id"])["metadata"] == {"b": given}


def test_a_later_update_of_it_says_nothing_about_what_was_read(db):
    row = register(db, "claude-a", DROP, metadata={"a": 1})
    db.execute("UPDATE tb_pggit_intent SET metadata = '{\"analysis\": null}' WHERE id = %s", (row["id"],))
    after = intent(db, row["id"])
    assert after["metadata"] == {"analysis": None}
    assert (after["analysis"], after["risk_reasons"]) == (row["analysis"], row["risk_reasons"])


@pytest.mark.parametrize("who", ["postgres", "pggit_owner"])
@pytest.mark.parametrize("column", ["analysis", "risk_reasons", "extension_errors"])
def test_nobody_else_writes_what_was_read(db, who, column):
    row = register(db, "claude-a", DROP)
    db.execute(f"SET LOCAL ROLE {who}")
    value = "{}" if column == "analysis" else "[]"
    error = error_of(db, f"UPDATE tb_pggit_intent SET {column} = '{value}' WHERE id = %s", (row["id"],))
    assert error.sqlstate == "PI003"
    assert column in error.message_detail
    given = db.execute(
        "INSERT INTO tb_pggit_intent (agent_id, feature_name, schema_changes, extension_errors, analysis, risk_reasons)"
        " VALUES ('claude-b', 'y', %s, '[]', '{}', '[]') RETURNING *", (json.dumps([DROP]),),
    ).fetchone()
    assert given["extension_errors"] is None
    assert given["analysis"]["statements"] == 1
    assert given["risk_reasons"] == ["statement 1 drops table users"]
