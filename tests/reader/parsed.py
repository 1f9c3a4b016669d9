"""The names in a statement, collected from the tree of PostgreSQL's own parser (pglast).

Names are (kind, parent, name): relations (tables, views, indexes, sequences), types, columns, constraints, triggers,
rules, policies and functions. A column that a query names without saying whose it is belongs to the one table that the
query reads; where there are several, only the catalog could tell, and it is not collected.
"""

from pglast import ast, parse_sql
from pglast.parser import ParseError

from pggit_ddl.reading.property_lists import PROPERTIES
from pggit_ddl.text.builtins import SYSTEM_FUNCTIONS
from pggit_ddl.text.names import canonical, quote
from pggit_ddl.text.type_names import ALIASES, INTERNAL_NAMES, SERIAL, builtin

SQL_NAMES = {internal: name for name, internal in INTERNAL_NAMES.items()}
# Kinds of relations in DROP, RENAME, COMMENT ...
RELATIONS = frozenset(("TABLE", "VIEW", "MATVIEW", "INDEX", "SEQUENCE", "FOREIGN_TABLE"))
TYPES = frozenset(("TYPE", "DOMAIN"))
ROUTINES = frozenset(("FUNCTION", "PROCEDURE", "ROUTINE", "AGGREGATE"))
PARTS = {"TABCONSTRAINT": "constraint", "TRIGGER": "trigger", "RULE": "rule", "POLICY": "policy", "COLUMN": "column",
         "ATTRIBUTE": "attribute", "DOMCONSTRAINT": "constraint"}
COLUMN_COMMANDS = frozenset((
    "AT_ColumnDefault", "AT_DropNotNull", "AT_SetNotNull", "AT_SetStatistics", "AT_SetOptions", "AT_ResetOptions",
    "AT_SetStorage", "AT_SetCompression", "AT_DropColumn", "AT_AlterColumnType", "AT_AlterColumnGenericOptions",
    "AT_AddIdentity", "AT_SetIdentity", "AT_DropIdentity", "AT_SetExpression", "AT_DropExpression"))
SYSTEM_SCHEMAS = ("pg_catalog", "information_schema")


def strings(nodes):
    """The texts of a list of String nodes."""
    return [node.sval for node in nodes or () if isinstance(node, ast.String)]


class Scope:
    """One query: its tables by alias (None for what is no table), the names that hide tables, and the query around."""

    def __init__(self, outer=None, sources=None, rows_of=None):
        self.outer = outer
        self.sources = sources or {}
        self.ctes = set(outer.ctes) if outer else set()
        self.rows_of = outer.rows_of if outer else rows_of
        self.labels = set()


class Collector:
    """Walks over one statement; what has no method of its own is walked through."""

    def __init__(self):
        self.found = set()
        self.temporary = set()
        self.scope = Scope()
        self.new = ""  # the table that is being created: who uses its columns is of no interest

    # -- walking

    def walk(self, node):
        """Visit a node, a list of nodes, or nothing."""
        if isinstance(node, (tuple, list)):
            for each in node:
                self.walk(each)
        elif isinstance(node, ast.Node):
            method = getattr(self, type(node).__name__, None)
            if method is not None:
                method(node)
            else:
                self.inside(node)

    def inside(self, node, *left_out):
        """Visit what is in a node."""
        for name in node.__slots__:
            if name not in left_out:
                self.walk(getattr(node, name, None))

    def within(self, scope, *nodes):
        """Visit nodes in a scope of their own."""
        before, self.scope = self.scope, scope
        for node in nodes:
            self.walk(node)
        self.scope = before

    # -- names

    def relation(self, node):
        """The canonical name of a RangeVar, remembered; None for a temporary one, a WITH query or a catalog."""
        if node.schemaname is None and node.relname in self.scope.ctes:
            return None
        name = canonical([part for part in (node.schemaname, node.relname) if part is not None])
        if node.relpersistence == "t" or node.schemaname == "pg_temp":
            self.temporary.add(node.relname)
        if node.schemaname in (None, "pg_temp") and node.relname in self.temporary:
            return None
        self.found.add(("relation", None, name))
        return name

    def RangeVar(self, node):
        self.relation(node)

    def type_name(self, node):
        """A type: (its text in a signature, its canonical name if it is not built in)."""
        parts = strings(node.names)
        if node.pct_type:
            self.found.add(("relation", None, canonical(parts[:-1])))
            self.column(canonical(parts[:-1]), parts[-1])
            return canonical(parts[:-1]) + "." + quote(parts[-1]) + "%type", None
        if parts[0] == "pg_catalog":
            name, user = SQL_NAMES.get(parts[-1], parts[-1]), None
        elif len(parts) == 1 and parts[0] in SERIAL:
            name, user = SERIAL[parts[0]], None
        elif len(parts) == 1 and (builtin(parts[0]) or parts[0] in ALIASES):
            name, user = ALIASES.get(parts[0], quote(parts[0])), None
        else:
            name = user = canonical(parts)
        return name + "[]" * len(node.arrayBounds or ()), user

    def TypeName(self, node):
        user = self.type_name(node)[1]
        if user:
            self.found.add(("type", None, user))

    def called(self, parts):
        """A function that is called, if it is not PostgreSQL's."""
        system = parts[0] == "pg_catalog" if len(parts) > 1 else parts[0] in SYSTEM_FUNCTIONS or parts[0][:3] == "pg_"
        if not system:
            self.found.add(("function", None, canonical(parts)))

    def functions(self, *lists):
        """Functions that handlers, triggers, operators ... name."""
        for names in lists:
            if names:
                self.called(strings(names))

    def column(self, table, name):
        if table is not None:
            self.found.add(("column", table, quote(name)))

    # -- expressions and queries

    def ColumnRef(self, node):
        names = strings(node.fields)
        if len(names) < len(node.fields):
            return  # a star
        scope = self.scope
        if len(names) == 1 and names[0] in scope.labels:
            return
        if len(names) == 2 and scope.rows_of and names[0] in ("new", "old"):
            self.column(scope.rows_of, names[-1])
            return
        while scope is not None:
            if len(names) > 1:
                if names[-2] in scope.sources:
                    self.column(scope.sources[names[-2]], names[-1])
                    return
            elif scope.sources:
                if len(scope.sources) == 1 and names[0] not in scope.sources:
                    self.column(next(iter(scope.sources.values())), names[0])
                return
            scope = scope.outer

    def FuncCall(self, node):
        self.called(strings(node.funcname))
        self.inside(node)

    def A_Indirection(self, node):
        self.inside(node, "indirection")
        self.walk([each for each in node.indirection if isinstance(each, ast.A_Indices)])

    def with_clause(self, clause, scope):
        """WITH: each query sees those before it, and itself if it is recursive."""
        for query in clause.ctes if clause else ():
            if clause.recursive:
                scope.ctes.add(query.ctename)
            inner = Scope(None if scope.outer is None else scope.outer)
            inner.ctes = set(scope.ctes)
            inner.rows_of = scope.rows_of
            self.within(inner, query.ctequery)
            scope.ctes.add(query.ctename)

    def sources(self, items, scope):
        """The tables of FROM."""
        for item in items or ():
            if isinstance(item, ast.RangeVar):
                before, self.scope = self.scope, scope
                relation = self.relation(item)
                self.scope = before
                alias = item.alias.aliasname if item.alias else item.relname
                scope.sources[alias] = relation if not (item.alias and item.alias.colnames) else None
            elif isinstance(item, ast.JoinExpr):
                self.sources((item.larg, item.rarg), scope)
                joined = list(scope.sources.values())
                for name in strings(item.usingClause):
                    self.column(joined[-1], name)
                    if len(joined) == 2:
                        self.column(joined[0], name)
            elif isinstance(item, ast.RangeTableSample):
                self.sources((item.relation,), scope)
            else:
                alias = getattr(item, "alias", None)
                scope.sources[alias.aliasname if alias else "#%d" % len(scope.sources)] = None

    def in_sources(self, items):
        """Expressions and subqueries inside of FROM, once all its tables are known."""
        for item in items or ():
            if isinstance(item, ast.JoinExpr):
                self.in_sources((item.larg, item.rarg))
                self.walk(item.quals)
            elif isinstance(item, ast.RangeTableSample):
                self.walk(item.args)
            elif isinstance(item, ast.RangeSubselect):
                self.walk(item.subquery)
            elif not isinstance(item, ast.RangeVar):
                self.inside(item, "alias")

    def SelectStmt(self, node, outer=None):
        scope = Scope(outer or self.scope)
        if node.op != 0:
            self.with_clause(node.withClause, scope)
            self.within(scope, node.larg, node.rarg)
            return
        self.with_clause(node.withClause, scope)
        self.sources(node.fromClause, scope)
        before, self.scope = self.scope, scope
        self.in_sources(node.fromClause)
        if node.intoClause:
            self.walk(node.intoClause.rel)
        self.walk((node.targetList, node.whereClause, node.havingClause, node.windowClause, node.valuesLists,
                   node.limitOffset, node.limitCount, node.distinctClause))
        scope.labels = {target.name for target in node.targetList or () if target.name}
        self.walk((node.sortClause, node.groupClause))
        self.scope = before

    def ResTarget(self, node):
        self.walk(node.val)

    def InsertStmt(self, node):
        scope = Scope(self.scope)
        self.with_clause(node.withClause, scope)
        before, self.scope = self.scope, scope
        table = self.relation(node.relation)
        for target in node.cols or ():
            self.column(table, target.name)
        self.walk(node.selectStmt)
        alias = node.relation.alias.aliasname if node.relation.alias else node.relation.relname
        scope.sources[alias] = table
        if node.onConflictClause:
            self.assigned(table, node.onConflictClause.targetList)
            self.walk((node.onConflictClause.infer, node.onConflictClause.whereClause))
        self.walk(returned(node))
        self.scope = before

    def InferClause(self, node):
        self.walk((node.indexElems, node.whereClause))

    def assigned(self, table, targets):
        """SET a = ..., (b, c) = ..."""
        for target in targets or ():
            self.column(table, target.name)
            self.walk(target.val)

    def UpdateStmt(self, node):
        self.modify(node, (node.relation, *(node.fromClause or ())), node.targetList)

    def DeleteStmt(self, node):
        self.modify(node, (node.relation, *(node.usingClause or ())), None)

    def modify(self, node, items, targets):
        """UPDATE and DELETE: all their tables are seen by all their clauses."""
        scope = Scope(self.scope)
        self.with_clause(node.withClause, scope)
        self.sources(items, scope)
        before, self.scope = self.scope, scope
        self.in_sources(items)
        self.assigned(next(iter(scope.sources.values())), targets)
        self.walk((node.whereClause, returned(node)))
        self.scope = before

    def MergeStmt(self, node):
        scope = Scope(self.scope)
        self.with_clause(node.withClause, scope)
        self.sources((node.relation, node.sourceRelation), scope)
        before, self.scope = self.scope, scope
        self.in_sources((node.sourceRelation,))
        table = next(iter(scope.sources.values()))
        self.walk(node.joinCondition)
        for clause in node.mergeWhenClauses:
            self.walk((clause.condition, clause.values))
            self.assigned(table, clause.targetList)
        self.walk(returned(node))
        self.scope = before

    # -- tables

    def CreateStmt(self, node):
        table = self.relation(node.relation)
        self.walk((node.inhRelations, node.ofTypename))
        self.new = table
        for element in node.tableElts or ():
            if isinstance(element, ast.Constraint):
                self.constraint(element, table, node.relation.relname)
            elif isinstance(element, ast.ColumnDef):
                self.column_definition(element, table, node.relation.relname)
            else:
                self.walk(element)

    def CreateForeignTableStmt(self, node):
        self.CreateStmt(node.base)

    def column_definition(self, node, table, bare):
        self.column(table, node.colname)
        self.walk(node.typeName)
        for constraint in node.constraints or ():
            self.constraint(constraint, table, bare)

    def constraint(self, node, table, bare):
        """A constraint, with the columns that it names."""
        kind = node.contype.name
        if node.conname and kind not in ("CONSTR_DEFAULT", "CONSTR_IDENTITY", "CONSTR_GENERATED", "CONSTR_NULL"):
            self.found.add(("constraint", table, quote(node.conname)))
        for name in strings(node.keys) + strings(node.including) + strings(node.fk_attrs):
            if table != self.new:
                self.column(table, name)
        if node.pktable:
            target = self.relation(node.pktable)
            for name in strings(node.pk_attrs):
                if target != self.new:
                    self.column(target, name)
        scope = Scope(None, {bare: table if table != self.new else None})
        if kind == "CONSTR_DEFAULT":
            scope = Scope()
        for element, _ in node.exclusions or ():
            self.within(scope, element)
        self.within(scope, node.raw_expr, node.where_clause)
        if node.indexname:
            self.found.add(("relation", None, canonical(table_schema(table) + [node.indexname])))

    def IndexElem(self, node):
        if node.name and self.scope.sources:
            self.column(next(iter(self.scope.sources.values())), node.name)
        self.walk(node.expr)

    def StatsElem(self, node):
        self.IndexElem(node)

    def AlterTableStmt(self, node):
        if node.objtype.name == "OBJECT_TYPE":
            table = self.composite(node.relation)
        else:
            table = self.relation(node.relation)
        kind = "attribute" if node.objtype.name == "OBJECT_TYPE" else "column"
        for command in node.cmds:
            self.command(command, table, node.relation.relname, kind)

    def composite(self, node):
        name = canonical([part for part in (node.schemaname, node.relname) if part is not None])
        self.found.add(("type", None, name))
        return name

    def command(self, node, table, bare, kind):
        """One action of ALTER TABLE."""
        what = node.subtype.name
        if what in COLUMN_COMMANDS and (node.name or node.num):
            self.found.add((kind, table, quote(node.name) if node.name else str(node.num)))
        elif what in ("AT_DropConstraint", "AT_ValidateConstraint"):
            self.found.add(("constraint", table, quote(node.name)))
        elif what == "AT_AlterConstraint":
            self.found.add(("constraint", table, quote(node.def_.conname)))
        elif what.endswith("Trig") and node.name:
            self.found.add(("trigger", table, quote(node.name)))
        elif what.endswith("Rule"):
            self.found.add(("rule", table, quote(node.name)))
        elif what in ("AT_ClusterOn", "AT_ReplicaIdentity"):
            name = node.name or node.def_.name
            if name:
                self.found.add(("relation", None, canonical(table_schema(table) + [name])))
        scope = Scope(None, {bare: table})
        if isinstance(node.def_, ast.Constraint):
            self.constraint(node.def_, table, bare)
        elif isinstance(node.def_, ast.ColumnDef) and kind == "attribute":
            self.found.add((kind, table, quote(node.def_.colname or node.name)))
            self.walk(node.def_.typeName)
        elif isinstance(node.def_, ast.ColumnDef):
            if node.def_.colname:
                self.column_definition(node.def_, table, bare)
            else:
                self.walk(node.def_.typeName)
                self.within(scope, node.def_.raw_default)
        elif what == "AT_ColumnDefault":
            self.within(Scope(), node.def_)
        elif what == "AT_AddOf":
            self.walk(node.def_)
        elif what in ("AT_SetExpression", "AT_AddInherit", "AT_DropInherit"):
            self.within(scope, node.def_)
        elif isinstance(node.def_, ast.PartitionCmd):
            self.walk(node.def_.name)

    def IndexStmt(self, node):
        table = self.relation(node.relation)
        if node.idxname:
            self.found.add(("relation", None, canonical(table_schema(table) + [node.idxname])))
        self.within(Scope(None, {node.relation.relname: table}), node.indexParams, node.indexIncludingParams,
                    node.whereClause)

    def CreateStatsStmt(self, node):
        table = self.relation(node.relations[0])
        self.within(Scope(None, {node.relations[0].relname: table}), node.exprs)

    def ViewStmt(self, node):
        self.walk((node.view, node.query))

    def CreateTableAsStmt(self, node):
        self.walk(node.into.rel)
        self.walk(node.query)

    # -- triggers, rules, policies

    def CreateTrigStmt(self, node):
        table = self.relation(node.relation)
        self.found.add(("trigger", table, quote(node.trigname)))
        for name in strings(node.columns):
            self.column(table, name)
        self.functions(node.funcname)
        self.walk(node.constrrel)
        self.within(Scope(None, {node.relation.relname: table}, rows_of=table), node.whenClause)

    def CreateEventTrigStmt(self, node):
        self.functions(node.funcname)

    def CreatePLangStmt(self, node):
        self.functions(node.plhandler, node.plinline, node.plvalidator)

    def CreateAmStmt(self, node):
        self.functions(node.handler_name)

    def CreateFdwStmt(self, node):
        self.functions(*(option.arg for option in node.func_options or ()))

    def CreateConversionStmt(self, node):
        self.functions(node.func_name)

    def CreateTransformStmt(self, node):
        self.walk((node.type_name, node.fromsql, node.tosql))

    def AlterTypeStmt(self, node):
        self.found.add(("type", None, canonical(strings(node.typeName))))
        self.properties("type", node.options)

    def properties(self, kind, options):
        """What a list of properties names: which ones name something, the reader's table says."""
        for option in options or ():
            named = PROPERTIES.get(kind, {}).get(option.defname)
            if named == "type":
                self.walk(option.arg)
            elif named == "function" and option.arg is not None:
                self.functions(option.arg.names)

    def AlterFdwStmt(self, node):
        self.functions(*(option.arg for option in node.func_options or ()))

    def RuleStmt(self, node):
        table = self.relation(node.relation)
        self.found.add(("rule", table, quote(node.rulename)))
        self.within(Scope(None, {node.relation.relname: table}, rows_of=table), node.whereClause)
        self.within(Scope(None, {}, rows_of=table), node.actions)

    def CreatePolicyStmt(self, node):
        self.policy(node)

    def AlterPolicyStmt(self, node):
        self.policy(node)

    def policy(self, node):
        table = self.relation(node.table)
        self.found.add(("policy", table, quote(node.policy_name)))
        self.within(Scope(None, {node.table.relname: table}), node.qual, node.with_check)

    # -- routines

    def routine(self, name, types):
        self.found.add(("function", None, name if types is None else "%s(%s)" % (name, ",".join(types))))

    def ObjectWithArgs(self, node):
        self.routine(canonical(strings(node.objname)), self.argument_types(node))

    def argument_types(self, node):
        """The types in name(types), None without a list."""
        return None if node.args_unspecified else [self.type_name(each)[0] for each in node.objargs or ()]

    def CreateFunctionStmt(self, node):
        types = [self.type_name(each.argType)[0] for each in node.parameters or () if each.mode.value not in "ot"]
        self.routine(canonical(strings(node.funcname)), types)
        self.walk([each.argType for each in node.parameters or ()])
        self.walk(node.returnType)
        scope = Scope()
        self.within(scope, node.sql_body)
        options = {each.defname: each.arg for each in node.options or ()}
        self.functions(options.get("support"))
        if "as" in options and options.get("language", ast.String("sql")).sval.lower() == "sql":
            try:
                self.within(scope, [each.stmt for each in parse_sql(options["as"][0].sval)])
            except ParseError:
                pass  # a body that PostgreSQL refuses too

    def AlterFunctionStmt(self, node):
        self.walk(node.func)
        for each in node.actions:
            if each.defname == "support":
                self.functions(each.arg)

    def CallStmt(self, node):
        self.walk(node.funccall)

    # -- types

    def CompositeTypeStmt(self, node):
        name = self.composite(node.typevar)
        for each in node.coldeflist or ():
            self.found.add(("attribute", name, quote(each.colname)))
            self.walk(each.typeName)

    def CreateEnumStmt(self, node):
        self.found.add(("type", None, canonical(strings(node.typeName))))

    def CreateRangeStmt(self, node):
        self.found.add(("type", None, canonical(strings(node.typeName))))
        self.properties("type", node.params)

    def AlterEnumStmt(self, node):
        self.found.add(("type", None, canonical(strings(node.typeName))))

    def CreateDomainStmt(self, node):
        name = canonical(strings(node.domainname))
        self.found.add(("type", None, name))
        self.walk(node.typeName)
        for constraint in node.constraints or ():
            self.domain_constraint(constraint, name)

    def AlterDomainStmt(self, node):
        name = canonical(strings(node.typeName))
        self.found.add(("type", None, name))
        if node.name:
            self.found.add(("constraint", name, quote(node.name)))
        if isinstance(node.def_, ast.Constraint):
            self.domain_constraint(node.def_, name)
        else:
            self.walk(node.def_)

    def domain_constraint(self, node, domain):
        if node.conname and node.contype.name not in ("CONSTR_DEFAULT", "CONSTR_NULL"):
            self.found.add(("constraint", domain, quote(node.conname)))
        self.within(Scope(), node.raw_expr)

    def DefineStmt(self, node):
        kind, name = node.kind.name[len("OBJECT_"):], canonical(strings(node.defnames))
        kinds = {"TSPARSER": "text search parser", "TSTEMPLATE": "text search template"}
        self.properties(kinds.get(kind, kind.lower()), node.definition)
        if kind == "TYPE":
            self.found.add(("type", None, name))
        elif kind == "OPERATOR":
            self.walk([option.arg for option in node.definition if option.defname in ("leftarg", "rightarg")])
        elif kind == "AGGREGATE":
            if node.oldstyle:
                self.routine(name, ["*"])
            else:
                each = node.args[0]
                types = [self.type_name(one.argType)[0] for one in each] if each else ["*"]
                self.routine(name, types)
                self.walk([one.argType for one in each or ()])

    # -- any kind

    def named(self, kind, node):
        """An object of DROP, COMMENT, ALTER ... by its kind."""
        kind = kind.name[len("OBJECT_"):]
        if isinstance(node, ast.RangeVar):
            self.relation(node)
        elif isinstance(node, ast.ObjectWithArgs):
            if kind == "AGGREGATE" and not node.objargs:
                self.routine(canonical(strings(node.objname)), ["*"])
            elif kind in ROUTINES:
                self.walk(node)
        elif isinstance(node, ast.TypeName):
            if kind in TYPES:
                self.found.add(("type", None, self.type_name(node)[0]))
        elif isinstance(node, (tuple, list)):
            parts = strings(node)
            if kind == "DOMCONSTRAINT":
                self.found.add(("constraint", self.type_name(node[0])[0], quote(node[1].sval)))
            elif kind in RELATIONS:
                self.found.add(("relation", None, canonical(parts)))
            elif kind in TYPES:
                self.found.add(("type", None, canonical(parts)))
            elif kind in PARTS:
                self.found.add((PARTS[kind], canonical(parts[:-1]), quote(parts[-1])))

    def DropStmt(self, node):
        for each in node.objects:
            self.named(node.removeType, each)

    def CommentStmt(self, node):
        self.named(node.objtype, node.object)

    def SecLabelStmt(self, node):
        self.named(node.objtype, node.object)

    def AlterOwnerStmt(self, node):
        self.named(node.objectType, node.relation or node.object)

    def AlterObjectSchemaStmt(self, node):
        kind = node.objectType.name[len("OBJECT_"):]
        if node.relation is not None:
            self.relation(node.relation)
            self.found.add(("relation", None, canonical([node.newschema, node.relation.relname])))
        elif kind in TYPES:
            self.found |= {("type", None, canonical(parts)) for parts in (
                strings(node.object), [node.newschema, strings(node.object)[-1]])}
        elif kind in ROUTINES:
            self.named(node.objectType, node.object)
            name = canonical([node.newschema, strings(node.object.objname)[-1]])
            self.routine(name, self.argument_types(node.object) or (["*"] if kind == "AGGREGATE" else None))

    def AlterObjectDependsStmt(self, node):
        kind = node.objectType.name[len("OBJECT_"):]
        if kind in PARTS:
            self.found.add((PARTS[kind], self.relation(node.relation), quote(node.object[0].sval)))
        else:
            self.named(node.objectType, node.relation or node.object)

    def AlterExtensionContentsStmt(self, node):
        self.named(node.objtype, node.object)

    def ImportForeignSchemaStmt(self, node):
        if node.list_type.name == "FDW_IMPORT_SCHEMA_LIMIT_TO":
            self.found |= {("relation", None, canonical([node.local_schema, each.relname]))
                           for each in node.table_list}

    def ConstraintsSetStmt(self, node):
        pass  # constraints, of whatever tables

    def AlterOperatorStmt(self, node):
        pass

    def AlterOpFamilyStmt(self, node):
        pass

    def RenameStmt(self, node):
        kind = node.renameType.name[len("OBJECT_"):]
        if kind in RELATIONS:
            self.relation(node.relation)
            schema = [node.relation.schemaname] if node.relation.schemaname else []
            self.found.add(("relation", None, canonical([*schema, node.newname])))
        elif kind in TYPES:
            parts = strings(node.object)
            self.found |= {("type", None, canonical(each)) for each in (parts, [*parts[:-1], node.newname])}
        elif kind == "DOMCONSTRAINT":
            table = canonical(strings(node.object))
            self.found.add(("type", None, table))
            self.found |= {("constraint", table, quote(name)) for name in (node.subname, node.newname)}
        elif kind == "ATTRIBUTE":
            table = self.composite(node.relation)
            self.found |= {("attribute", table, quote(name)) for name in (node.subname, node.newname)}
        elif kind in PARTS:
            table = self.relation(node.relation)
            self.found |= {(PARTS[kind], table, quote(name)) for name in (node.subname, node.newname)}
        elif kind in ROUTINES:
            self.walk(node.object)
            name = canonical([*strings(node.object.objname)[:-1], node.newname])
            self.routine(name, self.argument_types(node.object))

    def GrantStmt(self, node):
        kind = node.objtype.name[len("OBJECT_"):]
        for each in node.objects or ():
            self.named(node.objtype, each)
            if isinstance(each, ast.RangeVar) and kind == "TABLE":
                for privilege in node.privileges or ():
                    for name in strings(privilege.cols):
                        self.column(canonical([part for part in (each.schemaname, each.relname) if part]), name)

    def AlterDefaultPrivilegesStmt(self, node):
        pass

    def CreateSeqStmt(self, node):
        self.walk(node.sequence)
        self.sequence_options(node.options)

    def AlterSeqStmt(self, node):
        self.walk(node.sequence)
        self.sequence_options(node.options)

    def sequence_options(self, options):
        for option in options or ():
            if option.defname == "owned_by" and len(option.arg) > 1:
                parts = strings(option.arg)
                self.column(canonical(parts[:-1]), parts[-1])

    def PublicationTable(self, node):
        table = self.relation(node.relation)
        for name in strings(node.columns):
            self.column(table, name)
        self.within(Scope(None, {node.relation.relname: table}), node.whereClause)

    def CreateSchemaStmt(self, node):
        pass  # what it holds is in another schema than it says: a test of its own

    def CopyStmt(self, node):
        if node.relation:
            table = self.relation(node.relation)
            for name in strings(node.attlist):
                self.column(table, name)
        self.walk(node.query)

    def VacuumRelation(self, node):
        table = self.relation(node.relation) if node.relation else None
        for name in strings(node.va_cols):
            self.column(table, name)

    def DefElem(self, node):
        pass  # an option; those that name something have methods of their own

    def DoStmt(self, node):
        pass  # its code is a string to the parser

    def CreateOpClassStmt(self, node):
        self.walk(node.datatype)
        for item in node.items:
            if item.itemtype == 2:
                self.functions(item.name.objname)  # FUNCTION; its types say for which types it is meant
            self.walk(item.storedtype)


def returned(node):
    """RETURNING, which is a list before PostgreSQL 18."""
    clause = getattr(node, "returningClause", None)
    return clause.exprs if clause is not None else getattr(node, "returningList", None)


def table_schema(table):
    """The schema of a canonical name, as a list of no or one part."""
    return [] if table is None or "." not in table else [table.rpartition(".")[0].strip('"')]


def names_of(nodes):
    """The names in parsed statements."""
    collector = Collector()
    for node in nodes:
        collector.walk(node.stmt)
    return {(kind, parent, name) for kind, parent, name in collector.found
            if parent is not None or kind in ("relation", "type", "function")}
