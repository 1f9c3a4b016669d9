"""What stands in the database is documented, owned, indexed and named as people rely on."""

import re

import pytest

OURS = """
(n.nspname = 'pggit_internal' OR n.nspname = 'public' AND {name} ~ '^(pggit_|tb_pggit_|v_pggit_)')
"""

# The columns that are fixed, in their order; more may follow.
TABLES = {
    "tb_pggit_intent": "id character varying(64), agent_id character varying(255), feature_name character varying(255),"
    " branch_name character varying(255), schema_changes jsonb, tables_affected jsonb, estimated_duration_ms integer,"
    " risk_level character varying(6), status character varying(32), conflicts_with jsonb, metadata jsonb,"
    " created_at timestamp with time zone, updated_at timestamp with time zone",
    "tb_pggit_conflict": "id bigint, intent_a character varying(64), intent_b character varying(64),"
    " conflict_type character varying(32), affected_objects jsonb, severity character varying(7),"
    " resolution_suggestions jsonb, reviewed boolean, reviewed_at timestamp with time zone, resolution_notes text,"
    " created_at timestamp with time zone, predicted_outcome character varying(12),"
    " proven_outcome character varying(12),"
    " proven_at timestamp with time zone, apply_first character varying(64), closed_at timestamp with time zone,"
    " closed_reason text, metadata jsonb",
    "tb_pggit_intent_history": "id bigint, intent_id character varying(64), old_status character varying(32),"
    " new_status character varying(32), reason text, changed_by character varying(255),"
    " changed_at timestamp with time zone, db_role name",
    "pggit_conflict_report": "intent_a text, agent_a text, feature_a text, intent_b text, agent_b text, feature_b text,"
    " conflict_type text, affected_objects jsonb, severity text, outcome text, apply_first text, suggestions jsonb,"
    " metadata jsonb",
}

INDEXES = {
    "idx_pggit_intent_agent": "tb_pggit_intent USING btree (agent_id)",
    "idx_pggit_intent_status": "tb_pggit_intent USING btree (status)",
    "idx_pggit_intent_tables": "tb_pggit_intent USING gin (tables_affected)",
    "idx_pggit_intent_created_at": "tb_pggit_intent USING btree (created_at)",
    "idx_pggit_conflict_intents": "tb_pggit_conflict USING btree (intent_a, intent_b)",
    "idx_pggit_conflict_severity": "tb_pggit_conflict USING btree (severity)",
    "idx_pggit_intent_history_id": "tb_pggit_intent_history USING btree (intent_id, id)",
}

REPORTS = "SETOF pggit_conflict_report"

# name -> (parameters with defaults, result)
FUNCTIONS = {
    "pggit_register_intent": (
        "agent_id text, feature_name text, schema_changes text[], tables_affected text[] DEFAULT NULL::text[],"
        " estimated_duration_ms integer DEFAULT NULL::integer, risk_level text DEFAULT NULL::text,"
        " metadata jsonb DEFAULT '{}'::jsonb, idempotency_key text DEFAULT NULL::text,"
        " lease interval DEFAULT NULL::interval",
        "tb_pggit_intent",
    ),
    "pggit_heartbeat": ("intent_id text, lease interval DEFAULT NULL::interval", "tb_pggit_intent"),
    "pggit_expire_intents": ("", "SETOF tb_pggit_intent"),
    "pggit_read_events": ('consumer text, "limit" integer DEFAULT 100', "SETOF tb_pggit_event"),
    "pggit_drop_consumer": ("consumer text", "tb_pggit_consumer"),
    "pggit_prune_events": ("", "TABLE(pruned bigint, unread bigint)"),
    "pggit_check_conflicts": (
        "agent_id text, feature_name text, schema_changes text[], tables_affected text[] DEFAULT NULL::text[]",
        REPORTS,
    ),
    "pggit_get_intent": ("intent_id text", "SETOF tb_pggit_intent"),
    "pggit_list_intents": (
        "status text DEFAULT NULL::text, agent_id text DEFAULT NULL::text, table_name text DEFAULT NULL::text",
        "SETOF tb_pggit_intent",
    ),
    "pggit_intent_status": ("intent_id text", "jsonb"),
    "pggit_get_conflicts": ("intent_id text", "SETOF tb_pggit_conflict"),
    "pggit_unrecorded_conflicts": (
        'intent_id text, "limit" integer DEFAULT 100, "offset" integer DEFAULT 0', "SETOF pggit_conflict_report"
    ),
    "pggit_list_conflicts": (
        "reviewed boolean DEFAULT NULL::boolean, severity text DEFAULT NULL::text",
        "SETOF tb_pggit_conflict",
    ),
    "pggit_resolve_conflict": (
        "conflict_id bigint, resolution_notes text, reviewed_by text DEFAULT NULL::text,"
        " severity text DEFAULT NULL::text, reviewed boolean DEFAULT true, resolution text DEFAULT NULL::text,"
        " apply_first text DEFAULT NULL::text",
        "tb_pggit_conflict",
    ),
    **{
        f"pggit_mark_{status}": (
            "intent_id text, reason text DEFAULT NULL::text, changed_by text DEFAULT NULL::text",
            "tb_pggit_intent",
        )
        for status in ("in_progress", "completed", "merged", "abandoned")
    },
    "pggit_allocate_branch": ("feature_name text", "text"),
    "pggit_detect_conflicts": ("schema_changes_a text[], schema_changes_b text[]", REPORTS),
    "pggit_compare_intents": ("intent_a text, intent_b text", REPORTS),
    "pggit_footprint": (
        "schema_changes text[]",
        "TABLE(statement_no integer, object_kind text, object_name text, parent_name text, action text, detail jsonb)",
    ),
    "pggit_seal_history": ("", "text"),
    "pggit_verify_history": (
        "seal text DEFAULT NULL::text",
        "TABLE(result text, table_name text, chain text, chain_no integer, history_id bigint, detail text)",
    ),
}

READING = {
    "pggit_check_conflicts",
    "pggit_get_intent",
    "pggit_list_intents",
    "pggit_intent_status",
    "pggit_get_conflicts",
    "pggit_list_conflicts",
    "pggit_unrecorded_conflicts",
    "pggit_detect_conflicts",
    "pggit_compare_intents",
    "pggit_footprint",
    "pggit_verify_history",
}


def names(db, query):
    """Return the first column of a query's rows."""
    return [next(iter(row.values())) for row in db.execute(query).fetchall()]


def functions(db):
    """Return every function of the product."""
    return db.execute(
        "SELECT p.oid, p.proname AS name, n.nspname AS schema, p.prosrc AS body, p.provolatile::text AS volatile,"
        " p.proowner::regrole::text AS owner, l.lanname AS language, p.oid::regprocedure::text AS signature,"
        " pg_get_functiondef(p.oid) AS definition"
        " FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace JOIN pg_language AS l ON l.oid = p.prolang"
        " WHERE " + OURS.format(name="p.proname")
    ).fetchall()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT n.nspname || '.' || p.proname FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace"
        " WHERE coalesce(obj_description(p.oid, 'pg_proc'), '') = '' AND " + OURS.format(name="p.proname"),
        "SELECT n.nspname || '.' || c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"
        " WHERE c.relkind IN ('r', 'v', 'm') AND coalesce(obj_description(c.oid, 'pg_class'), '') = ''"
        " AND " + OURS.format(name="c.relname"),
        "SELECT c.relname || '.' || a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid"
        " JOIN pg_namespace AS n ON n.oid = c.relnamespace"
        " WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped"
        " AND coalesce(col_description(c.oid, a.attnum), '') = '' AND " + OURS.format(name="c.relname"),
        "SELECT t.typname FROM pg_type AS t JOIN pg_namespace AS n ON n.oid = t.typnamespace"
        " LEFT JOIN pg_class AS c ON c.oid = t.typrelid"
        " WHERE (t.typtype IN ('e', 'd') OR t.typtype = 'c' AND c.relkind = 'c')"
        " AND coalesce(obj_description(t.oid, 'pg_type'), '') = '' AND " + OURS.format(name="t.typname"),
        "SELECT r.rolname FROM pg_roles AS r WHERE r.rolname IN"
        " ('pggit_owner', 'pggit_prover', 'pggit_runner', 'pggit_agent', 'pggit_coordinator', 'pggit_auditor')"
        " AND coalesce(shobj_description(r.oid, 'pg_authid'), '') = ''",
        "SELECT n.nspname FROM pg_namespace AS n WHERE n.nspname = 'pggit_internal' AND obj_description(n.oid) IS NULL",
    ],
    ids=["functions", "tables and views", "columns", "types", "roles", "schema"],
)
def test_nothing_is_without_a_comment(shared_db, query):
    assert names(shared_db, query) == []


def test_a_security_definer_function_says_why(shared_db):
    rows = shared_db.execute(
        "SELECT p.proname FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace"
        " WHERE p.prosecdef AND obj_description(p.oid, 'pg_proc') NOT LIKE '%SECURITY DEFINER%'"
        " AND " + OURS.format(name="p.proname")
    ).fetchall()
    assert rows == []


def test_everything_belongs_to_the_owner_role_but_what_must_not(shared_db):
    relations = shared_db.execute(
        "SELECT c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"
        " WHERE c.relowner <> 'pggit_owner'::regrole AND c.relkind IN ('r', 'v', 'c', 'S')"
        " AND " + OURS.format(name="c.relname")
    ).fetchall()
    assert relations == []
    for function in functions(shared_db):
        if function["language"] == "plpython3u":
            assert function["owner"] == "postgres", function["name"]
        else:
            assert function["owner"] in ("pggit_owner", "pggit_prover", "pggit_runner"), function["name"]


@pytest.mark.parametrize("table", TABLES)
def test_the_fixed_columns_are_there_in_their_order(shared_db, table):
    columns = names(
        shared_db,
        "SELECT a.attname || ' ' || format_type(a.atttypid, a.atttypmod) FROM pg_attribute AS a"
        f" WHERE a.attrelid = '{table}'::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum",
    )
    fixed = TABLES[table].split(", ")
    assert columns[: len(fixed)] == fixed


@pytest.mark.parametrize("index", INDEXES)
def test_the_named_indexes_are_there(shared_db, index):
    (definition,) = names(shared_db, f"SELECT indexdef FROM pg_indexes WHERE indexname = '{index}'")
    what, _, _parameters = definition.partition(" WITH (")
    assert what.endswith(" ON public." + INDEXES[index])


def test_every_foreign_key_has_an_index_or_a_small_table_behind_it(shared_db):
    """Unindexed references make deleting slow; those to rules and statuses are never deleted from in numbers."""
    unindexed = names(
        shared_db,
        "SELECT k.conrelid::regclass || '.' || k.conname FROM pg_constraint AS k WHERE k.contype = 'f'"
        " AND k.connamespace IN ('public'::regnamespace, 'pggit_internal'::regnamespace)"
        " AND k.confrelid IN ('tb_pggit_intent'::regclass, 'tb_pggit_conflict'::regclass)"
        " AND NOT EXISTS (SELECT FROM pg_index AS i WHERE i.indrelid = k.conrelid AND i.indkey[0] = k.conkey[1])",
    )
    assert unindexed == ["tb_pggit_proof.proof_intent_b_exists"] or unindexed == []


def test_foreign_keys_to_intents_are_checked_at_the_end(shared_db):
    """The triggers write what belongs to an intent before its own row is there."""
    rows = names(
        shared_db,
        "SELECT k.conname FROM pg_constraint AS k WHERE k.contype = 'f' AND NOT (k.condeferrable AND k.condeferred)"
        " AND k.conrelid IN ('tb_pggit_conflict'::regclass, 'tb_pggit_intent_history'::regclass,"
        " 'pggit_internal.footprint'::regclass) AND k.confrelid = 'tb_pggit_intent'::regclass",
    )
    assert rows == []


@pytest.mark.parametrize("function", FUNCTIONS)
def test_the_signatures_are_the_ones_that_people_call(shared_db, function):
    rows = shared_db.execute(
        "SELECT pg_get_function_arguments(p.oid) AS arguments, pg_get_function_result(p.oid) AS result,"
        " p.provolatile::text AS volatile FROM pg_proc AS p WHERE p.proname = %s",
        (function,),
    ).fetchall()
    assert len(rows) == 1, "an overload makes unqualified calls ambiguous"
    assert (rows[0]["arguments"], rows[0]["result"]) == FUNCTIONS[function]
    assert rows[0]["volatile"] == ("s" if function in READING else "v")


def test_the_type_of_reports_and_the_views_are_there(shared_db):
    for name in (
        "v_pggit_intent",
        "v_pggit_open_conflict",
        "v_pggit_timeline",
        "v_pggit_error_code",
        "pggit_conflict_report",
    ):
        assert names(shared_db, f"SELECT to_regclass('public.{name}')")[0] is not None


def test_conflict_types_and_their_severities_are_the_documented_ones(shared_db):
    rows = shared_db.execute("SELECT conflict_type, severity FROM tb_pggit_conflict_rule").fetchall()
    assert {row["conflict_type"]: row["severity"] for row in rows} == {
        "table": "warning",
        "column": "error",
        "function": "error",
        "index": "warning",
        "constraint": "warning",
        "timing": "warning",
        "dependency": "error",
        "object": "error",
    }


# ---- RAISE ---------------------------------------------------------------------------------------------------------

RAISE = re.compile(r"\bRAISE\s+(EXCEPTION|WARNING|NOTICE|INFO|LOG|DEBUG)?\b(?:[^;']|'(?:[^']|'')*')*;", re.IGNORECASE)
STRINGS = re.compile(r"'(?:[^']|'')*'")


def raises(db):
    """Yield (function, level, statement) of every RAISE in a PL/pgSQL body."""
    for function in functions(db):
        if function["language"] == "plpgsql":
            body = re.sub(r"--[^\n]*", "", function["body"])
            for found in RAISE.finditer(body):
                if "'raise_exception'" in found.group(0) and re.search(r"\bWHEN raise_exception\b", body):
                    continue  # its own way back, caught in the same body
                yield function["name"], (found.group(1) or "").upper(), found.group(0)


def test_every_raise_has_a_sqlstate_and_advice(shared_db):
    seen = 0
    for name, level, statement in raises(shared_db):
        bare = STRINGS.sub("''", statement)
        if level == "" and re.fullmatch(r"RAISE\s*;", bare, re.IGNORECASE):
            continue  # hands on an error as it came
        seen += 1
        assert level in ("EXCEPTION", "WARNING", "NOTICE"), (name, statement)
        assert re.search(r"\bERRCODE\s*=", bare), (name, statement)
        assert re.search(r"\bHINT\s*=", bare), (name, statement)
    assert seen > 20


CONDITIONS = {
    "22001": "string_data_right_truncation",
    "22004": "null_value_not_allowed",
    "22023": "invalid_parameter_value",
    "23505": "unique_violation",
    "42601": "syntax_error",
    "42602": "invalid_name",
    "42501": "insufficient_privilege",
    "42704": "undefined_object",
    "42710": "duplicate_object",
    "54000": "program_limit_exceeded",
    "55000": "object_not_in_prerequisite_state",
    "P0002": "no_data_found",
    "XX000": "internal_error",
    "0A000": "feature_not_supported",
    "25006": "read_only_sql_transaction",
    "40001": "serialization_failure",
    "57014": "query_canceled",
}


def test_every_sqlstate_that_is_raised_is_explained(shared_db):
    explained = set(names(shared_db, "SELECT sqlstate FROM v_pggit_error_code"))
    by_name = {condition: code for code, condition in CONDITIONS.items()}
    used = set()
    for name, _, statement in raises(shared_db):
        expression = re.search(r"ERRCODE\s*=\s*((?:[^,;']|'(?:[^']|'')*')*)", statement).group(1)
        for word in re.findall(r"'([^']+)'", expression):
            if re.fullmatch(r"[0-9A-Z]{5}", word):
                used.add((name, word))
            elif word in by_name:
                used.add((name, by_name[word]))
            else:
                # a JSON path, or a trigger's argument: checked below
                assert word.startswith("{") or word in ("sqlstate",), (name, word)
    used |= {
        ("refuse_change", code)
        for code in names(
            shared_db,
            "SELECT DISTINCT split_part(encode(t.tgargs, 'escape'), '\\000', 1) FROM pg_trigger AS t"
            " JOIN pg_proc AS p ON p.oid = t.tgfoid WHERE p.proname = 'refuse_change'",
        )
    }
    assert {code for _, code in used} >= {
        "PI001",
        "PI002",
        "PI003",
        "PI004",
        "PI005",
        "PI006",
        "PI010",
        "PI011",
        "22023",
    }
    assert {(name, code) for name, code in used if code not in explained | {"XX000"}} == set()


def test_codes_of_our_own_begin_with_a_letter_from_i_to_z(shared_db):
    codes = names(shared_db, "SELECT sqlstate FROM v_pggit_error_code")
    assert len(codes) == len(set(codes))
    for code in codes:
        assert re.fullmatch(r"[0-9A-Z]{5}", code)
        assert code[0] in "01234567" + "IJKLMNOPQRSTUVWXYZ"


# ---- Called by somebody --------------------------------------------------------------------------------------------


def test_no_helper_is_called_by_nothing(shared_db, repository):
    """Installing counts as somebody: it loads and tries the reader, and applies row security."""
    installing = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("sql/install", "sql/tables", "sql/people", "plpython", "sql/psql")
        for path in (repository / folder).glob("*.sql")
        if "FUNCTION pggit_internal" not in path.read_text(encoding="utf-8") or folder == "plpython"
    )
    every = functions(shared_db)
    views = names(shared_db, "SELECT definition FROM pg_views WHERE viewname LIKE 'v\\_pggit\\_%'")
    triggers = set(
        names(
            shared_db,
            "SELECT p.proname FROM pg_trigger AS t JOIN pg_proc AS p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal",
        )
    )
    unused = []
    for function in every:
        if function["schema"] != "pggit_internal" or function["name"] in triggers:
            continue
        call = re.compile(rf"\bpggit_internal\.{function['name']}\(")
        callers = [
            f["definition"].replace("FUNCTION pggit_internal." + f["name"], "")
            for f in every
            if f["oid"] != function["oid"]
        ]
        if not any(call.search(text) for text in (*callers, *views)) and not re.search(
            rf"(?<!FUNCTION )pggit_internal\.{function['name']}\(", installing
        ):
            unused.append(function["name"])
    assert unused == []


def test_no_oid_is_stored(shared_db):
    """Oids differ after pg_upgrade and after a restore."""
    rows = names(
        shared_db,
        "SELECT c.relname || '.' || a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid"
        " JOIN pg_namespace AS n ON n.oid = c.relnamespace"
        " WHERE c.relkind = 'r' AND a.attnum > 0 AND format_type(a.atttypid, NULL) IN"
        " ('oid', 'regclass', 'regprocedure', 'regproc', 'regtype', 'regrole', 'regnamespace')"
        " AND " + OURS.format(name="c.relname"),
    )
    assert rows == []


def test_every_function_says_what_the_planner_may_do_with_it(shared_db):
    """A VOLATILE, PARALLEL UNSAFE nobody chose reads the same as one that was chosen: the source has to say it."""
    unsafe = names(
        shared_db,
        "SELECT p.proname FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace"
        " WHERE p.provolatile = 'v' AND p.proparallel = 's' AND " + OURS.format(name="p.proname"),
    )
    assert unsafe == []
