"""PostgreSQL's command tags, from the trees of its parser: as CreateCommandTag in the server finds them."""

# Node -> tag. What is not here depends on the object that the node is about, see tag_of.
TAGS = {
    "CreateStmt": "CREATE TABLE", "CreateForeignTableStmt": "CREATE FOREIGN TABLE", "ViewStmt": "CREATE VIEW",
    "IndexStmt": "CREATE INDEX", "CreateSeqStmt": "CREATE SEQUENCE", "AlterSeqStmt": "ALTER SEQUENCE",
    "CreateStatsStmt": "CREATE STATISTICS", "AlterStatsStmt": "ALTER STATISTICS", "CreateTrigStmt": "CREATE TRIGGER",
    "CreateEventTrigStmt": "CREATE EVENT TRIGGER", "AlterEventTrigStmt": "ALTER EVENT TRIGGER",
    "RuleStmt": "CREATE RULE", "CreatePolicyStmt": "CREATE POLICY", "AlterPolicyStmt": "ALTER POLICY",
    "CreateEnumStmt": "CREATE TYPE", "CreateRangeStmt": "CREATE TYPE", "CompositeTypeStmt": "CREATE TYPE",
    "AlterEnumStmt": "ALTER TYPE", "AlterTypeStmt": "ALTER TYPE", "CreateDomainStmt": "CREATE DOMAIN",
    "AlterDomainStmt": "ALTER DOMAIN", "CreateSchemaStmt": "CREATE SCHEMA", "CreateCastStmt": "CREATE CAST",
    "CreateConversionStmt": "CREATE CONVERSION", "CreateOpClassStmt": "CREATE OPERATOR CLASS",
    "CreateOpFamilyStmt": "CREATE OPERATOR FAMILY", "AlterOpFamilyStmt": "ALTER OPERATOR FAMILY",
    "AlterOperatorStmt": "ALTER OPERATOR", "CreateTransformStmt": "CREATE TRANSFORM",
    "CreateAmStmt": "CREATE ACCESS METHOD", "CreatePLangStmt": "CREATE LANGUAGE",
    "CreateExtensionStmt": "CREATE EXTENSION", "AlterExtensionStmt": "ALTER EXTENSION",
    "AlterExtensionContentsStmt": "ALTER EXTENSION", "CreateFdwStmt": "CREATE FOREIGN DATA WRAPPER",
    "AlterFdwStmt": "ALTER FOREIGN DATA WRAPPER", "CreateForeignServerStmt": "CREATE SERVER",
    "AlterForeignServerStmt": "ALTER SERVER", "CreateUserMappingStmt": "CREATE USER MAPPING",
    "AlterUserMappingStmt": "ALTER USER MAPPING", "DropUserMappingStmt": "DROP USER MAPPING",
    "ImportForeignSchemaStmt": "IMPORT FOREIGN SCHEMA", "CreatePublicationStmt": "CREATE PUBLICATION",
    "AlterPublicationStmt": "ALTER PUBLICATION", "CreateSubscriptionStmt": "CREATE SUBSCRIPTION",
    "AlterSubscriptionStmt": "ALTER SUBSCRIPTION", "DropSubscriptionStmt": "DROP SUBSCRIPTION",
    "CreatedbStmt": "CREATE DATABASE", "AlterDatabaseStmt": "ALTER DATABASE", "AlterDatabaseSetStmt": "ALTER DATABASE",
    "AlterDatabaseRefreshCollStmt": "ALTER DATABASE", "DropdbStmt": "DROP DATABASE",
    "CreateTableSpaceStmt": "CREATE TABLESPACE", "AlterTableSpaceOptionsStmt": "ALTER TABLESPACE",
    "DropTableSpaceStmt": "DROP TABLESPACE", "CreateRoleStmt": "CREATE ROLE", "AlterRoleStmt": "ALTER ROLE",
    "AlterRoleSetStmt": "ALTER ROLE", "DropRoleStmt": "DROP ROLE", "DropOwnedStmt": "DROP OWNED",
    "ReassignOwnedStmt": "REASSIGN OWNED", "AlterDefaultPrivilegesStmt": "ALTER DEFAULT PRIVILEGES",
    "AlterSystemStmt": "ALTER SYSTEM", "AlterCollationStmt": "ALTER COLLATION", "CommentStmt": "COMMENT",
    "SecLabelStmt": "SECURITY LABEL", "TruncateStmt": "TRUNCATE TABLE", "ClusterStmt": "CLUSTER",
    "ReindexStmt": "REINDEX", "RefreshMatViewStmt": "REFRESH MATERIALIZED VIEW", "DoStmt": "DO",
    "AlterTSDictionaryStmt": "ALTER TEXT SEARCH DICTIONARY",
    "AlterTSConfigurationStmt": "ALTER TEXT SEARCH CONFIGURATION",
    "InsertStmt": "INSERT", "UpdateStmt": "UPDATE", "DeleteStmt": "DELETE", "MergeStmt": "MERGE", "CopyStmt": "COPY",
    "CallStmt": "CALL", "ExplainStmt": "EXPLAIN", "PrepareStmt": "PREPARE", "ExecuteStmt": "EXECUTE",
    "DeallocateStmt": "DEALLOCATE", "DeclareCursorStmt": "DECLARE CURSOR", "ClosePortalStmt": "CLOSE CURSOR",
    "LockStmt": "LOCK TABLE", "ListenStmt": "LISTEN", "NotifyStmt": "NOTIFY", "UnlistenStmt": "UNLISTEN",
    "LoadStmt": "LOAD", "CheckPointStmt": "CHECKPOINT", "ConstraintsSetStmt": "SET CONSTRAINTS",
    "VariableShowStmt": "SHOW",
}
OBJECTS = {
    "MATVIEW": "MATERIALIZED VIEW", "FDW": "FOREIGN DATA WRAPPER", "FOREIGN_SERVER": "SERVER",
    "OPCLASS": "OPERATOR CLASS",
    "OPFAMILY": "OPERATOR FAMILY", "STATISTIC_EXT": "STATISTICS", "TABCONSTRAINT": "TABLE", "DOMCONSTRAINT": "DOMAIN",
    "ATTRIBUTE": "TYPE", "TSCONFIGURATION": "TEXT SEARCH CONFIGURATION", "TSDICTIONARY": "TEXT SEARCH DICTIONARY",
    "TSPARSER": "TEXT SEARCH PARSER", "TSTEMPLATE": "TEXT SEARCH TEMPLATE", "LARGEOBJECT": "LARGE OBJECT",
}
TRANSACTIONS = {
    "TRANS_STMT_BEGIN": "BEGIN", "TRANS_STMT_START": "START TRANSACTION", "TRANS_STMT_COMMIT": "COMMIT",
    "TRANS_STMT_ROLLBACK": "ROLLBACK", "TRANS_STMT_ROLLBACK_TO": "ROLLBACK", "TRANS_STMT_SAVEPOINT": "SAVEPOINT",
    "TRANS_STMT_RELEASE": "RELEASE", "TRANS_STMT_PREPARE": "PREPARE TRANSACTION",
    "TRANS_STMT_COMMIT_PREPARED": "COMMIT PREPARED", "TRANS_STMT_ROLLBACK_PREPARED": "ROLLBACK PREPARED",
}


def words(kind):
    """An object's kind as a tag has it."""
    kind = kind.name[len("OBJECT_"):]
    return OBJECTS.get(kind, kind.replace("_", " "))


def tag_of(node):
    """The command tag of a statement's tree."""
    name = type(node).__name__
    if name in TAGS:
        return TAGS[name]
    if name == "SelectStmt":
        return "SELECT INTO" if node.intoClause or (node.larg and tag_of(node.larg) == "SELECT INTO") else "SELECT"
    if name == "CreateTableAsStmt":
        return "CREATE MATERIALIZED VIEW" if node.objtype.name == "OBJECT_MATVIEW" else "CREATE TABLE AS"
    if name == "DropStmt":
        return "DROP " + words(node.removeType)
    if name == "RenameStmt":
        inner = node.renameType.name in ("OBJECT_COLUMN", "OBJECT_ATTRIBUTE")
        return "ALTER " + words(node.relationType if inner else node.renameType)
    if name in ("AlterObjectSchemaStmt", "AlterOwnerStmt", "AlterObjectDependsStmt"):
        return "ALTER " + words(node.objectType)
    if name in ("AlterTableStmt", "AlterTableMoveAllStmt", "AlterFunctionStmt"):
        return "ALTER " + words(node.objtype)
    if name == "DefineStmt":
        return "CREATE " + words(node.kind)
    if name == "CreateFunctionStmt":
        return "CREATE PROCEDURE" if node.is_procedure else "CREATE FUNCTION"
    if name == "GrantStmt":
        return "GRANT" if node.is_grant else "REVOKE"
    if name == "GrantRoleStmt":
        return "GRANT ROLE" if node.is_grant else "REVOKE ROLE"
    if name == "TransactionStmt":
        return TRANSACTIONS[node.kind.name]
    if name == "VariableSetStmt":
        return "RESET" if node.kind.name in ("VAR_RESET", "VAR_RESET_ALL") else "SET"
    if name == "DiscardStmt":
        return {"DISCARD_TEMP": "DISCARD TEMP"}.get(node.target.name, node.target.name.replace("_", " "))
    if name == "FetchStmt":
        return "MOVE" if node.ismove else "FETCH"
    if name == "VacuumStmt":
        return "VACUUM" if node.is_vacuumcmd else "ANALYZE"
    raise AssertionError("no tag for " + name)
