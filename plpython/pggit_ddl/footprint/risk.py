"""How much could go wrong when a change is applied to a database in use: a table, and its application to rows."""

LEVELS = ("high", "medium", "low")
MOST_REASONS = 100


def _is_not(flag):
    return lambda detail: not detail.get(flag)


def _value(value):
    return lambda detail: detail.get("value") == value


def _required(detail):
    return bool(detail.get("not_null")) and "default" not in detail and "generated" not in detail


def _revoked(detail):
    return str(detail.get("value")).startswith("revoke")


def _is_option(detail):
    return str(detail.get("aspect")).startswith("option ")


ANY_KIND = "any"

# object_kind, action, aspect (None: any), condition on the details (None: always; a word: the detail that must be set),
# level, phrase. The first line that fits counts; no phrase, no reason. Rows about what the change has created itself
# are never a risk.
RISKS = (
    (ANY_KIND, "drop", None, None, "high", "drops {}"),
    (ANY_KIND, "rename", None, None, "high", "renames {}"),
    ("column", "create", None, "renamed_from", "low", ""),
    ("column", "create", None, "rewrite", "high", "adds {}, whose default or generated value rewrites the table"),
    ("column", "create", None, _required, "high", "adds {}, which must not be null and has no default"),
    ("column", "create", None, None, "low", "adds {}, which rewrites nothing"),
    ("column", "alter", "type", None, "high", "changes the type of {}"),
    ("column", "alter", "not null", _value(True), "high", "makes {} NOT NULL"),
    ("column", "alter", "not null", None, "low", ""),
    ("column", "alter", "generated", "value", "high", "changes how {} is generated, which rewrites the table"),
    ("column", "alter", None, None, "low", ""),
    ("constraint", "create", None, "renamed_from", "low", ""),
    ("constraint", "create", None, "not_valid", "medium", "adds {} without validating it"),
    ("constraint", "create", None, "not_enforced", "low", ""),
    ("constraint", "create", None, "using_index", "medium", "adds {} with an index that exists"),
    ("constraint", "create", None, None, "high", "adds {}, which checks every row of an existing table"),
    ("constraint", "alter", "validated", None, "medium", "validates {}"),
    ("index", "create", None, "constraint", "low", ""),
    ("index", "create", None, "renamed_from", "low", ""),
    ("index", "create", None, "concurrently", "low", "builds {} with CONCURRENTLY"),
    ("index", "create", None, None, "medium", "builds {} without CONCURRENTLY"),
    ("trigger", "create", None, None, "medium", "creates {}"),
    ("rule", "create", None, None, "medium", "creates {}"),
    ("policy", "create", None, None, "medium", "creates {}"),
    ("event trigger", "create", None, None, "medium", "creates {}"),
    ("attribute", "alter", None, None, "high", "changes {}"),
    ("attribute", "create", None, None, "medium", "adds {}"),
    (ANY_KIND, "create", None, None, "low", "creates {}"),
    ("table", "alter", "data", _value("truncated"), "high", "truncates {}"),
    ("table", "alter", "rewritten", None, "high", "rewrites {}"),
    ("table", "alter", "logged", None, "high", "rewrites {}"),
    ("table", "alter", "access method", None, "high", "rewrites {}"),
    (ANY_KIND, "alter", "tablespace", None, "high", "moves {} to another tablespace"),
    (ANY_KIND, "alter", "owned objects", None, "high", "drops or reassigns what {} owns"),
    (ANY_KIND, "alter", "rebuilt", "concurrently", "low", "rebuilds {} with CONCURRENTLY"),
    (ANY_KIND, "alter", "rebuilt", None, "medium", "rebuilds {} without CONCURRENTLY"),
    (ANY_KIND, "alter", "privileges", _revoked, "medium", "revokes privileges on {}"),
    (ANY_KIND, "alter", "owner", None, "medium", "changes the owner of {}"),
    (ANY_KIND, "alter", "columns", None, "low", ""),
    (ANY_KIND, "alter", "constraints", None, "low", ""),
    (ANY_KIND, "alter", "triggers", None, "low", ""),
    (ANY_KIND, "alter", "rules", None, "low", ""),
    (ANY_KIND, "alter", "values", None, "low", ""),
    (ANY_KIND, "alter", "attributes", None, "low", ""),
    (ANY_KIND, "alter", "comment", None, "low", "comments on {}"),
    (ANY_KIND, "alter", "security label", None, "low", ""),
    (ANY_KIND, "alter", "privileges", None, "low", "grants privileges on {}"),
    (ANY_KIND, "alter", "default privileges", None, "low", ""),
    (ANY_KIND, "alter", "options", None, "low", ""),
    (ANY_KIND, "alter", None, _is_option, "low", ""),
    (ANY_KIND, "alter", "statistics", None, "low", ""),
    (ANY_KIND, "alter", None, None, "medium", "alters {}"),
    ("statement", "use", None, _is_not("by"), "medium", "runs SQL that is put together when it runs"),
)


RISKY_ASPECTS = frozenset(risk[2] for risk in RISKS)
USED = frozenset(risk[0] for risk in RISKS if risk[1] == "use")  # kinds whose use may be a risk
_found = {}


def risks_of(kind, action, aspect):
    """The lines of the table that may fit, as (condition, level, phrase)."""
    # Only what the table itself says is remembered, nothing of what was read.
    about = (kind, action, aspect if aspect in RISKY_ASPECTS else None)
    found = _found.get(about)
    if found is None:
        found = _found[about] = [risk[3:] for risk in RISKS
                                 if risk[0] in (ANY_KIND, kind) and risk[1] == action and risk[2] in (None, about[2])]
    return found


def assess(rows, statements, changes_data):
    """(level, reasons) of a change: the highest level of its rows and statements."""
    reasons, created = [], set()
    for row in rows:
        if row.action == "use" and row.object_kind not in USED:
            continue
        statement_no, kind, name, parent, action, detail, key = row
        if action == "create" and parent is None:
            created.add(key)
        if "internal" in detail or (kind == "index" and "relation:%s" % parent in created):
            continue
        lines = _found.get((kind, action, detail.get("aspect")))
        if lines is None:
            lines = risks_of(kind, action, detail.get("aspect"))
        for condition, level, phrase in lines:
            if condition is None or (detail.get(condition) if type(condition) is str else condition(detail)):
                if phrase:
                    shown = name if parent is None or kind == "index" else parent + "." + name
                    reasons.append((level, statement_no, phrase.format(kind + " " + shown)))
                break
    for statement in statements:
        if statement.reading == "not understood":
            reasons.append(("medium", statement.statement_no, "could not be read"))
        elif statement.tag in changes_data:
            reasons.append(("medium", statement.statement_no, "changes data (%s)" % statement.tag))
    found = {reason[0] for reason in reasons}
    for level in LEVELS:
        if level in found:
            break
    if level != "low":
        reasons = [reason for reason in reasons if reason[0] != "low"]  # what is harmless explains a low level only
    reasons.sort(key=lambda reason: reason[1])
    texts = list(dict.fromkeys(["statement %d %s" % (statement_no, text) for _, statement_no, text in reasons]))
    if len(texts) > MOST_REASONS:
        texts[MOST_REASONS:] = ["%d more like these" % (len(texts) - MOST_REASONS)]
    return level, texts

