"""PostgreSQL's own type names: what they are short for, and which are not somebody's."""

ALIASES = {
    "int": "integer", "int4": "integer", "int2": "smallint", "int8": "bigint", "bool": "boolean",
    "float4": "real", "float8": "double precision", "float": "double precision", "dec": "numeric", "decimal": "numeric",
    "varchar": "character varying", "char": "character", "bpchar": "character", "varbit": "bit varying",
    "timestamptz": "timestamp with time zone", "timetz": "time with time zone",
    "timestamp": "timestamp without time zone", "time": "time without time zone",
}
# What the catalogs call the types whose SQL names are keywords.
INTERNAL_NAMES = {
    "integer": "int4", "smallint": "int2", "bigint": "int8", "boolean": "bool", "real": "float4",
    "double precision": "float8", "character varying": "varchar", "character": "bpchar", "bit varying": "varbit",
    "timestamp with time zone": "timestamptz", "timestamp without time zone": "timestamp",
    "time with time zone": "timetz", "time without time zone": "time",
}
SERIAL = {
    "serial": "integer", "serial4": "integer", "bigserial": "bigint", "serial8": "bigint",
    "smallserial": "smallint", "serial2": "smallint",
}
MULTIWORD = frozenset(("double", "character", "char", "nchar", "national", "bit", "timestamp", "time", "interval"))
BUILTIN = frozenset(
    "aclitem any anyarray anycompatible anycompatiblearray anycompatiblemultirange anycompatiblenonarray "
    "anycompatiblerange anyelement anyenum anymultirange anynonarray anyrange bigint bit boolean box bpchar bytea "
    "char character cid cidr circle cstring date datemultirange daterange event_trigger fdw_handler float4 float8 "
    "gtsvector index_am_handler inet information_schema int2 int2vector int4 int4multirange int4range int8 "
    "int8multirange int8range integer internal interval json jsonb jsonpath language_handler line lseg macaddr "
    "macaddr8 money name numeric nummultirange numrange oid oidvector path pg_brin_bloom_summary "
    "pg_brin_minmax_multi_summary pg_dependencies pg_lsn pg_mcv_list pg_ndistinct pg_node_tree pg_snapshot point "
    "polygon real record refcursor regclass regcollation regconfig regdictionary regnamespace regoper regoperator "
    "regproc regprocedure regrole regtype smallint table_am_handler text tid time timestamp timestamptz timetz "
    "trigger tsm_handler tsmultirange tsquery tsrange tstzmultirange tstzrange tsvector txid_snapshot unknown uuid "
    "varbit varchar void xid xid8 xml".split())


def builtin(name):
    """Whether an unqualified type name is PostgreSQL's own."""
    return name in BUILTIN
