"""Statements by their first word: CREATE, ALTER and DROP of any kind, and the commands with a word of their own."""

from ..footprint.recorder import shorten
from ..footprint.row import SYSTEM_SCHEMAS
from ..text.cursor import Cursor
from ..text.errors import PartlyRead, Unreadable
from ..text.names import canonical, fold, quote, schema_of, unquote
from .blocks import DATA_WORDS, read_block
from .expressions import uses_of
from .generic import drop_any
from .kinds import KINDS, OUTSIDE, find_kind

READ, OUTSIDE_READING, NOT_UNDERSTOOD = "read", "outside", "not understood"


def read_statement(tokens, fp):
    """Read one statement's tokens into the footprint: (command tag or None, reading)."""
    c = Cursor(tokens, fp.local, fp.schema)
    first = c.word
    reader = COMMANDS.get(first)
    fp.mark()
    try:
        if reader is None:
            return read_outside(c, first, fp)
        tag = reader(c, fp)
        c.expect_end()
    except PartlyRead:
        return first.upper(), NOT_UNDERSTOOD
    except Unreadable:
        fp.roll_back()
        return guess_tag(c, first), NOT_UNDERSTOOD
    return tag or first.upper(), READ


def guess_tag(c, first):
    """The tag of a statement that could not be read, as far as its first words show it."""
    if first not in ("create", "alter", "drop"):
        return OUTSIDE.get(first) or TAGS.get(first, first.upper())
    c.i = 1
    skip_modifiers(c)
    kind = find_kind(c)
    return tag_of(first, kind) if kind else None


def read_outside(c, first, fp):
    """A statement that is no DDL (or nothing known)."""
    if first not in OUTSIDE or c.tokens[c.end - 1].kind == "meta":  # which ends a statement
        return None, NOT_UNDERSTOOD
    if first == "select" or first == "with" or first == "(":
        if select_into(c, fp):
            return "SELECT INTO", READ
    data_uses(c, first, fp)
    if first == "with":
        verbs = [word for word in main_words(c) if word in ("select", "insert", "update", "delete", "merge")]
        return OUTSIDE[verbs[0]] if verbs else "SELECT", OUTSIDE_READING
    tag = OUTSIDE[first]
    second = c.words[1]
    if first in PATH_WORDS:
        search_path(c, first, fp)
    if first == "set" and second == "constraints":
        tag = "SET CONSTRAINTS"
    elif first == "prepare" and second == "transaction":
        tag = "PREPARE TRANSACTION"
    elif first in ("commit", "rollback") and second == "prepared":
        tag += " PREPARED"
    elif first == "discard":
        tag = "DISCARD " + second.upper()
    return tag, OUTSIDE_READING


PATH_WORDS = frozenset(("set", "reset", "select", "commit", "rollback", "end", "abort", "discard"))


def search_path(c, first, fp):
    """SET search_path and its kin: in which schema unqualified names are from now on, the first of the path."""
    c.i, path = 1, None
    if first == "select":
        c.accept("pg_catalog", ".")
        if not c.accept("set_config", "(") or c.tokens[c.i].text.lower() != "'search_path'":
            return
        path = c.tokens[c.i + 2].text[1:-1].split(",")
    elif first == "set":
        local = c.accept_any(("local", "session")) == "local"
        if not c.accept("search_path") or not c.accept_any(("=", "to")):
            return
        path = [c.tokens[i].text.strip("'") for i in range(c.i, c.end) if c.words[i] not in (",", "default")]
        fp.path_is_local = local
    elif first not in ("reset", "discard"):
        if not fp.path_is_local:
            return
    elif c.word not in ("search_path", "all"):
        return
    names = [unquote(name) if name[:1] == '"' else fold(name) for name in map(str.strip, path or ()) if name]
    names = [name for name in names if name != "$user" and name not in SYSTEM_SCHEMAS]
    fp.schema = names[0] if names and names[0] != "public" else None


def data_uses(c, first, fp):
    """What a statement about data names, it needs; what it does to the data is not looked at."""
    c.i = 1
    try:
        if first in DATA_WORDS:
            query_uses(c, fp, 1 if first == "perform" else 0)
        elif first in QUERY_AFTER:
            words = QUERY_AFTER[first]
            while c.more() and not (c.word in words and (c.word != "(" or c.words[c.i + 1] in DATA_WORDS)):
                c.i = c.closers.get(c.i, c.i) + 1
            if c.more():
                query_uses(c, fp, c.i if c.word in DATA_WORDS else c.i + 1)
        elif first == "copy" and c.word == "(":
            query_uses(c, fp, *c.parens())
        elif first in TABLES_AFTER:
            if c.word == "(":
                c.parens()
            while c.accept_any(TABLES_AFTER[first]):
                pass
            if c.more():
                c.items(lambda: used_table(c, fp))
        elif first == "call":
            fp.use_routine(c.qualified(), "query")
            query_uses(c, fp, *c.parens())
        elif first == "execute":
            c.name()
            if c.word == "(":
                query_uses(c, fp, *c.parens())
    except Unreadable:
        fp.roll_back()


# First word of a statement -> words after which (or with which) a query begins.
QUERY_AFTER = {"explain": DATA_WORDS, "prepare": ("as",), "declare": ("for",)}
# First word of a statement -> words between it and the tables that it names.
TABLES_AFTER = {"copy": ("binary",), "lock": ("table",), "analyze": ("verbose",), "analyse": ("verbose",),
                "vacuum": ("full", "freeze", "verbose", "analyze", "analyse")}


def used_table(c, fp):
    """[ONLY] table [(columns)] [*]"""
    c.accept("only")
    name = c.qualified()
    c.accept("*")
    if not is_system(name):
        fp.use("table", name, "query")
        fp.use_columns(name, c.names() if c.word == "(" else (), "query")


def query_uses(c, fp, start, stop=None):
    """Use rows for what a query names, the catalogs aside."""
    found = uses_of(c, start, c.end if stop is None else stop)
    for relation in [each for each in found.relations if is_system(each)]:
        del found.relations[relation]
    for column in [each for each in found.columns if is_system(each[0]) or each[1] in fp.variables]:
        del found.columns[column]
    fp.use_found(found, "query")


def is_system(relation):
    """Whether this is a table of the catalogs."""
    return relation.startswith("pg_") and "." not in relation or schema_of(relation) in SYSTEM_SCHEMAS


def without_into(tokens):
    """A query of PL/pgSQL without INTO [STRICT] variables, which is no part of the query itself."""
    remaining, i = [], 0
    while i < len(tokens):
        if tokens[i].word == "into" and remaining[-1].word not in ("insert", "merge"):
            i += 2 if tokens[i + 1:i + 2] and tokens[i + 1].word == "strict" else 1
            while i + 1 < len(tokens) and tokens[i + 1].word in (",", "."):
                i += 2
        else:
            remaining.append(tokens[i])
        i += 1
    return remaining


def main_words(c):
    """The words outside of all parentheses."""
    i = 0
    while i < c.end:
        yield c.words[i]
        i = c.closers.get(i, i) + 1


def select_into(c, fp):
    """SELECT ... INTO [TABLE] name: a table is created."""
    if "into" not in c.words or c.word == "(":
        return False
    words = list(main_words(c))
    if "insert" in words or "merge" in words or "into" not in words:
        return False
    c.i = 0
    into = c.until(("into",))[1]
    c.expect("into")
    temporary = c.accept("temporary") or c.accept("temp")
    c.accept("unlogged")
    c.accept("table")
    name = c.qualified()
    if temporary:
        name = fp.temporary(name)
    row = fp.add("table", name, "create")
    row["definition"] = shorten(c.text(0, c.end))
    query = Cursor(c.tokens[:into] + c.tokens[c.i:c.end], c.local, c.schema)
    fp.use_found(uses_of(query, 0, query.end), "expression", "table", name)
    return True


# -- CREATE, ALTER, DROP


MODIFIERS = frozenset("or global local temporary temp unlogged recursive unique trusted default constraint".split())


def skip_modifiers(c):
    """The words between CREATE and the kind of object, as a set of flags."""
    flags = set()
    if c.word not in MODIFIERS:
        return flags
    if c.accept("or", "replace"):
        flags.add("or_replace")
    c.accept_any(("global", "local"))
    if c.accept("temporary") or c.accept("temp"):
        flags.add("temporary")
    for word in ("unlogged", "recursive", "unique", "trusted", "default"):
        if c.accept(word):
            flags.add(word)
    if c.at("constraint", "trigger"):
        c.i += 1
        flags.add("constraint")
    return flags


def tag_of(verb, kind):
    """PostgreSQL's command tag."""
    words = kind.name if kind.name in ("role", "language") else kind.words
    return (verb + " " + words).upper()


def create(c, fp):
    """CREATE of any kind."""
    c.i += 1
    flags = skip_modifiers(c)
    kind = find_kind(c)
    if kind is None or kind.create is None:
        c.fail("kind")
    result = kind.create(c, fp, kind, flags)
    if kind.name == "schema":
        schema_elements(c, fp, result)
        result = None
    return result or tag_of("create", kind)


def schema_elements(c, fp, schema):
    """The statements inside CREATE SCHEMA, whose new relations are in that schema; other names are where they were."""
    elements, local = [], dict(c.local)
    while c.more():
        start = c.i
        verb = c.accept_any(("create", "grant"))
        if verb is None:
            c.fail("schema element")
        if verb == "create":
            skip_modifiers(c)
            kind = find_kind(c)
            if kind and kind.name in ("table", "view", "sequence") and c.at_name() and c.words[c.i + 1] != ".":
                bare = c.name()
                local[bare] = schema + "." + quote(bare)
        c.until(("create", "grant"))
        elements.append((verb, c.tokens[start:c.i]))
    for verb, tokens in elements:
        inner = Cursor(tokens, local, c.schema)
        COMMANDS[verb](inner, fp)
        inner.expect_end()


def alter(c, fp):
    """ALTER of any kind."""
    c.i += 1
    if c.accept("default", "privileges"):
        return default_privileges(c, fp)
    if c.accept("system"):
        start = c.i
        c.next()
        name = c.parts() if c.word != "all" else [c.next().word]
        fp.alter("parameter", ".".join(name), c.words[start], c.rest())
        return "ALTER SYSTEM"
    kind = find_kind(c)
    if kind is None or kind.alter is None:
        c.fail("kind")
    if kind.name == "extension" and c.words[c.i + 1] in ("add", "drop"):
        return extension_member(c, fp)
    kind.alter(c, fp, kind, ())
    return tag_of("alter", kind)


def extension_member(c, fp):
    """ALTER EXTENSION name ADD | DROP object."""
    name = quote(c.name())
    what = c.next().word
    kind = find_kind(c)
    if kind is None:
        c.fail("kind")
    member, parent, key, _ = kind.reference(c)
    fp.alter("extension", name, "members", "%s %s %s" % (what, kind.words, member))
    fp.use(kind.name, member, "expression", "extension", name, parent, key=key)
    return "ALTER EXTENSION"


def drop(c, fp):
    """DROP of any kind."""
    c.i += 1
    if c.accept("owned", "by"):
        for role in c.items(c.role):
            fp.alter("role", role, "owned objects", "dropped")
        c.accept_any(("cascade", "restrict"))
        return "DROP OWNED"
    kind = find_kind(c)
    if kind is None or kind.name in ("column", "constraint", "large object", "parameter"):
        c.fail("kind")
    drop_any(c, fp, kind)
    return tag_of("drop", kind)


# -- what is said about objects


def comment(c, fp):
    """COMMENT ON kind name IS text."""
    return label(c, fp, "comment", 1)


def security_label(c, fp):
    """SECURITY LABEL [FOR provider] ON kind name IS text."""
    c.expect("security", "label")
    if c.accept("for"):
        c.next()
    label(c, fp, "security label", 0)
    return "SECURITY LABEL"


def label(c, fp, aspect, skip):
    """ON kind name IS text."""
    c.i += skip
    c.expect("on")
    kind = find_kind(c)
    if kind is None:
        c.fail("kind")
    name, parent, key, more = kind.reference(c)
    c.expect("is")
    value = c.next()
    fp.alter(kind.name, name, aspect, None if value.word == "null" else shorten(value.text), parent, key=key, **more)


# Kinds as GRANT ... ON names several objects at once: words -> kind of what the row is about.
GRANT_KINDS = {("all", kinds, "in", "schema"): "schema"
               for kinds in ("tables", "sequences", "functions", "procedures", "routines")}


def grant(c, fp):
    """GRANT and REVOKE: of privileges on objects, or of membership in roles."""
    verb = c.next().word
    start = c.i
    if verb == "revoke":
        c.accept("grant", "option", "for") or c.accept("admin", "option", "for")
    columns = granted_columns(c, "to" if verb == "grant" else "from")
    if not c.accept("on"):
        return grant_role(c, fp, verb, start)
    found = grant_objects(c)
    c.expect("to" if verb == "grant" else "from")
    c.items(c.role)
    while c.more():
        if not (c.accept("with", "grant", "option") or c.accept("cascade") or c.accept("restrict")):
            c.expect("granted", "by")
            c.role()
    value = shorten(verb + " " + c.text(start, c.end))
    for kind, (name, parent, key, more) in found:
        fp.alter(kind, name, "privileges", value, parent, key=key, **more)
        fp.use_columns(name, columns if kind == "table" else (), "privileges")
    return None


def granted_columns(c, stop):
    """Move to ON (or what ends GRANT role): the columns named in SELECT (a, b), UPDATE (c) ..."""
    columns = {}
    while c.more() and c.word not in ("on", stop):
        if c.word == "(":
            columns.update(dict.fromkeys(c.names()))
        else:
            c.next()
    return columns


def grant_objects(c):
    """The objects of GRANT ... ON: [(kind, reference)]."""
    for words, name in GRANT_KINDS.items():
        if c.accept(*words):
            return [(name, (each, None, None, {})) for each in c.items(lambda: quote(c.name()))]
    place = c.i
    kind = find_kind(c)
    if kind is None or c.word in (",", "to", "from", "."):
        c.i = place
        kind = KINDS["table",]
    return [(kind.name, each) for each in c.items(lambda: kind.reference(c))]


def grant_role(c, fp, verb, start):
    """GRANT role, ... TO role, ..."""
    place = c.i
    c.i = start
    c.accept("grant", "option", "for") or c.accept("admin", "option", "for") or c.accept("inherit", "option", "for") \
        or c.accept("set", "option", "for")
    roles = c.items(c.role)
    if c.i != place:
        c.fail("roles")
    c.expect("to" if verb == "grant" else "from")
    c.items(c.role)
    c.rest()
    for role in roles:
        fp.alter("role", role, "privileges", shorten(verb + " " + c.text(start, c.end)))
    return verb.upper() + " ROLE"


def default_privileges(c, fp):
    """ALTER DEFAULT PRIVILEGES [FOR ROLE ...] [IN SCHEMA ...] GRANT | REVOKE ..."""
    roles, schemas = [], []
    while c.word not in ("grant", "revoke"):
        if c.accept("for"):
            c.accept_any(("role", "user"))
            roles = c.items(c.role)
        else:
            c.expect("in", "schema")
            schemas = c.items(lambda: quote(c.name()))
    value = shorten(c.rest())
    for schema in schemas:
        fp.alter("schema", schema, "default privileges", value)
    if not schemas:  # of all schemas; public stands for them, because most objects are made there
        fp.alter("schema", "public", "default privileges everywhere", value)
    for role in roles:
        fp.use("role", role, "privileges")
    return "ALTER DEFAULT PRIVILEGES"


# -- other commands


def reassign(c, fp):
    """REASSIGN OWNED BY a TO b."""
    c.expect("reassign", "owned", "by")
    roles = c.items(c.role)
    c.expect("to")
    new = c.role()
    for role in roles:
        fp.alter("role", role, "owned objects", new)
    return "REASSIGN OWNED"


def truncate(c, fp):
    """TRUNCATE [TABLE] tables."""
    c.i += 1
    c.accept("table")

    def one():
        c.accept("only")
        name = c.qualified()
        c.accept("*")
        return name
    tables = c.items(one)
    c.accept("restart", "identity") or c.accept("continue", "identity")
    cascade = {"cascade": True} if c.accept_any(("cascade", "restrict")) == "cascade" else {}
    for table in tables:
        fp.alter("table", table, "data", "truncated", **cascade)
    return "TRUNCATE TABLE"


def refresh(c, fp):
    """REFRESH MATERIALIZED VIEW [CONCURRENTLY] name [WITH [NO] DATA]."""
    c.expect("refresh", "materialized", "view")
    detail = {"concurrently": True} if c.accept("concurrently") else {}
    name = c.qualified()
    value = "refreshed"
    if c.accept("with"):
        value = "emptied" if c.accept("no") else value
        c.expect("data")
    fp.alter("materialized view", name, "data", value, **detail)
    return "REFRESH MATERIALIZED VIEW"


def reindex(c, fp):
    """REINDEX { INDEX | TABLE | SCHEMA | DATABASE | SYSTEM } [CONCURRENTLY] [name]."""
    c.i += 1
    c.skip_parens()
    kind = c.accept_any(("index", "table", "schema", "database", "system"))
    if kind is None:
        c.fail("kind")
    detail = {"concurrently": True} if c.accept("concurrently") else {}
    if c.more():
        fp.alter("database" if kind == "system" else kind, c.qualified(), "rebuilt", True, **detail)
    return "REINDEX"


def cluster(c, fp):
    """CLUSTER [VERBOSE] [table [USING index]] or the old CLUSTER index ON table."""
    c.i += 1
    c.skip_parens() or c.accept("verbose")
    if c.more():
        name = c.qualified()
        index = None
        if c.accept("on"):
            index, name = name, c.qualified()
        elif c.accept("using"):
            index = quote(c.name())
        fp.alter("table", name, "rewritten", index)
    return None


def import_schema(c, fp):
    """IMPORT FOREIGN SCHEMA remote [LIMIT TO | EXCEPT (...)] FROM SERVER server INTO schema."""
    c.expect("import", "foreign", "schema")
    c.name()
    limited = c.accept("limit", "to")
    if limited or c.accept("except"):
        names = c.listed(c.qualified)
    c.expect("from", "server")
    server = quote(c.name())
    c.expect("into")
    schema = c.name()
    if c.accept("options"):
        c.parens()
    fp.use("server", server, "expression", "schema", quote(schema))
    fp.use("schema", quote(schema), "member")
    for name in names if limited else ():
        fp.add("foreign table", canonical([schema, name]), "create")
    return "IMPORT FOREIGN SCHEMA"


def do_block(c, fp):
    """DO [LANGUAGE name] code: the static DDL in it."""
    c.i += 1
    language, code = "plpgsql", None
    while c.more():
        if c.accept("language"):
            token = c.next()
            language = token.word or token.text.strip("'\"").lower()
        elif c.kind in ("string", "dollar"):
            code = c.next()
        else:
            c.fail("code")
    if code is None:
        c.fail("code")
    if language == "plpgsql":
        read_block(code, fp)
    return None


def read_expression(tokens, fp):
    """Read what an expression or query inside a block names."""
    fp.mark()
    c = Cursor(without_into(tokens), fp.local, fp.schema)
    try:
        query_uses(c, fp, 0)
    except Unreadable:
        fp.roll_back()


def read_inner(tokens, fp):
    """Read a DDL statement inside a block; whether that was possible."""
    c = Cursor(tokens, fp.local, fp.schema)
    reader = COMMANDS.get(c.word)
    fp.mark()
    if reader is None and (c.word in DATA_WORDS or c.word == "call"):
        data_uses(Cursor(without_into(tokens), fp.local, fp.schema), c.word, fp)
        return True
    if reader is None or c.word == "do":
        return c.word in OUTSIDE
    try:
        reader(c, fp)
        c.expect_end()
    except PartlyRead:
        return False
    except Unreadable:
        fp.roll_back()
        return False
    return True


COMMANDS = {
    "create": create, "alter": alter, "drop": drop,
    "comment": comment, "security": security_label, "grant": grant, "revoke": grant,
    "reassign": reassign, "truncate": truncate, "refresh": refresh, "reindex": reindex, "cluster": cluster,
    "import": import_schema, "do": do_block,
}
TAGS = {"truncate": "TRUNCATE TABLE", "refresh": "REFRESH MATERIALIZED VIEW", "security": "SECURITY LABEL",
        "reassign": "REASSIGN OWNED", "import": "IMPORT FOREIGN SCHEMA"}
