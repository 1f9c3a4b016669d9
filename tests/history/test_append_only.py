"""Nobody rewrites the history: not its owner, not a superuser, not a replication role."""

import itertools

import psycopg
import pytest

from steps import ADD_A, ADD_B, error_of, register

# table -> one of its columns
TABLES = {
    "tb_pggit_intent_history": "reason",
    "tb_pggit_conflict_history": "reason",
    "tb_pggit_setting_history": "row_key",
    "tb_pggit_seal": "db_role",
    "pggit_internal.sealed_chain": "chain",
}
STATEMENTS = [
    "UPDATE {table} SET {column} = 'other'",
    "UPDATE {table} SET {column} = {column}",
    "DELETE FROM {table}",
    "TRUNCATE {table} CASCADE",
    "DELETE FROM {table} WHERE {column} IS NOT DISTINCT FROM (SELECT {column} FROM {table} LIMIT 1)",
    "MERGE INTO {table} AS t USING (SELECT 1) AS s ON true WHEN MATCHED THEN DELETE",
]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", STATEMENTS)
def test_changes_are_refused_with_an_error(db, table, statement):
    register(db, "claude-a", ADD_A)
    register(db, "claude-b", ADD_B)
    db.execute("SELECT pggit_seal_history()")
    for role, replication_role in itertools.product(["postgres", "pggit_owner"], ["origin", "replica"]):
        with db.transaction(force_rollback=True):
            db.execute(f"SET LOCAL session_replication_role = {replication_role}")
            db.execute(f"SET LOCAL ROLE {role}")
            error = error_of(db, statement.format(table=table, column=TABLES[table]))
            assert error.sqlstate == "PI005"
            assert table.rpartition(".")[2] in error.message_primary
            assert error.message_detail and error.message_hint


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", [*STATEMENTS, "INSERT INTO {table} DEFAULT VALUES"])
@pytest.mark.parametrize("role", ["pggit_agent", "pggit_coordinator", "pggit_auditor"])
def test_others_have_not_even_the_right_to_try(shared_db, table, statement, role):
    with shared_db.transaction(force_rollback=True):
        shared_db.execute(f"SET LOCAL ROLE {role}")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            shared_db.execute(statement.format(table=table, column=TABLES[table]))


@pytest.mark.parametrize(
    ("table", "event"),
    [(table, event) for table in TABLES for event in ("UPDATE", "DELETE", "TRUNCATE")]
    + [(table, event) for table in ("tb_pggit_intent", "tb_pggit_conflict") for event in ("DELETE", "TRUNCATE")],
)
def test_every_refusal_holds_for_replication_too(shared_db, table, event):
    enabled = shared_db.execute(
        "SELECT t.tgenabled FROM pg_trigger AS t JOIN pg_proc AS p ON p.oid = t.tgfoid"
        " WHERE t.tgrelid = %s::regclass AND p.proname = 'refuse_change' AND t.tgtype & %s <> 0",
        (table, {"UPDATE": 16, "DELETE": 8, "TRUNCATE": 32}[event]),
    ).fetchall()
    assert [row["tgenabled"] for row in enabled] == ["A"]
