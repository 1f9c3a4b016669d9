"""A live schema as plain objects, for the generator to draw from."""

import re
from types import SimpleNamespace

KEYWORD = "SELECT word FROM pg_get_keywords() WHERE catcode <> 'U'"

# One row per relation of the user's; names in facts are quoted where they must be, plain ones are not.
RELATIONS = """
SELECT
    c.oid::regclass::text AS name, c.relname AS plain, c.relkind::text AS kind, quote_ident(n.nspname) AS schema,
    c.relispartition AS partition, pg_get_partkeydef(c.oid) AS partition_key,
    CASE WHEN c.relkind IN ('v', 'm') THEN rtrim(pg_get_viewdef(c.oid), ';') END AS query,
    coalesce((
        SELECT json_agg(json_build_object(
            'name', quote_ident(a.attname), 'plain', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
            'base', format_type(a.atttypid, NULL), 'category', t.typcategory,
            'enum', t.typtype = 'e', 'not_null', a.attnotnull, 'default', a.atthasdef AND a.attgenerated = '',
            'identity', a.attidentity <> '', 'generated', a.attgenerated <> ''
        ) ORDER BY a.attnum)
        FROM pg_attribute AS a JOIN pg_type AS t ON t.oid = a.atttypid
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    ), '[]') AS columns,
    coalesce((
        SELECT json_agg(json_build_object(
            'name', quote_ident(k.conname), 'plain', k.conname, 'type', k.contype, 'deferrable', k.condeferrable,
            'definition', pg_get_constraintdef(k.oid),
            'columns', (SELECT json_agg(quote_ident(a.attname) ORDER BY u.place)
                        FROM unnest(k.conkey) WITH ORDINALITY AS u (attnum, place)
                        JOIN pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.attnum),
            'target', CASE WHEN k.confrelid <> 0 THEN k.confrelid::regclass::text END
        ) ORDER BY k.conname)
        FROM pg_constraint AS k WHERE k.conrelid = c.oid AND k.contype IN ('c', 'f', 'p', 'u', 'x')
    ), '[]') AS constraints,
    coalesce((
        SELECT json_agg(json_build_object(
            'name', i.indexrelid::regclass::text, 'plain', x.relname, 'unique', i.indisunique,
            'own', NOT EXISTS (
                SELECT FROM pg_constraint AS k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')
            ),
            'plain_unique', i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL,
            'columns', (SELECT json_agg(quote_ident(a.attname)) FROM pg_attribute AS a
                        WHERE a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey::int2[]))
        ) ORDER BY x.relname)
        FROM pg_index AS i JOIN pg_class AS x ON x.oid = i.indexrelid WHERE i.indrelid = c.oid
    ), '[]') AS indexes,
    coalesce((
        SELECT json_agg(json_build_object(
            'name', quote_ident(t.tgname), 'definition', pg_get_triggerdef(t.oid)
        ) ORDER BY t.tgname)
        FROM pg_trigger AS t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgparentid = 0
    ), '[]') AS triggers,
    coalesce((
        SELECT json_agg(quote_ident(p.polname) ORDER BY p.polname) FROM pg_policy AS p WHERE p.polrelid = c.oid
    ), '[]') AS policies,
    coalesce((
        SELECT json_agg(quote_ident(r.rulename) ORDER BY r.rulename)
        FROM pg_rewrite AS r WHERE r.ev_class = c.oid AND r.rulename <> '_RETURN'
    ), '[]') AS rules,
    coalesce((
        SELECT json_agg(h.inhparent::regclass::text ORDER BY h.inhseqno) FROM pg_inherits AS h WHERE h.inhrelid = c.oid
    ), '[]') AS parents,
    -- What depends on it and what it depends on, as far as views, foreign keys and inheritance go.
    coalesce((
        SELECT json_agg(DISTINCT o.other) FROM (
            SELECT w.ev_class::regclass::text AS other FROM pg_depend AS d JOIN pg_rewrite AS w ON w.oid = d.objid
            WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid
                AND w.ev_class <> c.oid
            UNION SELECT d.refobjid::regclass::text FROM pg_depend AS d JOIN pg_rewrite AS w ON w.oid = d.objid
            WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND w.ev_class = c.oid
                AND d.refobjid <> c.oid
            UNION SELECT k.conrelid::regclass::text FROM pg_constraint AS k
            WHERE k.confrelid = c.oid AND k.conrelid <> c.oid
            UNION SELECT k.confrelid::regclass::text FROM pg_constraint AS k
            WHERE k.conrelid = c.oid AND k.confrelid NOT IN (0, c.oid)
            UNION SELECT h.inhrelid::regclass::text FROM pg_inherits AS h WHERE h.inhparent = c.oid
            UNION SELECT h.inhparent::regclass::text FROM pg_inherits AS h WHERE h.inhrelid = c.oid
        ) AS o
    ), '[]') AS neighbours,
    EXISTS (
        SELECT FROM pg_depend AS d
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
            AND d.refclassid = 'pg_class'::regclass AND c.relkind = 'S'
    ) AS owned
FROM pggit_internal.user_relation AS r
JOIN pg_class AS c ON c.oid = r.oid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
ORDER BY r.name
"""
ROUTINES = """
SELECT
    p.oid::regprocedure::text AS signature, p.proname AS plain, r.kind,
    CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END AS definition,
    p.prorettype = 'trigger'::regtype AS is_trigger
FROM pggit_internal.user_routine AS r
JOIN pg_proc AS p ON p.oid = r.oid
ORDER BY r.name
"""
TYPES = """
SELECT
    t.oid::regtype::text AS name, t.typname AS plain, quote_ident(n.nspname) AS schema, t.typtype::text AS kind,
    coalesce((
        SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum AS e WHERE e.enumtypid = t.oid
    ), '[]') AS labels,
    coalesce((
        SELECT json_agg(json_build_object('name', quote_ident(a.attname)) ORDER BY a.attnum)
        FROM pg_attribute AS a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
    ), '[]') AS attributes,
    coalesce((
        SELECT json_agg(quote_ident(k.conname) ORDER BY k.conname) FROM pg_constraint AS k
        WHERE k.contypid = t.oid AND k.contype = 'c'
    ), '[]') AS checks,
    coalesce((
        SELECT json_agg(DISTINCT a.attrelid::regclass::text)
        FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
        WHERE a.atttypid = t.oid AND NOT a.attisdropped AND c.relkind IN ('r', 'p')
    ), '[]') AS used_by
FROM pggit_internal.user_type AS u
JOIN pg_type AS t ON t.oid = u.oid
JOIN pg_namespace AS n ON n.oid = t.typnamespace
ORDER BY u.name
"""
OTHERS = """
SELECT 'schema' AS kind, s.name, NULL AS tables FROM pggit_internal.user_schema AS s WHERE s.name <> 'public'
UNION ALL
SELECT 'publication', quote_ident(p.pubname), (
    SELECT json_agg(r.prrelid::regclass::text) FROM pg_publication_rel AS r WHERE r.prpubid = p.oid
) FROM pg_publication AS p WHERE NOT p.puballtables
UNION ALL
SELECT k.kind, k.name, NULL FROM (
    SELECT 'text search', quote_ident(c.cfgname) FROM pg_ts_config AS c WHERE c.oid >= 16384
    UNION ALL SELECT 'collation', quote_ident(c.collname) FROM pg_collation AS c WHERE c.oid >= 16384
) AS k (kind, name)
UNION ALL
SELECT
    'statistics', quote_ident(n.nspname) || '.' || quote_ident(s.stxname), json_build_array(s.stxrelid::regclass::text)
FROM pg_statistic_ext AS s JOIN pg_namespace AS n ON n.oid = s.stxnamespace
ORDER BY 1, 2
"""
EXTENSIONS = "SELECT name FROM pg_available_extensions WHERE installed_version IS NULL AND name = ANY(%s) ORDER BY 1"
TRUSTED = ["btree_gist", "hstore", "ltree", "pgcrypto", "pg_trgm"]


def rows(connection, query, parameters=None):
    """Return a query's rows as namespaces, JSON objects in them too."""
    cursor = connection.execute(query, parameters)
    names = [column.name for column in cursor.description]
    return [SimpleNamespace(**dict(zip(names, map(spaces, row)))) for row in cursor.fetchall()]


def spaces(value):
    """Return JSON with its objects as namespaces."""
    if isinstance(value, dict):
        return SimpleNamespace(**{name: spaces(part) for name, part in value.items()})
    return [spaces(part) for part in value] if isinstance(value, list) else value


class Catalog:
    """Everything that changes can be drawn from, in an order that does not change."""

    def __init__(self, connection):
        """Read it all."""
        with connection.transaction():
            # Names come out qualified unless they are in public, as pggit takes them.
            connection.execute("SET LOCAL search_path = public, pg_temp")
            self.keywords = {row.word for row in rows(connection, KEYWORD)}
            relations = rows(connection, RELATIONS)
            self.routines = rows(connection, ROUTINES)
            self.types = rows(connection, TYPES)
            others = rows(connection, OTHERS)
            self.extensions = [row.name for row in rows(connection, EXTENSIONS, (TRUSTED,))]
        self.tables = [relation for relation in relations if relation.kind in "rp"]
        self.views = [relation for relation in relations if relation.kind == "v"]
        self.materialized = [relation for relation in relations if relation.kind == "m"]
        self.sequences = [relation for relation in relations if relation.kind == "S"]
        self.schemas, self.publications, self.statistics = (
            [other for other in others if other.kind == kind] for kind in ("schema", "publication", "statistics")
        )
        self.relations = {relation.name: relation for relation in relations}
        named = [*relations, *self.types, *others, *(index for relation in relations for index in relation.indexes)]
        self.names = {each.name for each in named} | {routine.plain for routine in self.routines}

    def quoted(self, name):
        """Return a name as it must be written."""
        usual = re.fullmatch(r"[a-z_][a-z0-9_]*", name) and name not in self.keywords
        return name if usual else '"' + name.replace('"', '""') + '"'

    def beside(self, relation, name):
        """Return the name of something in the same schema."""
        return ("" if relation.schema == "public" else relation.schema + ".") + self.quoted(name)
