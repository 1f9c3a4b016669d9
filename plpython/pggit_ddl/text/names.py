"""Names as PostgreSQL reads and writes them: folding, truncation, quoting, and the names that it makes up itself."""

from .regexes import regex

# Keywords that quote_ident quotes, of PostgreSQL 15 to 18 together: one spelling of a name on every server.
RESERVED = frozenset(
    "all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create "
    "current_catalog current_date current_role current_time current_timestamp current_user default deferrable desc "
    "distinct do else end except false fetch for foreign from grant group having in initially intersect into lateral "
    "leading limit localtime localtimestamp not null offset on only or order placing primary references returning "
    "select session_user some symmetric system_user table then to trailing true union unique user using variadic when "
    "where window with".split())
TYPE_FUNCTION_KEYWORDS = frozenset(
    "authorization binary collation concurrently cross current_schema freeze full ilike inner is isnull join left like "
    "natural notnull outer overlaps right similar tablesample verbose".split())
COLUMN_KEYWORDS = frozenset(
    "between bigint bit boolean char character coalesce dec decimal exists extract float greatest grouping inout int "
    "integer interval json json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar "
    "json_serialize json_table json_value least merge_action national nchar none normalize nullif numeric out overlay "
    "position precision real row setof smallint substring time timestamp treat trim values varchar xmlattributes "
    "xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable".split())
KEYWORDS = RESERVED | TYPE_FUNCTION_KEYWORDS | COLUMN_KEYWORDS
# Those of them that PostgreSQL 15 does not know.
NEWER_KEYWORDS = frozenset(
    "json json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar json_serialize "
    "json_table json_value merge_action system_user".split())

MAX_BYTES = 63  # NAMEDATALEN - 1

FIRST_PART = regex(r'("(?:[^"]|"")*"|[^".]*)\.')
UNICODE_ESCAPE = r"{0}(?:({0})|([0-9a-fA-F]{{4}})|\+([0-9a-fA-F]{{6}}))"
ASCII_UPPER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


def fold(text):
    """An unquoted identifier: ASCII letters in lower case (only those), cut to 63 bytes."""
    return truncate(text.translate(ASCII_UPPER))


def truncate(name, limit=MAX_BYTES):
    """Cut a name to a number of bytes, between two characters."""
    if len(name) * 4 <= limit:
        return name
    if byte_length(name) <= limit:
        return name
    return name.encode("utf-8", "surrogatepass")[:limit].decode("utf-8", "ignore")


def byte_length(name):
    """The length of a name as PostgreSQL counts it."""
    return len(name) if name.isascii() else len(name.encode("utf-8", "surrogatepass"))


def unquote(text, escape="\\"):
    """The identifier inside "..." or U&"..."."""
    if text[0] == '"':
        name = text[1:-1].replace('""', '"')
    else:
        name = unicode_unescape(text[3:-1].replace('""', '"'), escape)
    return truncate(name)


def unicode_unescape(text, escape):
    """Resolve the escapes of U&"...": \\XXXX, \\+XXXXXX and the doubled escape character."""
    def character(found):
        doubled, short, long = found.groups()
        code = int(short or long or "0", 16)
        return doubled or (chr(code) if code <= 0x10FFFF else found.group())

    import re  # here, because it is rarely needed and takes long to come
    resolved = re.sub(UNICODE_ESCAPE.format(re.escape(escape)), character, text)
    return resolved.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def quote(name):
    """One part of a name, quoted if quote_ident would quote it."""
    if name.isascii() and name.isidentifier() and name == name.lower() and name not in KEYWORDS:
        return name
    return '"' + name.replace('"', '""') + '"'


def canonical(parts):
    """The display form of a name's parts: `users`, `billing.invoices`, `"Users"`; public. is left out."""
    if len(parts) == 1:
        return quote(parts[0])
    parts = parts[-2:]  # a database's name before the schema's adds nothing: it can only be this one
    return quote(parts[1]) if parts[0] == "public" else quote(parts[0]) + "." + quote(parts[1])


def schema_of(name):
    """The schema of a canonical name in display form, None for public."""
    found = FIRST_PART.match(name) if "." in name else None
    return found.group(1) if found else None


def last_part(name):
    """The bare last part of a canonical name."""
    found = FIRST_PART.match(name) if "." in name else None
    last = name[found.end():] if found else name
    return unquote(last) if last[:1] == '"' else last


def in_schema_of(name, bare):
    """The canonical name of an object that PostgreSQL puts into the schema of another."""
    schema = schema_of(name)
    return quote(bare) if schema is None else schema + "." + quote(bare)


def make_name(first, second, label):
    """What PostgreSQL's makeObjectName makes: first_second_label, the longer of the first two shortened to fit."""
    name = first + "_" + label if second is None else first + "_" + second + "_" + label
    if byte_length(name) <= MAX_BYTES:
        return name
    room = MAX_BYTES - byte_length(label) - 1 - (second is not None)
    one, two = byte_length(first), byte_length(second or "")
    if one + two > room:
        # Take bytes off the longer one until both fit; the second loses a tie.
        longer_first = max(0, min(one - two, one + two - room))
        longer_second = max(0, min(two - one, one + two - room))
        one, two = one - longer_first, two - longer_second
        rest = max(0, one + two - room)
        two -= (rest + 1) // 2
        one -= rest // 2
    parts = [truncate(first, one)] + ([truncate(second, two)] if second is not None else []) + [label]
    return "_".join(parts)


def join_columns(columns):
    """The columns' part of an automatic name, as ChooseIndexNameAddition joins it."""
    joined = ""
    for column in columns:
        joined += ("_" if joined else "") + column
        if byte_length(joined) >= MAX_BYTES + 1:
            break
    return joined
