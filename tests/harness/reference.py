"""The reference in sql/README.md, written from an installed database: its COMMENTs, rights and rows.

    reference.text(connection)   the reference as Markdown
    reference.put(readme, text)  the README with that text between the markers
"""

import re
import textwrap

README = "sql/README.md"
COLUMNS_OF_TEXT = 120

BEGIN = "<!-- reference: written by `make readme` from the comments in the database; change those -->"
END = "<!-- reference: end -->"

FUNCTIONS = """
SELECT
    p.proname AS name,
    pg_get_function_arguments(p.oid) AS arguments,
    pg_get_function_result(p.oid) AS result,
    obj_description(p.oid, 'pg_proc') AS comment,
    coalesce((
        SELECT string_agg(substr(r.rolname, 7), ', ' ORDER BY r.rolname)
        FROM aclexplode(p.proacl) AS a
        JOIN pg_roles AS r ON r.oid = a.grantee
        WHERE a.privilege_type = 'EXECUTE' AND r.rolname IN ('pggit_agent', 'pggit_coordinator', 'pggit_auditor')
    ), 'only the owner') AS callers
FROM pg_proc AS p
WHERE p.pronamespace = 'public'::regnamespace AND p.proname LIKE 'pggit\\_%'
ORDER BY p.proname, arguments
"""

RELATIONS = """
SELECT
    c.oid,
    c.relname AS name,
    obj_description(c.oid, 'pg_class') AS comment
FROM pg_class AS c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = %s
    AND c.relname ~ '^(tb_|v_)?pggit_'
ORDER BY c.relname
"""

COLUMNS = """
SELECT
    a.attname AS name,
    replace(replace(format_type(a.atttypid, a.atttypmod), 'character varying', 'varchar'),
            'timestamp with time zone', 'timestamptz') AS type,
    a.attnotnull AS required,
    coalesce(col_description(a.attrelid, a.attnum), '') AS comment
FROM pg_attribute AS a
WHERE a.attrelid = %s AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attnum
"""

# Who may do what, a row per thing that can be done: the test of rights tries every one of them.
MATRIX = """
SELECT t.what, t.thing, t.columns, r.role, t.may
FROM (
    SELECT 'call' AS what, p.proname AS thing, '' AS columns, g.role,
        has_function_privilege(g.role, p.oid, 'EXECUTE') AS may
    FROM pg_proc AS p
    CROSS JOIN unnest(ARRAY['pggit_agent', 'pggit_coordinator', 'pggit_auditor']) AS g (role)
    WHERE p.pronamespace = 'public'::regnamespace AND p.proname LIKE 'pggit\\_%'
    UNION ALL
    SELECT v.what, c.relname, string_agg(a.attname, ', ' ORDER BY a.attnum) FILTER (WHERE NOT v.whole),
        g.role, true
    FROM pg_class AS c
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    CROSS JOIN unnest(ARRAY['pggit_agent', 'pggit_coordinator', 'pggit_auditor']) AS g (role)
    CROSS JOIN LATERAL (
        SELECT w.what, has_table_privilege(g.role, c.oid, w.what) AS whole
        FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS w (what)
    ) AS v
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v') AND c.relname ~ '^(tb|v)_pggit_'
        AND (v.whole OR v.what IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES')
             AND has_column_privilege(g.role, c.oid, a.attnum, v.what))
    GROUP BY v.what, c.relname, g.role
) AS t
CROSS JOIN LATERAL (SELECT substr(t.role, 7) AS role) AS r
"""
HOLDERS = ("agent", "coordinator", "auditor")

ROLES = """
SELECT r.rolname AS role, shobj_description(r.oid, 'pg_authid') AS comment
FROM pg_roles AS r
WHERE r.rolname IN ('pggit_owner', 'pggit_prover', 'pggit_runner', 'pggit_agent', 'pggit_coordinator', 'pggit_auditor')
ORDER BY array_position(
    ARRAY['pggit_agent', 'pggit_coordinator', 'pggit_auditor', 'pggit_prover', 'pggit_runner', 'pggit_owner']::name[],
    r.rolname
)
"""

# Tables whose rows are part of the interface: heading, query, then the template of a list's items, or a heading and a
# template per column of a table.
ROWS = (
    (
        "Settings",
        "SELECT name, default_value AS standard, coalesce(array_to_string(choices, ', '), 'a number') AS choices,"
        " description FROM tb_pggit_setting ORDER BY name",
        "`{name}` ({choices}; as installed `{standard}`): {description}",
    ),
    (
        "Statuses",
        "SELECT status, CASE WHEN is_active THEN 'yes' ELSE 'no' END AS active, description"
        " FROM tb_pggit_status ORDER BY position",
        {"status": "`{status}`", "active": "{active}", "meaning": "{description}"},
    ),
    (
        "Transitions",
        "SELECT t.old_status, t.new_status, t.needs, t.description FROM tb_pggit_transition AS t"
        " JOIN tb_pggit_status AS o ON o.status = t.old_status JOIN tb_pggit_status AS n ON n.status = t.new_status"
        " ORDER BY o.position, n.position",
        "`{old_status}` -> `{new_status}` (needs {needs}): {description}",
    ),
    (
        "Conflict types",
        "SELECT conflict_type AS type, severity, severity_if_compatible AS milder, description"
        " FROM tb_pggit_conflict_rule ORDER BY conflict_type",
        {"type": "`{type}`", "severity": "{severity}", "if compatible": "{milder}", "meaning": "{description}"},
    ),
    (
        "Error codes",
        "SELECT sqlstate, meaning FROM v_pggit_error_code ORDER BY sqlstate",
        "`{sqlstate}`: {meaning}",
    ),
)


def wrapped(text, indent=""):
    """Return a paragraph as lines, those after the first one indented."""
    return textwrap.wrap(
        text, COLUMNS_OF_TEXT, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def items(rows, template):
    """Return a Markdown list, an item per row."""
    return [line for row in rows for line in wrapped("- " + template.format(**row), "  ")] + [""]


def table(rows, columns):
    """Return a Markdown table; columns are templates by their headings."""
    lines = [list(columns), ["---"] * len(columns)]
    lines += [[template.format(**row).replace("|", "\\|") for template in columns.values()] for row in rows]
    return ["| " + " | ".join(cells) + " |" for cells in lines] + [""]


def rights(rows):
    """Return a Markdown table of who may do what, things with equal rights beside each other."""
    holders = {}
    for row in rows:
        name = f"`{row['thing']}`" + (f" ({row['columns']})" if row["columns"] else "")
        holders.setdefault((row["what"], name), set()).update([row["role"]] if row["may"] else [])
    lines = [
        {"what": what, "name": name, **{holder: "yes" if holder in roles else "no" for holder in HOLDERS}}
        for (what, name), roles in holders.items()
    ]
    lines.sort(key=lambda line: (line["what"] != "call", *(line[key] for key in ("what", *HOLDERS, "name"))))
    return table(lines, {"to": "{what}", "of": "{name}", **{holder: f"{{{holder}}}" for holder in HOLDERS}})


def signature(function):
    """Return a function's call, one parameter and one column of the result a line where it is long."""
    arguments = re.sub(r"( DEFAULT (?:'[^']*'|\w+))::[a-z ]+(\[\])?", r"\1", function["arguments"])
    call, result = f"{function['name']}({arguments})", function["result"]
    if len(call) + len(result) > 110 and arguments:
        call = f"{function['name']}(\n    {parameters(arguments)}\n)"
    if len(result) > 80 and result.startswith("TABLE("):
        result = f"TABLE(\n    {parameters(result[len('TABLE(') : -1])}\n)"
    return f"{call} -> {result}"


def parameters(text):
    """Return a list of parameters or columns, one a line."""
    return text.replace(", ", ",\n    ")


def folded(things):
    """Return the beginning of a part that is shown when its summary, the list of its names, is clicked."""
    names = ", ".join(dict.fromkeys(thing["name"] for thing in things))
    return [*wrapped(f"<details><summary>{names}</summary>"), ""]


def text(connection):
    """Return the reference; the connection gives rows as dicts."""

    def rows(query, *parameters):
        return connection.execute(query, parameters or None).fetchall()

    functions = rows(FUNCTIONS)
    lines = ["### Functions", "", *folded(functions)]
    for function in functions:
        lines += [f"#### {function['name']}", "", "```text", signature(function), "```", ""]
        lines += [*wrapped(function["comment"]), "", f"For: {function['callers']}.", ""]

    relations = rows(RELATIONS, "r")
    lines += ["</details>", "", "### Tables", "", *folded(relations)]
    for relation in relations:
        lines += [f"#### {relation['name']}", "", *wrapped(relation["comment"]), ""]
        columns = [{**row, "null": "" if row["required"] else ", null"} for row in rows(COLUMNS, relation["oid"])]
        lines += items(columns, "`{name}` ({type}{null}): {comment}")

    for heading, kind in (("Views", "v"), ("Types", "c")):
        relations = rows(RELATIONS, kind)
        lines += ["</details>", "", f"### {heading}", "", *folded(relations)]
        for relation in relations:
            comment = relation["comment"] or connection.execute(
                "SELECT obj_description(c.reltype, 'pg_type') AS comment FROM pg_class AS c WHERE c.oid = %s",
                (relation["oid"],),
            ).fetchone()["comment"]
            names = ", ".join(f"`{column['name']}`" for column in rows(COLUMNS, relation["oid"]))
            lines += [f"#### {relation['name']}", "", *wrapped(comment), "", *wrapped(f"Columns: {names}."), ""]

    lines += ["</details>", ""]
    for heading, query, form in ROWS:
        lines += [f"### {heading}", "", *(items if isinstance(form, str) else table)(rows(query), form)]

    roles = rows(ROLES)
    for row in roles:
        row["comment"] = row["comment"].partition(": ")[2]
    lines += ["### Roles", ""]
    lines += table(roles, {"role": "`{role}`", "what it is for": "{comment}"})
    lines += ["### Rights", "", *rights(rows(MATRIX))]
    lines += ["What is not in this table nobody may do but `pggit_owner` and superusers; PUBLIC may do nothing.", ""]
    return "\n".join(lines).rstrip() + "\n"


def put(readme, reference):
    """Return the text of sql/README.md with this reference between its markers."""
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{README} has no line {END if begin else BEGIN}")
    return f"{before}{BEGIN}\n\n{reference}\n{END}{after}"
