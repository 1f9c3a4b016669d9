"""Nobody changes sealed history unnoticed: random tampering by a superuser who knows and uses our own hash functions.

The seal that is compared with was kept outside. Triggers and constraints are gone, so that nothing but the seal is in
the way; each attempt is made, looked for, and rolled back.
"""

import os
import random

import pytest
from psycopg import sql

from steps import ADD_A, ADD_B, DROP_EMAIL, INDEX_EMAIL, conflicts, mark, register, resolve

# More, by the environment, where there is time: TAMPERINGS=1200 make test PYTEST_ARGS=tests/history.
ATTEMPTS = int(os.environ.get("TAMPERINGS", "300"))

# kind of chain -> (its history, the columns that say which chain a row belongs to)
HISTORIES = {
    "intent": ("tb_pggit_intent_history", ["intent_id"]),
    "conflict": ("tb_pggit_conflict_history", ["conflict_id"]),
    "setting": ("tb_pggit_setting_history", ["table_name", "row_key"]),
}
SUBJECTS = {"intent": "tb_pggit_intent", "conflict": "tb_pggit_conflict"}
SEAL_TABLES = ["tb_pggit_seal", "pggit_internal.sealed_chain"]

# What a value of a type can become: an expression over the column that never gives the same value.
OTHER = {
    "bigint": "coalesce({c}, 0) + 1000 + floor(random() * 1000)::int",
    "integer": "coalesce({c}, 0) + 1000 + floor(random() * 1000)::int",
    "character varying": "CASE WHEN {c} = 'x' THEN 'y' ELSE 'x' END",
    "text": "coalesce({c}, '') || 'x'",
    "name": "({c} || 'x')::name",
    "timestamp with time zone": "coalesce({c}, now()) - interval '1 microsecond'",
    "xid8": "(({c}::text)::bigint - 1)::text::xid8",
    "bytea": "sha256(coalesce({c}, ''))",
    "boolean": "NOT {c}",
    "jsonb": "jsonb_build_array({c})",
    "xid8[]": "{c} || '7'::xid8",
}

# Our own hashes, computed anew over a chain as it stands.
REHASH = """
WITH RECURSIVE linked AS (
    SELECT h.ctid AS place, h.chain_no, NULL::bytea AS before,
           pggit_internal.link_hash(h.chain_no, NULL, pggit_internal.{body}(h)) AS hash
    FROM {table} AS h WHERE {of_chain} AND h.chain_no = 1
    UNION ALL
    SELECT h.ctid, h.chain_no, l.hash, pggit_internal.link_hash(h.chain_no, l.hash, pggit_internal.{body}(h))
    FROM linked AS l JOIN {table} AS h ON {of_chain} AND h.chain_no = l.chain_no + 1
)
UPDATE {table} AS h SET previous_hash = l.before, row_hash = l.hash FROM linked AS l WHERE h.ctid = l.place
"""


@pytest.fixture
def scene(db, database, connect):
    """Fill a registry, seal it twice and go on; return (connection, last seal).

    The connection stays in one transaction in which nothing guards the tables.
    """
    first = register(db, "claude-a", ADD_A, INDEX_EMAIL)
    second = register(db, "claude-b", ADD_B, DROP_EMAIL)
    third = register(db, "claude-c", "CREATE TABLE elsewhere (id int)")
    mark(db, third["id"], "in_progress")
    mark(db, third["id"], "completed", reason="tested")
    found = conflicts(db, second["id"])
    resolve(db, found[0]["id"], "agreed", reviewed_by="alice")
    resolve(db, found[0]["id"], "not so", reviewed=False)
    db.execute("UPDATE tb_pggit_setting SET value = 'nothing' WHERE name = 'start_requires'")
    db.execute("SELECT pggit_seal_history()")
    mark(db, third["id"], "merged")
    mark(db, first["id"], "in_progress")
    resolve(db, found[0]["id"], "agreed after all")
    db.execute("UPDATE tb_pggit_setting SET value = 'no_open_conflict' WHERE name = 'start_requires'")
    register(db, "claude-d", "ALTER TABLE users ADD COLUMN d text")
    (row,) = db.execute("SELECT pggit_seal_history() AS seal").fetchall()
    mark(db, first["id"], "completed")
    register(db, "claude-e", "ALTER TABLE users ADD COLUMN e text")
    connection = connect(autocommit=False)
    assert verify(connection, row["seal"])[0]["result"] == "verified"
    unguard(connection)
    return connection, row["seal"]


def unguard(db):
    """Take triggers, constraints and identities off, as a superuser can."""
    tables = [table for table, _ in HISTORIES.values()] + [*SUBJECTS.values(), *SEAL_TABLES, "tb_pggit_setting"]
    for table in tables:
        db.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        for row in db.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype <> 'p'", (table,)
        ).fetchall():
            db.execute(sql.SQL("ALTER TABLE " + table + " DROP CONSTRAINT {}").format(sql.Identifier(row["conname"])))
        for row in db.execute(
            "SELECT attname, attidentity, attnum = ANY((SELECT conkey FROM pg_constraint WHERE conrelid = attrelid"
            " AND contype = 'p')::smallint[]) AS is_key FROM pg_attribute"
            " WHERE attrelid = %s::regclass AND attnum > 0 AND attnotnull",
            (table,),
        ).fetchall():
            column = sql.Identifier(row["attname"])
            if row["attidentity"]:
                db.execute(sql.SQL("ALTER TABLE " + table + " ALTER COLUMN {} DROP IDENTITY").format(column))
            elif not row["is_key"]:
                db.execute(sql.SQL("ALTER TABLE " + table + " ALTER COLUMN {} DROP NOT NULL").format(column))


def verify(db, seal=None):
    """Return what verifying says."""
    return db.execute("SELECT * FROM pggit_verify_history(%s)", (seal,)).fetchall()


def columns(db, table):
    """Return [(column, type)] of a table."""
    rows = db.execute(
        "SELECT attname, format_type(atttypid, NULL) AS type FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
        (table,),
    ).fetchall()
    return [(row["attname"], row["type"]) for row in rows]


class Attacker:
    """Picks a place at random and does one thing to it; says what verifying has to find."""

    def __init__(self, db, choose):
        """Look at what is sealed: per chain how many rows."""
        self.db, self.choose = db, choose
        self.sealed = {
            (row["kind"], row["chain"]): row["rows"]
            for row in db.execute(
                "SELECT kind, chain, sum(length(bodies) / 32)::int AS rows FROM pggit_internal.sealed_chain"
                " GROUP BY kind, chain ORDER BY kind, chain"
            ).fetchall()
        }
        self.columns = {
            table: columns(db, table)
            for table in [*(t for t, _ in HISTORIES.values()), *SUBJECTS.values(), *SEAL_TABLES]
        }

    def run(self, query, *parameters):
        """Execute something that has to have an effect."""
        assert self.db.execute(query, parameters or None).rowcount > 0, query

    def chain(self, at_least=1, kind=None):
        """Choose a sealed chain; return (kind, table, condition on h, chain, number of sealed rows)."""
        kind, chain = self.choose.choice(
            [key for key, rows in self.sealed.items() if rows >= at_least and kind in (None, key[0])]
        )
        table, keys = HISTORIES[kind]
        parts = chain.split(": ") if len(keys) > 1 else [chain]
        condition = " AND ".join(f"h.{key} = '{part}'" for key, part in zip(keys, parts))
        return kind, table, condition, chain, self.sealed[kind, chain]

    def rehash(self, kind, table, condition):
        """Compute the chain's hashes anew, with the product's own functions."""
        self.db.execute(REHASH.format(table=table, of_chain=condition, body=f"{kind}_history_body"))

    def renumber(self, table, condition):
        """Number the rows of a chain from 1, in the order of their numbers."""
        self.db.execute(
            f"UPDATE {table} AS h SET chain_no = n.place FROM (SELECT h.ctid AS row, row_number() OVER"
            f" (ORDER BY h.chain_no) AS place FROM {table} AS h WHERE {condition}) AS n WHERE h.ctid = n.row"
        )

    def change_a_column(self):
        """Give one column of one sealed row another value."""
        kind, table, condition, chain, rows = self.chain()
        number = self.choose.randint(1, rows)
        column, of_type = self.choose.choice(self.columns[table])
        self.run(
            f'UPDATE {table} AS h SET "{column}" = {OTHER[of_type].format(c="h." + column)}'
            f" WHERE {condition} AND h.chain_no = {number}"
        )
        moved = column in (*HISTORIES[kind][1], "chain_no")
        hashes = column in ("previous_hash", "row_hash")
        return {
            "where": (table, chain, number),
            "what": {"removed"} if moved else {"changed"},
            "fix": None if hashes else (kind, table, condition),
        }

    def delete_a_row(self):
        """Take one sealed row out; close the gap or leave it."""
        kind, table, condition, chain, rows = self.chain(at_least=2)
        number = self.choose.randint(1, rows)
        self.run(f"DELETE FROM {table} AS h WHERE {condition} AND h.chain_no = {number}")
        if self.choose.random() < 0.5:
            self.renumber(table, condition)
        # Where what follows is not sealed, it stands in the place of the deleted one: removed or changed is the same.
        return {
            "where": (table, chain, number),
            "what": {"removed", "changed"} if number == rows else {"removed"},
            "fix": (kind, table, condition),
        }

    def insert_a_row(self):
        """Put a copy of a row, with something else in it, between sealed rows."""
        kind, table, condition, chain, rows = self.chain()
        number = self.choose.randint(1, rows)
        self.run(f"UPDATE {table} AS h SET chain_no = h.chain_no + 1 WHERE {condition} AND h.chain_no >= {number}")
        self.copy_row(table, condition, number + 1, number)
        return {"where": (table, chain, number), "what": {"inserted"}, "fix": (kind, table, condition)}

    def copy_row(self, table, condition, source, number, **values):
        """Append a copy of a row under another number."""
        names = [name for name, _ in self.columns[table]]
        given = {"id": f"(SELECT max(id) + 1 FROM {table})", "chain_no": str(number), **values}
        self.run(
            f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(given.get(n, 'h.' + n) for n in names)}"
            f" FROM {table} AS h WHERE {condition} AND h.chain_no = {source}"
        )

    def append_an_older_row(self):
        """Put a row at the end that claims to be older than the seal, in any transaction one likes."""
        kind, table, condition, chain, rows = self.chain()
        last = self.db.execute(f"SELECT max(h.chain_no) AS n FROM {table} AS h WHERE {condition}").fetchone()["n"]
        transaction = self.choose.choice(["h.transaction_id", "pg_current_xact_id()", "'3'::xid8", "NULL"])
        self.copy_row(table, condition, rows, last + 1, transaction_id=transaction)
        return {"where": (table, chain, last + 1), "what": {"inserted"}, "fix": (kind, table, condition)}

    def swap_two_rows(self):
        """Exchange the places of two rows of one chain."""
        kind, table, condition, chain, rows = self.chain(at_least=2)
        one, other = sorted(self.choose.sample(range(1, rows + 1), 2))
        self.run(
            f"UPDATE {table} AS h SET chain_no = {one + other} - h.chain_no"
            f" WHERE {condition} AND h.chain_no IN ({one}, {other})"
        )
        return {"where": (table, chain, one), "what": {"moved"}, "fix": (kind, table, condition)}

    def swap_rows_of_two_chains(self):
        """Exchange a row of one chain with one of another."""
        kind, table, condition, chain, rows = self.chain()
        other = chain
        while other == chain:
            _, _, other_condition, other, other_rows = self.chain(kind=kind)
        one, two = self.choose.randint(1, rows), self.choose.randint(1, other_rows)
        keys = [*HISTORIES[kind][1], "chain_no"]
        swapped = ", ".join(f"{key} = o.{key}" for key in keys)
        pair = f"SELECT h.id, {', '.join('h.' + key for key in keys)} FROM {table} AS h WHERE "
        self.run(
            f"WITH a AS ({pair}{condition} AND h.chain_no = {one}),"
            f" b AS ({pair}{other_condition} AND h.chain_no = {two}), o AS ("
            f"SELECT a.id AS target, b.* FROM a, b UNION ALL SELECT b.id, a.* FROM a, b)"
            f" UPDATE {table} AS h SET {swapped} FROM o WHERE h.id = o.target"
        )
        self.rehash(kind, table, other_condition)
        return {
            "where": (table, chain, one),
            "what": {"changed"},
            "fix": (kind, table, condition),
        }

    def swap_two_chains(self):
        """Let each of two intents have the other's history."""
        kind, table, condition, chain, _ = self.chain(kind="intent")
        other = chain
        while other == chain:
            _, _, other_condition, other, _ = self.chain(kind="intent")
        self.run(
            f"UPDATE {table} AS h SET intent_id = CASE WHEN h.intent_id = '{chain}' THEN '{other}' ELSE '{chain}' END"
            f" WHERE h.intent_id IN ('{chain}', '{other}')"
        )
        self.rehash(kind, table, other_condition)
        return {"where": (table, chain, 1), "what": {"changed"}, "fix": (kind, table, condition)}

    def cut_the_tail(self):
        """Take the last rows off, and give the intent the status that fits."""
        kind, table, condition, chain, rows = self.chain(at_least=2)
        number = self.choose.randint(2, rows)
        self.run(f"DELETE FROM {table} AS h WHERE {condition} AND h.chain_no >= {number}")
        if kind == "intent":
            self.run(
                "UPDATE tb_pggit_intent AS i SET status = h.new_status FROM tb_pggit_intent_history AS h"
                f" WHERE i.id = h.intent_id AND {condition} AND h.chain_no = {number - 1}"
            )
        return {"where": (table, chain, number), "what": {"removed"}, "fix": (kind, table, condition)}

    def remove_a_chain(self):
        """Remove a history as a whole, with or without what it is about."""
        kind, table, condition, chain, _ = self.chain()
        self.run(f"DELETE FROM {table} AS h WHERE {condition}")
        if kind in SUBJECTS and self.choose.random() < 0.7:
            self.run(f"DELETE FROM {SUBJECTS[kind]} WHERE id = '{chain}'")
        return {"where": (table, chain, 1), "what": {"removed"}, "fix": None}

    def insert_a_chain(self):
        """Add an intent that was there all along, with a history that says so."""
        _, table, condition, chain, _ = self.chain(kind="intent")
        made = f"int_{self.choose.getrandbits(48):012x}"
        names = [name for name, _ in self.columns["tb_pggit_intent"]]
        given = {"id": f"'{made}'", "branch_name": f"'feature/{made}'", "status": "'registered'"}
        self.run(
            f"INSERT INTO tb_pggit_intent ({', '.join(names)}) SELECT {', '.join(given.get(n, n) for n in names)}"
            f" FROM tb_pggit_intent WHERE id = '{chain}'"
        )
        transaction = self.choose.choice(["h.transaction_id", "pg_current_xact_id()", "'3'::xid8", "NULL"])
        self.copy_row(
            table,
            condition,
            1,
            1,
            intent_id=f"'{made}'",
            transaction_id=transaction,
            content_hash=f"(SELECT pggit_internal.intent_content(i) FROM tb_pggit_intent AS i WHERE i.id = '{made}')",
        )
        return {
            "where": (table, made, 1),
            "what": {"inserted"},
            "fix": ("intent", table, f"h.intent_id = '{made}'"),
        }

    def change_an_intent(self):
        """Change what an intent was registered with, and perhaps what its history says of that."""
        kind, table, condition, chain, _ = self.chain(kind="intent")
        column = self.choose.choice(
            "agent_id feature_name branch_name schema_changes tables_affected created_at idempotency_key status".split()
        )
        of_type = dict(self.columns["tb_pggit_intent"])[column]
        other = OTHER[of_type].format(c="i." + column)
        self.run(f"UPDATE tb_pggit_intent AS i SET {column} = {other} WHERE i.id = '{chain}'")
        if column == "status" or self.choose.random() < 0.5:
            return {"where": ("tb_pggit_intent", chain, None), "what": {"changed"}, "fix": None}
        self.run(
            f"UPDATE {table} AS h SET content_hash = pggit_internal.intent_content(i) FROM tb_pggit_intent AS i"
            f" WHERE i.id = h.intent_id AND {condition} AND h.chain_no = 1"
        )
        return {"where": (table, chain, 1), "what": {"changed"}, "fix": (kind, table, condition)}

    def change_a_conflict(self):
        """Change a conflict as it stands, and perhaps what its history says of that."""
        kind, table, condition, chain, rows = self.chain(kind="conflict")
        column, of_type = self.choose.choice(self.columns["tb_pggit_conflict"][1:])
        other = OTHER[of_type].format(c="c." + column)
        self.run(f"UPDATE tb_pggit_conflict AS c SET {column} = {other} WHERE c.id = {chain}")
        if self.choose.random() < 0.5:
            return {"where": ("tb_pggit_conflict", chain, None), "what": {"changed"}, "fix": None}
        self.run(
            f"UPDATE {table} AS h SET content_hash = pggit_internal.conflict_content(c) FROM tb_pggit_conflict AS c"
            f" WHERE c.id = h.conflict_id AND {condition} AND h.chain_no = {rows}"
        )
        return {"where": (table, chain, rows), "what": {"changed"}, "fix": (kind, table, condition)}

    def change_a_setting(self):
        """Change a setting that nobody changed, and perhaps what its history says of that."""
        kind, (table, _) = "setting", HISTORIES["setting"]
        condition = "h.table_name = 'tb_pggit_setting' AND h.row_key = 'start_requires'"
        chain = "tb_pggit_setting: start_requires"
        rows = self.sealed["setting", chain]
        self.run("UPDATE tb_pggit_setting SET value = 'no_unreviewed_error' WHERE name = 'start_requires'")
        if self.choose.random() < 0.5:
            return {"where": ("tb_pggit_setting", chain, None), "what": {"changed"}, "fix": None}
        self.run(
            f"UPDATE {table} AS h SET new_row = to_jsonb(s) FROM tb_pggit_setting AS s WHERE s.name = h.row_key"
            f" AND {condition} AND h.chain_no = {rows}"
        )
        return {"where": (table, chain, rows), "what": {"changed"}, "fix": (kind, table, condition)}

    def change_a_seal(self):
        """Change, remove or add to the record of what was sealed."""
        table = self.choose.choice(SEAL_TABLES)
        column, of_type = self.choose.choice(self.columns[table])
        one = f"ctid = (SELECT ctid FROM {table} ORDER BY ctid OFFSET %s LIMIT 1)"
        rows = self.db.execute(f"SELECT count(*)::int AS n FROM {table}").fetchone()["n"]
        place = self.choose.randrange(rows)
        way = self.choose.choice(["change", "delete", "add"])
        if way == "change":
            other = OTHER[of_type].format(c=column)
            self.run(f'UPDATE {table} SET "{column}" = {other} WHERE {one}', place)
        elif way == "delete":
            self.run(f"DELETE FROM {table} WHERE {one}", place)
        else:
            key = "seal_no" if table == "tb_pggit_seal" else "chain"
            names = [name for name, _ in self.columns[table]]
            given = {key: "99" if key == "seal_no" else "'int_000000000000'"}
            self.run(
                f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(given.get(n, n) for n in names)}"
                f" FROM {table} WHERE {one}",
                place,
            )
        return {"where": None, "what": {"changed", "removed", "unknown seal"}, "fix": None}

    def forge_the_seals(self):
        """Write the record of every seal anew, hashes included, so that it fits the histories as they stand."""
        self.run("DELETE FROM pggit_internal.sealed_chain")
        self.run(
            "INSERT INTO pggit_internal.sealed_chain SELECT 1, kind, chain, 1, string_agg(body, '' ORDER BY chain_no)"
            " FROM pggit_internal.chain_links(false) GROUP BY kind, chain"
        )
        for number in range(1, self.db.execute("SELECT max(seal_no) AS n FROM tb_pggit_seal").fetchone()["n"] + 1):
            self.run(
                "UPDATE tb_pggit_seal AS s SET history_rows = (SELECT sum(length(bodies) / 32) FROM"
                " pggit_internal.sealed_chain), previous_hash = (SELECT b.seal_hash FROM tb_pggit_seal AS b"
                f" WHERE b.seal_no = s.seal_no - 1) WHERE s.seal_no = {number}"
            )
            self.run(f"UPDATE tb_pggit_seal AS s SET seal_hash = pggit_internal.seal_hash(s) WHERE seal_no = {number}")


ATTACKS = sorted(
    name
    for name in vars(Attacker)
    if name.split("_")[0] in ("change", "delete", "insert", "append", "swap", "cut", "remove")
)


def test_no_tampering_with_sealed_history_stays_undetected(scene):
    db, seal = scene
    choose = random.Random(20)
    attacker = Attacker(db, choose)
    done = dict.fromkeys(ATTACKS, 0)
    undetected, misnamed = [], []
    for attempt in range(ATTEMPTS):
        name = ATTACKS[attempt % len(ATTACKS)]
        hashes = choose.choice(["left", "chain", "chain and seals"])
        db.execute("SAVEPOINT attempt")
        expected = getattr(attacker, name)()
        if hashes != "left" and expected["fix"]:
            attacker.rehash(*expected["fix"])
        forged = hashes == "chain and seals" and name != "change_a_seal"
        if forged:
            attacker.forge_the_seals()
        found = verify(db, seal)
        db.execute("ROLLBACK TO SAVEPOINT attempt")
        done[name] += 1
        what = (attempt, name, hashes, expected, found[:4])
        if [row["result"] for row in found] == ["verified"]:
            undetected.append(what)
        elif forged:
            if found[0]["result"] != "unknown seal":
                misnamed.append(what)
        elif not any(
            row["result"] in expected["what"]
            and expected["where"] in (None, (row["table_name"], row["chain"], row["chain_no"]))
            for row in found
        ):
            misnamed.append(what)
    assert undetected == []
    assert misnamed == [], "\n".join(map(str, misnamed[:20]))
    assert all(done.values())
