-- The reader lives in the database, so that it is dumped, restored and replicated with it and needs no file on the
-- server. Its sources are a function's body, its compiled code is beside them in a table. Both are made here, from the
-- files that modules.sql has just brought.
DO LANGUAGE plpython3u $load$
import binascii, hashlib, json, marshal, sys, zlib

FOLDER = 'plpython/pggit_ddl/'


def text(lines):
    """PL/Python indents what stands between these quotes too."""
    return lines.replace('\n\t', '\n')


def packed(octets):
    return binascii.b2a_base64(zlib.compress(octets, 9), newline=False).decode()


def refuse(problem):
    plpy.error('the reader cannot be loaded from its files', sqlstate='XX001', detail=problem,
               hint='Get plpython/pggit_ddl again as it was published, and run install.sql again.')


def taken_apart(files):
    """The files by their paths within FOLDER."""
    found, place = {}, 0
    while files[place:] != 'end':
        line = files.find('\n', place)
        size, _, path = files[place:line].strip().partition(' ' + FOLDER)
        place = line + 1 + int(size)
        found[path] = files[line + 1:place]
    return found


files = plpy.execute("SELECT current_setting('pggit.modules') AS files")[0]['files']
if not files.isascii():
    refuse('A file has another character than those of ASCII.')
try:
    modules = taken_apart(files)
except ValueError:
    refuse('A file did not arrive as long as it was.')
digest = hashlib.sha256(repr(sorted(modules.items())).encode()).hexdigest()[:16]
package = 'pggit_ddl_' + digest

finder = text('''
import sys
from _frozen_importlib import ModuleSpec


class Modules:
    """Finds the modules of package {package} in what load_reader() has brought, or brings."""

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        root, _, within = name.partition('.')
        if root != '{package}':
            return None
        within = within.replace('.', '/')
        files = (within + '/__init__.py').lstrip('/'), within + '.py'
        if CODES.keys().isdisjoint(files):
            bring('judging')
        for file in files:
            if file in CODES:
                return ModuleSpec(name, cls, origin=file, is_package=file is files[0])
        return None

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        exec(CODES[module.__spec__.origin], module.__dict__)


sys.meta_path.append(Modules)
import {package}
''').replace('{package}', package)

# Compiled code saves most of a session's first call, and more where it is only that of reading.
codes = {path: compile(source, 'pggit_ddl/' + path, 'exec') for path, source in modules.items()}
left, parts = set(codes), {}
exec(finder, {'CODES': codes, 'bring': lambda part: None})
for part in ('reading', 'judging'):
    imported = {module.__spec__.origin for name, module in sys.modules.items() if name.split('.')[0] == package}
    parts[part] = imported & left
    left -= parts[part]
    for name in sys.modules[package].__all__:
        getattr(sys.modules[package], name)
if left:
    refuse('Nothing imports ' + ', '.join(sorted(left)) + '.')
ready = '\nREADY.update(%r)\n' % sys.modules[package + '.text.regexes'].worked_out()
codes['text/regexes.py'] = compile(modules['text/regexes.py'] + ready, 'pggit_ddl/text/regexes.py', 'exec')
parts = {part: zlib.compress(marshal.dumps({path: codes[path] for path in sorted(paths)}), 9)
         for part, paths in parts.items()}

sources = json.dumps(modules, sort_keys=True).encode()

# Compiled code belongs to the very Python that made it; another one, after an upgrade of the server or a restore
# elsewhere, begins with the sources, as does a copy of the schema alone. Neither is in this body, where it would be
# parsed as Python, and so neither is taken unless it is what was installed: this function is a superuser's, they are
# not.
body = text('''
import sys
import zlib

sha256 = plpy.prepare('SELECT encode(sha256($1), $$hex$$) AS digest', ['bytea'])


def installed(query, digest):
    for row in plpy.execute(query):
        if sha256.execute([row['octets']])[0]['digest'] == digest:
            return zlib.decompress(row['octets'])


def bring(part):
    compiled = None
    if (sys.implementation.cache_tag, sys.hexversion) == (%r, %r):
        query = "SELECT c.octets FROM pggit_internal.reader_code AS c WHERE c.part = '%%s'" %% part
        compiled = installed(query, DIGESTS[part])
    if compiled:
        import marshal
        CODES.update(marshal.loads(compiled))
        return
    import json
    sources = installed("SELECT decode(pggit_internal.reader_sources(), 'base64') AS octets", '%s')
    if not sources:
        plpy.error('the DDL reader is not the one that was installed', sqlstate='XX001',
                   detail='pggit_internal.reader_sources() gives other sources than install.sql left there.',
                   hint='Run install.sql again.')
    CODES.update((path, compile(source, 'pggit_ddl/' + path, 'exec')) for path, source in json.loads(sources).items())


DIGESTS, CODES = %r, {}
bring('reading')
%s
GD['%s'] = sys.modules['%s']
''') % (sys.implementation.cache_tag, sys.hexversion, hashlib.sha256(zlib.compress(sources, 9)).hexdigest(),
        {part: hashlib.sha256(octets).hexdigest() for part, octets in parts.items()}, finder, package, package)

plpy.execute('CREATE TEMPORARY TABLE pggit_compiled (part text PRIMARY KEY, octets bytea NOT NULL) ON COMMIT DROP')
plpy.execute('GRANT SELECT ON pg_temp.pggit_compiled TO pggit_owner')
insert = plpy.prepare('INSERT INTO pg_temp.pggit_compiled (part, octets) VALUES ($1, $2)', ['text', 'bytea'])
for part in parts.items():
    plpy.execute(insert, list(part))
plpy.execute('CREATE OR REPLACE FUNCTION pggit_internal.reader_sources() RETURNS text '
             'LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS '
             + plpy.quote_literal("BEGIN RETURN '%s'; END" % packed(sources)))
plpy.execute('CREATE OR REPLACE FUNCTION pggit_internal.load_reader() RETURNS void '
             'LANGUAGE plpython3u VOLATILE PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp '
             'AS ' + plpy.quote_literal(body))

# What each PL/Python function begins with. The digest makes sessions that were open during an upgrade load the new
# reader.
plpy.execute("CREATE OR REPLACE FUNCTION pg_temp.pggit_shell(p_code text) RETURNS text LANGUAGE sql IMMUTABLE "
             "RETURN " + plpy.quote_literal(text('''
pggit_ddl = GD.get('%s')
if pggit_ddl is None:
    plpy.execute('SELECT pggit_internal.load_reader()')
    pggit_ddl = GD['%s']
''') % (package, package)) + " || p_code")
$load$;
COMMENT ON FUNCTION pggit_internal.load_reader() IS
'Loads the DDL reader (package pggit_ddl) into the session''s PL/Python interpreter. '
'Takes the compiled code from reader_code, or the sources from reader_sources(), and neither if it is not what was '
'installed (XX001).';
COMMENT ON FUNCTION pggit_internal.reader_sources() IS
'The sources of package pggit_ddl by module, as JSON, compressed: '
'for a Python other than the one that compiled it for load_reader().';
ALTER FUNCTION pggit_internal.reader_sources() OWNER TO pggit_owner;
