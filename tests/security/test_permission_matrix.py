"""The table of rights in sql/README.md is what the server does: every cell is tried, and all that it leaves out."""

import re

import psycopg
import pytest
from psycopg import sql

from harness import reference

WHO = ("agent", "coordinator", "auditor", "public", "owner")
WHAT = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


@pytest.fixture(scope="module")
def table(repository):
    """Return that table as {(what, thing): ({column} or None, {who may})}."""
    readme = (repository / reference.README).read_text(encoding="utf-8")
    part = readme[readme.index(reference.BEGIN) :].split("### Rights\n", 1)[1].strip().split("\n\n")[0]
    found = {}
    for line in part.splitlines()[2:]:
        what, things, *answers = (cell.strip() for cell in line.strip("|").split("|"))
        assert len(answers) == 3 and set(answers) <= {"yes", "no"}, line
        may = {who for who, answer in zip(WHO, answers) if answer == "yes"}
        for thing, columns in re.findall(r"`(\w+)`(?: \(([^)]*)\))?", things):
            found[what, thing] = (set(columns.split(", ")) if columns else None, may)
    return found


@pytest.fixture
def sessions(connect, login, maintenance):
    """Return a connection per kind of role; each logs in, the owner by SET ROLE, because nobody logs in as it."""
    made = {who: connect(user=login(member_of=[f"pggit_{who}"])) for who in ("agent", "coordinator", "auditor")}
    return {**made, "public": connect(user=login()), "owner": connect(role="pggit_owner")}


def functions(db):
    """Return the public functions with the types of their parameters."""
    return db.execute(
        "SELECT p.proname AS name, p.proargtypes::regtype[]::text[] AS types FROM pg_proc AS p"
        " WHERE p.pronamespace = 'public'::regnamespace AND p.proname LIKE 'pggit\\_%'"
    ).fetchall()


def relations(db):
    """Return the public tables and views with their columns."""
    return db.execute(
        "SELECT c.relname AS name, c.relkind::text AS kind,"
        "   array_agg(a.attname::text ORDER BY a.attnum) AS columns"
        " FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v') AND c.relname ~ '^(tb|v)_pggit_'"
        " GROUP BY c.oid"
    ).fetchall()


def allowed(session, statement):
    """Try a statement and undo it; tell whether it was refused for want of a right."""
    try:
        with session.transaction(force_rollback=True):
            session.execute(statement)
    except psycopg.errors.InsufficientPrivilege as error:
        assert "permission denied" in error.diag.message_primary or "must be owner" in error.diag.message_primary, error
        return False
    except psycopg.Error:
        return True  # it was let in, and did not like null
    return True


def test_every_function_is_callable_by_those_the_table_says_and_nobody_else(db, sessions, table):
    every = functions(db)
    assert {name for what, name in table if what == "call"} == {row["name"] for row in every}
    wrong = []
    for row in every:
        variadic = "VARIADIC " if row["name"] == "pggit_remove_status" else ""
        nulls = sql.SQL(", ").join(sql.SQL(variadic + "NULL::" + name) for name in row["types"])
        statement = sql.SQL("SELECT * FROM {}({})").format(sql.Identifier(row["name"]), nulls)
        expected = table["call", row["name"]][1] | {"owner"}
        may = {who for who in WHO if allowed(sessions[who], statement)}
        if may != expected:
            wrong.append((row["name"], may, expected))
    assert wrong == []


def attempts(name, columns):
    """Yield (what, column or None, statement) for everything that can be done with a table or view.

    EXPLAIN checks the rights that the statement takes, without doing anything.
    """
    relation = sql.Identifier(name)
    for column in columns:
        one = sql.Identifier(column)
        yield "SELECT", column, sql.SQL("EXPLAIN SELECT {} FROM {}").format(one, relation)
        yield "UPDATE", column, sql.SQL("EXPLAIN UPDATE {} SET {} = DEFAULT").format(relation, one)
        yield "INSERT", column, sql.SQL("EXPLAIN INSERT INTO {} ({}) VALUES (DEFAULT)").format(relation, one)
    yield "DELETE", None, sql.SQL("EXPLAIN DELETE FROM {}").format(relation)
    yield "TRUNCATE", None, sql.SQL("TRUNCATE {}").format(relation)


def test_every_table_view_and_column_is_open_to_those_the_table_says_and_nobody_else(db, sessions, table):
    every = relations(db)
    named = {thing for what, thing in table if what != "call"}
    assert named <= {row["name"] for row in every} and {what for what, _ in table} <= {"call", *WHAT}
    wrong, tried = [], 0
    for row in every:
        for what, column, statement in attempts(row["name"], row["columns"]):
            columns, expected = table.get((what, row["name"]), (None, set()))
            expected = expected if columns is None or column in columns else set()
            for who in ("agent", "coordinator", "auditor", "public"):
                if row["kind"] == "v" and what != "SELECT":
                    # a view over several tables refuses before it looks at rights
                    may = db.execute(
                        "SELECT has_table_privilege(%s, %s, %s) AS may", (sessions[who].info.user, row["name"], what)
                    ).fetchone()["may"]
                else:
                    may = allowed(sessions[who], statement)
                tried += 1
                if may != (who in expected):
                    wrong.append((row["name"], what, column, who, may))
    assert wrong == []
    assert tried > 1000


def test_nobody_references_or_watches_the_tables(db, sessions, table):
    assert not [key for key in table if key[0] in ("REFERENCES", "TRIGGER")]
    rows = db.execute(
        "SELECT c.relname, r.role FROM pg_class AS c, unnest(%s::text[]) AS r (role)"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v') AND c.relname ~ '^(tb|v)_pggit_'"
        " AND (has_table_privilege(r.role, c.oid, 'REFERENCES, TRIGGER')"
        "      OR has_any_column_privilege(r.role, c.oid, 'REFERENCES'))",
        ([sessions[who].info.user for who in WHO if who != "owner"],),
    ).fetchall()
    assert rows == []


def test_no_sequence_type_or_internal_function_is_anybody_s(db, sessions):
    """What policies and CHECKs call is the exception: it takes a right, but nobody can name it."""
    people = [sessions[who].info.user for who in WHO if who != "owner"]
    sequences = db.execute(
        "SELECT c.relname, r.role FROM pg_class AS c, unnest(%s::text[]) AS r (role) WHERE c.relkind = 'S'"
        " AND c.relname ~ 'pggit' AND has_sequence_privilege(r.role, c.oid, 'USAGE, SELECT, UPDATE')",
        (people,),
    ).fetchall()
    assert sequences == []
    open_functions = db.execute(
        "SELECT DISTINCT p.proname AS name FROM pg_proc AS p, unnest(%s::text[]) AS r (role)"
        " WHERE p.pronamespace = 'pggit_internal'::regnamespace AND has_function_privilege(r.role, p.oid, 'EXECUTE')",
        (people,),
    ).fetchall()
    # Policies and a view call these with the rights of the role that reads a row.
    assert {row["name"] for row in open_functions} == {"agents_of", "extension_problem"}
    for who in WHO[:4]:
        assert not allowed(sessions[who], "SELECT pggit_internal.agents_of('postgres')")
        assert not allowed(sessions[who], "SELECT * FROM pggit_internal.footprint")


INVENTORY = """
SELECT p.oid::regprocedure::text AS name, p.proowner::regrole::text AS owner, p.proconfig AS settings,
    obj_description(p.oid, 'pg_proc') AS comment
FROM pg_proc AS p
WHERE p.prosecdef AND (p.pronamespace = 'pggit_internal'::regnamespace OR p.proname LIKE 'pggit\\_%')
ORDER BY 1
"""


def test_each_security_definer_function_has_its_reason_its_path_and_a_harmless_owner(shared_db):
    rows = shared_db.execute(INVENTORY).fetchall()
    assert len(rows) > 30
    wrong = []
    for row in rows:
        role = r"(, (owned by pggit_prover|as pggit_runner, which has no rights))?"
        reason = re.search(rf"SECURITY DEFINER{role}(: | and errors as there)", row["comment"])
        # what others may put into the path would run with the owner's rights; pg_temp last, or it comes first unasked
        path = [setting for setting in row["settings"] or [] if setting.startswith("search_path=")]
        paths = dict.fromkeys(("pggit_owner", "pggit_prover", "pggit_runner"), "search_path=pg_catalog, pg_temp")
        good_path = path == [paths.get(row["owner"])] or (row["owner"], path) == (
            "pggit_prover",
            ["search_path=public, pg_temp"],
        )
        if not (reason and good_path):
            wrong.append((row["name"], row["owner"], path, row["comment"]))
    assert wrong == []


def test_the_owners_of_security_definer_functions_can_do_nothing_beyond_pggit(shared_db):
    rows = shared_db.execute(
        "SELECT r.rolname AS role, m.roleid::regrole::text AS member_of FROM pg_roles AS r"
        " LEFT JOIN pg_auth_members AS m ON m.member = r.oid WHERE r.rolname IN ('pggit_owner', 'pggit_prover')"
    ).fetchall()
    assert {row["role"] for row in rows} == {"pggit_owner", "pggit_prover"}
    assert [row for row in rows if row["member_of"]] == []
