"""Which declared statements a proof may execute, and in what form."""

from ..text.tokens import tokenize
from .change import read

# Kinds of object whose CREATE, ALTER and DROP a transaction can take back. Left out: what belongs to the cluster or
# reaches outside (database, role, tablespace, subscription, server, user mapping) and what only superusers may.
OBJECTS = (
    "AGGREGATE", "CAST", "COLLATION", "CONVERSION", "DOMAIN", "EXTENSION", "FOREIGN TABLE", "FUNCTION", "INDEX",
    "MATERIALIZED VIEW", "OPERATOR", "OPERATOR CLASS", "OPERATOR FAMILY", "POLICY", "PROCEDURE", "PUBLICATION",
    "ROUTINE", "RULE", "SCHEMA", "SEQUENCE", "STATISTICS", "TABLE", "TEXT SEARCH CONFIGURATION",
    "TEXT SEARCH DICTIONARY", "TRANSFORM", "TRIGGER", "TYPE", "VIEW",
)
# command tag -> the least that the setting prove_statements must say. What is not here is never executed.
NEEDS = {verb + " " + kind: "ddl" for verb in ("CREATE", "ALTER", "DROP") for kind in OBJECTS}
NEEDS.update(dict.fromkeys((
    "CREATE TABLE AS", "ALTER DEFAULT PRIVILEGES", "COMMENT", "GRANT", "REVOKE", "SECURITY LABEL", "REINDEX", "CLUSTER",
    "REFRESH MATERIALIZED VIEW", "TRUNCATE TABLE", "SET", "RESET", "SET CONSTRAINTS",
), "ddl"))
NEEDS["DO"] = "do"
NEEDS.update(dict.fromkeys((
    "SELECT", "SELECT INTO", "INSERT", "UPDATE", "DELETE", "MERGE", "ANALYZE", "LOCK TABLE",
), "all"))

# What CONCURRENTLY builds is the same; only a transaction cannot hold it.
CAN_BE_CONCURRENT = frozenset(("CREATE INDEX", "DROP INDEX", "REINDEX", "REFRESH MATERIALIZED VIEW", "ALTER TABLE"))


def provable(schema_changes):
    """The statements of a change as a list of {statement_no, tag, needs, text}; needs is None where none will do.

    Raises DDLError as read() does.
    """
    return [{
        "statement_no": statement.statement_no,
        "tag": statement.tag,
        "needs": NEEDS.get(statement.tag),
        "text": not_concurrently(statement.text) if statement.tag in CAN_BE_CONCURRENT else statement.text,
    } for statement in read(schema_changes).statements]


def not_concurrently(text):
    """The statement without the keyword CONCURRENTLY, which stands outside all parentheses."""
    depth, pieces = 0, []
    for token in tokenize(text):
        depth += (token.word == "(") - (token.word == ")")
        if token.kind == "word" and token.word == "concurrently" and not depth:
            continue
        pieces.append(token.text)
    return "".join(pieces)
